"""Reported speech: the clause that a cue governs, with the words that end it."""

from __future__ import annotations

from collections.abc import Sequence

from kzqa.language.quotes.cues import Cue, opening
from kzqa.language.quotes.marks import Marked
from kzqa.language.quotes.passage import FINAL, Passage
from kzqa.language.quotes.phrases import is_person_noun
from kzqa.language.quotes.subjects import source_phrase
from kzqa.language.quotes.tables import tables

Span = tuple[int, int]
"""First token and the one after the last."""
_MIN_WORDS = 2


def reported(passage: Passage, cue: Cue, cues: Sequence[Cue], marked: Sequence[Marked]) -> Span | None:
    """The tokens of the clause that tells what was said, None where the cue governs none.

    Final punctuation is left out, quotation marks that belong to the clause are kept.
    """
    if cue.clause is not None:
        span = (cue.clause, clause_end(passage, cue, cue.clause, cues, marked))
    elif cue.kind == "source":
        found = _source_clause(passage, cue, cues, marked)
        if found is None:
            return None
        span = found
    elif cue.aside:
        found = _aside_clause(passage, cue, cues, marked)
        if found is None:
            return None
        span = found
    else:
        return None
    words = sum(passage.tokens[index].text[:1].isalnum() for index in range(*span))
    return span if words >= _MIN_WORDS else None


def clause_end(passage: Passage, cue: Cue, start: int, cues: Sequence[Cue], marked: Sequence[Marked]) -> int:
    """The token after the last one of a clause that begins at `start`.

    A clause runs to the end of its sentence, unless the main clause goes on: with a coordinated verb that agrees with
    the cue, with another cue behind a dash, or with a converb of saying.
    """
    _, last = passage.sentence(start)
    by_index = {other.token: other for other in cues}
    inside = covered(passage, marked)
    index = start + 1
    while index < last:
        if index not in inside and _leaves(passage, cue, index, last, by_index):
            break
        index += 1
    if index == last:
        index = _beyond(passage, last, marked)
    return _strip(passage, start, index, inside)


def covered(passage: Passage, marked: Sequence[Marked]) -> set[int]:
    """The tokens between quotation marks."""
    return {
        index
        for span in marked
        if span.closed and span.depth == 0
        for index in range(passage.index(span.outer_start), passage.index(span.outer_end))
    }


def _leaves(passage: Passage, cue: Cue, index: int, last: int, cues: dict[int, Cue]) -> bool:
    """Whether the clause is left before the token at `index`."""
    table = tables()
    word = passage.lower(index)
    if word == ";":
        return True
    if passage.is_dash(index):
        return any(place in cues and cues[place].clause is None for place in range(index + 1, min(last, index + 5)))
    if word != "," and word not in table.coordinators:
        return False
    following = index + 1
    if following >= last:
        return False
    after_comma = word == ","
    if after_comma and following in cues and cues[following].kind == "converb":
        return True
    if after_comma and cue.kind != "source" and following in cues and cues[following].clause is not None:
        return _same(passage, cue.token, following)
    coordinated = not after_comma
    if after_comma and passage.lower(following) in table.coordinators:
        following += 1
        coordinated = True
    if not coordinated or cue.kind not in {"verb", "impersonal"}:
        return False
    for place in range(following, min(last, following + 3)):
        other = cues.get(place)
        if (
            other is not None
            and (other.clause is not None or _speaks(passage, place))
            and _same(passage, cue.token, place)
        ):
            return True
        if passage.is_verb(place):
            return after_comma and place == following and bool(cue.gender) and _same(passage, cue.token, place)
    return False


def _speaks(passage: Passage, index: int) -> bool:
    """Whether a colon stands behind the verb at `index`."""
    _, last = passage.sentence(index)
    return any(passage.tokens[place].text == ":" for place in range(index + 1, min(last, index + 8)))


def _same(passage: Passage, first: int, second: int) -> bool:
    """Whether two verbs may have one subject."""
    one, other = passage.form(first), passage.form(second)
    return one.kind == other.kind and one.number == other.number and one.gender == other.gender


