"""From the logits of one window to what the reader says about it: is the answer here, where, and is it tak or nie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Logits = NDArray[np.float32]

# Longest answer in tokens; of PoQuAD's answers all but one in a hundred are shorter.
SPAN_TOKENS = 48
SPANS = 5
# How many of the best starts are paired with how many of the best ends.
_CANDIDATES = 12
_TRIMMED = " \t\r\n\u00a0,.;:"


class Span(NamedTuple):
    """A piece of a window's text. `score` is the logarithm of the probability that the answer starts and ends so."""

    start: int
    end: int
    score: float


class Reading(NamedTuple):
    """What the reader makes of one window.

    `present` is the logit of "the answer is in this window": it ranks windows of one question, and its logistic is a
    probability. `spans` are the best pieces of the text, best first, not overlapping word for word; empty only where
    the text is. `yes` and `no` sum to one and mean something only where the question asks for tak or nie.
    """

    present: float
    spans: tuple[Span, ...]
    yes: float
    no: float


def decode(text: str, offsets: Sequence[tuple[int, int]], spans: Logits, window: Logits) -> Reading:
    """`spans` (tokens of the text, 2): start and end logits; `window` (2,): logits of presence and of yes."""
    yes = float(1 / (1 + np.exp(-np.clip(window[1], -30, 30), dtype=np.float64)))
    return Reading(float(window[0]), _best_spans(text, offsets, spans), yes, 1 - yes)


def _best_spans(text: str, offsets: Sequence[tuple[int, int]], logits: Logits) -> tuple[Span, ...]:
    if not len(offsets):
        return ()
    starts, ends = (_log_softmax(logits[:, side].astype(np.float64)) for side in (0, 1))
    pairs = [
        (float(starts[first] + ends[last]), int(first), int(last))
        for first in np.argsort(-starts, kind="stable")[:_CANDIDATES]
        for last in np.argsort(-ends, kind="stable")[:_CANDIDATES]
        if 0 <= last - first < SPAN_TOKENS
    ]
    if not pairs:
        # no good end follows a good start: the best single token
        best = int(np.argmax(starts + ends))
        pairs = [(float(starts[best] + ends[best]), best, best)]
    found: dict[tuple[int, int], float] = {}
    for score, first, last in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        place = whole_words(text, offsets[first][0], offsets[last][1])
        if place[0] < place[1] and place not in found:
            found[place] = score
            if len(found) == SPANS:
                break
    return tuple(Span(start, end, score) for (start, end), score in found.items())


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a span to whole words, then take white space and the punctuation of the sentence off its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start] in _TRIMMED:
        start += 1
    while start < end and text[end - 1] in _TRIMMED:
        end -= 1
    return start, end


def _log_softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    shifted = values - values.max()
    logs: NDArray[np.float64] = shifted - np.log(np.exp(shifted).sum())
    return logs
