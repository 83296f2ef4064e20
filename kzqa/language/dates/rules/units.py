"""Rules for weekdays and for what lies some units of the calendar away: yesterday, last week, two years ago."""

from __future__ import annotations

from typing import Any

from kzqa.language.dates.figures import Values
from kzqa.language.dates.grammar import Found, Rule
from kzqa.language.dates.meanings import Shift, Span, Stretch, Unit, Weekday, WeekdayOfMonth
from kzqa.language.dates.rules.common import adjective_point, is_plural, offset_of, point


def _weekday(found: Found) -> Values | None:
    node = found.node("day")
    if node is None or node.capital:
        return None
    shift = None
    if found.node("which"):
        offset = offset_of(found)
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
    days = found.get("day", "day_away", "day_away_gen", "day_away_adj")
    return point(Shift(abs(days), "day", -1 if days < 0 else 1))


def _day_away_adjective(found: Found) -> Values | None:
    days = found.get("day", "day_away_adj")
    return adjective_point(Shift(abs(days), "day", -1 if days < 0 else 1))


def _next_day(found: Found) -> Values | None:
    return point(Shift(1, "day", 1, "context"))


def _unit(found: Found) -> Values | None:
    """ "This week", "last month", "the following day": an adjective and a unit of the calendar."""
    unit = found.get("unit", "unit")
    if is_plural(found) or unit == "year":
        return None
    if unit == "day":
        return _unit_day(found)
    if found.get("which", "soon") and unit == "weekend":
        return point(Span(Weekday(5, 1), Weekday(6)))
    if found.get("which", "soon"):
        return point(Stretch(1, unit, 1))
    if found.get("which", "final"):
        return point(Stretch(1, unit, -1)) if unit in {"week", "month", "quarter"} else None
    if found.node("same"):
        return point(Unit(unit, 0, "context"))
    offset = offset_of(found)
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


# units that are counted in others
_CONVERTED = {"decade": ("year", 10), "century": ("year", 100), "quarter": ("month", 3), "half": ("month", 6)}


def _shift(sign: int, base: Any) -> Any:
    def build(found: Found) -> Values | None:
        said, count = count_of(found)
        unit = found.get("unit", "unit", "units") or "century"
        if unit in {"weekend", "night"} or found.word("unit").startswith("dob") or found.word("unit") == "w.":
            return None
        if not said and "units" in _values(found, "unit") and "unit" not in _values(found, "unit"):
            return None
        unit, factor = _CONVERTED.get(unit, (unit, 1))
        count = None if count is None else count * factor
        return point(Shift(count, unit, sign, base))

    return build


def _about(found: Found) -> Values | None:
    """ "In nearly a year": an approximation between the preposition and the count."""
    before = found.before()
    if before is None:
        return None
    sign = 1 if "za" in before.values else -1 if "sprzed" in before.values else 0
    values: Values | None = _shift(sign, "anchor")(found) if sign else None
    return values


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


UNITS = (
    Rule("count=num|card|half_a? unit=unit|units|century ago", _shift(-1, "anchor")),
    Rule("count=half_a unit=unit ago", _shift(-1, "anchor")),
    Rule("~za count=num|card|half_a? unit=unit|units !>ago", _shift(1, "anchor")),
    Rule("about count=num|card|half_a? unit=unit|units !>ago|later", _about),
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
    Rule("~do|od|z day=day_away_gen", _day_away),
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
)
