"""The table of the words that ask (`data/question_words.toml`) and of those that say nothing, as typed lookups."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kzqa.language.dictionary import generate
from kzqa.language.terms import fold
from kzqa.model import QuestionType

_DATA = Path(__file__).with_name("data")

Expected = Literal[
    "person", "role", "place", "organisation", "date", "duration", "number", "thing", "reason", "manner", "statement",
    "name", "definition", "polarity",
]  # fmt: skip


class Asking(NamedTuple):
    """What a word or phrase asks for; `case` holds the cases the answer would stand in, joined by a full stop."""

    type: QuestionType
    expects: Expected
    case: str | None


# The type of question for each kind of answer, where only the kind is known.
TYPES: Mapping[Expected, QuestionType] = {
    "person": "who",
    "role": "who",
    "place": "where",
    "organisation": "what",
    "date": "when",
    "duration": "when",
    "number": "how_many",
    "thing": "what",
    "reason": "why",
    "manner": "how",
    "statement": "quote",
    "name": "what",
    "definition": "what",
    "polarity": "yes_no",
}


WHICH = ("jaki", "który")
"""The pronouns that ask with a noun."""


@cache
def which_forms() -> Mapping[str, str]:
    """A folded form of jaki/który to the form itself."""
    return {fold(form): form for lemma in WHICH for form, _, _ in generate(lemma)}


@cache
def noun_forms() -> Mapping[str, str]:
    """The forms of the nouns in the table that hold diacritics, typed without them, to the forms themselves."""
    forms = (form for lemma in nouns() for form, _, _ in generate(lemma))
    return {fold(form): form for form in forms if fold(form) != form}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((_DATA / "question_words.toml").read_text(encoding="utf-8"))


@cache
def phrases() -> tuple[tuple[tuple[str, ...], Asking], ...]:
    """Sequences of folded forms with what they ask for, the longest first."""
    rows = [
        (tuple(fold(phrase).split()), Asking(row["type"], row["expects"], None))
        for row in _table()["phrases"]
        for phrase in row["words"]
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def words() -> Mapping[str, Asking]:
    """A folded form to what it asks for."""
    return {
        fold(form): Asking(row["type"], row["expects"], row.get("case"))
        for row in _table()["words"]
        for form in row["forms"]
    }


@cache
def nouns() -> Mapping[str, Expected]:
    """The lemma of the noun after jaki/który to the kind of answer."""
    return {lemma: kind for kind, row in reversed(_table()["nouns"].items()) for lemma in row}


@cache
def keywords() -> Mapping[str, Expected]:
    """The lemma of a word that tells what a question of keywords alone is after."""
    return {lemma: kind for kind, row in _table()["keywords"].items() for lemma in row}


@cache
def listed(name: str) -> frozenset[str]:
    """The lines of `data/NAME.txt` that are no comments."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
