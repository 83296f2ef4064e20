"""The measures of answers, on answers made for the purpose."""

from __future__ import annotations

import pytest

from kzqa.answering.overlap import token_f1
from kzqa.evaluation.answers import calibration, date_matches, judge, summarise, supports
from kzqa.model import Answer, Citation

SENTENCE = "Rada przyjęła w piątek budżet miasta na przyszły rok."


def citation(text: str = SENTENCE, article: str = "007", path: str = "news/7.txt", start: int = 100) -> Citation:
    return Citation(
        id=f"{article}:1.1", article=article, path=path, title=None, date=None, url=None, paragraph=1, sentence=1,
        start=start, end=start + len(text), text=text, highlights=(), score=1.0,
    )  # fmt: skip


def answer(
    text: str | None, *citations: Citation, confidence: float = 0.8, value: dict[str, object] | None = None
) -> Answer:
    return Answer(
        question="?", answered=text is not None, answer=text, type="what", confidence=confidence, value=value,
        citations=citations, related=(), elapsed_ms=1.0,
    )  # fmt: skip


def gold(**changes: object) -> dict[str, object]:
    return {
        "id": "t1", "question": "?", "type": "what", "answerable": True, "answers": ["budżet miasta"],
        "citations": [{"article": "007", "sentence": SENTENCE}], **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("predicted", "expected", "score"),
    [
        ("budżet miasta", "budżet miasta", 1.0),
        ("budżetem miasta", "budżet miasta", 1.0),
        ("budżet", "budżet miasta", 2 / 3),
        ("w Warszawie", "Warszawa", 1.0),
        ("12 osób", "13 osób", 0.5),
        ("rok", "budżet", 0.0),
    ],
)
def test_token_f1(predicted: str, expected: str, score: float) -> None:
    assert token_f1(predicted, expected) == pytest.approx(score)


def test_support_by_sentence_and_by_offsets() -> None:
    assert supports(citation(), {"article": "007", "sentence": SENTENCE})
    assert not supports(citation(article="008"), {"article": "007", "sentence": SENTENCE})
    assert not supports(citation("Zupełnie inne zdanie."), {"article": "007", "sentence": SENTENCE})
    assert supports(citation(), {"doc": "7.txt", "start": 90, "end": 150})
    assert not supports(citation(), {"doc": "7.txt", "start": 0, "end": 110})


@pytest.mark.parametrize(
    ("iso", "expected", "matches"),
    [
        ("2022-06", "2022-06", True),
        ("2022-06-21", "2022-06", True),
        ("2022", "2022-06", False),
        ("2022-07", "2022-06", False),
        ("2022-10", "2022-09/2022-11", True),
        ("2022-12", "2022-09/2022-11", False),
        (None, "2022", False),
    ],
)
def test_dates(iso: str | None, expected: str, matches: bool) -> None:
    assert date_matches(iso, expected) is matches


def test_right_needs_the_sentence_first_and_the_answer() -> None:
    assert judge(gold(), answer("budżet miasta", citation())).right
    assert not judge(gold(), answer("budżet miasta", citation("Inne zdanie."), citation())).right
    assert not judge(gold(), answer("coś innego", citation())).right
    assert not judge(gold(), answer(None)).right


def test_polarity_and_speaker() -> None:
    assert judge(gold(type="yes_no", answers=["nie"]), answer("nie", citation())).right
    assert not judge(gold(type="yes_no", answers=["nie"]), answer("tak", citation())).right
    verdict = judge(gold(speaker="Jan Nowak"), answer("budżet miasta", citation(), value={"speaker": "Jan Nowak"}))
    assert verdict.measures["speaker"] == verdict.measures["speaker (cited)"] == 1


def test_values_count_once_more_where_the_first_citation_is_right() -> None:
    lines = [
        judge(gold(type="yes_no", answers=["nie"]), answer("nie", citation())),
        judge(gold(type="yes_no", answers=["nie"]), answer("tak", citation("Inne zdanie."))),
    ]
    summary = summarise(lines)
    assert summary["yes_no"] == 0.5
    assert summary["yes_no (cited)"] == 1


def test_silence_is_summed_up() -> None:
    verdicts = [
        judge(gold(answerable=False, answers=[], citations=[]), answer(None)),
        judge(gold(answerable=False, answers=[], citations=[]), answer("coś", citation())),
        judge(gold(), answer(None)),
        judge(gold(), answer("budżet miasta", citation())),
    ]
    summary = summarise(verdicts)
    assert summary["abstain_p"] == summary["abstain_r"] == summary["abstain_f1"] == 0.5
    assert summary["overall"] == 0.5
    assert summary["questions"] == 4


def test_calibration_of_what_was_answered() -> None:
    verdicts = [
        judge(gold(), answer("budżet miasta", citation(), confidence=0.9)),
        judge(gold(), answer("coś", citation(), confidence=0.9)),
        judge(gold(), answer(None, confidence=0.1)),
    ]
    table, error = calibration(verdicts)
    assert table == [(pytest.approx(0.9), 0.5, 2)]
    assert error == pytest.approx(0.4)
