"""The short answer chosen from the best sentences, under weights made for the purpose, and its features."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kzqa.answering import confidence
from kzqa.answering.ask import Found, find
from kzqa.answering.weights import Weights, weights
from kzqa.archive import Archive

COVER = {"cover": 10.0, "context": 1.0}
WHEN = "Kiedy Tokajew odmówił przyjęcia orderu?"


def found(archive: Archive, question: str, answer: dict[str, float]) -> Found:
    return find(question, archive, fast=True, model=Weights(COVER, answer, {}, 0.5))


def test_without_sentences_there_is_none(seeds_archive: Archive) -> None:
    assert found(seeds_archive, "Kim jest Kwaśniewski?", {}).chosen is None


def test_the_weights_choose_among_the_candidates(seeds_archive: Archive) -> None:
    question = "Kto nazwał Kazachstan sztucznym państwem?"
    person = found(seeds_archive, question, {"person:speaker": 50.0}).chosen
    phrase = found(seeds_archive, question, {"person:noun": 50.0, "length": -20.0}).chosen
    assert person is not None
    assert phrase is not None
    assert person.source == "speaker"
    assert "Miedwiediew" in person.answer
    assert phrase.source == "noun"


def test_a_chosen_answer_stands_in_its_sentence(seeds_archive: Archive) -> None:
    chosen = found(seeds_archive, WHEN, {"date:date": 5.0}).chosen
    assert chosen is not None
    sentence = chosen.scored.sentence
    assert sentence.start <= chosen.start < chosen.end <= sentence.end
    assert sentence.text[chosen.start - sentence.start : chosen.end - sentence.start] == "czerwcu ubiegłego roku"
    assert chosen.margin > 0


def test_a_phrase_takes_the_value_of_the_date_that_it_overlaps(seeds_archive: Archive) -> None:
    question = "Jak długo obowiązuje zakaz wywozu broni z Kazachstanu?"
    chosen = found(seeds_archive, question, {"duration:prepositional": 50.0, "near": 1.0}).chosen
    assert chosen is not None
    assert chosen.source == "prepositional"
    overlapping = [d for d in chosen.scored.dates if d.start < chosen.end and d.end > chosen.start]
    assert chosen.value == ({"iso": overlapping[0].iso} if overlapping else None)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Czy Tokajew odmówił przyjęcia orderu?", "tak"),
        ("Czy Tokajew przyjął order?", "nie"),
        ("Czy Kazachstan uznał samozwańcze republiki?", "nie"),
        ("Czy Kazachstan zachowuje neutralną postawę?", "tak"),
    ],
)
@pytest.mark.parametrize("weight", [-50.0, 50.0])
def test_yes_and_no_follow_the_best_sentence_alone(
    seeds_archive: Archive, question: str, answer: str, weight: float
) -> None:
    result = found(seeds_archive, question, {"near": weight, "length": weight})
    chosen = result.chosen
    assert chosen is not None
    assert chosen.scored is result.ranked[0]
    assert (chosen.answer, chosen.source, chosen.value) == (answer, "polarity", {"polarity": answer})
    assert (chosen.features, chosen.total) == ({}, chosen.scored.score)
    assert chosen.margin == chosen.scored.score - result.ranked[1].score
    assert (chosen.start, chosen.end) == (chosen.scored.sentence.start, chosen.scored.sentence.end)


def test_sentences_that_say_the_same_agree(seeds_archive: Archive) -> None:
    chosen = found(seeds_archive, "Który kraj zachowuje neutralną postawę?", {"place:place": 5.0}).chosen
    assert chosen is not None
    others = {scored.sentence.rowid for scored in chosen.agreeing}
    assert chosen.scored.sentence.rowid not in others
    assert len(others) == len(chosen.agreeing)


def test_confidence_looks_at_what_the_archive_does_not_hold(seeds_archive: Archive) -> None:
    model = weights(reader=False)

    def features(question: str) -> dict[str, float]:
        result = find(question, seeds_archive, fast=True, model=model)
        assert result.chosen is not None
        return confidence.features(result.question, result.matching, result.ranked, result.chosen, read=False)

    known = features(WHEN)
    unknown = features("Kiedy Kwaśniewski odmówił przyjęcia orderu?")
    assert known["total"] > unknown["total"]
    assert find(WHEN, seeds_archive, fast=True).confidence > (
        find("Kiedy Kwaśniewski odmówił przyjęcia orderu?", seeds_archive, fast=True).confidence
    )


def test_confidence_with_the_reader_looks_at_what_it_reads(seeds_archive: Archive) -> None:
    def features(question: str) -> dict[str, float]:
        result = find(question, seeds_archive)
        assert result.chosen is not None
        return confidence.features(result.question, result.matching, result.ranked, result.chosen, read=True)

    known, unknown = features(WHEN), features("Kiedy Kwaśniewski odmówił przyjęcia orderu?")
    assert known.keys() == unknown.keys() == {"present", "gap", "speaker"}
    assert known["present"] > unknown["present"]


def test_a_copy_with_other_marks_is_no_rival_of_a_sentence(seeds_archive: Archive) -> None:
    result = find("Co powiedział Tokajew o żarcie Łukaszenki?", seeds_archive)
    assert result.chosen is not None
    texts = [scored.sentence.text for scored in result.ranked[:2]]
    assert sorted(texts) == ['"Doceniam jego żart"', "- Doceniam jego żart."]
    read = confidence.features(result.question, result.matching, result.ranked, result.chosen, read=True)
    assert 10 * read["gap"] > result.ranked[0].score - result.ranked[1].score


@pytest.mark.parametrize("fast", [True, False])
def test_who_names_the_unheard_is_told_nothing(seeds_archive: Archive, fast: bool) -> None:
    sure = find("Kiedy Kwaśniewski odmówił przyjęcia orderu?", seeds_archive, fast=fast)
    assert sure.confidence <= confidence.UNFIT < sure.model.threshold
    assert find(WHEN, seeds_archive, fast=fast).confidence > confidence.UNFIT


def test_confidence_has_the_same_features_for_every_kind_of_answer(seeds_archive: Archive) -> None:
    def features(question: str, answer: dict[str, float]) -> dict[str, float]:
        result = found(seeds_archive, question, answer)
        assert result.chosen is not None
        return confidence.features(result.question, result.matching, result.ranked, result.chosen, read=False)

    date, phrase = (
        features(WHEN, {"date:date": 50.0}),
        features("Jak Tokajew odmówił przyjęcia orderu?", {"manner:noun": 50.0}),
    )
    polar = features("Czy Tokajew przyjął order?", {})
    assert date.keys() == phrase.keys() == polar.keys()
    assert (date["exact"], phrase["exact"], polar["exact"]) == (1, 0, 0)
    assert (date["polarity"], phrase["polarity"], polar["polarity"]) == (0, 0, 1)


def test_who_is_quoted_with_words_of_the_question_is_a_speaker(seeds_archive: Archive) -> None:
    question = (
        "Kto podczas Forum Ekonomicznego w obecności Putina dostrzegł sprzeczność pomiędzy fundamentalnymi zasadami?"
    )
    speaker = found(seeds_archive, question, {"person:person": 50.0, "nom:nsubj": 5.0}).chosen
    assert speaker is not None
    assert speaker.value == {"speaker": "Kasym-Żomart Tokajew"}
    winner = found(seeds_archive, "Kto wygrał wybory w Kazachstanie?", {"person:person": 50.0}).chosen
    assert winner is not None
    assert winner.source == "person"
    assert winner.value is None


@pytest.mark.parametrize(
    ("question", "unfit"),
    [
        ("Ile ton ładunku wysłano?", True),
        ("Jak długi jest korytarz?", True),
        ("O ile wzrósł ładunek?", False),
        ("Ile razy wzrósł ładunek?", False),
        ("Jak często wysłano ładunek?", False),
    ],
)
def test_a_multiple_is_no_amount(seeds_archive: Archive, question: str, unfit: bool) -> None:
    one = found(seeds_archive, question, {"number:number": 5.0})
    assert one.chosen is not None
    multiple = replace(one.chosen, value={"number": 8, "unit": "raz"})
    assert confidence.unfit(one.question, one.matching, multiple) == unfit
    assert not confidence.unfit(one.question, one.matching, replace(multiple, value={"number": 8, "unit": "tona"}))


@pytest.mark.parametrize(
    ("question", "unfit"),
    [
        ("Kto zajął trzecie miejsce w wyborach prezydenckich?", True),
        ("Kto zajął pierwsze miejsce w wyborach prezydenckich?", False),
        ("Gdzie urodził się Tokajew?", True),
        ("Gdzie Tokajew spotkał się z Macronem?", False),
    ],
)
def test_a_text_about_something_else_gives_no_answer(seeds_archive: Archive, question: str, unfit: bool) -> None:
    one = find(question, seeds_archive, fast=True)
    assert one.chosen is not None
    assert confidence.unfit(one.question, one.matching, one.chosen) == unfit
    assert unfit <= (one.confidence < one.model.threshold)


def test_whose_words_an_answer_gives_counts_for_a_statement_alone(seeds_archive: Archive) -> None:
    def speaker(question: str) -> float:
        one = find(question, seeds_archive)
        assert one.chosen is not None
        return confidence.features(one.question, one.matching, one.ranked, one.chosen, read=True)["speaker"]

    assert speaker("Co Smadijarow powiedział o tonie tych słów?") == 1
    assert speaker("Kto według Smadijarowa jest równorzędnym partnerem?") == 0
