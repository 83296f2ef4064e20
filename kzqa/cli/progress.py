"""How far a long command is, on stderr: a bar on a terminal, a line every few seconds off it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kzqa.cli.terminal import clean, is_terminal, say

LINE_SECONDS = 5.0
FRAME_SECONDS = 0.1

Report = Callable[[float | None, str], None]
"""Takes the share that is done (0 to 1, None where it is unknown) and a sentence."""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Report]:
    """Gives a function to report with, as often as one likes; what is shown is gone at the end."""
    if quiet:
        yield lambda share, text: None
    elif is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
        with _bar() as report:
            yield _every(FRAME_SECONDS, report, at_once=True)
    else:
        yield _every(LINE_SECONDS, lambda share, text: say(text), at_once=False)


def _every(seconds: float, report: Report, *, at_once: bool) -> Report:
    last = float("-inf") if at_once else time.monotonic()

    def rarely(share: float | None, text: str) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= seconds:
            last = now
            report(share, text)

    return rarely


@contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(bar_width=20), TextColumn("{task.description}", markup=False))
    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    # Drawn from here alone: a thread that draws would be copied into the processes that annotate.
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as bar:
        task = bar.add_task("zaczynam…", total=None)

        def report(share: float | None, text: str) -> None:
            bar.update(task, total=None if share is None else 1.0, completed=share or 0.0, description=clean(text))
            bar.refresh()

        yield report


def duration(seconds: float) -> str:
    """A length of time in Polish, short: 12 s, 3 min 20 s, 2 godz. 5 min."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} godz. {whole % 3600 // 60} min"
