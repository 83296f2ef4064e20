"""The table of the words that ask (`data/question_words.tsv`) and of those that say nothing, as typed lookups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

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


# The type of question for each kind of answer.
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


class _Row(NamedTuple):
    """A row of the table; `kind` is phrase, word, verbless, which, noun or keyword."""

    kind: str
    asking: Asking
    words: Sequence[str]


@cache
def which_forms() -> Mapping[str, str]:
    """A folded form of jaki/który to the form itself."""
    return {fold(form): form for row in _rows("which") for form in row.words}


@cache
def noun_forms() -> Mapping[str, str]:
    """The forms of the nouns in the table that hold diacritics, typed without them, to the forms themselves."""
    forms = (form for lemma in nouns() for form, _, _ in generate(lemma))
    return {fold(form): form for form in forms if fold(form) != form}


@cache
def _table() -> tuple[_Row, ...]:
    lines = (_DATA / "question_words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    known: Mapping[str, Expected] = {expected: expected for expected in TYPES}
    return tuple(
        _Row(kind, Asking(TYPES[known[expected]], known[expected], None if case == "-" else case), words.split("; "))
        for kind, expected, case, words in rows
    )


def _rows(kind: str) -> list[_Row]:
    return [row for row in _table() if row.kind == kind]


@cache
def phrases() -> tuple[tuple[tuple[str, ...], Asking], ...]:
    """Sequences of folded forms with what they ask for, the longest first."""
    rows = [(tuple(fold(phrase).split()), row.asking) for row in _rows("phrase") for phrase in row.words]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def words() -> Mapping[str, Asking]:
    """A folded form to what it asks for."""
    return {fold(form): row.asking for row in _rows("word") for form in row.words}


@cache
def verbless() -> Mapping[str, Asking]:
    """A folded form to what it asks for about a noun without a verb."""
    return {fold(form): row.asking for row in _rows("verbless") for form in row.words}


@cache
def nouns() -> Mapping[str, Expected]:
    """The lemma of the noun after jaki/który to the kind of answer."""
    return {lemma: row.asking.expects for row in reversed(_rows("noun")) for lemma in row.words}


@cache
def keywords() -> Mapping[str, Expected]:
    """The lemma of a word that tells what a question of keywords alone is after."""
    return {lemma: row.asking.expects for row in _rows("keyword") for lemma in row.words}


@cache
def listed(name: str) -> frozenset[str]:
    """The lines of `data/NAME.txt` that are no comments."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
