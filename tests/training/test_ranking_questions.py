"""The public questions as ranking learns from them."""

from __future__ import annotations

import json
from pathlib import Path

from kzqa.training.ranking_questions import FOLDS, Asked, fold, half, news_questions, paragraphs, poquad_questions


def test_half_depends_on_the_article_alone() -> None:
    def asked(path: str, text: str) -> Asked:
        return Asked(text, path, 0, 1, ("a",), False)

    halves = [half(asked(f"{number}.txt", "a?")) for number in range(200)]
    assert 70 < sum(halves) < 130
    assert halves == [half(asked(f"{number}.txt", "b?")) for number in range(200)]
    assert {fold(asked(f"{number}.txt", "a?")) for number in range(200)} == set(range(FOLDS))


def test_the_public_data_are_read(tmp_path: Path) -> None:
    news = [
        {"question": "Kto wygrał?", "doc": "a.txt", "start": 3, "end": 8, "text": "Nowaka", "answer": "Nowak",
         "answerable": True, "type": "who"},
        {"question": "Czy wygrał?", "doc": "a.txt", "text": "", "answer": "", "answerable": False, "type": "yes_no"},
    ]  # fmt: skip
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(map(json.dumps, news)), encoding="utf-8")
    assert list(news_questions([file])) == [
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
