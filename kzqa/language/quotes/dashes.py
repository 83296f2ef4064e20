"""Dash dialogue: turns that stand in paragraphs of their own or run through the text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.framing import AFTER, Direct, cue_at, offsets, opens_sentence
from kzqa.language.quotes.marks import Marked
from kzqa.language.quotes.passage import CLOSING, DASHES, Passage


def turns(passage: Passage, cues: Sequence[Cue], marked: Sequence[Marked]) -> Iterator[Direct]:
    """Turns of dash dialogue, in one paragraph or running through the text ("– ... – powiedział X. – ...")."""
    opened, resumed, last_cue = -1, False, None
    for dash in _free_dashes(passage, marked):
        cue = cue_at(passage, dash + 1, cues, near=AFTER)
        opens = cue is None and opens_sentence(passage, dash - 1) and _begins(passage, dash)
        if opened >= 0:
            if cue is not None:
                yield _turn(passage, opened, dash, cue)
                opened, resumed, last_cue = -1, True, cue
            elif opens:
                yield from _open_turn(passage, opened, dash, cues, resumed=resumed, cue=last_cue)
                opened, resumed, last_cue = dash + 1, False, None
        elif opens:
            opened, resumed, last_cue = dash + 1, False, None
        elif cue is not None and not cue.aside:
            if dash and passage.tokens[dash - 1].text != "," and not _within_marks(passage, dash, marked):
                yield _unmarked(passage, dash, cue)
            resumed, last_cue = True, cue
        elif resumed and last_cue is not None and passage.sentence(dash) == passage.sentence(last_cue.token):
            opened = dash + 1
    if opened >= 0:
        yield from _open_turn(passage, opened, len(passage.tokens), cues, resumed=resumed, cue=last_cue)


def _begins(passage: Passage, dash: int) -> bool:
    """Whether the words behind a dash may begin a turn: small ones only where nothing or a colon stands before."""
    following = passage.tokens[dash + 1 : dash + 2]
    small = not following or following[0].text[:1].islower()
    return not small or dash == 0 or passage.tokens[dash - 1].text == ":"


def _free_dashes(passage: Passage, marked: Sequence[Marked]) -> list[int]:
    spans = [(span.start, span.end) for span in marked if span.closed and span.depth == 0]
    starts = [start for start, _ in spans]
    found = []
    for index, word in enumerate(passage.texts):
        if word in DASHES and passage.is_dash(index):
            start = passage.starts[index]
            place = bisect_left(starts, start) - 1
            if place < 0 or spans[place][1] <= start:
                found.append(index)
    return found


def _turn(passage: Passage, first: int, last: int, cue: Cue) -> Direct:
    return Direct(*offsets(passage, first, last), cue, True)


def _open_turn(
    passage: Passage, first: int, last: int, cues: Sequence[Cue], *, resumed: bool, cue: Cue | None
) -> Iterator[Direct]:
    """A turn that no cue closes: the rest of a broken quote, or words that the sentence before announces."""
    if first >= len(passage.tokens):
        return
    if resumed and cue is not None:
        end = last if passage.is_dash(0) else min(last, passage.sentence(first)[1])
        if end > first:
            yield Direct(*offsets(passage, first, end), cue, True)
        return
    dash = first - 1
    if dash == 0:
        return
    start, _ = passage.sentence(dash - 1)
    announced = [found for found in cues if start <= found.token < dash and found.clause is None]
    if not announced:
        return
    end = passage.sentence(first)[1]
    while end < last:
        lower, upper = passage.sentence(end)
        if any(lower <= found.token < upper for found in cues):
            break
        end = upper
    yield Direct(*offsets(passage, first, min(end, last)), announced[-1], False)


def _within_marks(passage: Passage, dash: int, marked: Sequence[Marked]) -> bool:
    """Whether the words before a dash stand between marks; a single marked word at their end does not matter."""
    first, _ = passage.sentence(dash - 1)
    start, end = passage.tokens[first].start, passage.tokens[dash - 1].end
    for span in marked:
        if not span.closed and span.start < end:
            return True
        words = " " in passage.text[span.start : span.end]
        if span.outer_start < end <= span.outer_end and (words or span.outer_start <= start):
            return True
    return False


def _unmarked(passage: Passage, dash: int, cue: Cue) -> Direct:
    """A sentence without marks before " – powiedział X": direct speech where it speaks of itself, else reported.

    A closing mark that no other opens makes it direct speech, too.
    """
    first, _ = passage.sentence(dash - 1)
    last = dash
    while last - 1 > first and passage.tokens[last - 1].text in CLOSING:
        last -= 1
    own = any(passage.person(index) == "1" for index in range(first, dash) if passage.is_verb(index))
    return Direct(*offsets(passage, first, last), cue, True, reported=not own and last == dash)
