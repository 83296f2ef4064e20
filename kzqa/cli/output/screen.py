"""What a person sees on a terminal, by rich: readable at 80 columns, on light and dark ground.

Text of articles and questions is untrusted: it reaches rich only as `Text` of cleaned pieces, never as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kzqa.cli.terminal import clean, highlighted

# Styles that read on light and on dark ground, and without colour by their weight.
ANSWER = "bold green"
MATCH = "bold magenta"
HEADING = "bold"
ASIDE = "dim"
ID = "cyan"
WARNING = "bold yellow"

MAX_WIDTH = 100  # longer lines are hard to read, however wide the terminal


def console(stream: TextIO | None = None) -> Console:
    """A console on `stream` (stdout) that interprets nothing: no markup, no emoji codes, no highlighting."""
    made = Console(file=stream or sys.stdout, markup=False, emoji=False, highlight=False)
    made.width = min(made.width, MAX_WIDTH)
    return made


def styled(text: str, style: str = "") -> Text:
    """Untrusted `text`, cleaned, in one style."""
    return Text(clean(text), style=style)


def marked(text: str, highlights: Sequence[tuple[int, int]], style: str = MATCH) -> Text:
    """Untrusted `text` with its highlights in `style`."""
    pieces = Text()
    for piece, inside in highlighted(text, highlights):
        pieces.append(piece, style=style if inside else "")
    return pieces


def aside(parts: Iterable[str | None]) -> Text:
    """Remarks in one dim line, those that are there."""
    return styled(" · ".join(part for part in parts if part), ASIDE)


def source_line(citation_id: str, *about: str | None) -> Text:
    """The id that opens a citation, and where it stands."""
    known = aside(about)
    return Text.assemble(styled(citation_id, ID), ("  " if known else ""), known)


def indented(text: Text, by: int = 2) -> Padding:
    return Padding(text, (0, 0, 0, by))
