"""Words and numbers to the categories of the date grammar: `lex` makes the nodes that the grammar rewrites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import compress
from typing import Any, NamedTuple

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
_WITHOUT_STOP = frozenset({"br", "bm"})
"""Abbreviations that may stand without their full stops."""
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


class Node(NamedTuple):
    """A stretch of text with what it may be: category name to value.

    `categories` are the names alone, as a set. `capital`: begins with a capital, stands in no place that asks for one,
    and is not all in capitals.
    """

    start: int
    end: int
    values: Values
    categories: frozenset[str]
    capital: bool = False


_node = partial(tuple.__new__, Node)
"""As `Node._make`, in half its time."""


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
    if "." in lower or lower in _WITHOUT_STOP:
        bare = lower.replace(".", "").replace(" ", "")
        if bare in tables.YEAR_ABBREVIATIONS:
            return {"year_away": tables.YEAR_ABBREVIATIONS[bare]}
        if bare in tables.MONTH_ABBREVIATIONS:
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
def _look_up(word: str) -> tuple[str, Values, frozenset[str], bool, bool, bool]:
    """What a word says by itself: in lower case, values, categories, whether it has a capital and not capitals alone,
    whether one has to follow it, whether a phrase may begin with it."""
    lower = word.lower()
    capital = word[0].isupper()
    known = None if capital else words().get(lower)
    values = _values(word, lower) if known is None else known
    shouted = len(word) > 1 and word.isupper()
    return lower, values, frozenset(values), capital and not shouted, word in _OPENERS, lower in phrases()


def lex(text: str, start: int, end: int) -> list[Node]:
    """The nodes of `text[start:end]`, phrases joined; offsets are those of `text`."""
    spans = [match.span() for match in _TOKEN.finditer(text, start, end)]
    if not spans:
        return []
    written = [text[begin:stop] for begin, stop in spans]
    lower, values, categories, capital, opens, begins_phrase = zip(*map(_look_up, written), strict=True)
    begins, stops = zip(*spans, strict=True)
    capitals = [has and not opened for has, opened in zip(capital, (True, *opens), strict=False)]
    nodes = list(map(_node, zip(begins, stops, values, categories, capitals, strict=True)))
    joined: list[tuple[int, int, Values]] = []
    following = 0
    for index in compress(range(len(nodes)), begins_phrase):
        if index >= following:  # not within a phrase
            size, found = _phrase(written, lower, index, values[index])
            following = index + size
            if found is not values[index]:
                joined.append((index, following, found))
    for index, following, found in reversed(joined):
        node = Node(begins[index], stops[following - 1], found, frozenset(found), capitals[index])
        nodes[index:following] = [node]
    return nodes


def _phrase(written: Sequence[str], lower: tuple[str, ...], index: int, values: Values) -> tuple[int, Values]:
    """The longest phrase that begins at the word `index`: its number of words, and what it is."""
    for parts, category, value in phrases()[lower[index]]:
        size = len(parts)
        if lower[index : index + size] == parts:
            if category == "holiday" and not _is_holiday(written, index, size):
                continue
            if parts[-1] in _BETWEEN_DAYS and not _FROM.isdisjoint(written[index + size : index + size + 1]):
                continue
            return size, {category: value}
    return 1, values


def _is_holiday(written: Sequence[str], index: int, size: int) -> bool:
    """Whether words that may be a common noun or a name stand where a holiday would."""
    word = written[index].lower()
    after = written[index + size] if index + size < len(written) else ""
    before = written[index - 1].lower() if index else ""
    if word in _CAPITALISED_HOLIDAYS:
        # "po Nowym Roku", but "w nowym roku" and, said of a year that begins, "w Nowym Roku"
        last = written[index + size - 1]
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
