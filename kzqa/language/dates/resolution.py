"""When: meanings resolved against the article's date, an earlier date of the paragraph and the direction of time."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kzqa.language.dates import tables
from kzqa.language.dates.distances import (
    Context,
    base_of,
    resolve_shift,
    resolve_stretch,
    resolve_unit,
    resolve_weekday,
)
from kzqa.language.dates.meanings import (
    Century,
    Day,
    DayOfMonth,
    Decade,
    Holiday,
    LastDay,
    Meaning,
    Month,
    Part,
    Season,
    Shift,
    Span,
    Stretch,
    Unit,
    Weekday,
    WeekdayOfMonth,
    Year,
)
from kzqa.language.dates.periods import Interval, Period, easter, of, shift_months, single, whole_years

# a date that lies this close is meant although the tense says otherwise: articles are dated a day late or early
_NEAR = timedelta(days=5)
# the quarter that has just ended is meant although its figures are still to come
_JUST_PAST = 5


def resolve(meaning: Meaning, context: Context) -> Interval | None:
    """The interval that is meant, None where it cannot be known or is no date of the calendar."""
    try:
        found = _resolve(meaning, context)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found.valid else None


def _resolve(meaning: Meaning, context: Context) -> Interval | None:
    match meaning:
        case Year():
            year = _year(meaning, context)
            return None if year is None else single(year)
        case Month() | Day() | Part() | Season() | Holiday():
            return _yearly(meaning, context)
        case DayOfMonth():
            month = resolve_unit(Unit("month", meaning.offset), context)
            return single(month.first.year, month.first.month, meaning.day) if month else None
        case Weekday():
            return resolve_weekday(meaning, context)
        case WeekdayOfMonth():
            return _weekday_of_month(meaning, context)
        case Unit():
            return resolve_unit(meaning, context)
        case Shift():
            return resolve_shift(meaning, context)
        case Stretch():
            return resolve_stretch(meaning, context)
        case Decade():
            return _decade(meaning)
        case Century():
            return whole_years(meaning.number * 100 - 99, meaning.number * 100)
        case LastDay():
            return _edge_day(meaning, context)
        case Span():
            return _span(meaning, context)


def _year(year: Year, context: Context) -> int | None:
    if year.base is None:
        return year.value
    start = base_of(year.base, context)
    return None if start is None else start.first.year + year.value


def _in_year(meaning: Month | Day | Part | Season | Holiday, year: int, context: Context) -> Interval:
    match meaning:
        case Month():
            return single(year, meaning.month)
        case Day():
            return single(year, meaning.month, meaning.day)
        case Part():
            return Interval(Period(year, meaning.first), Period(year, meaning.last))
        case Season():
            _, first, last = tables.SEASONS[meaning.name]
            if first < last:
                return Interval(Period(year, first), Period(year, last))
            # "the winter of 2018" is the one that begins then, or if that is still to come, the one that ended then
            begins = Interval(Period(year, first), Period(year + 1, last))
            if context.anchor and context.anchor.last.last < begins.first.first and context.direction != "future":
                return Interval(Period(year - 1, first), Period(year, last))
            return begins
        case Holiday():
            ends = [_holiday_day(rule, year) for rule in meaning.rule.split("..")]
            return Interval(of(ends[0]), of(ends[-1]))


def _holiday_day(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    if rule in {"thanksgiving", "black-friday"}:
        first = date(year, 11, 1)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        return thursday + timedelta(days=rule == "black-friday")
    month, day = rule.split("-")
    return date(year, int(month), int(day))


def _yearly(meaning: Month | Day | Part | Season | Holiday, context: Context) -> Interval | None:
    if meaning.year is not None:
        year = _year(meaning.year, context)
        return None if year is None else _in_year(meaning, year, context)
    if context.lean is not None:
        return _in_year(meaning, context.lean, context)
    if context.anchor is None:
        return None
    if isinstance(meaning, Season) and meaning.shift is not None:
        return _shifted_season(meaning, context.anchor)
    if not context.anchor.first.month:
        return _in_year(meaning, context.anchor.first.year, context)
    return _nearest(meaning, context, context.anchor)


def _shifted_season(meaning: Season, anchor: Interval) -> Interval | None:
    """Last, this or next autumn, counted from the article's month."""
    _, first, last = tables.SEASONS[meaning.name]
    if not anchor.first.month:
        return None
    year = anchor.first.year
    if first > last and anchor.first.month <= last:
        year -= 1
    length = (last - first) % 12
    start = Period(year, first)
    if meaning.shift == -1 and shift_months(start, length).last >= anchor.first.first:
        start = Period(year - 1, first)
    elif meaning.shift == 1 and start.first <= anchor.last.last:
        start = Period(year + 1, first)
    return Interval(start, shift_months(start, length))


