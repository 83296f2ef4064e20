"""The readings of one word of a name, sorted by what it may agree in, with what attested forms say taken in."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kzqa.language.names.readings import Kind, Reading, readings

KNOWN_GAIN = 0.3
"""How much of an attested form's gain counts for a word that the dictionary knows."""

Part = Literal["noun", "adjective"]


class Frame(NamedTuple):
    """What the words of a name agree in: nom, gen, ...; sg or pl; m, f or n."""

    case: str
    number: str
    gender: str


@cache
def frame_of(case: str, number: str, gender: str) -> Frame:
    """One object for each of the few frames, in which all readings of all words stand."""
    return Frame(case, number, gender)


class Options:
    """The cheapest readings of a word for every frame.

    `frames` are those in which the word can stand, `cheapest` its best noun and adjective in each, `virile` the forms
    of adjectives beside nouns for men.
    """

    def __init__(self, found: tuple[Reading, ...]) -> None:
        self.readings = found
        self.cheapest: dict[tuple[Frame, Part | None], Reading] = {}
        self.virile: dict[Frame, str] = {}
        self.may_be_adjective = any(reading.part == "adjective" and reading.known for reading in found)
        for reading in sorted(found, key=lambda reading: (reading.cost, reading.virile, reading.base)):
            frame = frame_of(reading.case, reading.number, reading.gender)
            self.cheapest.setdefault((frame, reading.part), reading)
            self.cheapest.setdefault((frame, None), reading)
            if reading.part == "adjective" and reading.virile:
                self.virile.setdefault(frame, reading.base)
        self.frames = frozenset(frame for frame, _ in self.cheapest)


NO_OPTIONS = Options(())


@lru_cache(maxsize=50_000)
def bases_of(word: str, kind: Kind) -> tuple[str, ...]:
    """The base forms that a word may have, the word itself first."""
    return tuple(dict.fromkeys([word, *(reading.base for reading in readings(word, kind))]))


@lru_cache(maxsize=10_000)
def options_of(word: str, kind: Kind, gains: tuple[tuple[str, float], ...]) -> Options:
    """The options of a word, its readings cheaper by the `gains` of their base forms."""
    if not gains:
        return Options(readings(word, kind))
    by_base = dict(gains)
    return Options(tuple(_cheaper(reading, by_base.get(reading.base, 0.0)) for reading in readings(word, kind)))


def _cheaper(reading: Reading, gain: float) -> Reading:
    if not gain:
        return reading
    return reading._replace(cost=reading.cost - gain * (KNOWN_GAIN if reading.known else 1.0))
