"""What a person sees on stderr while something takes a while: a spinner on a terminal, one line off it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from kzqa.cli.terminal import is_terminal, say


@contextmanager
def waiting() -> Iterator[Callable[[str], None]]:
    """Gives a function for sentences to say; from the first one on, a spinner turns on a terminal until the end."""
    with ExitStack() as stack:
        turning = False

        def notify(message: str) -> None:
            nonlocal turning
            say(message)
            if not turning and is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
                from rich.console import Console

                console = Console(stderr=True, markup=False, emoji=False, highlight=False)
                stack.enter_context(console.status("Chwila…", spinner="dots"))
                turning = True

        yield notify
