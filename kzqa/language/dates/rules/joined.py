"""Rules that join dates: edges ("koniec maja"), ranges, nights, lists that share a year, times of day."""

from __future__ import annotations

from kzqa.language.dates.figures import Values
from kzqa.language.dates.grammar import Found, Rule
from kzqa.language.dates.lexicon import Node
from kzqa.language.dates.meanings import (
    Century,
    Day,
    Decade,
    LastDay,
    Meaning,
    Month,
    Part,
    Season,
    Span,
    Unit,
    Weekday,
    Year,
)
from kzqa.language.dates.rules.common import point

_HAVE_EDGES = (Year, Month, Part, Season, Unit, Decade, Century)
_YEARLY = (Month, Day, Part, Season)


def with_year(meaning: Meaning, year: Year | None) -> Meaning:
    """The same with a year, where it can have one and has none."""
    if isinstance(meaning, Month | Day | Part | Season) and meaning.year is None:
        return meaning._replace(year=year)
    if isinstance(meaning, LastDay):
        return meaning._replace(of=with_year(meaning.of, year))
    return meaning


def year_in(meaning: Meaning) -> Year | None:
    """The year that stands with a meaning."""
    if isinstance(meaning, Year):
        return meaning
    if isinstance(meaning, Month | Day | Part | Season):
        return meaning.year
    if isinstance(meaning, LastDay):
        return year_in(meaning.of)
    return year_in(meaning.last) if isinstance(meaning, Span) else None


def _preceded_by(found: Found, category: str) -> bool:
    before = found.before()
    return before is not None and category in before.values


def _edge_of(found: Found, inner: Meaning) -> Values | None:
    edge = found.get("edge", "edge")
    if not isinstance(inner, _HAVE_EDGES) or (isinstance(inner, Unit) and inner.unit in {"day", "night"}):
        return None
    if edge == "end" and _preceded_by(found, "do"):
        return point(LastDay(inner))
    return point(inner)


def _edge(found: Found) -> Values | None:
    return _edge_of(found, found.get("of", "point"))


def _edge_bare_year(found: Found) -> Values | None:
    year = found.get("of", "year")
    return _edge_of(found, Year(year)) if 1900 <= year < 2100 else None


def _edge_of_unit(found: Found) -> Values | None:
    """The end of "the" year, month or week: this one."""
    unit = found.get("of", "unit")
    if unit == "weekend" or unit == "day" or (found.get("edge", "edge") == "middle" and not found.before()):
        return None
    return _edge_of(found, Year(0, "anchor") if unit == "year" else Unit(unit, 0))


def _first_or_last_units(found: Found) -> Values | None:
    """ "The first days of May" is May; "the last day of May" is a day."""
    first = found.get("which", "ord") == 1
    if not (first or found.get("which", "final")):
        return None
    inner: Meaning = found.get("of", "point")
    if not isinstance(inner, Year | Month | Season | Unit):
        return None
    if found.node("unit"):
        return point(LastDay(inner, -1 if first else 1)) if found.get("unit", "unit") == "day" else None
    return point(inner)


def _half_of_point(found: Found) -> Values | None:
    inner: Meaning = found.get("of", "point")
    return (
        point(inner) if isinstance(inner, Month | Decade | Century) and found.get("which", "ord") in (1, 2, 3) else None
    )


def _meaning(found: Found, name: str) -> Meaning:
    meaning: Meaning | None = found.get(name, "point")
    return meaning if meaning is not None else Year(found.get(name, "year"))


def _turn(found: Found) -> Values | None:
    first, last = _meaning(found, "first"), _meaning(found, "last")
    return _span(first, last)


def _turn_of_span(found: Found) -> Values | None:
    """ "The turn of the 19th and 20th century", whose two centuries are one point already."""
    inner: Meaning = found.get("of", "point")
    return point(inner) if isinstance(inner, Span) else None


