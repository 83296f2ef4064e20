"""Calls of the command line in tests: how they are made and how they end."""

import sys
from collections.abc import Callable
from typing import NamedTuple

COMMAND = [sys.executable, "-m", "kzqa"]


class Ran(NamedTuple):
    """How a call ended."""

    status: int
    out: str
    err: str


Cli = Callable[..., Ran]
