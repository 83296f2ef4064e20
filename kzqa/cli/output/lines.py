"""Lines of styled pieces: what a terminal is to show, before rich wraps and colours it.

Text of articles and questions is untrusted: it is cleaned here, once, and reaches rich as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kzqa.cli.terminal import clean, highlighted

# Styles that read on light and on dark ground, and without colour by their weight.
ANSWER = "bold green"
ASIDE = "dim"
HEADING = "bold"
ID = "cyan"
MATCH = "bold magenta"
WARNING = "bold yellow"

Piece = tuple[str, str]
"""A text and its style."""


class Line(NamedTuple):
    """Pieces that stand in one line, wrapped within the indent where they are longer."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0


EMPTY = Line()


def line(text: str, style: str = "", indent: int = 0) -> Line:
    """A line in one style."""
    return Line(((clean(text), style),), indent)


def marked(text: str, highlights: Sequence[tuple[int, int]], indent: int = 2) -> Line:
    """A text with its matches highlighted."""
    return Line(tuple((piece, MATCH if inside else "") for piece, inside in highlighted(text, highlights)), indent)


def aside(parts: Iterable[str | None], indent: int = 0) -> Line:
    """Remarks, those that are there, in one dim line."""
    return line(" · ".join(part for part in parts if part), ASIDE, indent)


def source(citation: str | None, *about: str | None, indent: int = 0) -> Line:
    """The id that opens a citation, and where it stands."""
    remarks = " · ".join(clean(part) for part in about if part)
    return Line(((clean(citation or ""), ID), (f"  {remarks}" if remarks else "", ASIDE)), indent)
