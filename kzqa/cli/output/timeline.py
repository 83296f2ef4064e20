"""Dates as a timeline: by year and month on a terminal, one line a date in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kzqa.cli.output import lines
from kzqa.cli.output.lines import Line
from kzqa.cli.output.places import Place
from kzqa.cli.output.plain import cited
from kzqa.model import DateMention

MONTHS = (
    "styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
    "lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień",
)  # fmt: skip
UNRESOLVED = "bez daty"
LONGER = "dłużej niż miesiąc"
Dated = tuple[DateMention, Place]


class Timeline:
    nothing = "Nie ma takich dat w archiwum."

    def __init__(self) -> None:
        self._year: str | None = None
        self._month: str | None = None

    def record(self, item: Dated) -> dict[str, Any]:
        date, place = item
        return {"text": date.text, "iso": date.iso, "relative": date.relative, **place.record()}

    def plain(self, item: Dated) -> Iterator[str]:
        date, place = item
        yield f"{date.iso or UNRESOLVED} {cited(place.citation or place.article.id, place.text)}"

    def screen(self, item: Dated) -> Iterator[Line]:
        date, place = item
        year, month = group(date.iso)
        if year != self._year:
            yield from (lines.EMPTY, lines.line(year, lines.ANSWER))
        if month is not None and (year, month) != (self._year, self._month):
            yield lines.line(month, lines.HEADING, 2)
        self._year, self._month = year, month
        yield lines.source(place.citation, date.iso, place.source, indent=4)
        yield lines.marked(place.text, [place.highlight], 6)


def group(iso: str | None) -> tuple[str, str | None]:
    """The year under which a date stands, and in it the month, or that it is longer than one."""
    if iso is None:
        return UNRESOLVED, None
    first, _, last = iso.partition("/")
    month = first[5:7]
    if not month or (last and last[:7] != first[:7]):
        return first[:4], LONGER
    return first[:4], MONTHS[int(month) - 1]
