"""Distances in the calendar: this week, three months ago, the last two years, the nearest Tuesday."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, NamedTuple

from kzqa.language.dates.meanings import Base, Shift, Stretch, Unit, Weekday
from kzqa.language.dates.periods import Interval, Period, of, shift_days, shift_months, single, whole_years

Direction = Literal["past", "future", "present"] | None
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "half": 6}


class Context(NamedTuple):
    """What an expression is resolved against.

    `anchor` is the article's date; `earlier` the date that the paragraph spoke of last; `lean` the year to take where
    the text leaves it out; `direction` the tense around the expression.
    """

    anchor: Interval | None
    earlier: Interval | None = None
    lean: int | None = None
    direction: Direction = None


def base_of(base: Base, context: Context) -> Interval | None:
    """The date that a distance counts from."""
    if base == "anchor":
        return context.anchor
    return context.earlier or (context.anchor if base == "either" else None)


def resolve_unit(meaning: Unit, context: Context) -> Interval | None:
    """This, last or the next unit of the calendar."""
    start = base_of(meaning.base, context)
    if start is None:
        return None
    first, offset = start.first, meaning.offset
    if meaning.unit == "century":
        century = (first.year + 99) // 100 + offset
        return whole_years(century * 100 - 99, century * 100)
    if meaning.unit == "decade":
        year = first.year - first.year % 10 + 10 * offset
        return whole_years(year, year + 9)
    if meaning.unit == "year":
        return single(first.year + offset)
    if meaning.unit in _MONTHS:
        if not first.month:
            return None
        size = _MONTHS[meaning.unit]
        begin = shift_months(Period(first.year, (first.month - 1) // size * size + 1), size * offset)
        return Interval(begin, shift_months(begin, size - 1))
    if not first.day:
        return start if meaning.unit == "day" and meaning.base == "context" else None
    if meaning.unit == "day":
        return start
    monday = first.first + timedelta(days=7 * offset - first.first.weekday())
    begins = monday + timedelta(days=5) if meaning.unit == "weekend" else monday
    return Interval(of(begins), of(monday + timedelta(days=6)))


def resolve_shift(meaning: Shift, context: Context) -> Interval | None:
    """The day, month or year so many units away, as precise as the unit."""
    start = base_of(meaning.base, context)
    if start is None or meaning.amount is None:
        return None
    first = start.first if meaning.sign < 0 else start.last
    signed = meaning.sign * meaning.amount
    if meaning.unit in _DAYS:
        if first.day:
            day = shift_days(first, int(signed * _DAYS[meaning.unit]))
            return Interval(day, day)
        # yesterday and tomorrow lie, as far as one can know, in the article's month
        return start if meaning.unit == "day" and meaning.amount <= 1 and meaning.base == "anchor" else None
    if meaning.unit == "year" and signed == int(signed):
        return single(first.year + int(signed))
    months = signed * {"year": 12, "month": 1}.get(meaning.unit, 0)
    if not first.month or not months:
        return single(first.year + int(signed) * 100) if meaning.unit == "century" else None
    month = shift_months(first, int(months))
    return Interval(month, month)


def resolve_stretch(meaning: Stretch, context: Context) -> Interval | None:
    """The last or next so many units, from or to the article's date."""
    if context.anchor is None or meaning.amount is None:
        return None
    other = resolve_shift(Shift(meaning.amount, meaning.unit, meaning.sign), context)
    if other is None:
        return None
    anchor = context.anchor.first
    precision = other.first
    here = Period(anchor.year, anchor.month if precision.month else 0, anchor.day if precision.day else 0)
    return Interval(other.first, here) if meaning.sign < 0 else Interval(here, other.first)


def resolve_weekday(meaning: Weekday, context: Context) -> Interval | None:
    """The nearest such day on or before the article's date, after it where the text looks ahead."""
    anchor = context.anchor
    if anchor is None:
        return None
    if not anchor.first.day:
        # the day is not known, the month is, unless the day is still to come
        future = context.direction == "future" or meaning.shift is not None or meaning.week is not None
        return None if future else anchor
    today = anchor.first.first
    if meaning.week is not None:
        return Interval(*2 * (of(today + timedelta(days=meaning.number - today.weekday() + 7 * meaning.week)),))
    ahead = (meaning.number - today.weekday()) % 7
    if meaning.shift == -1:
        days = ahead - 7
    elif meaning.shift == 1:
        days = ahead or 7
    elif ahead == 0:
        days = 0
    elif (
        meaning.shift == 0
        or context.direction == "future"
        or (ahead == 1 and (context.direction == "present" or (meaning.adjective and context.direction is None)))
    ):
        days = ahead
    else:
        days = ahead - 7
    day = of(today + timedelta(days=days))
    return Interval(day, day)
