"""Weights learned from a handful of examples made for the purpose."""

from __future__ import annotations

import pytest

from kzqa.answering.ask import find
from kzqa.answering.reader import Reader
from kzqa.archive import Archive
from kzqa.training.ranking import Remembering, Set, examples, holds, right, train
from kzqa.training.ranking_questions import Asked

ORDER = "W czerwcu ubiegłego roku Tokajew odmówił przyjęcia"


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
    nowhere = Asked("Kim jest Kwaśniewski?", "seeds/none.txt", 0, 5, ("nikt",), False)
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
    article = seeds_archive.article("000")
    assert article is not None
    start = seeds_archive.text(article).index("Ajbek Smadijarow")
    spokesman = Asked("Kto zareagował na słowa Zacharowej?", article.path, start, start + 16, ("Smadijarow",), False)
    model = train([Set("seeds", seeds_archive, [order, spokesman])], gold, own=None)
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
