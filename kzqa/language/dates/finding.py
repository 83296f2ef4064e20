"""Date expressions in the text of an article, with their ISO values."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from kzqa.language.dates.direction import adjective_direction, direction_at
from kzqa.language.dates.distances import Context, Direction
from kzqa.language.dates.grammar import Grammar
from kzqa.language.dates.lexicon import TRIGGERS, Node, lex, samples
from kzqa.language.dates.meanings import (
    Day,
    Holiday,
    LastDay,
    Meaning,
    Month,
    Part,
    Season,
    Span,
    Weekday,
    Year,
    names_year,
)
from kzqa.language.dates.periods import Interval, parse
from kzqa.language.dates.resolution import resolve
from kzqa.language.dates.rules import OUTPUTS, STAGES
from kzqa.model import DateMention, Sentence

_LISTED = re.compile(r"(?:,|\s+(?:i|oraz|lub|albo|czy))\s+(?:w[e]?\s+|na\s+)?")
# characters between a year and what it lends itself to ("w 2016 roku, w czerwcu")
_NEXT_TO = 10
_TRIGGERS = frozenset(TRIGGERS.split())


@cache
def _grammar() -> Grammar:
    return Grammar(STAGES, [*samples(), *OUTPUTS])


def find_dates(text: str, sentences: Sequence[Sentence], anchor: str | None) -> list[DateMention]:
    """The date expressions of an article, in the order of the text.

    `text` is the whole article, `anchor` its date at its own precision (2023, 2023-02, 2023-02-14). Bounds of
    paragraphs and sentences are all that is taken from `sentences`.
    """
    when = _anchor(anchor)
    mentions: list[DateMention] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        bounds = [(sentence.start, sentence.end) for sentence in group]
        mentions.extend(_paragraph(text, bounds, when))
    return mentions


def find_dates_in(text: str, anchor: str | None = None) -> list[DateMention]:
    """The date expressions of a question or another short text, taken as one sentence."""
    return list(_paragraph(text, [(0, len(text))], _anchor(anchor)))


def _anchor(date: str | None) -> Interval | None:
    """The article's date, whose time of day does not count."""
    return parse(date.partition("T")[0]) if date else None


def _paragraph(text: str, bounds: Sequence[tuple[int, int]], anchor: Interval | None) -> Iterator[DateMention]:
    nodes = lex(text, bounds[0][0], bounds[-1][1])
    if all(map(_TRIGGERS.isdisjoint, {node.categories for node in nodes})):
        return
    starts = [start for start, _ in bounds]
    earlier: _Earlier | None = None
    for node in _grammar().rewrite(text, nodes):
        meaning: Meaning | None = node.values.get("point") or node.values.get("adjective")
        if meaning is None:
            continue
        sentence = max(bisect_right(starts, node.start) - 1, 0)
        context = Context(anchor, earlier.when if earlier else None)
        if _needs_direction(meaning):
            context = context._replace(direction=_direction(text, node, meaning, bounds[sentence], earlier))
        if earlier is not None:
            context = context._replace(lean=earlier.year_for(meaning, node.start, sentence, context))
        if earlier and isinstance(meaning, Weekday) and earlier.is_listed_with(meaning, text, node.start):
            context = Context(earlier.when, direction="future")
        when = resolve(meaning, context)
        yield DateMention(
            node.start,
            node.end,
            text[node.start : node.end],
            None if when is None else str(when),
            "relative" in node.values or not names_year(meaning),
        )
        if when is not None:
            with_year = _has_year(meaning) or context.lean is not None
            earlier = _Earlier(when, meaning, node.end, sentence, with_year, context.direction)


def _direction(text: str, node: Node, meaning: Meaning, bounds: tuple[int, int], earlier: _Earlier | None) -> Direction:
    """The direction of time at a date; that of the date before it in an enumeration ("na środę i czwartek")."""
    if earlier and earlier.is_listed_with(meaning, text, node.start):
        return earlier.direction
    if "adjective" in node.values:
        return adjective_direction(text, node.start, node.end, bounds, weekday=isinstance(meaning, Weekday))
    return direction_at(text, node.start, node.end, bounds, festive=isinstance(meaning, Holiday))


def _needs_direction(meaning: Meaning) -> bool:
    if isinstance(meaning, Month | Day | Part | Season | Holiday):
        return meaning.year is None
    if isinstance(meaning, Weekday):
        return meaning.shift is None and meaning.week is None
    if isinstance(meaning, LastDay):
        return _needs_direction(meaning.of)
    return isinstance(meaning, Span) and _needs_direction(meaning.first)


def _has_year(meaning: Meaning) -> bool:
    if isinstance(meaning, Year):
        return True
    if isinstance(meaning, Month | Day | Part | Season | Holiday):
        return meaning.year is not None
    return isinstance(meaning, Span) and (_has_year(meaning.first) or _has_year(meaning.last))


class _Earlier:
    """The date that the paragraph spoke of last, and whether it came with a year."""

    __slots__ = ("direction", "end", "meaning", "sentence", "when", "with_year")

    def __init__(
        self, when: Interval, meaning: Meaning, end: int, sentence: int, with_year: bool, direction: Direction
    ) -> None:
        self.when = when
        self.meaning = meaning
        self.direction = direction
        self.end = end
        self.sentence = sentence
        self.with_year = with_year

    def is_listed_with(self, meaning: Meaning, text: str, start: int) -> bool:
        """Whether both stand in one enumeration: "w sobotę i niedzielę", where Sunday is the day after."""
        return type(self.meaning) is type(meaning) and bool(_LISTED.fullmatch(text, self.end, start))

    def year_for(self, meaning: Meaning, start: int, sentence: int, context: Context) -> int | None:
        """The year that a day or month without one takes over: in a story that goes on, forward in time.

        A bare year lends itself only to what stands next to it, a month or day also to the next sentence.
        """
        if not isinstance(meaning, Month | Day | Season) or meaning.year is not None or not self.with_year:
            return None
        near = sentence - self.sentence <= 1 if self.when.last.month else start - self.end <= _NEXT_TO
        if not near:
            return None
        year = self.when.last.year
        candidate = resolve(meaning, Context(None, lean=year))
        if candidate is None or candidate.last.last < self.when.first.first:
            return None
        if context.anchor is None:
            return year
        ahead = candidate.first.first > context.anchor.last.last
        if (context.direction == "past" and ahead) or (context.direction == "future" and not ahead):
            return None
        return year
