"""Direct speech: which marked spans, dash turns and words after a colon are somebody's words, and by which cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.marks import Marked
from kzqa.language.quotes.passage import CLOSING, FINAL, OPENING, Passage
from kzqa.language.quotes.phrases import can_speak, is_person_noun, phrase
from kzqa.language.quotes.reported import clause_end
from kzqa.language.quotes.subjects import nominative
from kzqa.language.quotes.tables import tables

_AFTER = 5
"""Tokens between the end of a quote and the verb of its cue, at most."""
_REACH = 30
"""Tokens between a cue without a clause and the fragment that it quotes, at most."""
_TITLE_WORDS = 4


class Direct(NamedTuple):
    """Direct speech by offsets. `cue` is None where only the surroundings tell the speaker.

    `inverted` cues have their subject behind them; `colon` is the token of a colon before the words, else -1.
    """

    start: int
    end: int
    cue: Cue | None
    inverted: bool
    colon: int = -1
    reported: bool = False


def find_direct(passage: Passage, cues: Sequence[Cue], marked: Sequence[Marked]) -> list[Direct]:
    """All direct speech of a paragraph in the order of the text, none within another."""
    found: list[Direct] = list(_turns(passage, cues, marked))
    turns = [(quote.start, quote.end) for quote in found if not quote.reported]
    for span in marked:
        if span.depth == 0 and not any(start <= span.start and span.end <= end for start, end in turns):
            quote = _marked(passage, span, cues, marked)
            if quote is not None:
                found.append(quote)
    taken = [(quote.start, quote.end) for quote in found]
    found.extend(quote for quote in _colons(passage, cues) if not _overlaps(quote, taken))
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def _overlaps(quote: Direct, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < quote.end and quote.start < end for start, end in spans)


# Between marks


def _marked(passage: Passage, span: Marked, cues: Sequence[Cue], marked: Sequence[Marked]) -> Direct | None:
    before = passage.index(span.outer_start) - 1
    first, after = passage.index(span.start), passage.index(span.outer_end)
    if not span.closed:
        return _unclosed(passage, span, first, cues)
    words = [token.text for token in passage.tokens[first : passage.index(span.end)] if token.text[:1].isalnum()]
    if not words:
        return None
    opens = _opens_sentence(passage, before)
    if opens or len(words) > 1:
        cue = _cue_behind(passage, after, cues, bare=opens and not is_title(passage, span, words))
        if cue is not None:
            return Direct(span.start, span.end, cue, True)
    if before >= 0 and passage.tokens[before].text == ":" and not _is_name(passage, span):
        return Direct(span.start, span.end, _cue_before(passage, before, cues), False, before)
    if len(words) > 1 and not is_title(passage, span, words):
        cue = _governing(passage, before, cues, marked)
        if cue is not None:
            return Direct(span.start, span.end, cue, cue.aside)
    listed = before > 0 and passage.tokens[before].text == "," and passage.tokens[before - 1].text in CLOSING
    if (opens or listed) and _closes_sentence(passage, span, after) and len(words) > 1 and not _is_name(passage, span):
        return Direct(span.start, span.end, None, False)
    return None


def _unclosed(passage: Passage, span: Marked, first: int, cues: Sequence[Cue]) -> Direct | None:
    """Words after a mark that nothing closes: up to the cue behind a dash, or after a colon all."""
    last = passage.index(span.end)
    for index in range(first + 1, last):
        if passage.is_dash(index):
            cue = _cue_at(passage, index + 1, cues, near=_AFTER)
            if cue is not None:
                return Direct(*_offsets(passage, first, index), cue, True)
    before = passage.index(span.outer_start) - 1
    if before >= 0 and passage.tokens[before].text == ":":
        return Direct(span.start, span.end, _cue_before(passage, before, cues), False, before)
    return None


def _opens_sentence(passage: Passage, before: int) -> bool:
    """Whether words that begin after the token at `before` begin a sentence."""
    if before < 0:
        return True
    text = passage.tokens[before].text
    return set(text) <= FINAL or text in CLOSING or text in {":", ";"} or passage.is_dash(before)


def _closes_sentence(passage: Passage, span: Marked, after: int) -> bool:
    if after >= len(passage.tokens) or passage.text[span.end - 1] in FINAL:
        return True
    token = passage.tokens[after]
    return set(token.text) <= FINAL or token.text in OPENING or token.text[:1].isupper() or token.text == ","


def _cue_behind(passage: Passage, after: int, cues: Sequence[Cue], *, bare: bool) -> Cue | None:
    """The cue that follows a quote: "– powiedział X", ", mówi X", "– jak podkreślił X". `bare` ones need no dash."""
    index = after
    if index < len(passage.tokens) and passage.tokens[index].text in {",", ".", "!", "?", "…"}:
        index += 1
    dash = index < len(passage.tokens) and passage.is_dash(index)
    if dash:
        index += 1
    elif not bare:
        return None
    return _cue_at(passage, index, cues, near=_AFTER if dash else 2)


def _cue_at(passage: Passage, index: int, cues: Sequence[Cue], *, near: int) -> Cue | None:
    """The cue within `near` tokens from `index`, if they begin small and nothing divides them."""
    if index >= len(passage.tokens) or not passage.tokens[index].text[:1].islower() or passage.lower(index) == "to":
        return None
    by_index = {cue.token: cue for cue in cues}
    for place in range(index, min(len(passage.tokens), index + near)):
        cue = by_index.get(place)
        if cue is not None and cue.kind in {"verb", "impersonal"}:
            return cue
        text = passage.tokens[place].text
        if set(text) <= FINAL or text in {",", ":", ";"} or passage.is_dash(place):
            break
    return _other_verb(passage, index) if near == _AFTER else None


def _other_verb(passage: Passage, index: int) -> Cue | None:
    """A verb that is no cue elsewhere, but stands like one behind a dash: "– wzdycha Maria"."""
    token, form = passage.tokens[index], passage.form(index)
    if form.kind not in {"fin", "praet"} or token.pos != "VERB" or passage.person(index) != "3":
        return None
    following = index + 1
    if following < len(passage.tokens) and passage.lower(following) == "się":
        following += 1
    ends = following >= len(passage.tokens) or set(passage.tokens[following].text) <= FINAL
    named = not ends and passage.names.get(following) is not None and passage.names[following].type == "person"
    if not ends and not named and not is_person_noun(passage, following):
        return None
    gender = form.gender if form.kind == "praet" else ""
    return Cue(index, "verb", "direct", token.lemma, token.text, form.number, gender, None, False)


def _cue_before(passage: Passage, colon: int, cues: Sequence[Cue]) -> Cue | None:
    """The last cue of the sentence that a colon ends."""
    first, _ = passage.sentence(colon)
    before = [cue for cue in cues if first <= cue.token < colon and cue.kind != "source"]
    return before[-1] if before else None


def _governing(passage: Passage, before: int, cues: Sequence[Cue], marked: Sequence[Marked]) -> Cue | None:
    """The nearest cue earlier in the sentence whose clause or objects the words after `before` belong to."""
    if before < 0:
        return None
    first, _ = passage.sentence(before)
    for cue in reversed([cue for cue in cues if first <= cue.token <= before]):
        if cue.clause is not None:
            if before < cue.clause - 1 or before < clause_end(passage, cue, cue.clause, cues, marked):
                return cue
            continue
        if cue.kind == "source" or cue.aside:
            return cue
        between = range(cue.token + 1, before + 1)
        if len(between) <= _REACH and not any(passage.is_verb(index) for index in between):
            return cue
    return None


def is_title(passage: Passage, span: Marked, words: Sequence[str]) -> bool:
    """Whether a marked span is the name of something, not words that were said."""
    if _is_name(passage, span):
        return True
    if passage.text[span.end - 1] in "?!":
        return False
    before = passage.index(span.outer_start) - 1
    if before >= 0 and passage.tokens[before].lemma in tables().titles and words[0][:1].isupper():
        return True
    capital = [word for word in words if word[:1].isupper()]
    return (
        bool(words[0][:1].isupper())
        and len(words) <= _TITLE_WORDS
        and (len(capital) * 2 >= len(words) or (before >= 0 and passage.tokens[before].pos == "ADP"))
    )


def _is_name(passage: Passage, span: Marked) -> bool:
    first, last = passage.index(span.start), passage.index(span.end)
    names = {id(passage.names.get(index)) for index in range(first, last)}
    return len(names) == 1 and first in passage.names


# After dashes


def _turns(passage: Passage, cues: Sequence[Cue], marked: Sequence[Marked]) -> Iterator[Direct]:
    """Turns of dash dialogue, in one paragraph or running through the text ("– ... – powiedział X. – ...")."""
    opened, resumed, last_cue = -1, False, None
    for dash in _free_dashes(passage, marked):
        cue = _cue_at(passage, dash + 1, cues, near=_AFTER)
        opens = cue is None and _opens_sentence(passage, dash - 1) and _begins(passage, dash)
        if opened >= 0:
            if cue is not None:
                yield _turn(passage, opened, dash, cue)
                opened, resumed, last_cue = -1, True, cue
            elif opens:
                yield from _open_turn(passage, opened, dash, cues, resumed=resumed, cue=last_cue)
                opened, resumed, last_cue = dash + 1, False, None
        elif opens:
            opened, resumed, last_cue = dash + 1, False, None
        elif cue is not None:
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
    for index, token in enumerate(passage.tokens):
        if passage.is_dash(index):
            place = bisect_left(starts, token.start) - 1
            if place < 0 or spans[place][1] <= token.start:
                found.append(index)
    return found


def _turn(passage: Passage, first: int, last: int, cue: Cue) -> Direct:
    return Direct(*_offsets(passage, first, last), cue, True)


def _offsets(passage: Passage, first: int, last: int) -> tuple[int, int]:
    while last > first + 1 and passage.tokens[last - 1].text in {",", "."}:
        last -= 1
    return passage.tokens[first].start, passage.tokens[max(first, last - 1)].end


def _open_turn(
    passage: Passage, first: int, last: int, cues: Sequence[Cue], *, resumed: bool, cue: Cue | None
) -> Iterator[Direct]:
    """A turn that no cue closes: the rest of a broken quote, or words that the sentence before announces."""
    if first >= len(passage.tokens):
        return
    if resumed and cue is not None:
        end = last if passage.is_dash(0) else min(last, passage.sentence(first)[1])
        if end > first:
            yield Direct(*_offsets(passage, first, end), cue, True)
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
    yield Direct(*_offsets(passage, first, min(end, last)), announced[-1], False)


def _within_marks(passage: Passage, dash: int, marked: Sequence[Marked]) -> bool:
    """Whether the words right before a dash stand between marks, closed or not."""
    end = passage.tokens[dash - 1].end
    return any(span.outer_start < end <= span.outer_end or (not span.closed and span.start < end) for span in marked)


def _unmarked(passage: Passage, dash: int, cue: Cue) -> Direct:
    """A sentence without marks before " – powiedział X": direct speech where it speaks of itself, else reported.

    A closing mark that no other opens makes it direct speech, too.
    """
    first, _ = passage.sentence(dash - 1)
    last = dash
    while last - 1 > first and passage.tokens[last - 1].text in CLOSING:
        last -= 1
    own = any(passage.person(index) == "1" for index in range(first, dash) if passage.is_verb(index))
    return Direct(*_offsets(passage, first, last), cue, True, reported=not own and last == dash)


# After a colon


def _headline(passage: Passage, colon: int) -> bool:
    """Whether a headline names a speaker before its colon: "Tusk: nie ma zgody", "Ekspert: to błąd"."""
    first, _ = passage.sentence(colon)
    if any(passage.is_verb(index) for index in range(first, colon)):
        return False
    for index in range(first, colon):
        if nominative(passage, index) and can_speak(passage, index):
            return phrase(passage, index).last >= colon - (passage.tokens[colon - 1].text in CLOSING)
    return False


def _colons(passage: Passage, cues: Sequence[Cue]) -> Iterator[Direct]:
    """Words without marks after a colon that a cue announces: one sentence, or all to the end when they begin big."""
    for index, token in enumerate(passage.tokens[:-1]):
        if token.text != ":" or not token.space:
            continue
        following = passage.tokens[index + 1]
        if following.text in OPENING or passage.is_dash(index + 1) or not following.text[:1].isalpha():
            continue
        cue = _cue_before(passage, index, cues)
        if cue is None and passage.kind in {"title", "heading"} and _headline(passage, index):
            yield Direct(*_offsets(passage, index + 1, len(passage.tokens)), None, False, index)
            return
        if cue is None or cue.clause is not None or cue.frame in {"naming", "denied"}:
            continue
        _, last = passage.sentence(index + 1)
        end = len(passage.tokens) if following.text[:1].isupper() else last
        if end - index > 3:
            yield Direct(*_offsets(passage, index + 1, end), cue, False, index)
