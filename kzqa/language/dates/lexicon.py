"""Words and numbers to the categories of the date grammar: `lex` makes the nodes that the grammar rewrites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from kzqa.language.dates import tables
from kzqa.language.dates.figures import Values, numeric, roman

_TOKEN = re.compile(
    r"""
    [^\W\d_]{4,}                                          # no abbreviation of the next lines is as long
  | (?=\d)(?:                                             # looked at by few tokens
        \d{4}([-./])\d{2}\1\d{2}(?![\d])                       # 2022-02-24
      | \d{1,2}\s?([./-])\s?\d{1,2}\2\s?(?:\d{4}|\d{2})(?!\d)  # 24.02.2022, 24/02/22
      | \d{1,2}\.[IVX]{1,4}\.\d{4}(?!\d)                       # 24.II.2022
      | \d{4}/\d{2}(?:\d{2})?(?!\d)                            # 2018/19
      | \d{1,2}:\d{2}(?::\d{2})?                               # 15:30
      | \d{1,3}(?:[ \u00a0]\d{3})+(?!\d)                       # 12 000
      | \d+[.,]\d+(?:[.,]\d+)*                                 # 3,4 and 24.02
      | \d+-?(?:szego|szym|szy|tego|tych|tym|tej|ego|ymi|go|ym|ty|te|ta|ta|ej|gi|ci|ych|e)\b   # 1-szego, 60-tych
      | \d+(?=r\.|r\b)                                         # 2018r.
      | \d+[^\W\d_]+                                           # 5G
      | \d+
    )
  | ['’]\d\d(?!\d)
  | (?:ub\.?\s?r|ubr|b\.?\s?r|ub\.?\s?m|ubm|b\.?\s?m|ub|kw|r|w|[pn]\.\s?n?\.?\s?e)\.(?![^\W\d_])
  | (?:ub\.r|b\.r|ub\.m|b\.m)\b
  | [^\W\d_]+
  | [-–—−]
  | \S
    """,
    re.VERBOSE,
)
_AMBIGUOUS_HOLIDAYS = frozenset(tables.AMBIGUOUS_HOLIDAYS.split())
_CAPITALISED_HOLIDAYS = frozenset(tables.CAPITALISED_HOLIDAYS.split())
_HOLIDAY_PREPOSITIONS = frozenset(tables.HOLIDAY_PREPOSITIONS.split())
# "w nocy" is a time of day, "w nocy z soboty na niedzielę" is not
_BETWEEN_DAYS = frozenset(tables.UNITS["night"][0].split())
_FROM = frozenset(tables.FUNCTION_WORDS["z"].split())
_OPENERS = frozenset('.?!…:;„”"«»(-–—•*[\n')

# no date is without a word or number of one of these categories
TRIGGERS = (
    "mon mon_adj wday wday_adj season_adverb season day_away day_away_gen day_away_adj next_day year year_away "
    "year_away_adj rok lata unit units century holiday date day_month month_away roman_month mon_short night years"
)
_SAMPLES = (
    "1 12 30 40 31 32 99 100 999 1000 2199 2200 12345 1-szego 20-go 60-tych 5G 3,4 24.02 24.13 24.02.2022 2022-02-24 "
    "24.II.2022 2018/19 '39 br. b.r. ub.r. bm. ub.m. I V X XX XIII"
)


class Node:
    """A stretch of text with what it may be: category name to value.

    `capital`: begins with a capital, stands in no place that asks for one, and is not all in capitals.
    """

    __slots__ = ("capital", "end", "start", "values")

    def __init__(self, start: int, end: int, values: Values, capital: bool = False) -> None:
        self.start = start
        self.end = end
        self.values = values
        self.capital = capital


def adjective(stem: str, declension: str) -> list[str]:
    """The forms of an adjective, without the masculine personal plural."""
    return [stem + ending for ending in tables.ADJECTIVE_ENDINGS[declension].split()]


@cache
def words() -> Mapping[str, Values]:
    """Every word of the tables, in lower case, with its categories."""
    found: dict[str, dict[str, Any]] = {}

    def add(category: str, forms: Iterable[str] | str, value: Any = True) -> None:
        for form in forms.split() if isinstance(forms, str) else forms:
            found.setdefault(form, {})[category] = value

    for number, (genitive, forms, stem, short) in enumerate(tables.MONTHS, 1):
        add("mon_gen", genitive, number)
        add("mon", f"{genitive} {forms}", number)
        add("mon_adj", adjective(stem, "hard"), number)
        add("mon_short", short, number)
    for number, (forms, stem, declension) in enumerate(tables.WEEKDAYS):
        add("wday", forms, number)
        add("wday_adj", adjective(stem, declension), number)
    for name, (forms, _, _) in tables.SEASONS.items():
        add("season", forms, name)
        add("season_adverb", forms.split()[-2] if name == "lato" else forms.split()[-1], name)
    for days, forms in tables.DAYS_AWAY.items():
        add("day_away", forms, days)
    for days, forms in tables.DAYS_AWAY_GENITIVES.items():
        add("day_away_gen", forms, days)
    for days, stem in tables.DAYS_AWAY_ADJECTIVES.items():
        add("day_away_adj", adjective(stem, "hard"), days)
    for days, forms in tables.NEXT_DAY_ADVERBS.items():
        add("next_day", forms, days)
    for years, stems in tables.YEARS_AWAY_ADJECTIVES.items():
        for stem in stems.split():
            add("year_away_adj", adjective(stem, "hard"), years)
    for category, adjectives in (
        ("last", tables.LAST_ADJECTIVES),
        ("next", tables.NEXT_ADJECTIVES),
        ("following", tables.FOLLOWING_ADJECTIVES),
        ("preceding", tables.PRECEDING_ADJECTIVES),
        ("this_adj", tables.THIS_ADJECTIVES),
        ("final", tables.FINAL_ADJECTIVES),
    ):
        for stem, declension in adjectives:
            add(category, adjective(stem, declension))
    add("soon", adjective("najbliższ", "hard"))
    add("last", f"{tables.LAST_ABBREVIATION} {tables.LAST_ABBREVIATION}.")
    add("this", tables.THIS_PRONOUN)
    add("that", tables.THAT_PRONOUN)
    add("same", tables.SAME_PRONOUN)
    add("every", tables.EVERY_WORDS)
    for number, stem, declension in tables.ORDINALS:
        add("ord", adjective(stem, declension), number)
    for count, forms in tables.CARDINALS:
        add("card", forms, count)
    add("half_a", tables.HALF_A_UNIT, 0.5)
    add("thousand", tables.THOUSAND)
    add("thousands", tables.TWO_THOUSAND.split()[1])
    for number, form in tables.HUNDREDS.items():
        add("hundreds", form, number)
    add("rok", f"{tables.YEAR_SINGULAR} r.")
    add("unit", tables.YEAR_SINGULAR, "year")
    add("units", tables.YEAR_PLURAL, "year")
    add("lata", tables.YEAR_PLURAL)
    for name, (singular, plural) in tables.UNITS.items():
        add("night" if name == "night" else "unit", singular, name)
        add("units", plural, name)
    add("dnia", "dnia dniu dzień")
    add("dniach", "dniach dni dniami")
    add("century", tables.CENTURY_FORMS)
    for edge, forms in tables.EDGES.items():
        add("edge", forms, edge)
    add("turn", tables.TURN_FORMS)
    add("half", tables.HALF_FORMS)
    add("ago", "temu")
    add("later", "później potem", 1)
    add("later", "wcześniej", -1)
    add("part_of_day", tables.DAY_PARTS[0])
    for category, forms in tables.FUNCTION_WORDS.items():
        add(category, forms)
    return found


@cache
def phrases() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Phrases of one or more words by their first: (words, category, value), the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for rule, forms in tables.HOLIDAYS:
        for form in forms.split(";"):
            parts = tuple(form.split())
            found.setdefault(parts[0], []).append((parts, "holiday", rule))
    for form in tables.DAY_PARTS[1].split(";"):
        parts = tuple(form.split())
        found.setdefault(parts[0], []).append((parts, "part_of_day", form))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _values(text: str, lower: str) -> Values:
    if text[0].isdecimal():
        return numeric(text)
    if text[0] in "'’" and len(text) == 3:
        return {"apostrophe_year": 1900 + int(text[1:])}
    bare = lower.replace(".", "").replace(" ", "")
    if bare in tables.YEAR_ABBREVIATIONS and (len(lower) > len(bare) or bare == "br"):
        return {"year_away": tables.YEAR_ABBREVIATIONS[bare]}
    if bare in tables.MONTH_ABBREVIATIONS and (len(lower) > len(bare) or bare == "bm"):
        return {"month_away": tables.MONTH_ABBREVIATIONS[bare]}
    if (number := roman(text)) is not None:
        values: dict[str, Any] = {"roman": number}
        if number <= 12:
            values["roman_month"] = number
        return {**values, **words().get(lower, {})}
    return words().get(lower, {}) or _PUNCTUATION.get(text, {})


_PUNCTUATION: Mapping[str, Values] = {
    ".": {"dot": True},
    ",": {"comma": True},
    "(": {"open": True},
    ")": {"close": True},
    "/": {"slash": True},
    **{dash: {"dash": True} for dash in "-–—−"},
}


@lru_cache(maxsize=50_000)
def _look_up(token: str) -> tuple[Values, bool, bool]:
    """The categories of a token, whether a phrase may begin with it, and whether it has a capital, not all."""
    lower = token.lower()
    capital = token[0].isupper()
    values = None if capital else words().get(lower)
    return (
        _values(token, lower) if values is None else values,
        lower in phrases(),
        capital and not (len(token) > 1 and token.isupper()),
    )


def lex(text: str, start: int, end: int) -> list[Node]:
    """The nodes of `text[start:end]`, phrases joined; offsets are those of `text`."""
    nodes: list[Node] = []
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    following = 0
    opener = True
    for index, (begin, stop) in enumerate(spans):
        if index < following:  # within a phrase
            continue
        token = text[begin:stop]
        values, starts_phrase, capital = _look_up(token)
        if starts_phrase:
            size, values = _phrase(text, spans, index, phrases()[token.lower()], values)
            following = index + size
            stop = spans[following - 1][1]
        nodes.append(Node(begin, stop, values, capital and not opener))
        opener = token in _OPENERS
    return nodes


def _phrase(
    text: str,
    spans: list[tuple[int, int]],
    index: int,
    rows: Iterable[tuple[tuple[str, ...], str, str]],
    values: Values,
) -> tuple[int, Values]:
    """The longest phrase that begins at the token `index`: its number of tokens, and what it is."""
    for parts, category, value in rows:
        size = len(parts)
        if index + size <= len(spans) and all(
            text[begin:stop].lower() == part
            for (begin, stop), part in zip(spans[index + 1 : index + size], parts[1:], strict=True)
        ):
            if category == "holiday" and not _is_holiday(text, spans, index, size):
                continue
            if parts[-1] in _BETWEEN_DAYS and index + size < len(spans) and text[slice(*spans[index + size])] in _FROM:
                continue
            return size, {category: value}
    return 1, values


def _is_holiday(text: str, spans: list[tuple[int, int]], index: int, size: int) -> bool:
    """Whether words that may be a common noun or a name stand where a holiday would."""
    word = text[slice(*spans[index])].lower()
    after = text[slice(*spans[index + size])] if index + size < len(spans) else ""
    before = text[slice(*spans[index - 1])].lower() if index else ""
    if word in _CAPITALISED_HOLIDAYS:
        # "po Nowym Roku", but "w nowym roku" and, said of a year that begins, "w Nowym Roku"
        last = text[slice(*spans[index + size - 1])]
        return last[0].isupper() and not (before == "w" and last.lower() == "roku")
    if word in _AMBIGUOUS_HOLIDAYS:
        return before in _HOLIDAY_PREPOSITIONS and not after[:1].isupper()
    return True


@cache
def samples() -> tuple[frozenset[str], ...]:
    """Every set of categories that a node can have, so that the grammar knows them all."""
    found = [frozenset(_values(token, token.lower())) for token in _SAMPLES.split()]
    found += [frozenset(values) for values in (*words().values(), *_PUNCTUATION.values())]
    return tuple(dict.fromkeys([*found, frozenset({"holiday"}), frozenset({"part_of_day"})]))
