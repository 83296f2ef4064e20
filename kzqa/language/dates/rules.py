"""The rules of the date grammar: numbers and years first, then points in time, then what joins them."""

from __future__ import annotations

from typing import Any

from kzqa.language.dates import tables
from kzqa.language.dates.grammar import Found, Rule
from kzqa.language.dates.lexicon import Values
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

_KINDS: tuple[tuple[type, str], ...] = (
    (Year, "yr"),
    (Month, "month_point"),
    (Day, "day_point"),
    (Weekday, "wday_point"),
    (Decade, "decade_point"),
)
_MONTHS_OF = {"quarter": 3, "half": 6, "month": 1}


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


# Numbers


def _compound_ordinal(found: Found) -> Values | None:
    tens, units = found.get("tens", "ord"), found.get("units", "ord")
    return {"ord": tens + units} if tens in range(20, 100, 10) and units < 10 else None


def _compound_cardinal(found: Found) -> Values | None:
    tens, units = found.get("tens", "card"), found.get("units", "card")
    return {"card": tens + units} if tens in range(20, 100, 10) and units in range(1, 10) else None


def _year_in_words(found: Found) -> Values | None:
    thousands = 1000 if found.node("one") else 2000
    last = found.get("last", "ord")
    if last == 2000:
        return {"year": 2000}
    return {"year": thousands + (found.get("hundreds", "hundreds") or 0) + last} if last < 100 else None


def _year_two_thousand(found: Found) -> Values | None:
    return {"year": 2000} if found.get("last", "ord") == 2000 else None


NUMBERS = (
    Rule("tens=ord units=ord", _compound_ordinal),
    Rule("tens=card units=card", _compound_cardinal),
    Rule("one=thousand hundreds=hundreds last=ord", _year_in_words),
    Rule("two=card thousands hundreds=hundreds? last=ord one=thousand?", _year_in_words),
    Rule("last=ord >rok", _year_two_thousand),
)


# Years


def _year(found: Found) -> Values | None:
    year = found.get("year", "year")
    return point(Year(year))


def _year_abbreviated(found: Found) -> Values | None:
    return point(Year(found.get("year", "year_away"), "anchor"))


def _apostrophe_year(found: Found) -> Values | None:
    return {"year": found.get("year", "apostrophe_year")}


def _old_year(found: Found) -> Values | None:
    return point(Year(found.get("year", "old_year")))


def _offset(found: Found) -> tuple[int, Any] | None:
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


def _year_by_adjective(found: Found) -> Values | None:
    offset = _offset(found)
    if offset is None or found.word("which") in {"to", "ta", "tę", "tą", "tej", "temu"} or _plural(found):
        return None
    if found.word("which").startswith("najbliższ"):
        return None
    return point(Year(*offset))


def _plural(found: Found) -> bool:
    return found.word("which").endswith(("ych", "ymi", "ich"))


def _same_year(found: Found) -> Values | None:
    return point(Year(0, "context"))


def _year_adjective(found: Found) -> Values | None:
    return adjective_point(Year(found.get("year", "year_away_adj"), "anchor"))


def _years(found: Found) -> Values | None:
    first = found.get("first", "year")
    last = found.get("last", "year")
    if last is None:
        last = first - first % 100 + found.get("last", "short_year")
    return point(Span(Year(first), Year(last))) if first < last else None


def _school_year(found: Found) -> Values | None:
    first, last = found.get("years", "years")
    return point(Span(Year(first), Year(last))) if last == first + 1 else None


def _bare_year(found: Found) -> Values | None:
    year = found.get("year", "year")
    return point(Year(year)) if 1900 <= year < 2100 and not _counts(found) else None


def _counts(found: Found) -> bool:
    """Whether the number is followed by what it counts ("do 2000 osób", "1900 zł")."""
    after = found.after()
    if after is None:
        return False
    word = found.text[after.start : after.end]
    if word[0] in "%€$£":
        return True
    if not word.isalpha() or not word.islower() or word in _NOT_COUNTED:
        return False
    if word in _MEASURES:
        return True
    from kzqa.language.dictionary import analyse

    readings = analyse(word)
    return (
        bool(readings)
        and all(
            reading.tag.startswith(("subst:pl:gen", "ger:pl:gen", "depr"))
            for reading in readings
            if "subst" in reading.tag
        )
        and any(reading.tag.startswith("subst") for reading in readings)
    )


_NOT_COUNTED = frozenset("i oraz a do w na po".split())
_MEASURES = frozenset(
    "zł euro tys mln mld proc procent km m kg ton dolarów funtów złotych lat dni osób osoby razy".split()
)


