"""Where an answer begins and ends, so that it reads well and says what the text says.

Quotation marks and brackets are whole, there is no stray punctuation, a verb keeps its "nie", and a pronoun
the word that it stands before.
"""

from __future__ import annotations

from collections.abc import Sequence

from kzqa.answering.evidence import Evidence
from kzqa.model import Token

_OPENING, _CLOSING = frozenset('„«“(["'), frozenset('”»“)]"')
_NOT = "nie"
_VERBS = frozenset({"VERB", "AUX"})
# "jego" without "żart", "ten" without "rząd" say nothing
_POINTING = frozenset({"DET", "PRON"})
_STRAY = frozenset(",;:.-–—")  # noise at the ends; a full stop that belongs to its token ("r.") stays


def tidy(evidence: Evidence, start: int, end: int) -> tuple[int, int]:
    """The offsets of a span without punctuation at its ends, with both marks of a pair or none of them.

    A mark whose partner stands directly outside takes that in; else it is left out. A verb at the beginning takes in
    the "nie" before it, a pronoun at the end the word that it goes with. A span of marks alone stays.
    """
    if not any(char.isalnum() for char in evidence.slice(start, end)):
        return start, end
    words = [token for token in evidence.tokens if token.start < end and token.end > start]
    while words[0].text in _STRAY:
        words.pop(0)
    while words[-1].text in _STRAY:
        words.pop()
    before = next((token for token in reversed(evidence.tokens) if token.end <= words[0].start), None)
    if before is not None and before.text.lower() == _NOT and words[0].pos in _VERBS and start <= words[0].start:
        words.insert(0, before)
        start = before.start
    meant = _meant(evidence.tokens, words[-1])
    if meant is not None and words[-1].end <= end:
        words.append(meant)
        end = meant.end
    start, end = max(start, words[0].start), min(end, words[-1].end)
    text = evidence.slice(start, end)
    unclosed, unopened = _unpaired(text)
    if unopened:
        if evidence.slice(start - 1, start) in _OPENING:
            start -= 1
        elif unopened[-1] == len(text) - 1:
            end -= 1
    if unclosed:
        if evidence.slice(end, end + 1) in _CLOSING:
            end += 1
        elif unclosed[0] == 0:
            start += 1
    return start, end


def _meant(tokens: Sequence[Token], last: Token) -> Token | None:
    """The word that a pronoun stands before, directly or with others that go with it between ("jego nowy plan")."""
    index = tokens.index(last)
    if last.pos in _POINTING and last.head > index and all(t.head == last.head for t in tokens[index : last.head]):
        return tokens[last.head]
    return None


def _unpaired(text: str) -> tuple[list[int], list[int]]:
    """Where marks stand that are opened and not closed, and those that are closed and not opened.

    What may be both opens where nothing or a space stands before it.
    """
    unclosed: list[int] = []
    unopened: list[int] = []
    for index, char in enumerate(text):
        fresh = not text[:index].strip() or text[index - 1].isspace() or text[index - 1] in _OPENING
        if char in _OPENING and (fresh or char not in _CLOSING):
            unclosed.append(index)
        elif char in _CLOSING:
            if unclosed:
                unclosed.pop()
            else:
                unopened.append(index)
    return unclosed, unopened
