"""Ids of articles: where they come from, how they are made harmless, and how they stay apart.

An id holds letters, digits and `_ - .` only, so that `ARTICLE:PARAGRAPH.SENTENCE` can be typed in any shell and taken
apart again: every other character, white space and colons among them, becomes a hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath

_UNFIT = re.compile(r"[^\w.]+")  # hyphens, too: several are one
_LEADING_NUMBER = re.compile(r"(?!(?:19|20)\d\d[-_.]?[01]\d(?:\D|\d\d(?!\d)))(\d+)(?![^\W_])")
_MAX_ID = 100
FALLBACK = "artykul"


def clean_id(text: str) -> str:
    """`text` as an id, at most 100 characters; empty where nothing fit is left."""
    composed = unicodedata.normalize("NFC", text[: 10 * _MAX_ID])
    return _UNFIT.sub("-", composed).strip("-.")[:_MAX_ID].rstrip("-.")


def id_from_name(name: str) -> str:
    """The id of an article whose source gives none: the leading number of the file's name, else its stem.

    A date that leads a name (2023-05-01-wybory.txt) is no number of the article, nor are the first digits of a hash.
    """
    stem = PurePosixPath(name.replace("\\", "/")).name
    while (shorter := PurePosixPath(stem)).suffix.lower() in _SUFFIXES:
        stem = shorter.stem
    number = _LEADING_NUMBER.match(stem)
    return number[1][:_MAX_ID] if number else clean_id(stem) or FALLBACK


_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".jsonl", ".ndjson", ".html", ".htm", ".gz", ".zip"})


class UniqueIds:
    """Gives each article of an archive an id of its own: the second `x` is `x-2`, the third `x-3`.

    `taken` tells whether an id is in use already; what this object has given out it remembers itself. Feed it in the
    order of the paths, and the ids are the same each time.
    """

    def __init__(self, taken: Callable[[str], bool] = lambda _: False) -> None:
        self._taken = taken
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """`wanted`, or `wanted-N` with the smallest N that is free."""
        candidate = wanted
        while candidate in self._given or self._taken(candidate):
            number = self._next.get(wanted, 2)
            self._next[wanted] = number + 1
            candidate = f"{wanted}-{number}"
        self._given.add(candidate)
        return candidate
