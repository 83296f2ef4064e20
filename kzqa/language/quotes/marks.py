"""Spans between quotation marks: typographic and straight ones, nested, unclosed and mismatched."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"[„“”‟\"«»]|,,(?=\w)|''(?!\w)")
_BEFORE_OPENING = frozenset("([{-–—―/„“”\"«»‘'")
_AFTER_CLOSING = frozenset(".,;:!?…)]}-–—―/„“”\"«»’'")


class Marked(NamedTuple):
    """A span between marks. `start` and `end` leave the marks out, `outer_*` take them in.

    `depth` is 0 for a span that lies in no other; an unclosed span reaches to the end of the text and is not `closed`.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    closed: bool


def marked(text: str, start: int, end: int) -> list[Marked]:
    """The marked spans of `text[start:end]`, in the order of their beginnings.

    Whether a mark opens or closes is seen from the white space around it, where that does not tell from what is
    open. A mark that nothing answers is left out when it closes, and gives an unclosed span when it opens.
    """
    found: list[Marked] = []
    stack: list[tuple[int, int]] = []
    for match in _MARK.finditer(text, start, end):
        if _opens(text, match, start, end, bool(stack)):
            stack.append((match.start(), match.end()))
        elif stack:
            outer, inner = stack.pop()
            found.append(_trim(text, inner, match.start(), outer, match.end(), len(stack), True))
    if stack:
        found = [_nearer(span, stack) for span in found]
        for place, (outer, inner) in enumerate(stack):
            limit = stack[place + 1][0] if place + 1 < len(stack) else end
            limit = min([limit, *(span.outer_start for span in found if span.outer_start >= inner)])
            found.append(_trim(text, inner, limit, outer, limit, 0, False))
    return sorted((span for span in found if span.start < span.end), key=lambda span: (span.start, -span.end))


def _opens(text: str, match: re.Match[str], start: int, end: int, within: bool) -> bool:
    mark = match.group()
    if mark in {"„", ",,"}:
        return True
    if mark == "''":
        return False
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    may_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    may_close = (after.isspace() or after in _AFTER_CLOSING) and not before.isspace()
    if may_open == may_close:
        return not within and not after.isspace()
    return may_open


def _nearer(span: Marked, unclosed: list[tuple[int, int]]) -> Marked:
    """A closed span whose depth no longer counts the unclosed marks before it."""
    return span._replace(depth=max(0, span.depth - sum(outer < span.outer_start for outer, _ in unclosed)))


def _trim(text: str, start: int, end: int, outer_start: int, outer_end: int, depth: int, closed: bool) -> Marked:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Marked(start, end, outer_start, outer_end, depth, closed)
