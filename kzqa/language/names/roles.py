"""The role that stands with a person's name: "rzecznik MON Norwegii Jan Nowak".

A role is a noun of the table `roles.txt` with the adjectives before it and what depends on it, right before the name
("norweski minister energetyki, Jan Nowak") or after it between commas ("Nowak, prezydent Gdyni,").
Its case must be one that the name may have. Roles told in a clause of their own ("X jest prezydentem") are not covered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kzqa.language.dictionary import analyse
from kzqa.language.names.base_form import base_form
from kzqa.language.names.tables import roles
from kzqa.model import Token

_REACH = 12
_CASE = re.compile(r"Case=(\w+)")
CASES = {"Nom": "nom", "Gen": "gen", "Dat": "dat", "Acc": "acc", "Ins": "inst", "Loc": "loc", "Voc": "voc"}
"""UD values of case and those of the tagset."""
_INSIDE = frozenset(
    {
        "ds.",
        "do",
        "spraw",
        "i",
        "oraz",
        "ds",
        "w",
        "we",
        "na",
        "przy",
        "z",
        "ze",
        "dla",
        "tego",
        "tej",
        "-",
        "–",
        ".",
        "o",
    }
)
_DEPENDENT = frozenset({"gen", "loc", "inst", "dat"})
_LOOSE = frozenset({"i", "oraz", "w", "we", "na", "przy", "z", "ze", "dla", "o", "do"})
_VERBS = frozenset({"fin", "praet", "bedzie", "impt", "imps", "inf", "pcon", "pant", "winien", "pred", "aglt"})


def role_before(tokens: Sequence[Token], first: int, blocked: frozenset[int], *, inflected: bool) -> str | None:
    """The role that ends right before token `first`, in the base form.

    `blocked` holds the tokens of other persons' names, over which no role reaches. `inflected` tells that the name is
    not in its base form, so that a role in the nominative is somebody else's ("rzecznik Theresy May").
    """
    end = first
    if end > 0 and tokens[end - 1].text == ",":
        end -= 1
    head = None
    place = end - 1
    while place >= 0 and end - place <= _REACH and place not in blocked and _may_stand_inside(tokens[place]):
        if is_role(tokens[place].text):
            head = place
            break
        place -= 1
    if head is None or (end < first and not _closes(tokens, first)):
        return None
    start = head
    frames = _noun_frames(tokens[head].text.lower())
    while start > 0 and start - 1 not in blocked and (start == 1 or tokens[start - 1].text[:1].islower()):
        agreeing = frames & _adjective_frames(tokens[start - 1].text.lower())
        if not agreeing:
            break
        frames = agreeing
        start -= 1
    cases = _seen(tokens[head], frozenset(case for _, case, _ in frames))
    if not _same_case(cases, tokens[first].text, inflected) or tokens[end - 1].text.lower() in _LOOSE:
        return None
    return _role_base(tokens[start:end], head - start)


def role_after(tokens: Sequence[Token], last: int, blocked: frozenset[int], *, inflected: bool) -> str | None:
    """The role that begins after the comma that follows token `last` and ends with the next comma or full stop."""
    start = last + 2
    if start >= len(tokens) or tokens[last + 1].text != ",":
        return None
    head = start
    while head < len(tokens) and head - start < 3 and not is_role(tokens[head].text):
        if not _is_adjective(tokens[head].text):
            return None
        head += 1
    if head >= len(tokens) or head - start >= 3:
        return None
    cases = frozenset(case for _, case, _ in _noun_frames(tokens[head].text.lower()))
    if not _same_case(_seen(tokens[head], cases), tokens[last].text, inflected):
        return None
    end = head + 1
    while end < len(tokens) and end - start <= _REACH and end not in blocked and _may_stand_inside(tokens[end]):
        if tokens[end].text == "." and end == len(tokens) - 1:
            break
        end += 1
    if end < len(tokens) and tokens[end].text not in {",", ".", ")", "-", "–", ";", ":"}:
        return None
    return _role_base(tokens[start:end], head - start)


def _closes(tokens: Sequence[Token], first: int) -> bool:
    """After "minister energetyki, NAME" the apposition closes with a comma, or the sentence goes on with a verb."""
    for token in tokens[first : first + 6]:
        if token.text in {",", ".", ":", ")", "-", "–"} or _is_verb(token.text):
            return True
        if token.text[:1].islower():
            return False
    return True


def _role_base(words: Sequence[Token], head: int) -> str | None:
    text = "".join(token.text + (" " if token.space else "") for token in words).strip()
    lowered = text if _is_acronym(words[0].text) else text[:1].lower() + text[1:]
    base = _base_of_role(lowered)
    found = base.split()
    return base if head < len(found) and found[head].lower() in roles() else None


@lru_cache(maxsize=10_000)
def _base_of_role(role: str) -> str:
    """The base form of a role, of which many stand with many names."""
    return base_form(role, label="orgName")


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=50_000)
def is_role(word: str) -> bool:
    """Is a word, in any case of the singular, a role: prezydenta, rzeczniczką?"""
    small = word.lower()
    return small in roles() or any(a.lemma.lower() in roles() and a.tag.startswith("subst:sg") for a in analyse(small))


@lru_cache(maxsize=50_000)
def _is_verb(word: str) -> bool:
    known = analyse(word.lower())
    return bool(known) and all(a.tag.split(":")[0] in _VERBS for a in known)


@lru_cache(maxsize=50_000)
def _is_adjective(word: str) -> bool:
    return any(a.tag.split(":")[0] in ("adj", "ppas", "pact") for a in analyse(word.lower()))


@lru_cache(maxsize=10_000)
def _noun_frames(word: str) -> frozenset[tuple[str, str, str]]:
    """Number, case and gender in which a word can be a noun; roles are also adjectives by form (przewodniczący)."""
    tags = [reading.tag.split(":") for reading in analyse(word)]
    return frozenset((tag[1], tag[2], tag[3]) for tag in tags if tag[0] in ("subst", "adj", "pact") and len(tag) > 3)


@lru_cache(maxsize=10_000)
def _adjective_frames(word: str) -> frozenset[tuple[str, str, str]]:
    """Number, case and gender in which a word can be an adjective; "były" is one, pronouns are not."""
    tags = [reading.tag.split(":") for reading in analyse(word) if reading.lemma not in _PRONOUNS]
    return frozenset((tag[1], tag[2], tag[3]) for tag in tags if tag[0] in ("adj", "ppas") and len(tag) > 3)


def case_of(token: Token) -> str | None:
    """The tagger's case of a word (nom, gen, ...), None where it has none."""
    return _case_in(token.morph)


