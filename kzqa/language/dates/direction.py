"""Which way time runs around a date: past, present or future, by the nearest verb of the clause and the preposition."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from kzqa.language.dates import tables
from kzqa.language.dates.distances import Direction
from kzqa.language.dictionary import analyse

_CLAUSE_END = re.compile(r"[,;:()„”\"«»!?–—]|\s-\s|(?<=[^\W\d_]{4})\.(?=\s+[A-ZĄĆĘŁŃÓŚŹŻ])|\n")
_CONDITIONAL = re.compile(r"(?:ł|ła|ło|li|ły)by(?:m|ś|śmy|ście)?$")
_WORD = re.compile(r"[^\W\d_]{2,}")
# characters around a date in which its verb is looked for
_WINDOW = 240
_PLANS = frozenset(
    [("fin", lemma) for lemma in tables.PLANNING_LEMMAS.split()]
    + [("ppas", lemma) for lemma in tables.PLANNING_PARTICIPLES.split()]
)
_REMAINING = frozenset(tables.REMAINING_FORMS.split())
_MODAL_FORMS = frozenset(tables.MODAL_FORMS.split())
_PURPOSE = frozenset(tables.PURPOSE_CONJUNCTIONS.split())
_FORWARD = frozenset(tables.FORWARD_PREPOSITIONS.split())
_PREPOSITIONS = frozenset(tables.FUNCTION_WORDS["prep"].split())
_BACKWARD = frozenset(tables.BACKWARD_PREPOSITIONS.split())
_PLACING = frozenset(tables.PLACING_PREPOSITIONS.split())
_FORWARD_ADVERBS = frozenset(tables.FORWARD_ADVERBS.split())
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
        if kind == "winien" or (kind, reading.lemma) in _PLANS:
            return "future"
        if kind == "bedzie" or (kind == "fin" and ":perf" in rest):
            found = found or "future"
        elif kind in {"praet", "imps"}:
            found = "past"
        elif kind == "fin":
            found = found or "present"
        elif kind not in {"ger", "ppas", "adj", "impt"}:
            return None
    return found


@lru_cache(maxsize=20_000)
def participle(word: str) -> Direction:
    """What a passive participle says of its own date: "published" lies in the past, "planned" in the future."""
    for reading in analyse(word):
        if reading.tag.startswith("ppas"):
            if ("ppas", reading.lemma) in _PLANS:
                return "future"
            return "past" if ":perf" in reading.tag else None
    return None


def _tense_at(match: re.Match[str], text: str) -> Direction:
    """The tense of a word of `text`, by what follows it for "mieć"."""
    word = match[0].lower()
    if word not in _MODAL_FORMS:
        return tense(word)
    followers = [follower[0] for follower in islice(_WORD.finditer(text, match.end()), tables.MODAL_REACH)]
    plans = any(reading.tag.startswith("inf") for follower in followers for reading in analyse(follower))
    return "future" if plans else "present"


def _nearest_verb(before: str, after: str) -> Direction:
    """The tense of the verb that stands closest, before or after."""
    best: tuple[int, Direction] | None = None
    for match in _WORD.finditer(after):
        if direction := _tense_at(match, after):
            best = (match.start(), direction)
            break
    for match in reversed(list(_WORD.finditer(before))):
        distance = len(before) - match.end()
        if best is not None and distance > best[0]:
            break
        if direction := _tense_at(match, before + " " + after):
            return direction
    return best[1] if best else None


def direction_at(text: str, start: int, end: int, sentence: tuple[int, int], *, festive: bool = False) -> Direction:
    """The direction of time at `text[start:end]` in the sentence with these bounds.

    `festive`: it is a holiday, for which "na" plans nothing ("przyjechał na święta").
    """
    around = _Surroundings(text, start, end, sentence)
    preposition = around.preposition
    if preposition == "na" and not festive and not text.startswith(_LOCATIVES, start):
        return "future"
    if _FORWARD_ADVERBS.intersection(around.words[-2:]):
        return "future"
    if preposition == "do" and not _REMAINING.isdisjoint(around.after.lower().split()[:2]):
        return "future"
    own = participle(around.words[-2]) if len(around.words) > 1 else None
    if own == "future" or (own == "past" and _nearest_verb(around.clause_before, "") != "future"):
        return own
    if around.has_purpose and preposition not in _BACKWARD:
        return "future"
    found = _nearest_verb(around.clause_before, around.clause_after)
    if found is None and not (preposition in _FORWARD or preposition in _BACKWARD):
        found = _nearest_verb(around.before, around.after)
    if found == "past" or found == "future":
        return found
    if preposition in _FORWARD:
        return "future"
    return "past" if preposition in _BACKWARD else found


def adjective_direction(text: str, start: int, end: int, sentence: tuple[int, int], *, weekday: bool) -> Direction:
    """The direction of time at an adjective of a month or weekday, whose noun need not share the time of the verb.

    Only where the noun says when something happened ("podczas poniedziałkowej wizyty ostrzegł", "po czerwcowych
    wyborach") a past verb counts; of next Monday one may speak in the past, too ("poprzedził poniedziałkową wizytę").
    """
    around = _Surroundings(text, start, end, sentence)
    found = _nearest_verb(around.clause_before, around.clause_after)
    if found == "future":
        conditional = any(_CONDITIONAL.search(word) for word in (around.clause_before + around.clause_after).split())
        return None if conditional else found
    places = _PLACING if weekday else _PLACING | _BACKWARD
    return "past" if found == "past" and around.preposition in places else None


class _Surroundings:
    """The words around a date: of the sentence, and of its clause."""

    def __init__(self, text: str, start: int, end: int, sentence: tuple[int, int]) -> None:
        self.before = text[max(sentence[0], start - _WINDOW) : start]
        if (last := self.before.split()[-1:]) and last[0].istitle() and last[0].lower() in _PREPOSITIONS:
            # a capital where the segmentation has missed the end of a sentence
            self.before = last[0]
        self.after = text[end : min(sentence[1], end + _WINDOW)]
        self.words = self.before.lower().split()
        breaks = list(_CLAUSE_END.finditer(self.before))
        self.clause_before = self.before[breaks[-1].end() :] if breaks else self.before
        clause_end = _CLAUSE_END.search(self.after)
        self.clause_after = self.after[: clause_end.start()] if clause_end else self.after

    @property
    def preposition(self) -> str:
        return self.words[-1] if self.words else ""

    @property
    def has_purpose(self) -> bool:
        return not _PURPOSE.isdisjoint(self.clause_before.lower().split())
