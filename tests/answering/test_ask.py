"""Questions to the archive of the seeds: what an answer holds, when there is none, and what is no question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import kzqa
from kzqa.answering.ask import LONGEST, ask, checked, explain
from kzqa.answering.weights import weights
from kzqa.archive import Archive, Filters
from kzqa.errors import QuestionError
from kzqa.model import Answer, Citation

REPOSITORY = Path(__file__).parents[2]
WHEN = "Kiedy Tokajew odmówił przyjęcia orderu?"
QUESTIONS = [
    WHEN,
    "Kto nazwał Kazachstan sztucznym państwem?",
    "Gdzie Tokajew spotkał się z Macronem?",
    "Ile kilometrów ma najdłuższa granica lądowa na świecie?",
    "Dlaczego Rosjanie uciekają z kraju?",
    "Czy Kazachstan uznał samozwańcze republiki?",
    "Co powiedział Tokajew o żarcie Łukaszenki?",
    "z kim gral tokajew w tenisa",
    "granica Rosja",
    "Who is the president of Russia?",
]


def everything(answer: Answer) -> tuple[Citation, ...]:
    return answer.citations + answer.related


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_citation_is_a_sentence_of_its_file(seeds_archive: Archive, question: str) -> None:
    found = everything(ask(question, seeds_archive, fast=True))
    assert found
    for citation in found:
        source = (REPOSITORY / citation.path).read_bytes().decode("utf-8")
        assert source[citation.start : citation.end] == citation.text
        assert citation.id == f"{citation.article}:{citation.paragraph}.{citation.sentence}"
        ends = 0
        for start, end in citation.highlights:
            assert ends <= start < end <= len(citation.text)
            ends = end


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_whole_or_absent(seeds_archive: Archive, question: str) -> None:
    answer = ask(question, seeds_archive, fast=True)
    assert 0 <= answer.confidence <= 1
    assert answer.elapsed_ms > 0
    if answer.answered:
        assert answer.answer
        assert answer.citations
        assert answer.related == ()
    else:
        assert (answer.answer, answer.value, answer.citations) == (None, None, ())
        assert answer.related


def test_a_date_is_answered_in_words_and_as_data(seeds_archive: Archive) -> None:
    answer = ask(WHEN, seeds_archive, fast=True)
    assert (answer.type, answer.answer, answer.value) == ("when", "czerwiec 2022", {"iso": "2022-06"})
    assert answer.citations[0].text.startswith("W czerwcu ubiegłego roku Tokajew")
    words = {answer.citations[0].text[start:end] for start, end in answer.citations[0].highlights}
    assert {"czerwcu ubiegłego roku", "Tokajew", "odmówił"} <= words


@pytest.mark.parametrize("fast", [True, False])
def test_the_same_question_gets_the_same_answer(seeds_archive: Archive, fast: bool) -> None:
    first, second = (ask(QUESTIONS[1], seeds_archive, fast=fast) for _ in range(2))
    assert replace(first, elapsed_ms=0) == replace(second, elapsed_ms=0)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_no_more_citations_than_asked_for(seeds_archive: Archive, limit: int) -> None:
    answer = ask(WHEN, seeds_archive, limit=limit, min_confidence=0, fast=True)
    assert 1 <= len(answer.citations) <= limit
    assert len({citation.id for citation in answer.citations}) == len(answer.citations)


def test_confidence_under_the_least_asked_for_is_silence(seeds_archive: Archive) -> None:
    sure = ask(WHEN, seeds_archive, min_confidence=0, fast=True)
    silent = ask(WHEN, seeds_archive, min_confidence=1, fast=True)
    assert sure.answered
    assert sure.confidence == silent.confidence < 1
    assert not silent.answered
    assert silent.related[0] == sure.citations[0]


def test_what_the_archive_never_speaks_of_is_not_answered(seeds_archive: Archive) -> None:
    answer = ask("Kim jest Kwaśniewski?", seeds_archive, fast=True)
    assert not answer.answered
    assert (answer.confidence, everything(answer)) == (0, ())


@pytest.mark.parametrize(
    ("where", "articles"),
    [
        (Filters(since="2023"), {"002", "003"}),
        (Filters(since="2022-11", until="2023-02-10"), {"002", "004"}),
        (Filters(until="2022-10"), {"000"}),
        (Filters(articles=("001", "004")), {"001", "004"}),
        (Filters(since="2023-06", articles=("002", "003")), {"003"}),
        (Filters(since="2030"), set()),
        (Filters(articles=("999",)), set()),
    ],
)
def test_only_the_articles_asked_for_are_cited(seeds_archive: Archive, where: Filters, articles: set[str]) -> None:
    answer = ask("Co zrobił Kazachstan wobec Rosji?", seeds_archive, where=where, limit=20, fast=True)
    assert {citation.article for citation in everything(answer)} == articles


@pytest.mark.parametrize(
    "text", ["", "   ", "?!…", "🙂🙂", "\0\x1b", "\u202e\u200b", "a" * (LONGEST + 1), "kto " * 25_000]
)
def test_what_is_no_question_is_refused(seeds_archive: Archive, text: str) -> None:
    with pytest.raises(QuestionError, match=r"^Pytanie "):
        ask(text, seeds_archive, fast=True)


def test_control_characters_change_nothing(seeds_archive: Archive) -> None:
    strange = f"\x1b\u202e{WHEN[:5]}\0\t{WHEN[5:]}\r\n\x9b"
    assert checked(strange) == checked(WHEN.replace("Kiedy", "Kiedy ")) == WHEN
    answer = ask(strange, seeds_archive, fast=True)
    assert answer.answer == "czerwiec 2022"
    assert answer.question == strange


@pytest.mark.parametrize(
    "markup", ["[red]Tokajew[/]", "Tokajew [/]", "[link=x]Putin", 'Tokajew "*" NEAR(', "' OR 1=1 --"]
)
def test_markup_and_query_syntax_are_words(seeds_archive: Archive, markup: str) -> None:
    assert ask(f"Kto to {markup}?", seeds_archive, fast=True).question == f"Kto to {markup}?"


def test_an_explanation_tells_words_sentences_and_the_threshold(seeds_archive: Archive) -> None:
    told = explain("Kiedy Tokajev odmówił przyjęcia orderu?", seeds_archive, fast=True)
    assert (told.type, told.expects) == ("when", "date")
    assert [word.form for word in told.words] == ["tokajev", "odmówił", "przyjęcia", "orderu"]
    assert told.mended == {"tokajev": "tokajew"}
    assert told.words[0].terms.keys() == {"tokajew"}
    assert all(word.weight > 0 for word in told.words)
    assert 1 < len(told.sentences) <= 5
    assert [s.score for s in told.sentences] == sorted((s.score for s in told.sentences), reverse=True)
    assert told.threshold == weights(reader=False).threshold


def test_the_public_function_asks_the_seeds_by_default(seeds_archive: Archive) -> None:
    answer = kzqa.ask(WHEN, fast=True, limit=1)
    assert isinstance(answer, kzqa.Answer)
    assert replace(answer, elapsed_ms=0) == replace(ask(WHEN, seeds_archive, fast=True, limit=1), elapsed_ms=0)
