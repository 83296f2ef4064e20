"""Passages: what retrieval finds. Overlapping windows of a few sentences within a section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzqa.model import BlockKind

WINDOW = 4
STRIDE = 2


class Span(NamedTuple):
    """What is needed of a sentence to cut passages."""

    kind: BlockKind
    start: int
    end: int


class Window(NamedTuple):
    """A passage over the sentences first..last (indices). `heading` holds the offsets of its section's heading where
    that stands outside it; `titled` tells that the article's title has to be added."""

    first: int
    last: int
    heading: tuple[int, int] | None
    titled: bool


def windows(sentences: Sequence[Span]) -> Iterator[Window]:
    """The passages of an article, in the order of the text; every sentence stands in at least one.

    A section is a run of headings (or the title) with what follows up to the next heading. Its first passage holds the
    heading itself.
    """
    start = 0
    while start < len(sentences):
        body = start
        while body < len(sentences) and sentences[body].kind in {"title", "heading"}:
            body += 1
        end = body
        while end < len(sentences) and sentences[end].kind not in {"title", "heading"}:
            end += 1
        heading = (sentences[start].start, sentences[body - 1].end) if body > start else None
        title = any(sentence.kind == "title" for sentence in sentences[start:body])
        first = body
        while True:
            last = min(first + WINDOW, end) - 1
            if first == body:
                yield Window(start, max(last, body - 1), None, not title)
            else:
                yield Window(first, last, heading, not title)
            if last >= end - 1:
                break
            first += STRIDE
        start = end