@lru_cache(maxsize=10_000)
def _case_in(morph: str) -> str | None:
    match = _CASE.search(morph)
    return CASES.get(match.group(1)) if match is not None else None


def _seen(token: Token, cases: frozenset[str]) -> frozenset[str]:
    """The cases that a word may have, the tagger's alone where it is one of them."""
    case = case_of(token)
    return frozenset({case}) if case in cases and case is not None else cases


_PRONOUNS = frozenset(
    {"ten", "tamten", "swój", "mój", "nasz", "wasz", "twój", "jaki", "który", "taki", "inny", "każdy", "sam", "jego"}
)


@lru_cache(maxsize=50_000)
def _inside(word: str) -> bool:
    small = word.lower()
    if small in _INSIDE or word[:1].isupper() or is_role(word):
        return True
    known = analyse(small)
    if not known:
        return word.isalpha()
    kinds = {a.tag.split(":")[0] for a in known}
    if kinds <= _VERBS or kinds & {"prep", "comp", "conj", "ppron3", "ppron12", "siebie"}:
        return False
    if not any(tag[2] in _DEPENDENT for tag in (a.tag.split(":") for a in known) if len(tag) > 3):
        return any(a.tag.startswith(("brev", "adja", "dig", "num", "romandig")) for a in known)
    return any(
        a.tag.split(":")[0] in ("subst", "adj", "ger", "ppas", "pact", "brev", "adja", "num", "dig", "romandig")
        for a in known
    )


def _may_stand_inside(token: Token) -> bool:
    return _inside(token.text) and token.pos not in ("VERB", "AUX")


@lru_cache(maxsize=10_000)
def _cases(word: str) -> frozenset[str]:
    """The cases that the dictionary knows a word in; none for a foreign one, or one that is a numeral alone ("Xi")."""
    return frozenset(a.tag.split(":")[2] for a in analyse(word) if a.tag.startswith(("subst:", "adj:")))


def _same_case(role: frozenset[str], name: str, inflected: bool) -> bool:
    """Whether a role that may have these cases and a name can stand in one; a foreign name may not show its own."""
    if not role:
        return True
    wanted = role - {"nom"} if inflected else role
    return bool(wanted & _cases(name)) if _cases(name) else bool(wanted)
