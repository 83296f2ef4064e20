"""An ISO date or interval in Polish words, in the nominative, as an answer gives it."""

from __future__ import annotations

from calendar import monthrange

from kzqa.language.dates import tables
from kzqa.language.dates.periods import Interval, Period, parse

_NOMINATIVES = tables.MONTH_NOMINATIVES.split()
_GENITIVES = [genitive for genitive, *_ in tables.MONTHS]
_ROMAN_UNITS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_QUARTERS = {(1, 3): "I kwartał", (4, 6): "II kwartał", (7, 9): "III kwartał", (10, 12): "IV kwartał"}
_HALVES = {(1, 6): "I półrocze", (7, 12): "II półrocze"}


def readable(iso: str) -> str:
    """The date in words: "czerwiec 2022", "21 września 2022", "15–20 maja 2021", "jesień 2022", "lata 90. XX wieku".

    What is no ISO date or interval comes back as it is.
    """
    interval = parse(iso)
    if interval is None:
        return iso
    first, last = interval
    if first == last:
        return _period(first)
    return _named(interval) or _joined(first, last)


def _period(period: Period) -> str:
    if period.day:
        return f"{period.day} {_GENITIVES[period.month - 1]} {period.year}"
    return f"{_NOMINATIVES[period.month - 1]} {period.year}" if period.month else str(period.year)


def _named(interval: Interval) -> str | None:
    """Seasons, quarters, half-years, decades and centuries by their names."""
    first, last = interval
    if first.day or last.day:
        return None
    months = (first.month, last.month)
    if not any(months):
        return _years(first.year, last.year)
    for name, (_, begin, end) in tables.SEASONS.items():
        if months == (begin, end) and last.year - first.year == (begin > end):
            return f"{name} {first.year}" if begin < end else f"{name} {first.year}/{last.year}"
    if first.year != last.year:
        return None
    part = _QUARTERS.get(months) or _HALVES.get(months)
    return f"{part} {first.year}" if part else None


def _years(first: int, last: int) -> str | None:
    if last - first == 9 and first % 10 == 0:
        tens = first % 100
        return f"lata {tens}. {_roman(first // 100 + 1)} wieku" if tens else f"lata {first}–{last}"
    if last - first == 99 and first % 100 == 1:
        return f"{_roman(last // 100)} wiek"
    return None


def _roman(number: int) -> str:
    return "X" * (number // 10) + _ROMAN_UNITS[number % 10]


def _joined(first: Period, last: Period) -> str:
    """An interval with what both ends share said once."""
    if first.day and last.day and first.year == last.year:
        year, month = last.year, _GENITIVES[last.month - 1]
        if first.month == last.month:
            if first.day == 1 and last.day == monthrange(year, last.month)[1]:
                return _period(Period(year, last.month))
            return f"{first.day}–{last.day} {month} {year}"
        return f"{first.day} {_GENITIVES[first.month - 1]} – {last.day} {month} {year}"
    if not first.day and not last.day and first.month and last.month and first.year == last.year:
        return f"{_NOMINATIVES[first.month - 1]}–{_NOMINATIVES[last.month - 1]} {last.year}"
    if not first.month and not last.month:
        return f"{first.year}–{last.year}"
    return f"{_period(first)} – {_period(last)}"
