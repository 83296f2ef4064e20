"""Lists of things found, in the form that was asked for, each as soon as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

from kzqa.cli.output import json_lines, plain
from kzqa.cli.output.forms import Form
from kzqa.cli.output.lines import Line
from kzqa.cli.terminal import say

T = TypeVar("T", contravariant=True)
FOUND, NOTHING = 0, 1


class Layout(Protocol[T]):
    """How one thing looks in every form; `nothing` is said where there is none."""

    nothing: str

    def record(self, item: T) -> dict[str, Any]:
        """Its object of JSON Lines."""

    def plain(self, item: T) -> Iterator[str]:
        """Its lines in a pipe."""

    def screen(self, item: T) -> Iterator[Line]:
        """Its lines on a terminal."""


def write(items: Iterable[T], layout: Layout[T], form: Form) -> int:
    """Write each item; the exit status tells whether there was any."""
    found = False
    show = _screen_show(layout) if form == "screen" else None
    for item in items:
        found = True
        if form == "json":
            json_lines.write(layout.record(item))
        elif show is not None:
            show(item)
        else:
            for line in layout.plain(item):
                plain.write(line)
    if not found:
        say(layout.nothing)
    return FOUND if found else NOTHING


def _screen_show(layout: Layout[T]) -> Any:
    from kzqa.cli.output.screen import Screen

    screen = Screen()
    return lambda item: screen.show(layout.screen(item))
