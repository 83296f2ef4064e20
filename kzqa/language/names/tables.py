"""The tables of words behind the names: first names, particles, roles, titles (`kzqa/language/data/*.tsv`, `*.txt`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files("kzqa.language").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def first_names() -> Mapping[str, str]:
    """Foreign first names in the nominative that the dictionary lacks or knows only in part, with gender m or f."""
    found: dict[str, str] = {}
    for line in _lines("first_names.tsv"):
        gender, _, names = line.partition("\t")
        if gender in ("m", "f"):
            found.update(dict.fromkeys(names.split(), gender))
    return found


@cache
def belarusian_first_names() -> frozenset[str]:
    """First names in their Belarusian form, with which surnames end in -enka where others end in -enko."""
    lines = (line.partition("\t") for line in _lines("first_names.tsv"))
    return frozenset(name for kind, _, names in lines if kind == "b" for name in names.split())


@cache
def particles() -> frozenset[str]:
    """Words inside names that never change: de, van, von, bin, al."""
    return frozenset(word for line in _lines("name_particles.txt") for word in line.split())


@cache
def name_heads() -> frozenset[str]:
    """Common nouns that often head the names of institutions and places: rada, ministerstwo, morze."""
    return frozenset(word for line in _lines("name_heads.txt") for word in line.split())


@cache
def media_nouns() -> frozenset[str]:
    """Common nouns for newspapers, stations and the like: gazeta, portal, agencja."""
    return frozenset(word for line in _lines("media.txt") for word in line.split())


@cache
def name_links() -> frozenset[str]:
    """What joins the parts of an institution's name: ds., do spraw, na rzecz."""
    return frozenset(_lines("name_links.txt"))


@cache
def bracket_words() -> frozenset[str]:
    """Words that stand before an acronym in brackets: ang., dalej, w skrócie."""
    return frozenset(word for line in _lines("bracket_words.txt") for word in line.split())


@cache
def virile_endings() -> tuple[tuple[str, str], ...]:
    """Endings of nouns for men in the singular and their nominative plurals, longest first."""
    pairs = [tuple(line.split("\t")) for line in _lines("virile_plurals.tsv")]
    return tuple((singular, plural) for singular, plural in sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def roles() -> frozenset[str]:
    """Nouns for what a person is (prezydent, rzeczniczka, profesor), in the singular nominative."""
    return frozenset(word for line in _lines("roles.txt") for word in line.split())


@cache
def cut_words() -> Mapping[str, str]:
    """Folded abbreviations that leave letters out in the middle (płn.), with what the full word begins with."""
    pairs = (line.partition("\t") for line in _lines("name_abbreviations.tsv"))
    return {short: full for short, _, full in pairs}
