"""What the reader's logits become: presence, spans of whole words, tak and nie."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.answering.reader.decoding import SPAN_TOKENS, SPANS, decode, whole_words

TEXT = "Prezydent Tokajew przyleciał do Astany."
OFFSETS = [(0, 9), (9, 17), (17, 25), (25, 28), (28, 31), (31, 35), (35, 38), (38, 39)]


def logits(start: int, end: int) -> np.ndarray:
    values = np.zeros((len(OFFSETS), 2), np.float32)
    values[start, 0] = values[end, 1] = 9.0
    return values


def test_the_best_span_is_the_likeliest_start_with_the_likeliest_end() -> None:
    reading = decode(TEXT, OFFSETS, logits(0, 1), np.array([2.0, 0.0], np.float32))
    best = reading.spans[0]
    assert TEXT[best.start : best.end] == "Prezydent Tokajew"
    assert reading.present == 2.0
    assert best.score == max(span.score for span in reading.spans) <= 0


def test_an_end_before_the_start_is_no_span() -> None:
    reading = decode(TEXT, OFFSETS, logits(4, 1), np.zeros(2, np.float32))
    assert all(span.start < span.end for span in reading.spans)


def test_a_span_of_half_a_word_grows_to_the_word() -> None:
    reading = decode(TEXT, OFFSETS, logits(5, 5), np.zeros(2, np.float32))
    assert TEXT[reading.spans[0].start : reading.spans[0].end] == "Astany"


def test_spans_are_different_and_few() -> None:
    reading = decode(TEXT, OFFSETS, np.zeros((len(OFFSETS), 2), np.float32), np.zeros(2, np.float32))
    places = [(span.start, span.end) for span in reading.spans]
    assert len(places) == len(set(places)) <= SPANS


def test_no_span_is_longer_than_an_answer() -> None:
    text = "słowo " * 200
    offsets = [(6 * i, 6 * i + 5) for i in range(200)]
    values = np.zeros((200, 2), np.float32)
    values[0, 0] = values[199, 1] = 9.0
    reading = decode(text, offsets, values, np.zeros(2, np.float32))
    assert all(text[span.start : span.end].count("słowo") <= SPAN_TOKENS for span in reading.spans)


def test_an_empty_window_has_no_span() -> None:
    reading = decode("", [], np.zeros((0, 2), np.float32), np.array([-3.0, 0.0], np.float32))
    assert reading.spans == ()


@pytest.mark.parametrize("logit", [-100.0, -1.0, 0.0, 1.0, 100.0])
def test_yes_and_no_share_one(logit: float) -> None:
    reading = decode(TEXT, OFFSETS, logits(0, 1), np.array([0.0, logit], np.float32))
    assert reading.yes + reading.no == pytest.approx(1.0)
    assert (reading.yes > 0.5) == (logit > 0)


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_whole_words_stay_within_the_text(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    first, last = whole_words(text, start, min(start + length, len(text)))
    assert 0 <= first <= last <= len(text)
    assert text[first:last] == text[first:last].strip(" ,.;:")