def _nearest(meaning: Month | Day | Part | Season | Holiday, context: Context, anchor: Interval) -> Interval:
    """The year that fits: the tense decides, without one the nearer date, the past being thrice as likely."""
    start, end = anchor.first.first, anchor.last.last
    year = start.year
    candidates = [(_in_year(_clipped(meaning), other, context), other) for other in (year - 1, year, year + 1)]
    past = [(found, other) for found, other in candidates if found.first.first <= end]
    future = [(found, other) for found, other in candidates if found.last.last >= start]
    before, after = past[-1], future[0]
    if before[1] == after[1]:
        return _in_year(meaning, before[1], context)
    ago, ahead = end - before[0].last.last, after[0].first.first - start
    if min(ago, ahead) <= _NEAR < max(ago, ahead) / 10:
        future_wins = ahead < ago
    else:
        just_past = isinstance(meaning, Part) and ahead > ago * _JUST_PAST
        likely = context.direction != "past" and ahead * 3 < ago
        future_wins = (context.direction == "future" and not just_past) or likely
    return _in_year(meaning, (after if future_wins else before)[1], context)


def _clipped(meaning: Month | Day | Part | Season | Holiday) -> Month | Day | Part | Season | Holiday:
    """29 February as 28, so that the year is found first and then whether it has that day."""
    return meaning._replace(day=28) if isinstance(meaning, Day) and meaning[:2] == (2, 29) else meaning


def _weekday_of_month(meaning: WeekdayOfMonth, context: Context) -> Interval | None:
    month = _resolve(meaning.month, context)
    if month is None or not month.first.month:
        return None
    year, number = month.first.year, month.first.month
    size = monthrange(year, number)[1]
    days = [day for day in range(1, size + 1) if date(year, number, day).weekday() == meaning.number]
    nth = meaning.nth if meaning.nth < 0 else meaning.nth - 1
    return single(year, number, days[nth]) if nth < len(days) else None


def _decade(meaning: Decade) -> Interval:
    century = meaning.century or (21 if meaning.tens < 20 else 20)
    year = (century - 1) * 100 + meaning.tens
    return whole_years(year, year + 9)


def _edge_day(meaning: LastDay, context: Context) -> Interval | None:
    inner = _resolve(meaning.of, context)
    if inner is None or not inner.valid:
        return None
    day = of(inner.last.last if meaning.sign > 0 else inner.first.first)
    return Interval(day, day)


def _span(meaning: Span, context: Context) -> Interval | None:
    """Both ends; an end without a year has it from the other, in the order of time."""
    first_year, last_year = _has_year(meaning.first), _has_year(meaning.last)
    if last_year and not first_year:
        last = _resolve(meaning.last, context)
        if last is None:
            return None
        first = _resolve(meaning.first, context._replace(lean=last.first.year))
        if first is not None and first.first.first > last.last.last:
            first = _resolve(meaning.first, context._replace(lean=last.first.year - 1))
    else:
        first = _resolve(meaning.first, context)
        if first is None:
            return None
        if isinstance(meaning.last, Weekday) and first.first.day:
            last = _resolve(meaning.last._replace(shift=None), Context(first, direction="future"))
        else:
            lean = None if last_year else first.first.year
            last = _resolve(meaning.last, context._replace(lean=lean))
            if last is not None and lean is not None and last.last.last < first.first.first:
                last = _resolve(meaning.last, context._replace(lean=lean + 1))
    return None if first is None or last is None else Interval(first.first, last.last)


def _has_year(meaning: Meaning) -> bool:
    """Whether the year of an end of an interval is known without the other end."""
    if isinstance(meaning, Month | Day | Part | Season | Holiday):
        return meaning.year is not None
    return _has_year(meaning.of) if isinstance(meaning, LastDay) else True
