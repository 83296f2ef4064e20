"""What the neural reader adds to the sentences of the seeds."""

from __future__ import annotations

import pytest

from kzqa.answering.ask import Found, find
from kzqa.archive import Archive


@pytest.fixture(scope="module")
def found(seeds_archive: Archive) -> Found:
    return find("Gdzie Tokajew spotkał się z Macronem?", seeds_archive)


def test_the_sentences_of_the_passages_read_have_its_features(found: Found) -> None:
    read = [scored for scored in found.ranked if "read" in scored.features]
    assert read
    for scored in read:
        assert 0 <= scored.features["present"] <= 1
        assert -1 <= scored.features["presence"] <= 0
        assert 0 <= scored.features["span"] <= 1


def test_its_spans_stand_in_their_sentences_best_first(found: Found) -> None:
    spans = [(scored.sentence, scored.spans) for scored in found.ranked if scored.spans]
    assert spans
    for sentence, own in spans:
        assert all(sentence.start <= span.start < span.end <= sentence.end for span in own)
        assert [span.score for span in own] == sorted((span.score for span in own), reverse=True)
        assert all(span.score <= 0 for span in own)


def test_it_points_at_one_place_in_the_archive(found: Found) -> None:
    pointed = [scored for scored in found.ranked if scored.features.get("pointed")]
    assert len(pointed) == 1
    assert pointed[0].spans[0].score == 0
    assert pointed[0].features["span"] == 1


def test_without_it_nothing_is_read(seeds_archive: Archive) -> None:
    ranked = find("Gdzie Tokajew spotkał się z Macronem?", seeds_archive, fast=True).ranked
    assert not any(scored.spans or "read" in scored.features for scored in ranked)