YEARS = (
    Rule("year=apostrophe_year", _apostrophe_year),
    Rule("lata first=year dash last=year|short_year", _years),
    Rule("lata first=year and|comma last=year", _years),
    Rule("first=year dash last=year rok", _years),
    Rule("~prep first=year dash last=year", _years),
    Rule("~open first=year dash last=year >close", _years),
    Rule("~rok first=year dash last=year", _years),
    Rule("~school_year years=years", _school_year),
    Rule("~rok years=years", _school_year),
    Rule("year=year rok !>bc", _year),
    Rule("rok year=year !>bc", _year),
    Rule("~prep year=old_year rok !>bc", _old_year),
    Rule("this|that same rok", _same_year),
    Rule("same rok", _same_year),
    Rule("which=last|next|this|this_adj|that|following|preceding rok !>year", _year_by_adjective),
    Rule("rok which=last|next|this_adj|following|preceding", _year_by_adjective),
    Rule("year=year_away", _year_abbreviated),
    Rule("year=year_away_adj", _year_adjective),
)


# Points in time


def year_of(found: Found, name: str = "year") -> Year | None:
    """The year that stands with a day, month or season."""
    node = found.node(name)
    if node is None:
        return None
    if "yr" in node.values:
        year: Year = node.values["yr"]
        return year
    return Year(node.values["year"])


def _numeric_date(found: Found) -> Values | None:
    year, month, day = found.get("date", "date")
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
    if node.capital or (initial and found.word("month") not in tables.MONTH_NOMINATIVES):
        return None
    before = found.before()
    if before is not None and "num" in before.values:
        return None
    return point(Month(found.get("month", "mon")))


def _adjective_month(found: Found) -> Values | None:
    offset = _offset(found)
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


_HISTORICAL = tuple(tables.HISTORICAL_EVENTS.split())


def _season(found: Found) -> Values | None:
    return point(Season(found.get("season", "season"), year_of(found)))


def _adverbial_season(found: Found) -> Values | None:
    node = found.node("season")
    if node is None or node.capital:
        return None
    return point(Season(found.get("season", "season_adverb")))


def _adjective_season(found: Found) -> Values | None:
    offset = _offset(found)
    return point(Season(found.get("season", "season"), None, offset[0])) if offset else None


def _holiday(found: Found) -> Values | None:
    return point(Holiday(found.get("holiday", "holiday"), year_of(found)))


def _weekday(found: Found) -> Values | None:
    node = found.node("day")
    if node is None or node.capital:
        return None
    shift = None
    if found.node("which"):
        offset = _offset(found)
        shift = offset[0] if offset else -1
    week = found.get("week", "point") if found.node("week") else None
    return point(Weekday(found.get("day", "wday"), shift, week.offset if isinstance(week, Unit) else None))


def _weekday_of_week(found: Found) -> Values | None:
    week = found.get("week", "point")
    if not isinstance(week, Unit) or week.unit != "week" or week.base != "anchor":
        return None
    return _weekday(found)


def _weekday_of_month(found: Found) -> Values | None:
    nth = -1 if found.get("nth", "final") else found.get("nth", "ord")
    return point(WeekdayOfMonth(nth, found.get("day", "wday"), found.get("month", "month_point")))


def _weekday_adjective(found: Found) -> Values | None:
    node = found.node("day")
    if node is None or node.capital:
        return None
    return adjective_point(Weekday(found.get("day", "wday_adj"), adjective=True))


def _day_away(found: Found) -> Values | None:
    days = found.get("day", "day_away", "day_away_adj")
    return point(Shift(abs(days), "day", -1 if days < 0 else 1))


def _day_away_adjective(found: Found) -> Values | None:
    days = found.get("day", "day_away_adj")
    return adjective_point(Shift(abs(days), "day", -1 if days < 0 else 1))


def _next_day(found: Found) -> Values | None:
    return point(Shift(1, "day", 1, "context"))


def _unit(found: Found) -> Values | None:
    """ "This week", "last month", "the following day": an adjective and a unit of the calendar."""
    unit = found.get("unit", "unit", "century")
    unit = "century" if unit is True else unit
    if found.word("unit").startswith("w.") or _plural(found) or unit == "year":
        return None
    if unit == "day":
        return _unit_day(found)
    if found.get("which", "soon") and unit != "weekend":
        return point(Stretch(1, unit, 1))
    if found.get("which", "final"):
        return point(Stretch(1, unit, -1)) if unit in {"week", "month", "quarter"} else None
    if found.node("same"):
        return point(Unit(unit, 0, "context"))
    offset = _offset(found)
    if offset is None or found.word("which") in {"temu", "ta", "tę", "tą"}:
        return None
    return point(Unit(unit, *offset))


def _unit_day(found: Found) -> Values | None:
    if found.get("which", "this", "that", "same") and not found.word("unit").startswith("dob"):
        return point(Unit("day", 0, "context"))
    if found.get("which", "following"):
        return point(Shift(1, "day", 1, "context"))
    if found.get("which", "preceding"):
        return point(Shift(1, "day", -1, "context"))
    return None


def _night(found: Found) -> Values | None:
    return point(Span(Shift(1, "day", -1), Shift(0, "day", 1)))


