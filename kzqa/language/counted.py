"""What a number counts: the noun after it, with its adjectives, in the base form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kzqa.language import numerals
from kzqa.language.dictionary import Analysis, analyse, generate

Value = int | float | None
# adjectives between a number and its noun ("200 nowych miejsc")
_MOST_ADJECTIVES = 2
_NO_NOUN = frozenset({"prep", "conj", "comp", "pred", "brev", "praet", "ppron3", "ppron12"})
_ADJECTIVES = frozenset({"adj", "ppas", "pact"})
_ABBREVIATED = frozenset(numerals.ABBREVIATED_UNITS.split())


class Token(NamedTuple):
    """A word, number or mark of a text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        return self.text.lower()


def unit_at(tokens: list[Token], index: int, value: Value) -> tuple[str | None, int]:
    """What is counted, in its base form, and the index after the words that say it."""
    if index >= len(tokens):
        return None, index
    lower = tokens[index].lower
    if lower in numerals.UNITS:
        return _written_unit(tokens, index)
    noun = noun_at(tokens, index)
    if noun is None:
        return None, index
    reading = _noun_reading(tokens[noun].text, value)
    before = [_agreeing(tokens[i].lower, reading) for i in range(index, noun)]
    after = noun + 1
    behind = []
    if after < len(tokens) and (adjective := _agreeing(tokens[after].lower, reading)):
        behind.append(adjective)
        after += 1
    name = numerals.UNITS.get(tokens[noun].lower, reading.lemma)
    return " ".join([*filter(None, before), name, *behind]), after


def _written_unit(tokens: list[Token], index: int) -> tuple[str, int]:
    """A unit from the table, with the full stop of its abbreviation and "kwadratowych" and the like after it."""
    unit, after = numerals.UNITS[tokens[index].lower], index + 1
    abbreviated = tokens[index].lower in _ABBREVIATED
    if abbreviated and after < len(tokens) and tokens[after].text == "." and tokens[after].start == tokens[index].end:
        after += 1
    if unit == "punkt" and after < len(tokens) and tokens[after].lower.startswith("proc"):
        dotted = after + 1 < len(tokens) and tokens[after + 1].text == "."
        return "punkt procentowy", after + 1 + dotted
    return unit, after


def noun_at(tokens: list[Token], index: int) -> int | None:
    """The index of the noun that a number counts, a few adjectives before it allowed; None where there is none."""
    for place in range(index, min(index + _MOST_ADJECTIVES + 1, len(tokens))):
        word = tokens[place].text
        if not word.isalpha():
            return None
        readings = _readings(word)
        kinds = {reading.tag.partition(":")[0] for reading in readings}
        if kinds & _ADJECTIVES and place + 1 < len(tokens) and _agree(readings, _readings(tokens[place + 1].text)):
            continue
        if kinds & {"subst", "depr"} and not kinds & _NO_NOUN:
            return place
        if not readings and word[0].isupper():
            return place
        if not kinds & _ADJECTIVES:
            return None
    return None


def _agree(adjectives: tuple[Analysis, ...], nouns: tuple[Analysis, ...]) -> bool:
    """Whether an adjective and a noun can have number, case and gender in common."""
    forms = {tuple(reading.tag.split(":")[1:4]) for reading in nouns if reading.tag.startswith("subst")}
    return any(
        tuple(reading.tag.split(":")[1:4]) in forms
        for reading in adjectives
        if reading.tag.partition(":")[0] in _ADJECTIVES
    )


def _readings(word: str) -> tuple[Analysis, ...]:
    return analyse(word) or analyse(word.lower())


def _noun_reading(word: str, value: Value) -> Analysis:
    """The reading of a counted noun: genitive plural after five, nominative plural after two, singular after one."""
    nouns = [reading for reading in _readings(word) if reading.tag.startswith(("subst", "depr"))]
    # "Polaków" are people (Polak), not dances (polak); "braci" brothers (brat), not the nobility (bracia)
    nouns.sort(key=lambda reading: (reading.lemma[0].isupper() != word[0].isupper(), ":m1" not in reading.tag))
    if not nouns:
        return Analysis(word, "subst:pl:gen:m1", frozenset())
    wanted = ["subst:pl:gen"]
    if value in (2, 3, 4):
        wanted = ["subst:pl:nom", "subst:pl:gen"]
    elif value == 1:
        wanted = ["subst:sg:nom", "subst:sg"]
    elif isinstance(value, float):
        wanted = ["subst:sg:gen", "subst:pl:gen"]
    for prefix in wanted:
        for reading in nouns:
            if reading.tag.startswith(prefix):
                return reading
    return nouns[0]


def _agreeing(word: str, noun: Analysis) -> str | None:
    """The base form, in the gender of the noun, of an adjective that agrees with it; None where it does not."""
    _, number, case, gender, *_ = [*noun.tag.split(":"), "", "", ""]
    for reading in analyse(word):
        if reading.tag.startswith(f"adj:{number}:{case}:{gender}"):
            return _nominative(reading.lemma, gender)
    return None


def _nominative(lemma: str, gender: str) -> str:
    for form, _, tag in _adjective_forms(lemma):
        kind, number, cases, genders, *_ = [*tag.split(":"), "", "", ""]
        if (kind, number) == ("adj", "sg") and "nom" in cases.split(".") and gender in genders.split("."):
            return form
    return lemma


def _adjective_forms(lemma: str) -> Iterator[tuple[str, str, str]]:
    return (row for row in generate(lemma) if row[2].endswith(":pos"))
