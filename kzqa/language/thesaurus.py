"""Words of like meaning, from a table made by `kzqa.training.thesaurus` of the Polish thesaurus (LGPL 2.1)."""

from __future__ import annotations

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
    text = _text()
    start = text.find(f"\n{lemma}\t") + 1  # a search is quicker than to take the whole table apart for a few words
    if not start:
        return Entry()
    _, synonyms, related = text[start : text.index("\n", start)].split("\t")
    return Entry(tuple(synonyms.split()), tuple(related.split()))


@cache
def _text() -> str:
    return "\n" + PATH.read_text(encoding="utf-8")
