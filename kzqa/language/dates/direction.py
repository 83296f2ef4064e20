"""Which way time runs around a date: past, present or future, by the nearest verb of the clause and the preposition."""

from __future__ import annotations

import re
from functools import lru_cache

from kzqa.language.dates import tables
from kzqa.language.dates.resolution import Direction
from kzqa.language.dictionary import analyse

_CLAUSE_END = re.compile(r"[,;:()„”\"«»!?–—]|\s-\s|\.(?=\s+[A-ZĄĆĘŁŃÓŚŹŻ])|\n")
_CONDITIONAL = re.compile(r"(?:ł|ła|ło|li|ły)by(?:m|ś|śmy|ście)?$")
_WORD = re.compile(r"[^\W\d_]{2,}")
# characters around a date in which its verb is looked for
_WINDOW = 240
_PLANS = frozenset(
    [("fin", lemma) for lemma in tables.PLANNING_LEMMAS.split()]
    + [("ppas", lemma) for lemma in tables.PLANNING_PARTICIPLES.split()]
)
_FORWARD = frozenset(tables.FORWARD_PREPOSITIONS.split())
_BACKWARD = frozenset(tables.BACKWARD_PREPOSITIONS.split())
# after these "na" takes the locative and says nothing about the future ("na początku", "na przełomie")
_LOCATIVES = tuple(form for forms in (*tables.EDGES.values(), tables.TURN_FORMS) for form in forms.split())


@lru_cache(maxsize=20_000)
def tense(word: str) -> Direction:
    """The tense of a word that can only be a verb; None for any other word."""
    if _CONDITIONAL.search(word):
        return "future"
    found: Direction = None
    for reading in analyse(word):
        kind, _, rest = reading.tag.partition(":")
        if kind == "bedzie" or (kind == "fin" and ":perf" in rest):
            found = found or "future"
        elif kind == "winien" or (kind, reading.lemma) in _PLANS:
            return "future"
        elif kind in {"praet", "imps"}:
            found = "past"
        elif kind == "fin":
            found = "present" if found is None else found
        elif kind not in {"ger", "ppas", "adj", "impt"}:
            return None
    return found


def _nearest_verb(before: str, after: str) -> Direction:
    """The tense of the verb that stands closest, before or after."""
    best: tuple[int, Direction] | None = None
    for match in _WORD.finditer(after):
        if direction := tense(match[0].lower()):
            best = (match.start(), direction)
            break
    for match in reversed(list(_WORD.finditer(before))):
        distance = len(before) - match.end()
        if best is not None and distance > best[0]:
            break
        if direction := tense(match[0].lower()):
            return direction
    return best[1] if best else None


def direction_at(text: str, start: int, end: int, first: int, last: int) -> Direction:
    """The direction of time at `text[start:end]` in a sentence that lies between `first` and `last`."""
    before, after = text[max(first, start - _WINDOW) : start], text[end : min(last, end + _WINDOW)]
    words = before.split()
    preposition = words[-1].lower() if words else ""
    breaks = list(_CLAUSE_END.finditer(before))
    clause_before = before[breaks[-1].end() :] if breaks else before
    clause_end = _CLAUSE_END.search(after)
    clause_after = after[: clause_end.start()] if clause_end else after
    found = _nearest_verb(clause_before, clause_after)
    if preposition == "na" and not text.startswith(_LOCATIVES, start):
        return "future"
    if found is None and not (preposition in _FORWARD or preposition in _BACKWARD):
        found = _nearest_verb(before, after)
    if found == "past" or found == "future":
        return found
    if preposition in _FORWARD:
        return "future"
    return "past" if preposition in _BACKWARD else found
