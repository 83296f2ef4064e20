"""Rules for days, months, seasons and holidays, with or without their year, and for parts of a year or century."""

from __future__ import annotations

from kzqa.language.dates import tables
from kzqa.language.dates.figures import Values
from kzqa.language.dates.grammar import Found, Rule
from kzqa.language.dates.meanings import (
    Century,
    Day,
    DayOfMonth,
    Decade,
    Holiday,
    Month,
    Part,
    Season,
    Span,
    Unit,
    Year,
)
from kzqa.language.dates.rules.common import adjective_point, offset_of, point, year_of

_MONTHS_OF = {"quarter": 3, "half": 6, "month": 1}


def _numeric_date(found: Found) -> Values | None:
    year, month, day = found.get("date", "date")
    before = found.before()
    if before is not None and "slash" in before.values:  # the path of an address
        return None
    return point(Day(month, day, Year(year))) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _day_value(found: Found, name: str) -> int | None:
    node = found.node(name)
    value = found.get(name, "day", "ord")
    return value if node is not None and value is not None and 1 <= value <= 31 else None


def _day_of_month(found: Found) -> Values | None:
    day, month = _day_value(found, "day"), found.get("month", "mon_gen", "mon", "roman_month", "mon_short")
    year = year_of(found)
    if day is None or (year is None and _is_street(found)):
        return None
    return point(Day(month, day, year))


def _is_street(found: Found) -> bool:
    """Whether "3 Maja" is the name of a street or the like."""
    before, month = found.before(), found.node("month")
    if before is None or month is None:
        return False
    word = found.text[before.start : before.end].lower()
    if word == "." and (further := found.before(2)):
        word = found.text[further.start : further.end].lower()
    return word in _STREETS


_STREETS = frozenset(tables.STREETS.split())


def _roman_day(found: Found) -> Values | None:
    if found.node("year") is None and len(found.word("month")) < 2:
        return None
    return _day_of_month(found)


def _numeric_day_month(found: Found) -> Values | None:
    month, day = found.get("date", "day_month")
    return point(Day(month, day, year_of(found))) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _numeric_range(found: Found) -> Values | None:
    year, month, day = found.get("date", "date")
    if found.get("first", "day_month"):
        first_month, first = found.get("first", "day_month")
    else:
        first_month, first = month, found.get("first", "day")
    return point(Span(Day(first_month, first, Year(year)), Day(month, day, Year(year))))


def _days_of_month(found: Found) -> Values | None:
    first, last = _day_value(found, "first"), _day_value(found, "last")
    if first is None or last is None or first >= last:
        return None
    month, year = found.get("month", "mon_gen", "mon"), year_of(found)
    return point(Span(Day(month, first, year), Day(month, last, year)))


def _day_this_month(found: Found) -> Values | None:
    return point(DayOfMonth(found.get("day", "day"), found.get("month", "month_away")))


def _abbreviated_month(found: Found) -> Values | None:
    return point(Unit("month", found.get("month", "month_away")))


def _month(found: Found) -> Values | None:
    return point(Month(found.get("month", "mon"), year_of(found)))


def _bare_month(found: Found) -> Values | None:
    node = found.node("month")
    if node is None:
        return None
    initial = found.text[node.start].isupper()
    if node.capital or (initial and found.word("month") not in _MONTH_NOMINATIVES):
        return None
    before = found.before()
    if before is not None and "num" in before.values:
        return None
    return point(Month(found.get("month", "mon")))


def _adjective_month(found: Found) -> Values | None:
    offset = offset_of(found)
    if offset is None and not found.get("which", "final"):
        return None
    shift = offset[0] if offset else -1
    return point(Month(found.get("month", "mon"), Year(shift, "anchor") if shift == 0 else None))


def _month_adjective(found: Found) -> Values | None:
    node = found.node("month")
    if node is None or node.capital:
        return None
    for neighbour in (found.before(), found.after()):
        if neighbour and found.text[neighbour.start : neighbour.end].lower().startswith(_HISTORICAL):
            return None
    return adjective_point(Month(found.get("month", "mon_adj")))


_MONTH_NOMINATIVES = frozenset(tables.MONTH_NOMINATIVES.split())
_HISTORICAL = tuple(tables.HISTORICAL_EVENTS.split())


def _season(found: Found) -> Values | None:
    return point(Season(found.get("season", "season"), year_of(found)))


def _winter(found: Found) -> Values | None:
    """ "The winter of 2018/2019"."""
    first, last = found.get("years", "years")
    _, begin, end = tables.SEASONS[found.get("season", "season")]
    if begin < end or last != first + 1:
        return None
    return point(Span(Month(begin, Year(first)), Month(end, Year(last))))


def _adverbial_season(found: Found) -> Values | None:
    node = found.node("season")
    if node is None or node.capital:
        return None
    return point(Season(found.get("season", "season_adverb")))


