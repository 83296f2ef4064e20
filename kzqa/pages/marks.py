"""Marks over a text as nested HTML elements, also where they overlap."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from heapq import heapify, heappop, heappush
from typing import NamedTuple

# What a browser may not be given, and what turns the direction of all that follows.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Mark(NamedTuple):
    """An element around `text[start:end]`: its tags, and a note that stands after its end."""

    start: int
    end: int
    opening: str
    closing: str
    note: str = ""


def escape(text: str) -> str:
    """`text` for an HTML document, in an attribute or outside; control and direction characters become visible."""
    return html.escape(_UNFIT.sub("\ufffd", text))


def mark_up(text: str, start: int, end: int, marks: Iterable[Mark], *, until: int | None = None) -> str:
    """`text[start:end]` as HTML with those parts of the marks that lie in it.

    Marks that cross are split, so that elements nest. A mark's note comes once, after its last part: the part that
    reaches its end, or `until` (where the next marked-up stretch begins; `end` if not given).
    """
    until = end if until is None else until
    waiting = [
        (max(mark.start, start), -min(mark.end, end), number, mark)
        for number, mark in enumerate(marks)
        if max(mark.start, start) < min(mark.end, end)
    ]
    heapify(waiting)
    pieces: list[str] = []
    opened: list[tuple[int, Mark]] = []
    position = start

    def close_up_to(limit: int) -> None:
        nonlocal position
        while opened and opened[-1][0] <= limit:
            last, mark = opened.pop()
            pieces.append(escape(text[position:last]) + mark.closing)
            if last >= min(mark.end, end) and mark.end <= until:
                pieces.append(mark.note)
            position = last

    while waiting:
        first, minus_last, number, mark = heappop(waiting)
        close_up_to(first)
        last = -minus_last
        if opened and last > opened[-1][0]:  # it crosses the end of the element that it begins in
            heappush(waiting, (opened[-1][0], minus_last, number, mark))
            last = opened[-1][0]
        pieces.append(escape(text[position:first]) + mark.opening)
        position = first
        opened.append((last, mark))
    close_up_to(end)
    pieces.append(escape(text[position:end]))
    return "".join(pieces)
