"""Scores of extraction, on annotations small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kzqa.evaluation.extraction import Found, Rates, score_extraction
from kzqa.model import DateMention, Quote


def direct(start: int, end: int, speaker: str | None = "Jan Nowak") -> Quote:
    return Quote(start, end, "", "direct", speaker, None, "powiedział")


def gold_line(**changes: Any) -> dict[str, Any]:
    line: dict[str, Any] = {
        "doc": "news/brexit/7.txt",
        "quotes": [{"start": 100, "end": 200, "kind": "direct", "speaker": "Jan Nowak"}],
        "dates": [{"start": 10, "end": 20, "iso": "2018-03"}],
        "ignore": [{"item": "quote", "start": 300, "end": 400}],
    }
    return line | changes


def scores(quotes: list[Quote], dates: list[DateMention], path: str = "dane/brexit/7.txt") -> dict[str, Any]:
    return score_extraction([gold_line()], [Found(path, quotes, dates)])


def test_exact_matches_score_one() -> None:
    result = scores([direct(100, 200)], [DateMention(10, 20, "", "2018-03", False)])
    assert result["direct@0.8"] == Rates(1, 1, 1)
    assert result["direct speaker"] == 1
    assert result["dates"] == Rates(1, 1, 1)
    assert result["dates iso"] == 1


def test_a_half_matches_at_the_lower_threshold_alone() -> None:
    result = scores([direct(100, 150)], [])
    assert result["direct@0.3"] == Rates(1, 1, 1)
    assert result["direct@0.8"] == Rates(0, 0, 0)


def test_what_lies_in_an_ignored_span_does_not_count() -> None:
    assert scores([direct(100, 200), direct(310, 390)], [])["direct@0.3"] == Rates(1, 1, 1)
    assert scores([direct(100, 200), direct(500, 590)], [])["direct@0.3"].precision == 0.5


@pytest.mark.parametrize(
    ("speaker", "share"), [("Jan Nowak", 1), ("Nowak", 1), ("Nowaka", 1), ("Anna Kowalska", 0), (None, 0)]
)
def test_a_speaker_is_right_when_half_of_the_words_are(speaker: str | None, share: float) -> None:
    assert scores([direct(100, 200, speaker)], [])["direct speaker"] == share


def test_a_date_may_take_in_its_preposition_and_needs_its_value() -> None:
    result = scores([], [DateMention(8, 20, "", "2018", False)])
    assert result["dates"] == Rates(1, 1, 1)
    assert result["dates iso"] == 0
    assert scores([], [DateMention(2, 20, "", "2018-03", False)])["dates"] == Rates(0, 0, 0)


def test_an_article_that_was_not_found_counts_as_empty() -> None:
    result = scores([direct(100, 200)], [], path="dane/brexit/17.txt")
    assert result["direct@0.3"] == Rates(0, 0, 0)
    assert score_extraction([], [])["dates iso"] == 0


def test_windows_paths_are_matched() -> None:
    assert scores([direct(100, 200)], [], path="dane\\brexit\\7.txt")["direct@0.3"].f1 == 1
