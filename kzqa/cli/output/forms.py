"""The forms of output, and which one a command writes."""

from __future__ import annotations

import sys
from typing import Literal

from kzqa.cli.terminal import is_terminal

Form = Literal["screen", "plain", "json", "short"]


def choose_form(*, json: bool, quiet: bool = False) -> Form:
    """JSON or the short answer where asked for, rich on a terminal, plain text in a pipe."""
    if json:
        return "json"
    if quiet:
        return "short"
    return "screen" if is_terminal(sys.stdout) else "plain"
