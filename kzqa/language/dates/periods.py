"""Calendar arithmetic on dates of a stated precision: 2022, 2022-06, 2022-06-21, and intervals of them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
MIN_YEAR, MAX_YEAR = 1, 9998


class Period(NamedTuple):
    """A year, a month (`day` 0) or a day; `month` is 0 for a whole year."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def valid(self) -> bool:
        if not MIN_YEAR <= self.year <= MAX_YEAR or not 0 <= self.month <= 12:
            return False
        return self.day == 0 or 1 <= self.day <= monthrange(self.year, self.month)[1]

    def __str__(self) -> str:
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"


class Interval(NamedTuple):
    """From the start of `first` to the end of `last`, both at the same precision or at their own."""

    first: Period
    last: Period

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def valid(self) -> bool:
        return self.first.valid and self.last.valid and self.first.first <= self.last.last


def single(year: int, month: int = 0, day: int = 0) -> Interval:
    """The interval of one year, month or day."""
    period = Period(year, month, day)
    return Interval(period, period)


def whole_years(first: int, last: int) -> Interval:
    """An interval of whole years."""
    return Interval(Period(first), Period(last))


def of(day: date) -> Period:
    """A day of the calendar as a period."""
    return Period(day.year, day.month, day.day)


def parse(iso: str) -> Interval | None:
    """An ISO date or FIRST/LAST as an interval; None where it is neither, or no day of the calendar."""
    ends = []
    for part in iso.split("/"):
        match = _ISO.fullmatch(part)
        if match is None:
            return None
        ends.append(Period(*(int(group or 0) for group in match.groups())))
    if len(ends) > 2 or not all(end.valid for end in ends):
        return None
    return Interval(ends[0], ends[-1])


def shift_months(period: Period, months: int) -> Period:
    """The month so many months after the month of `period`, which must have one."""
    index = period.year * 12 + period.month - 1 + months
    return Period(index // 12, index % 12 + 1)


def shift_days(period: Period, days: int) -> Period:
    """The day so many days after `period`, which must be a day."""
    return of(period.first + timedelta(days=days))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm: Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
