"""A person's terminal, by rich: wrapped at its width, coloured where it may be."""

from __future__ import annotations

import os
import pydoc
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

from kzqa.cli.output.lines import Line
from kzqa.cli.terminal import MAX_WIDTH, is_terminal


class Screen:
    """Shows lines on stdout; nothing in them is interpreted: no markup, no emoji codes, no highlighting of numbers."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stdout, markup=False, emoji=False, highlight=False)
        self._console.width = min(self._console.width, MAX_WIDTH)

    def show(self, lines: Iterable[Line]) -> None:
        for pieces, indent in lines:
            # Wrapped here, since rich would fill indented lines with blanks up to the right edge.
            for row in Text.assemble(*pieces).wrap(self._console, max(self._console.width - indent, 10)) or [Text()]:
                row.rstrip()
                self._console.print(Text(" " * indent).append_text(row), soft_wrap=True)

    @contextmanager
    def paged(self) -> Iterator[None]:
        """Show what is longer than the terminal in the user's pager, as git does; only where a person sits."""
        if not is_terminal(sys.stdin):
            yield
            return
        with self._console.capture() as capture:
            yield
        shown = capture.get()
        if shown.count("\n") < self._console.height:
            sys.stdout.write(shown)
            sys.stdout.flush()
        else:
            os.environ.setdefault("LESS", "FRX")  # keeps colours and leaves the text on the screen
            pydoc.pager(shown)
