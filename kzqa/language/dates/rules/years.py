"""Rules for numbers in words and for years, by number and by distance."""

from __future__ import annotations

from kzqa.language.dates import tables
from kzqa.language.dates.figures import Values
from kzqa.language.dates.grammar import Found, Rule
from kzqa.language.dates.meanings import Span, Year
from kzqa.language.dates.rules.common import adjective_point, is_plural, offset_of, point
from kzqa.language.dictionary import analyse


def _compound_ordinal(found: Found) -> Values | None:
    tens, units = found.get("tens", "ord"), found.get("units", "ord")
    return {"ord": tens + units} if tens in range(20, 100, 10) and units < 10 else None


def _compound_cardinal(found: Found) -> Values | None:
    tens, units = found.get("tens", "card"), found.get("units", "card")
    return {"card": tens + units} if tens in range(20, 100, 10) and units in range(1, 10) else None


def _and_a_half(found: Found) -> Values | None:
    count = found.get("count", "card", "num")
    return {"card": count + 0.5} if count is not None and count < 100 else None


def _year_in_words(found: Found) -> Values | None:
    thousands = 1000 if found.node("one") else 2000
    last = found.get("last", "ord")
    if last == 2000:
        return {"year": 2000}
    return {"year": thousands + (found.get("hundreds", "hundreds") or 0) + last} if last < 100 else None


def _year_two_thousand(found: Found) -> Values | None:
    return {"year": 2000} if found.get("last", "ord") == 2000 else None


NUMBERS = (
    Rule("count=card|num and half_a", _and_a_half),
    Rule("tens=ord units=ord", _compound_ordinal),
    Rule("tens=card units=card", _compound_cardinal),
    Rule("one=thousand hundreds=hundreds last=ord", _year_in_words),
    Rule("two=card thousands hundreds=hundreds? last=ord one=thousand?", _year_in_words),
    Rule("last=ord >rok", _year_two_thousand),
    Rule("~rok last=ord", _year_two_thousand),
)


def _year(found: Found) -> Values | None:
    year = found.get("year", "year")
    return point(Year(year))


def _year_abbreviated(found: Found) -> Values | None:
    return point(Year(found.get("year", "year_away"), "anchor"))


def _apostrophe_year(found: Found) -> Values | None:
    return {"year": found.get("year", "apostrophe_year")}


def _old_year(found: Found) -> Values | None:
    return point(Year(found.get("year", "old_year")))


def _year_by_adjective(found: Found) -> Values | None:
    offset = offset_of(found)
    if offset is None or found.word("which") in _NOT_OF_A_YEAR or is_plural(found):
        return None
    if found.get("which", "soon") or (found.get("which", "following") and _is_duration(found)):
        return None
    return point(Year(*offset))


def _is_duration(found: Found) -> bool:
    """ "For another year" says how long, not when."""
    before = found.before()
    return before is not None and "through" in before.values


_NOT_OF_A_YEAR = frozenset(tables.PRONOUNS_NOT_OF_A_YEAR.split())


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


def _years_of_our_time(found: Found) -> Values | None:
    """ "2014-2020" after any word."""
    first, last = found.get("first", "year"), found.get("last", "year")
    return _years(found) if 1800 <= first < last < 2100 and not _counts(found) else None


def _school_year(found: Found) -> Values | None:
    first, last = found.get("years", "years")
    return point(Span(Year(first), Year(last))) if last == first + 1 else None


def _bare_year(found: Found) -> Values | None:
    year = found.get("year", "year")
    return point(Year(year)) if 1900 <= year < 2100 and not _counts(found) else None


def _listed_year(found: Found) -> Values | None:
    """The first year of "2017 and 2018": only the second says that it is one."""
    after = found.after(2)
    return _bare_year(found) if after is not None and "yr" in after.values else None


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


_NOT_COUNTED = frozenset(tables.NOT_COUNTED.split())
_MEASURES = frozenset(tables.MEASURES.split())


YEARS = (
    Rule("year=apostrophe_year", _apostrophe_year),
    Rule("lata first=year dash last=year|short_year", _years),
    Rule("lata first=year and|comma last=year", _years),
    Rule("first=year dash last=year rok", _years),
    Rule("~prep first=year dash last=year", _years),
    Rule("~open first=year dash last=year >close", _years),
    Rule("~rok first=year dash last=year", _years),
    Rule("first=year dash last=year !>rok", _years_of_our_time),
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
BARE_YEARS = (
    Rule("year=year >and", _listed_year),
    Rule("~prep year=year", _bare_year),
)
