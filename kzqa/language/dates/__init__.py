"""Date expressions of Polish: found, resolved to ISO dates or intervals, and said in words. Needs no spaCy.

What is imported here is imported when it is first used: saying a date in words needs nothing of what finds dates.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kzqa.language.dates.finding import find_dates, find_dates_in
    from kzqa.language.dates.wording import readable

__all__ = ["find_dates", "find_dates_in", "readable"]
_MODULES = {"find_dates": "finding", "find_dates_in": "finding", "readable": "wording"}


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return getattr(import_module(f"kzqa.language.dates.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
