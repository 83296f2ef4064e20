"""What the rules of the date grammar share."""

from __future__ import annotations

from typing import Any

from kzqa.language.dates.figures import Values
from kzqa.language.dates.grammar import Found
from kzqa.language.dates.meanings import Day, Decade, Meaning, Month, Shift, Weekday, Year

_KINDS: tuple[tuple[type, str], ...] = (
    (Year, "yr"),
    (Month, "month_point"),
    (Day, "day_point"),
    (Weekday, "wday_point"),
    (Decade, "decade_point"),
    (Shift, "shift_point"),
)


def point(meaning: Meaning) -> Values:
    """A node for a date that may be joined to others."""
    kinds = {kind: meaning for type_, kind in _KINDS if isinstance(meaning, type_)}
    return {"point": meaning, **kinds}


def adjective_point(meaning: Meaning) -> Values:
    """A node for an adjective of a date."""
    return {"adjective": meaning}


OUTPUTS = [
    frozenset({"point"}),
    *(frozenset({"point", kind}) for _, kind in _KINDS),
    frozenset({"adjective"}),
    frozenset({"ord"}),
    frozenset({"ord", "day"}),
    frozenset({"ord", "decade"}),
    frozenset({"card"}),
    frozenset({"year"}),
]


def offset_of(found: Found) -> tuple[int, Any] | None:
    """How far the adjective of a unit goes, and what it counts from."""
    for category, offset, base in (
        ("last", -1, "anchor"),
        ("next", 1, "anchor"),
        ("this_adj", 0, "anchor"),
        ("that", 0, "context"),
        ("following", 1, "either"),
        ("preceding", -1, "either"),
        ("this", 0, "anchor"),
    ):
        if found.get("which", category):
            return offset, base
    return None


def is_plural(found: Found) -> bool:
    return found.word("which").endswith(("ych", "ymi", "ich"))


def year_of(found: Found, name: str = "year") -> Year | None:
    """The year that stands with a day, month or season."""
    node = found.node(name)
    if node is None:
        return None
    if "yr" in node.values:
        year: Year = node.values["yr"]
        return year
    return Year(node.values["year"])
