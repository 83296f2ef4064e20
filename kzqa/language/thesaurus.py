"""Words of like meaning, from a table made by `kzqa.training.thesaurus` of the Polish thesaurus (LGPL 2.1)."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "data" / "thesaurus.tsv"


class Entry(NamedTuple):
    """The synonyms of a word, and its broader and narrower terms: lemmas in small letters, in alphabetical order."""

    synonyms: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


def entry(lemma: str) -> Entry:
    """What the thesaurus has for a lemma in small letters; nothing for a word that it does not know."""
    lines = _lines()
    place = bisect_left(lines, f"{lemma}\t")  # the lines stand in the order of their words
    if place == len(lines) or not lines[place].startswith(f"{lemma}\t"):
        return Entry()
    _, synonyms, related = lines[place].split("\t")
    return Entry(tuple(synonyms.split()), tuple(related.split()))


@cache
def _lines() -> list[str]:
    return PATH.read_text(encoding="utf-8").splitlines()
