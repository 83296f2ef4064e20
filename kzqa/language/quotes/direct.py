"""Direct speech: which marked spans, dash turns and words after a colon are somebody's words, and by which cue."""

from __future__ import annotations

from collections.abc import Sequence

from kzqa.language.quotes.colons import colons
from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.dashes import turns
from kzqa.language.quotes.framing import AFTER, Direct, cue_at, cue_before, offsets, opens_sentence
from kzqa.language.quotes.marks import Marked
from kzqa.language.quotes.passage import CLOSING, FINAL, OPENING, Passage
from kzqa.language.quotes.reported import clause_end
from kzqa.language.quotes.tables import tables

_REACH = 30
"""Tokens between a cue without a clause and the fragment that it quotes, at most."""
_TITLE_WORDS = 4


def find_direct(passage: Passage, cues: Sequence[Cue], marked: Sequence[Marked]) -> list[Direct]:
    """All direct speech of a paragraph in the order of the text, none within another."""
    found: list[Direct] = list(turns(passage, cues, marked))
    spoken = [(quote.start, quote.end) for quote in found if not quote.reported]
    for span in marked:
        if span.depth == 0 and not any(start <= span.start and span.end <= end for start, end in spoken):
            quote = _marked(passage, span, cues, marked)
            if quote is None or quote.cue is None:
                found.extend(_broken(passage, span, cues) or ([quote] if quote else []))
            else:
                found.append(quote)
    taken = [(quote.start, quote.end) for quote in found]
    found.extend(quote for quote in colons(passage, cues) if not _overlaps(quote, taken))
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def _overlaps(quote: Direct, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < quote.end and quote.start < end for start, end in spans)


def _marked(passage: Passage, span: Marked, cues: Sequence[Cue], marked: Sequence[Marked]) -> Direct | None:
    before = passage.index(span.outer_start) - 1
    first, after = passage.index(span.start), passage.index(span.outer_end)
    if not span.closed:
        return _unclosed(passage, span, first, cues)
    words = [token.text for token in passage.tokens[first : passage.index(span.end)] if token.text[:1].isalnum()]
    if not words:
        return None
    opens = opens_sentence(passage, before)
    if opens or len(words) > 1:
        cue = _cue_behind(passage, after, cues, bare=opens and not is_title(passage, span, words))
        if cue is not None:
            return Direct(span.start, span.end, cue, True)
    if before >= 0 and passage.tokens[before].text == ":" and not _is_name(passage, span):
        return Direct(span.start, span.end, cue_before(passage, before, cues), False, before)
    if len(words) > 1 and not is_title(passage, span, words):
        cue = _governing(passage, before, cues, marked)
        if cue is not None:
            return Direct(span.start, span.end, cue, cue.aside)
    listed = before > 0 and passage.tokens[before].text == "," and passage.tokens[before - 1].text in CLOSING
    if (opens or listed) and _closes_sentence(passage, span, after) and len(words) > 1 and not _is_name(passage, span):
        return Direct(span.start, span.end, None, False)
    return None


def _broken(passage: Passage, span: Marked, cues: Sequence[Cue]) -> list[Direct]:
    """The two pieces of a quote whose cue stands within its marks: "... – powiedział X. – ..."."""
    first, last = passage.index(span.start), passage.index(span.end)
    if not span.closed or not opens_sentence(passage, passage.index(span.outer_start) - 1):
        return []
    for dash in range(first + 1, last):
        cue = cue_at(passage, dash + 1, cues, near=AFTER) if passage.is_dash(dash) else None
        if cue is not None:
            pieces = [Direct(*offsets(passage, first, dash), cue, True)]
            _, end = passage.sentence(cue.token)
            rest = next((index + 1 for index in range(cue.token, min(end + 1, last)) if passage.is_dash(index)), end)
            if rest < last:
                pieces.append(Direct(passage.tokens[rest].start, span.end, cue, True))
            return pieces
    return []


def _unclosed(passage: Passage, span: Marked, first: int, cues: Sequence[Cue]) -> Direct | None:
    """Words after a mark that nothing closes: up to the cue behind a dash, or after a colon all."""
    last = passage.index(span.end)
    for index in range(first + 1, last):
        if passage.is_dash(index):
            cue = cue_at(passage, index + 1, cues, near=AFTER)
            if cue is not None:
                return Direct(*offsets(passage, first, index), cue, True)
    before = passage.index(span.outer_start) - 1
    if before >= 0 and passage.tokens[before].text == ":":
        return Direct(span.start, span.end, cue_before(passage, before, cues), False, before)
    return None


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
    return cue_at(passage, index, cues, near=AFTER if dash else 2)


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