def _weekend(found: Found) -> Values | None:
    return point(Span(Weekday(5), Weekday(6))) if found.get("unit", "unit") == "weekend" else None


def count_of(found: Found) -> tuple[bool, float | None]:
    """Whether a count is said, and the count, None for "a few"."""
    node = found.node("count")
    if node is None:
        return False, 1
    return True, found.get("count", "num", "card", "half_a")


def _shift(sign: int, base: Any) -> Any:
    def build(found: Found) -> Values | None:
        said, count = count_of(found)
        unit = found.get("unit", "unit", "units")
        if unit in {"decade", "half", "quarter", "weekend", "night"} or found.word("unit").startswith("dob"):
            return None
        if not said and "unit" not in _values(found, "unit"):
            return None
        return point(Shift(count, unit, sign, base))

    return build


def _values(found: Found, name: str) -> Values:
    node = found.node(name)
    return node.values if node else {}


def _later(found: Found) -> Values | None:
    sign: int = found.get("later", "later")
    values: Values | None = _shift(sign, "context")(found)
    return values


def _stretch(found: Found) -> Values | None:
    said, count = count_of(found)
    unit = found.get("unit", "units")
    ahead = bool(found.get("which", "next", "soon", "following"))
    vague = found.get("which", "following", "preceding")
    before = found.before()
    if vague and not (said and before is not None and before.values.keys() & {"course", "w"}):
        return None
    if unit in {"weekend", "night", "decade", "half"}:
        return None
    return point(Stretch(count if said else None, unit, 1 if ahead else -1))


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


def _centuries(found: Found) -> Values | None:
    first, last = found.get("first", "roman", "ord"), found.get("last", "roman", "ord")
    return point(Span(Century(first), Century(last))) if 1 <= first < last <= 21 else None


_ADJECTIVES = "last|next|this|this_adj|that|following|preceding"
POINTS_FIRST = (
    Rule("first=day|day_month dash|do date=date", _numeric_range),
    Rule("date=date rok?", _numeric_date),
    Rule("~dnia|dniach date=day_month dot? year=yr?", _numeric_day_month),
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
    Rule("month=mon year=yr|year", _month),
    Rule("which=last|next|this|this_adj|final month=mon", _adjective_month),
    Rule("month=mon", _bare_month),
    Rule("month=mon_adj", _month_adjective),
    Rule("first=roman and|dash last=roman century", _centuries),
    Rule("first=ord and last=ord century", _centuries),
    Rule("number=roman|ord unit=century !>bc", _century),
    Rule("which=last|next|this|this_adj unit=century", _unit),
    Rule("lata tens=decade dot? century=point", _decade),
    Rule("lata tens=decade dot", _decade),
    Rule("lata tens=ord century=point", _decade),
    Rule("lata tens=ord|decade", _decade),
    Rule("which=ord|roman|num|final dot? unit=unit year=yr|year?", _quarter),
    Rule("which=ord|roman half year=yr", _half_of_year),
    Rule("which=ord count=num|card unit=units year=yr|year", _first_months),
    Rule("season=season year=yr|year", _season),
    Rule("which=last|next|this|this_adj season=season", _adjective_season),
    Rule("season=season_adverb", _adverbial_season),
    Rule("holiday=holiday year=yr|year?", _holiday),
)
POINTS_BY_UNITS = (
    Rule("count=num|card|half_a? unit=unit|units ago", _shift(-1, "anchor")),
    Rule("count=half_a unit=unit ago", _shift(-1, "anchor")),
    Rule("~za count=num|card|half_a? unit=unit|units !>ago", _shift(1, "anchor")),
    Rule("~sprzed count=num|card|half_a? unit=unit|units", _shift(-1, "anchor")),
    Rule("~przed count=num|card? unit=by_noun", _shift(-1, "anchor")),
    Rule("count=num|card|half_a? unit=unit|units later=later", _later),
    Rule("which=final|soon|next|last|following|preceding count=num|card? unit=units", _stretch),
    Rule("count=num|card which=final|soon|next|last|following|preceding unit=units", _stretch),
    Rule("which=this|that same=same unit=unit", _unit),
    Rule("which=last|next|this|this_adj|that|following|preceding|soon|final|same unit=unit", _unit),
    Rule("which=last|final night", _night),
    Rule("dnia day=day_away_adj", _day_away),
    Rule("day=day_away", _day_away),
    Rule("day=day_away_adj", _day_away_adjective),
    Rule("day=next_day", _next_day),
    Rule("nth=ord|final day=wday month=month_point", _weekday_of_month),
    Rule(
        "!every which=last|next|this|this_adj|that|following|preceding|soon|final? day=wday week=point",
        _weekday_of_week,
    ),
    Rule("!every which=last|next|this|this_adj|that|following|preceding|soon|final? day=wday", _weekday),
    Rule("day=wday_adj", _weekday_adjective),
    Rule("~w|na unit=unit", _weekend),
    Rule("~prep year=year", _bare_year),
)
