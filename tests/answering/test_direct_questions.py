"""Questions in the words of the seeds are answered right, citation and answer: all twelve."""

from __future__ import annotations

import json
from pathlib import Path

from kzqa.answering.ask import ask
from kzqa.archive import Archive
from kzqa.evaluation.answers import judge

GOLD = Path(__file__).parents[1] / "gold" / "direct.jsonl"
QUESTIONS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def test_direct_questions_are_answered_right(seeds_archive: Archive) -> None:
    verdicts = [judge(gold, ask(gold["question"], seeds_archive)) for gold in QUESTIONS]
    wrong = [(verdict.gold["id"], verdict.answer.answer) for verdict in verdicts if not verdict.right]
    assert wrong == []
