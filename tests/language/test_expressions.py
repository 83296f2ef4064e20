"""Fixed expressions of several words."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from kzqa.language.expressions import external


def found(*words: str) -> list[tuple[int, str]]:
    return list(external(Doc(spacy.blank("pl").vocab, words=list(words))))


def test_the_longest_counts() -> None:
    assert found(*["Ze", "względu", "na", "pogodę", ",", "na", "przykład"]) == [(0, "ADP"), (5, "PART")]


def test_free_words_are_none() -> None:
    assert found(*["na", "stole", "w", "domu"]) == []


def test_an_expression_may_end_the_text() -> None:
    assert found("w", "sprawie") == [(0, "ADP")]
    assert found("ze", "względu") == []
