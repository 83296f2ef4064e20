"""What one word of a name may be: its nominative, case, number and gender, with a cost, low for the likely.

Known words come from Morfeusz, foreign ones from the rules of `kzqa.language.inflection`. The costs are on the scale
of a negative logarithm: one point makes a reading about three times less likely. They are set by hand on half of the
topics of the BSNLP news corpus and checked on the other half (`kzqa.evaluation.names`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from kzqa.language.dictionary import Analysis, generate
from kzqa.language.dictionary import analyse as analyse_segments
from kzqa.language.geography import country_of
from kzqa.language.inflection import VOWELS, reductions
from kzqa.language.names.tables import first_names, name_heads, virile_endings

Kind = Literal["person", "place", "organisation"]

PLURAL = 1.5
RULE = 2.0
RULE_STEP = 0.5
FOREIGN = 1.0
LISTED = 3.0
LISTED_KNOWN = 2.0
UNLIKELY = 2.0
FROM_MAN = 0.8
COUNTRY = 1.5
_NEUTER = 0.1
SMALL_LETTERS = 0.5

_ADJECTIVE_ENDINGS = ("ego", "emu", "ymi", "ych", "ym", "ej", "imi", "ich", "im", "ą", "a", "e", "y", "i")
FEMININE_SURNAMES = ("owa", "ewa")
_MASCULINE = frozenset({"m1", "m2", "m3"})
# How well a class of the dictionary suits a kind of name; a class that is not named costs nothing.
_CLASS_COST: dict[Kind, dict[str, float]] = {
    "person": {"geographic": 2.5, "common": 1.2, "institution": 2.0, "people": 0.0, "personal": 0.0},
    "place": {"geographic": 0.0, "common": 0.8, "institution": 1.5, "people": 2.0, "personal": 2.0},
    "organisation": {"geographic": 1.5, "common": 0.0, "institution": 0.0, "people": 0.5, "personal": 1.2},
}
# A word that the dictionary knows may still be a foreign name that looks like it: Marka is Marek or Mark.
KNOWN_WORD_BY_RULE: dict[Kind, float] = {"person": 2.0, "place": 3.0, "organisation": 4.0}
# Foreign places and firms are things (m3), foreign people are not.
_GENDER_COST: dict[Kind, dict[str, float]] = {
    "person": {"m3": 1.0},
    "place": {"m3": -1.5, "f": -0.7, "m1": 0.5},
    "organisation": {"m3": -1.0, "f": -0.5},
}
# Peoples are mostly spoken of in the plural, families seldom.
_PLURAL_COST = {"people": 0.2, "personal": 3.5, "geographic": 4.0}


def analyse(word: str) -> tuple[Analysis, ...]:
    """The dictionary's readings of a whole word; none where it would take the word apart (Lloyd's)."""
    return analyse_segments(word) if word.isalnum() else ()


class Reading(NamedTuple):
    """One reading of a word. `base` is its nominative in its number and, for an adjective, its gender.

    `case` is nom, gen, dat, acc, inst, loc or voc; `number` sg or pl; `gender` m, f or n. `part` tells a noun from an
    adjective. `virile` marks the nouns that stand for men (m1). `base` of an adjective is for a gender that is no m1.
    """

    base: str
    case: str
    number: str
    gender: str
    cost: float
    part: Literal["noun", "adjective"]
    virile: bool = False
    known: bool = True


def like(base: str, form: str) -> str:
    """`base` with the capitals of `form`: whole word, first letter, or none."""
    if len(form) > 1 and form.isupper():
        return base.upper()
    if form[:1].isupper():
        return base[:1].upper() + base[1:]
    return base


def gender_of(tag_gender: str) -> str:
    """m, f or n for a gender of the tagset (m1, m2, m3, f, n, n1, ...)."""
    return "m" if tag_gender in _MASCULINE else tag_gender[:1]


def adjective_nominative(masculine: str, number: str, gender: str, *, virile: bool = False) -> str:
    """The nominative of an adjective from its masculine singular: nowy, nowa, nowe, nowi; tani, tania."""
    if number == "sg" and gender == "m":
        return masculine
    stem, soft = masculine[:-1], masculine.endswith("i") and masculine[-2:-1] not in ("k", "g")
    if number == "sg" and gender == "f":
        return stem + ("ia" if soft else "a")
    if virile and number == "pl":
        return _virile(masculine)
    return stem + ("ie" if masculine.endswith("i") else "e")


@lru_cache(maxsize=20_000)
def _virile(masculine: str) -> str:
    for form, _, tag in generate(masculine.lower()):
        if tag.startswith("adj:pl:nom") and ":m1:" in tag and tag.endswith(":pos"):
            return like(form, masculine)
    if masculine.endswith("szy"):
        return masculine[:-3] + "si"
    if masculine.endswith("ony"):
        return masculine[:-3] + "eni"
    if masculine.endswith("ty"):
        return masculine[:-2] + "ci"
    return masculine[:-1] + "i"


def virile_plural(singular: str) -> str:
    """The nominative plural of an unknown noun for men: torys, torysi; brexitowiec, brexitowcy."""
    for ending, plural in virile_endings():
        if singular.endswith(ending):
            return singular.removesuffix(ending) + plural
    return singular + "owie"


def _class_of(analysis: Analysis) -> str:
    if not analysis.names:
        return "common" if analysis.lemma[:1].islower() else "people"
    if any("geograficzn" in name for name in analysis.names):
        return "geographic"
    if analysis.names & {"imię", "nazwisko", "patronimicum", "przydomek"}:
        return "personal"
    return "institution"


@lru_cache(maxsize=20_000)
def _plural_nominative(lemma: str, gender: str) -> str | None:
    found = []
    for form, _, tag in generate(lemma):
        parts = tag.split(":")
        if parts[0] == "subst" and "pl" in parts[1].split(".") and "nom" in parts[2].split("."):
            genders = parts[3].split(".")
            if gender in genders:
                found.append(form)
    # Of Włosi and Włochowie, both of Włoch, the second is a family.
    return min(found, key=lambda form: (form.endswith("owie"), form), default=None)


def _masculine_of(form: str, analysis: Analysis) -> str:
    """The masculine singular of an adjective or participle: the lemma, or cut from the form where that is a verb."""
    if analysis.tag.startswith("adj") and not analysis.tag.endswith((":com", ":sup")):
        return analysis.lemma
    word = form.lower()
    for ending in _ADJECTIVE_ENDINGS:
        if word.endswith(ending):
            return word.removesuffix(ending) + "y"
    return word


def _known(form: str, analysis: Analysis, kind: Kind) -> Reading | None:
    tag = analysis.tag.split(":")
    if tag[0] in ("adj", "ppas", "pact") and len(tag) >= 4:
        masculine = _masculine_of(form, analysis)
        if tag[2] == "voc" or not masculine.endswith(("y", "i")):
            return None
        gender = gender_of(tag[3])
        base = adjective_nominative(masculine, tag[1], gender, virile=tag[3] == "m1")
        return Reading(like(base, form), tag[2], tag[1], gender, 0.0, "adjective", tag[3] == "m1")
    if tag[0] not in ("subst", "depr", "ger") or len(tag) < 4 or tag[2] == "voc":
        return None
    if analysis.lemma.isupper() and not form.isupper() and len(form) > 1:
        return None
    kind_of_word = _class_of(analysis)
    cost = _CLASS_COST[kind][kind_of_word]
    if tag[0] != "subst":
        cost += 3.0
    if kind == "place" and country_of(analysis.lemma) is not None:
        cost -= COUNTRY
    if analysis.lemma in name_heads():
        cost -= 0.5
    base, virile = analysis.lemma, tag[3] == "m1"
    if tag[1] == "pl" and "pt" not in tag[4:]:
        cost += _PLURAL_COST.get(kind_of_word, PLURAL)
        base = form if tag[2] == "nom" else _plural_nominative(analysis.lemma, tag[3]) or form
    elif tag[3] == "m1" and tag[1] == "pl" and kind != "person":
        cost += UNLIKELY
    cost += _NEUTER if tag[3].startswith("n") else 0.0
    # Women's surnames that keep one form in all cases are read as such only beside a woman's first name.
    if "nazwisko" in analysis.names and tag[3] == "f" and analysis.lemma == form and tag[2] != "nom":
        cost += 1.0
    return Reading(like(base, form), tag[2], tag[1], gender_of(tag[3]), cost, "noun", virile)


@lru_cache(maxsize=10_000)
def readings(form: str, kind: Kind) -> tuple[Reading, ...]:
    """All readings of a word of a name, whether the dictionary knows it or not, cheapest first.

    The form itself as its own base form, in whatever case, is not among them: see `unchanged`.
    """
    word = form.capitalize() if len(form) > 1 and form.isupper() and not analyse(form) else form
    found: dict[tuple[str, str, str, str, str], Reading] = {}
    known = analyse(word)
    from_man = any(analysis.lemma + "a" == word and "imię" in analysis.names for analysis in known)
    for analysis in known:
        reading = _known(form, analysis, kind)
        if reading is not None:
            if from_man and analysis.lemma == word:
                # Krzysztofa is more often a form of Krzysztof than a woman's name.
                reading = reading._replace(cost=reading.cost + FROM_MAN)
            _keep(found, reading)
    if known and kind == "person" and word.endswith(FEMININE_SURNAMES):
        # The dictionary lists Achmatow, not Achmatowa: of a woman it is the nominative.
        _keep(found, Reading(form, "nom", "sg", "f", 0.3, "noun", known=False))
    if form[:1].isupper() or (kind == "person" and not known):
        for reading in _foreign(form, word, kind, KNOWN_WORD_BY_RULE[kind] if known else 0.0):
            _keep(found, reading)
    if word[:1].islower() and len(word) > 2 and word.capitalize() != word:
        # A text in small letters: francji, tuska.
        for reading in readings(word.capitalize(), kind):
            _keep(found, reading._replace(base=reading.base.lower(), cost=reading.cost + SMALL_LETTERS))
    return tuple(sorted(found.values(), key=lambda reading: (reading.cost, reading)))


def _foreign(form: str, word: str, kind: Kind, extra: float) -> Iterator[Reading]:
    """The readings of a word by the rules alone; `extra` is added to their cost."""
    for proposal in reductions(word):
        tag = proposal.tag.split(":")
        if len(tag) < 4:
            continue
        cost = RULE - RULE_STEP * proposal.prior + extra + (PLURAL if tag[1] == "pl" else 0.0)
        if tag[0] == "adj" and not extra:
            gender = gender_of(tag[3])
            base = adjective_nominative(proposal.base, tag[1], gender)
            yield Reading(like(base, form), tag[2], tag[1], gender, cost + 0.5, "adjective", known=False)
        if tag[0] != "subst" or tag[2] == "voc" or (kind != "person" and word.endswith(("'s", "’s"))):
            continue
        cost += _GENDER_COST[kind].get(tag[3], 0.0) + (UNLIKELY if _unlikely(proposal.base, word) else 0.0)
        genders = (gender_of(tag[3]), "m") if tag[3] == "f" and proposal.base.endswith("a") else (gender_of(tag[3]),)
        listed = first_names().get(proposal.base) if kind == "person" else None
        base = virile_plural(proposal.base) if tag[1] == "pl" and tag[3] == "m1" else proposal.base
        for gender in genders:
            usual = 0.0 if gender == gender_of(tag[3]) else 0.5
            first = 0.0 if listed is None else 2.0 if gender != listed else -LISTED_KNOWN if extra else -LISTED
            yield Reading(
                like(base, form), tag[2], tag[1], gender, cost + usual + first, "noun", tag[3] == "m1", known=False
            )


def _unlikely(base: str, form: str) -> bool:
    """Whether a base form by rule is badly shaped: too short, a bare cluster (Nitr), a cut vowel (Nade)."""
    if base.endswith("iy") or (len(base) < 3 and len(form) - len(base) < 2):
        return True
    if any(mark in base[-3:] for mark in "'’"):
        return True
    if base[-1:] == "r" and base[-2:-1] not in VOWELS:
        return True
    return form.startswith(base) and base[-1:] in "aeou" and form[len(base) : len(base) + 1] in VOWELS


def _keep(found: dict[tuple[str, str, str, str, str], Reading], reading: Reading) -> None:
    key = (reading.base, reading.case, reading.number, reading.gender, reading.part)
    if key not in found or reading.cost < found[key].cost:
        found[key] = reading


@lru_cache(maxsize=50_000)
def unchanged(form: str) -> float:
    """The cost of taking an unknown word for a nominative: high where its ending betrays another case."""
    if form in first_names():
        return 0.0
    proposals = reductions(form)
    if any(proposal.base in first_names() for proposal in proposals):
        return FOREIGN + 2.0
    telling = max((proposal.prior for proposal in proposals), default=0)
    return FOREIGN + 0.6 * max(0, telling)
