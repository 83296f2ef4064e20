"""Fixed expressions of several words (w sprawie, na przykład, ze względu na) and the part of speech of the whole.

They stand in `data/fixed_expressions.tsv`: expression, universal part of speech. Those that are as often free
combinations (w domu, na początku) are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

from spacy.attrs import LOWER
from spacy.strings import StringStore
from spacy.tokens import Doc


@cache
def _expressions() -> dict[tuple[int, int], tuple[tuple[tuple[str, ...], str], ...]]:
    """By spaCy's numbers of the first two words, the longest first: (further words, part of speech)."""
    text = resources.files("kzqa.language").joinpath("data/fixed_expressions.tsv").read_text(encoding="utf-8")
    strings = StringStore()
    table: dict[tuple[int, int], list[tuple[tuple[str, ...], str]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            expression, value = line.split("\t")
            first, second, *others = expression.split(" ")
            table.setdefault((strings[first], strings[second]), []).append((tuple(others), value))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def external(doc: Doc) -> Iterator[tuple[int, str]]:
    """(index of the first word, part of speech of the whole) for the fixed expressions of a text."""
    table = _expressions()
    end = 0
    for index, pair in enumerate(pairwise(doc.to_array([LOWER]).ravel().tolist())):
        if pair in table and index >= end:
            for others, value in table[pair]:
                last = index + 2 + len(others)
                if tuple(token.lower_ for token in doc[index + 2 : last]) == others:
                    yield index, value
                    end = last
                    break
