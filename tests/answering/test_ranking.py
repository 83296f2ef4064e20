"""The sentences of the seeds that may hold an answer, and their features."""

from __future__ import annotations

import pytest

from kzqa.answering.ask import find
from kzqa.answering.ranking import Scored
from kzqa.archive import Archive

QUESTIONS = [
    "Kiedy Tokajew odmówił przyjęcia orderu?",
    "Co powiedział Tokajew o żarcie Łukaszenki?",
    "Kto rozmawiał z Macronem w 2022 roku?",
    "Rosja granica",
]


def ranked(archive: Archive, question: str) -> list[Scored]:
    return list(find(question, archive, fast=True).ranked)


def with_text(sentences: list[Scored], text: str) -> Scored:
    return next(scored for scored in sentences if text in scored.sentence.text)


@pytest.mark.parametrize("question", QUESTIONS)
def test_sentences_come_once_in_the_order_of_their_scores(seeds_archive: Archive, question: str) -> None:
    sentences = ranked(seeds_archive, question)
    scores = [scored.score for scored in sentences]
    assert sentences
    assert scores == sorted(scores, reverse=True)
    assert len({scored.sentence.rowid for scored in sentences}) == len(sentences)


@pytest.mark.parametrize("question", QUESTIONS)
def test_features_and_offsets_are_in_bounds(seeds_archive: Archive, question: str) -> None:
    for scored in ranked(seeds_archive, question):
        assert {"bm25", "cover", "context", "missing", "near", "length"} <= scored.features.keys()
        assert all(-1 <= value <= 1 for name, value in scored.features.items() if name != "near")
        assert all(0 <= own <= around <= 1 for own, around in zip(scored.degrees, scored.context, strict=True))
        length = len(scored.sentence.text)
        assert all(0 <= start < end <= length for start, (end, _) in scored.matched.items())
        low, high = scored.sentence.start, scored.sentence.end
        assert all(low <= mention.start < high for mention in (*scored.mentions, *scored.dates))
        assert all(quote.start < high and quote.end > low for quote in scored.quotes)


def test_the_sentence_that_holds_the_words_is_covered_and_its_neighbours_hear_of_it(seeds_archive: Archive) -> None:
    sentences = ranked(seeds_archive, "Kiedy Tokajew odmówił przyjęcia orderu?")
    refusal = with_text(sentences, "odmówił przyjęcia od Putina Orderu")
    following = with_text(sentences, "W połowie lipca prezydent polecił")
    assert sentences[0] is refusal
    assert refusal.features["cover"] == refusal.features["context"] == 1
    assert following.features["cover"] < following.features["context"] < 1


def test_the_kind_of_a_line_is_a_feature(seeds_archive: Archive) -> None:
    sentences = ranked(seeds_archive, "Kto grał w tenisa stołowego z prezydentem Turcji?")
    assert with_text(sentences, "ANADOLU AGENCY").features["kind caption"] == 1
    assert with_text(sentences, "rozegrał rundę tenisa").features["kind paragraph"] == 1


def test_a_date_in_the_question_favours_sentences_of_that_time(seeds_archive: Archive) -> None:
    sentences = ranked(seeds_archive, "Co zrobił Tokajew w czerwcu 2022?")
    assert with_text(sentences, "W czerwcu ubiegłego roku Tokajew").features["date"] == 1
    other = ranked(seeds_archive, "Co zrobił Tokajew w czerwcu 2019?")
    assert with_text(other, "W czerwcu ubiegłego roku Tokajew").features["date"] == -1
    assert all("date" not in scored.features for scored in ranked(seeds_archive, "Co zrobił Tokajew?"))


def test_a_quote_by_the_speaker_asked_for(seeds_archive: Archive) -> None:
    sentences = ranked(seeds_archive, "Co powiedziała Zacharowa o Wrublewskim?")
    assert with_text(sentences, "rzeczniczka MSZ nazwała").features["speaker"] == 1
    assert with_text(sentences, "Jak stwierdził Smadijarow").features["speaker"] == -1