def _turn_of_decades(found: Found) -> Values | None:
    first = found.get("first", "decade_point")
    tens = found.get("last", "decade")
    return point(Span(first, Decade(tens, first.century))) if tens else None


def _span(first: Meaning, last: Meaning) -> Values | None:
    """An interval; where only one end has a year, the other has it from there when it is resolved."""
    if isinstance(first, Span) or isinstance(last, Span):
        return None
    return point(Span(first, last))


def _range(found: Found) -> Values | None:
    return _span(_meaning(found, "first"), _meaning(found, "last"))


def _dash_range(found: Found) -> Values | None:
    first, last = found.get("first", "point"), found.get("last", "point")
    if type(first) is not type(last) or not isinstance(first, Day | Month | Year | Weekday):
        return None
    return _span(first, last)


def _night_between(found: Found) -> Values | None:
    last: Meaning = found.get("last", "point")
    day = found.get("first", "day", "ord")
    if day is not None and "point" not in (found.node("first") or _EMPTY).values:
        if not isinstance(last, Day):
            return None
        return point(Span(last._replace(day=day), last))
    return _span(found.get("first", "point"), last)


_EMPTY = Node(0, 0, {}, frozenset())


def _share_year(found: Found) -> Values | None:
    """ "In July and August 2017": the first has the year of the second; only the first is rewritten."""
    after = found.after(2)
    if after is not None and "point" not in after.values:
        after = found.after(3)
    inner: Meaning = found.get("first", "point")
    other = after.values.get("point") if after else None
    if other is None or type(other) is not type(inner) or not isinstance(inner, _YEARLY) or inner.year is not None:
        return None
    year = year_in(other)
    return point(with_year(inner, year)) if year is not None else None


def _weekday_with_date(found: Found) -> Values | None:
    return point(found.get("day", "day_point"))


def _before_date(found: Found) -> Values | None:
    """ "On Sunday (11.11.2018)", "yesterday's (5 February)" stay two dates, but both are that day."""
    after, node = found.after(2), found.node("day")
    inner = after.values.get("day_point") if after else None
    if inner is None or node is None or isinstance(node.values.get("adjective"), Month):
        return None
    return {("adjective" if "adjective" in node.values else "point"): inner, "relative": True}


def _part_of_day(found: Found) -> Values | None:
    inner: Meaning = found.get("day", "point")
    node = found.node("day")
    return dict(node.values) if node is not None and inner is not None else None


FIRST_AND_LAST_DAYS = (
    Rule("which=ord|final units of=point", _first_or_last_units),
    Rule("which=ord|final unit=unit of=point", _first_or_last_units),
)
JOINED = (
    (
        Rule("which=ord half of=month_point|decade_point", _half_of_point),
        Rule("edge=edge of=point", _edge),
        Rule("edge=edge of=year", _edge_bare_year),
        Rule("~w|do|od|na|po|z|przed edge=edge of=unit", _edge_of_unit),
    ),
    (
        Rule("turn first=decade_point and last=decade dot?", _turn_of_decades),
        Rule("turn of=point", _turn_of_span),
        Rule("turn first=point|year and last=point|year", _turn),
        Rule("night z first=day|ord|point na last=point", _night_between),
        Rule("~z first=day na last=day_point", _night_between),
        Rule("~od first=point|year do last=point|year", _range),
        Rule("~between first=point|year a|and last=point|year", _range),
        Rule("first=day_point dash last=day_point", _dash_range),
        Rule("first=month_point dash last=month_point", _dash_range),
        Rule("first=yr dash last=yr", _dash_range),
        Rule("first=wday_point dash last=wday_point", _dash_range),
        Rule("wday_point comma? day=day_point", _weekday_with_date),
        Rule("first=month_point|day_point >and|comma|dash", _share_year),
    ),
    (
        Rule("day=wday_point|shift_point|adjective >open", _before_date),
        Rule("day=point early? part_of_day", _part_of_day),
    ),
)
