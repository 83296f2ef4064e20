"""Questions in the words of the seeds are answered right, every one: citation and answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kzqa.answering.ask import ask
from kzqa.archive import Archive
from kzqa.evaluation.answers import judge

GOLD = Path(__file__).parents[1] / "gold" / "direct.jsonl"
QUESTIONS = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("gold", QUESTIONS, ids=[line["question"] for line in QUESTIONS])
def test_a_direct_question_is_answered_right(seeds_archive: Archive, gold: dict[str, Any]) -> None:
    verdict = judge(gold, ask(gold["question"], seeds_archive))
    assert verdict.right, (verdict.answer.answer, verdict.measures)
