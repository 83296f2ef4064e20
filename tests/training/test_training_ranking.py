"""Weights learned from a handful of examples made for the purpose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kzqa.answering.ask import find
from kzqa.answering.reader import Reader
from kzqa.answering.weights import probability, score
from kzqa.archive import Archive
from kzqa.training.ranking import (
    Asked,
    Example,
    Remembering,
    best_threshold,
    examples,
    half,
    holds,
    learn,
    learn_logistic,
    news_questions,
    paragraphs,
    poquad_questions,
    right,
    train,
)

LISTS = [
    Example([{"cover": 1.0, "noise": 0.3}, {"cover": 0.2, "noise": 0.3}, {"noise": 0.9}], [1.0, 0.0, 0.0]),
    Example([{"cover": 0.1, "noise": 0.5}, {"cover": 0.8, "noise": 0.1}], [0.0, 1.0]),
    Example([{"cover": 0.9}, {"cover": 0.7, "noise": 1.0}, {"cover": 0.9}], [0.5, 0.0, 0.5]),
]
ORDER = "W czerwcu ubiegłego roku Tokajew odmówił przyjęcia"


def test_what_marks_the_right_ones_gets_weight() -> None:
    model = learn(LISTS, 1e-3)
    assert model["cover"] > 0
    for example in LISTS:
        scores = [score(row, model) for row in example.rows]
        assert example.targets[scores.index(max(scores))] > 0


def test_learning_is_deterministic_and_blind_to_order() -> None:
    assert learn(LISTS, 1e-3) == learn(LISTS, 1e-3)
    assert learn(LISTS[::-1], 1e-2) == pytest.approx(learn(LISTS, 1e-2), abs=1e-2)


def test_a_heavier_penalty_makes_lighter_weights() -> None:
    assert 0 < learn(LISTS, 1.0)["cover"] < learn(LISTS, 1e-2)["cover"]


def test_a_feature_that_tells_nothing_is_left_out() -> None:
    same = [Example([{"cover": 1.0, "same": 1.0}, {"same": 1.0}], [1.0, 0.0])]
    assert learn(same, 1e-3).keys() == {"cover"}


def test_logistic_regression_finds_slope_and_bias() -> None:
    rows = [{"x": number / 10} for number in range(10)]
    model = learn_logistic(rows, [number >= 5 for number in range(10)], 1e-3)
    assert model["x"] > 0 > model["bias"]
    assert probability({"x": 0.0}, model) < 0.2 < 0.8 < probability({"x": 0.9}, model)


def test_the_bias_alone_gives_the_share_of_right_ones() -> None:
    model = learn_logistic([{}] * 4, [True, True, True, False], 1e-3)
    assert probability({}, model) == pytest.approx(0.75, abs=0.01)


def test_the_threshold_parts_right_from_unanswerable() -> None:
    confidences = [0.9, 0.8, 0.7, 0.31, 0.2]
    threshold = best_threshold(confidences, [True, True, True, False, False], [True, True, True, False, False])
    assert 0.3 < threshold <= 0.7


def test_half_depends_on_the_article_alone() -> None:
    def asked(path: str, text: str) -> Asked:
        return Asked(text, path, 0, 1, ("a",), False)

    halves = [half(asked(f"{number}.txt", "a?")) for number in range(200)]
    assert 70 < sum(halves) < 130
    assert halves == [half(asked(f"{number}.txt", "b?")) for number in range(200)]


@pytest.fixture
def order(seeds_archive: Archive) -> Asked:
    """A question about the seeds, as the training data give it."""
    article = seeds_archive.article("002")
    assert article is not None
    start = seeds_archive.text(article).index(ORDER) + len("W ")
    return Asked(
        "Kiedy Tokajew odmówił przyjęcia orderu?", article.path, start, start + len("czerwcu ubiegłego roku"),
        ("czerwiec 2022", "czerwcu ubiegłego roku"), False,
    )  # fmt: skip


def test_a_question_becomes_examples(seeds_archive: Archive, order: Asked) -> None:
    nowhere = Asked("Kto zna Kwaśniewskiego?", "seeds/none.txt", 0, 5, ("nikt",), False)
    unanswerable = Asked("Kto wygrał?", "", None, None, (), False)
    (learned,) = examples(seeds_archive, [order, nowhere, unanswerable], own=None)
    assert sum(learned.sentences.targets) == pytest.approx(1)
    assert learned.sentences.targets[0] == 1
    assert learned.answers is not None
    assert sum(learned.answers.targets) == pytest.approx(1)
    assert len(learned.answers.rows) == len(learned.answers.targets)
    assert not any("read" in row for row in learned.answers.rows)


def test_a_reader_gives_the_examples_its_features(seeds_archive: Archive, order: Asked) -> None:
    reader = Reader.load()
    (learned,) = examples(seeds_archive, [order], own=reader)
    assert learned.answers is not None
    assert all("read" in row for row in learned.answers.rows)
    (remembered,) = examples(seeds_archive, [order], own=Remembering(reader))
    assert remembered == learned


def test_a_yes_no_question_teaches_to_rank_sentences_alone(seeds_archive: Archive) -> None:
    article = seeds_archive.article("001")
    assert article is not None
    start = seeds_archive.text(article).index("Moskwa wprowadziła zakaz eksportu")
    asked = Asked("Czy Kazachstan przystąpił do BRICS?", article.path, start, start + 9, ("odmówił", "nie"), True)
    (learned,) = examples(seeds_archive, [asked], own=None)
    assert learned.answers is None
    assert sum(learned.sentences.targets) == pytest.approx(1)


def test_training_learns_every_model_from_the_questions(seeds_archive: Archive, order: Asked) -> None:
    silent = "Kto odwiedził Kwaśniewskiego w Gdańsku?"
    gold = [
        {"question": order.text, "type": "what", "answerable": True, "answers": list(order.answers),
         "citations": [{"doc": order.path, "start": order.start, "end": order.end}]},
        {"question": silent, "type": "who", "answerable": False, "answers": [], "citations": []},
    ]  # fmt: skip
    model = train([(seeds_archive, [order])], gold, own=None)
    assert all((model.sentence, model.answer, model.confidence))
    answered = find(order.text, seeds_archive, fast=True, model=model)
    assert right(answered, order)
    kept = find(silent, seeds_archive, fast=True, model=model)
    assert kept.confidence < model.threshold <= answered.confidence


def test_right_needs_the_sentence_and_the_answer(seeds_archive: Archive, order: Asked) -> None:
    found = find(order.text, seeds_archive, fast=True)
    assert holds(found.ranked[0], order)
    assert right(found, order)
    assert not right(found, order._replace(answers=("maj 2019",)))
    assert not right(found, order._replace(path="seeds/none.txt"))


def test_the_public_data_are_read(tmp_path: Path) -> None:
    (tmp_path / "qa-news").mkdir()
    news = [
        {"question": "Kto wygrał?", "doc": "a.txt", "start": 3, "end": 8, "text": "Nowaka", "answer": "Nowak",
         "answerable": True, "type": "who"},
        {"question": "Czy wygrał?", "doc": "a.txt", "text": "", "answer": "", "answerable": False, "type": "yes_no"},
    ]  # fmt: skip
    (tmp_path / "qa-news" / "a.jsonl").write_text("\n".join(map(json.dumps, news)), encoding="utf-8")
    assert list(news_questions(tmp_path)) == [
        Asked("Kto wygrał?", "a.txt", 3, 8, ("Nowaka", "Nowak"), False),
        Asked("Czy wygrał?", "a.txt", None, None, (), True),
    ]
    (tmp_path / "poquad").mkdir()
    answers = [{"text": "w Łodzi", "answer_start": 9, "answer_end": 16, "generative_answer": "Łódź"}]
    table = {"data": [{"title": "Łódź", "paragraphs": [
        {"context": "Spotkali w Łodzi.", "qas": [
            {"question": "Gdzie?", "answers": answers, "is_impossible": False},
            {"question": "Kiedy?", "answers": [], "is_impossible": True},
        ]},
    ]}]}  # fmt: skip
    (tmp_path / "poquad" / "poquad.json").write_text(json.dumps(table), encoding="utf-8")
    assert list(poquad_questions(tmp_path)) == [
        Asked("Gdzie?", "#1", 9, 16, ("w Łodzi", "Łódź"), False),
        Asked("Kiedy?", "#1", None, None, (), False),
    ]
    assert [json.loads(line) for line in paragraphs(tmp_path)] == [{"title": "Łódź", "text": "Spotkali w Łodzi."}]
