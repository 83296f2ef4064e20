"""What a date expression says, before it is known when: the output of the grammar, the input of the resolution."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

# "anchor" counts from the article's date, "context" from the date that the text spoke of last, "either" from the
# latter where there is one
Base = Literal["anchor", "context", "either"]
UnitName = Literal["day", "week", "month", "quarter", "half", "year", "decade", "century", "weekend", "night"]


class Year(NamedTuple):
    """A year: by its number, or (with `base`) as a distance in years."""

    value: int
    base: Base | None = None


class Month(NamedTuple):
    """A month of a year, or of one that the text leaves out."""

    month: int
    year: Year | None = None


class Day(NamedTuple):
    """A day of a month; `year` as in Month."""

    month: int
    day: int
    year: Year | None = None


class DayOfMonth(NamedTuple):
    """A day of the article's month ("15 bm.")."""

    day: int
    offset: int


class Part(NamedTuple):
    """Months of one year, from the first to the last: a quarter, a half-year, "the first nine months"."""

    first: int
    last: int
    year: Year | None = None


class Season(NamedTuple):
    """A season by its (Polish) name; winter is the one that begins or ends in `year`."""

    name: str
    year: Year | None = None
    shift: int | None = None


class Holiday(NamedTuple):
    """A holiday by its rule in the table."""

    rule: str
    year: Year | None = None


class Weekday(NamedTuple):
    """A day of the week, 0 Monday; `shift` -1 last, 0 this, 1 next; `week` the week it is said to lie in."""

    number: int
    shift: int | None = None
    week: int | None = None
    adjective: bool = False


class WeekdayOfMonth(NamedTuple):
    """The n-th weekday of a month, the last for n = -1."""

    nth: int
    number: int
    month: Month


class Unit(NamedTuple):
    """A unit of the calendar, `offset` units away: this week, last month, the following day."""

    unit: UnitName
    offset: int
    base: Base = "anchor"


class Shift(NamedTuple):
    """So many units before or after; `amount` None where the text does not say how many."""

    amount: float | None
    unit: UnitName
    sign: int
    base: Base = "anchor"


class Stretch(NamedTuple):
    """The last or next so many units."""

    amount: float | None
    unit: UnitName
    sign: int


class Decade(NamedTuple):
    """The nineties (90), of a century where the text names it."""

    tens: int
    century: int | None = None


class Century(NamedTuple):
    """A century by its number."""

    number: int


class LastDay(NamedTuple):
    """The last (`sign` 1) or first (-1) day of something."""

    of: Meaning
    sign: int = 1


class Span(NamedTuple):
    """From the start of one to the end of the other."""

    first: Meaning
    last: Meaning


Meaning: TypeAlias = (
    Year
    | Month
    | Day
    | DayOfMonth
    | Part
    | Season
    | Holiday
    | Weekday
    | WeekdayOfMonth
    | Unit
    | Shift
    | Stretch
    | Decade
    | Century
    | LastDay
    | Span
)
Yearly: TypeAlias = Month | Day | Part | Season | Holiday


def names_year(meaning: Meaning) -> bool:
    """Whether the year stands in the words, so that the expression is not relative to any other date."""
    if isinstance(meaning, Year):
        return meaning.base is None
    if isinstance(meaning, Month | Day | Part | Season | Holiday):
        return meaning.year is not None and meaning.year.base is None
    if isinstance(meaning, WeekdayOfMonth):
        return names_year(meaning.month)
    if isinstance(meaning, Decade):
        return meaning.century is not None
    if isinstance(meaning, LastDay):
        return names_year(meaning.of)
    if isinstance(meaning, Span):
        return names_year(meaning.last) or names_year(meaning.first)
    return isinstance(meaning, Century)
