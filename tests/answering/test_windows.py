"""The windows that the reader is given."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kzqa.answering.matching import Matching, match
from kzqa.answering.question import understand
from kzqa.answering.ranking import Scored, gather
from kzqa.answering.windows import CHARACTERS, best_windows, runs
from kzqa.archive import Archive


@pytest.fixture(scope="module")
def matching(seeds_archive: Archive) -> Matching:
    return match(understand("Jak Kazachstan handluje z Rosją?"), seeds_archive.lexicon, 1000)


@pytest.fixture(scope="module")
def sentences(seeds_archive: Archive, matching: Matching) -> list[Scored]:
    hits = seeds_archive.retrieve(matching.query)
    return gather(seeds_archive, matching, hits, seeds_archive.passages([hit.passage_id for hit in hits]))


def test_runs_are_as_long_as_they_may_be_and_share_sentences() -> None:
    spans = [(0, 40), (41, 90), (91, 130), (131, 180), (181, 400), (401, 420)]
    assert list(runs(spans, 100)) == [(0, 1), (2, 3), (4, 4), (5, 5)]
    assert list(runs(spans, 130, shared=1)) == [(0, 2), (2, 3), (4, 4), (5, 5)]
    assert list(runs([], 100)) == []


def test_windows_hold_sentences_that_follow_each_other_in_one_article(
    matching: Matching, sentences: list[Scored]
) -> None:
    windows = best_windows(sentences, matching.weights, 1000)
    assert {one.sentence.rowid for window in windows for one in window} == {one.sentence.rowid for one in sentences}
    for window in windows:
        first = window[0].sentence.rowid
        assert [one.sentence.rowid for one in window] == list(range(first, first + len(window)))
        assert len({one.article.rowid for one in window}) == 1
        assert len(window) == 1 or window[-1].sentence.end - window[0].sentence.start <= CHARACTERS


def test_the_windows_that_meet_most_of_the_question_come_first(matching: Matching, sentences: list[Scored]) -> None:
    best, *others = best_windows(sentences, matching.weights, 4)
    assert len(others) == 3

    def met(window: Sequence[Scored]) -> int:
        return sum(
            any(one.degrees[word] > 0 for one in window) for word, weight in enumerate(matching.weights) if weight
        )

    assert met(best) == sum(weight > 0 for weight in matching.weights)