def _beyond(passage: Passage, last: int, marked: Sequence[Marked]) -> int:
    """The end of a sentence, moved to the end of the quotation that it breaks off in."""
    if last >= len(passage.tokens):
        return last
    offset = passage.tokens[last].start
    for span in marked:
        if span.closed and span.outer_start < offset - 1 and offset < span.outer_end:
            return passage.index(span.outer_end)
    return last


def _strip(passage: Passage, start: int, end: int, inside: set[int]) -> int:
    """`end` without the punctuation before it that belongs to the sentence."""
    while end > start and end - 1 not in inside:
        text = passage.tokens[end - 1].text
        if not (set(text) <= FINAL or text in {",", ";", ":", "-", "–", "—", "i", "oraz"}):
            break
        end -= 1
    return end


def _source_clause(passage: Passage, cue: Cue, cues: Sequence[Cue], marked: Sequence[Marked]) -> Span | None:
    """The clause of "zdaniem X": what follows X, or the whole clause where its verb stands before."""
    first, last = passage.sentence(cue.token)
    if cue.possessor:
        after = cue.token + 1 + (passage.lower(cue.token + 1) in tables().source_pronouns)
    else:
        found = source_phrase(passage, cue)
        if found is None:
            return None
        after = found.last
    begin = opening(passage, cue)
    left, relative = _clause_start(passage, begin, first)
    verb_before = any(passage.is_verb(index) for index in range(left, begin))
    while after < last and passage.tokens[after].text == ",":
        after += 1
    rest = any(passage.tokens[index].text[:1].isalnum() for index in range(after, last))
    if not rest:
        return first, _strip(passage, first, begin, set())
    if verb_before:
        return (left if relative else first), clause_end(passage, cue, after, cues, marked)
    end = _next_comma(passage, after, last) if relative else clause_end(passage, cue, after, cues, marked)
    return after, end


def _clause_start(passage: Passage, index: int, first: int) -> tuple[int, bool]:
    """Where the clause around `index` begins, and whether it is a relative one that the sentence goes on after."""
    place = index
    while place > first:
        text = passage.tokens[place - 1].text
        if (
            text in {",", ";", "(", ":"}
            or passage.lower(place - 1) in tables().complementisers
            or passage.is_dash(place - 1)
        ):
            break
        place -= 1
    relative = (
        place < index
        and passage.tokens[place].lemma in {"który", "jaki", "co"}
        and passage.tokens[place - 1].text == ","
    )
    return place, relative


def _next_comma(passage: Passage, start: int, last: int) -> int:
    for index in range(start + 1, last):
        if passage.tokens[index].text in {",", ")", ";"} or passage.is_dash(index):
            return index
    return _strip(passage, start, last, set())


def _aside_clause(passage: Passage, cue: Cue, cues: Sequence[Cue], marked: Sequence[Marked]) -> Span | None:
    """The clause that "jak podaje X" is put into."""
    first, last = passage.sentence(cue.token)
    begin = opening(passage, cue)
    comma = next((index for index in range(cue.token + 1, last) if passage.tokens[index].text == ","), None)
    leading = all(not passage.is_verb(index) for index in range(first, begin))
    if leading:
        if comma is None:
            return None
        comma = _aside_end(passage, comma, last)
        start = comma + 1
        return (start, clause_end(passage, cue, start, cues, marked)) if start < last else None
    if comma is None or not any(passage.is_verb(index) for index in range(comma + 1, last)):
        return first, _strip(passage, first, begin, set())
    return first, clause_end(passage, cue, comma + 1, cues, marked)


def _aside_end(passage: Passage, comma: int, last: int) -> int:
    """The comma that ends the aside, behind appositions of its subject ("jak podał X, szef Y, ...")."""
    following = next((index for index in range(comma + 1, last) if passage.tokens[index].text == ","), None)
    if following is None:
        return comma
    between = range(comma + 1, following)
    verbs = any(passage.is_verb(index) for index in between)
    relative = passage.tokens[comma + 1].lemma == "który"
    return following if relative or (not verbs and len(between) <= 8 and is_person_noun(passage, comma + 1)) else comma