def _adjective_season(found: Found) -> Values | None:
    offset = offset_of(found)
    return point(Season(found.get("season", "season"), None, offset[0])) if offset else None


def _holiday(found: Found) -> Values | None:
    return point(Holiday(found.get("holiday", "holiday"), year_of(found)))


def _quarter(found: Found) -> Values | None:
    unit, number = found.get("unit", "unit"), found.get("which", "ord", "roman", "num")
    if found.get("which", "final"):
        number = 4 if unit == "quarter" else 2
    if unit not in {"quarter", "half"} or not 1 <= number <= (4 if unit == "quarter" else 2):
        return None
    size = _MONTHS_OF[unit]
    return point(Part((number - 1) * size + 1, number * size, year_of(found)))


def _half_of_year(found: Found) -> Values | None:
    number = found.get("which", "ord", "roman")
    return point(Part(number * 6 - 5, number * 6, year_of(found))) if number in (1, 2) else None


def _first_months(found: Found) -> Values | None:
    count, unit = found.get("count", "num", "card"), found.get("unit", "units")
    if found.get("which", "ord") != 1 or unit not in _MONTHS_OF or count is None:
        return None
    months = int(count * _MONTHS_OF[unit])
    return point(Part(1, months, year_of(found))) if 1 <= months <= 12 else None


def _decade(found: Found) -> Values | None:
    tens, century = found.get("tens", "decade"), None
    if tens is None:
        tens = found.get("tens", "ord")
    if found.node("century"):
        century_meaning = found.get("century", "point")
        if isinstance(century_meaning, Century):
            century = century_meaning.number
        elif isinstance(century_meaning, Unit) and century_meaning.unit == "century":
            century = 20 if century_meaning.offset == -1 else 21
        else:
            return None
    return point(Decade(tens, century)) if tens in range(10, 100, 10) else None


def _century(found: Found) -> Values | None:
    number = found.get("number", "roman", "ord")
    if number is None or not 1 <= number <= 21 or (found.word("unit") == "w." and not found.get("number", "roman")):
        return None
    return point(Century(number))


def _relative_century(found: Found) -> Values | None:
    offset = offset_of(found)
    return point(Unit("century", *offset)) if offset and found.word("unit") != "w." else None


def _centuries(found: Found) -> Values | None:
    first, last = found.get("first", "roman", "ord"), found.get("last", "roman", "ord")
    return point(Span(Century(first), Century(last))) if 1 <= first < last <= 21 else None


CALENDAR = (
    Rule("first=day|day_month dash|do date=date", _numeric_range),
    Rule("date=date rok?", _numeric_date),
    Rule("~dnia|dniach date=day_month dot? year=yr?", _numeric_day_month),
    Rule("~open date=day_month dot? >close", _numeric_day_month),
    Rule("date=day_month dot? year=yr", _numeric_day_month),
    Rule("first=day comma day and|comma last=day dot? month=mon_gen year=yr|year?", _days_of_month),
    Rule("first=day|ord dot? dash|and last=day|ord dot? month=mon_gen year=yr|year?", _days_of_month),
    Rule("~od first=day|ord do last=day|ord dot? month=mon_gen year=yr|year?", _days_of_month),
    Rule("~between first=day|ord and|a last=day|ord dot? month=mon_gen year=yr|year?", _days_of_month),
    Rule("day=day|ord dot? month=mon_gen year=yr|year?", _day_of_month),
    Rule("day=day month=roman_month year=yr|year?  !>century", _roman_day),
    Rule("day=day month=mon_short dot? year=yr|year", _day_of_month),
    Rule("day=day month=month_away", _day_this_month),
    Rule("month=month_away", _abbreviated_month),
    Rule("month=mon day=day comma year=yr|year", _day_of_month),
    Rule("month=mon year=yr|year", _month),
    Rule("which=last|next|this|this_adj|final month=mon", _adjective_month),
    Rule("month=mon", _bare_month),
    Rule("month=mon_adj", _month_adjective),
    Rule("first=roman and|dash last=roman century", _centuries),
    Rule("first=ord and last=ord century", _centuries),
    Rule("number=roman|ord unit=century !>bc", _century),
    Rule("which=last|next|this|this_adj unit=century", _relative_century),
    Rule("lata tens=decade dot? century=point", _decade),
    Rule("lata tens=decade dot", _decade),
    Rule("lata tens=ord century=point", _decade),
    Rule("lata tens=ord|decade", _decade),
    Rule("which=ord|roman|num|final dot? unit=unit year=yr|year?", _quarter),
    Rule("which=ord|roman half year=yr", _half_of_year),
    Rule("which=ord count=num|card unit=units year=yr|year", _first_months),
    Rule("season=season years=years", _winter),
    Rule("season=season year=yr|year", _season),
    Rule("which=last|next|this|this_adj season=season", _adjective_season),
    Rule("season=season_adverb", _adverbial_season),
    Rule("holiday=holiday year=yr|year?", _holiday),
)
