"""Where answers begin and end."""

from __future__ import annotations

import re

import pytest
from made_sentences import evidence as made_evidence

from kzqa.answering.edges import tidy
from kzqa.answering.evidence import Evidence
from kzqa.model import Token

START = 50


def made(text: str, verb: str = "") -> Evidence:
    """A sentence whose tokens are words, abbreviations with their full stop, and single marks; `verb` is its verb."""
    found = re.finditer(r"\br\.|\w+|[^\w\s]", text)
    tokens = [
        Token(
            match[0], START + match.start(), START + match.end(), match[0], "VERB" if match[0] == verb else "X", "", "",
            index, "", True,
        )
        for index, match in enumerate(found)
    ]  # fmt: skip
    return Evidence(text, START, tuple(tokens))


@pytest.mark.parametrize(
    ("text", "span", "answer"),
    [
        ("Zakaz obowiązuje przez najbliższy rok.", "przez najbliższy rok.", "przez najbliższy rok"),
        ("Nazwał go „wielkim błaznem” i wyszedł.", "wielkim błaznem”", "„wielkim błaznem”"),
        ("Zdarzyło się to 5 maja 2018 r. w Gdyni.", "5 maja 2018 r.", "5 maja 2018 r."),
        ('Nazwała go "tchórzem" i "krętaczem".', 'tchórzem" i "krętaczem"', '"tchórzem" i "krętaczem"'),
        ('Mówi "tak i owak, po prostu" co dzień.', 'po prostu"', "po prostu"),
        ('Mówi "tak i owak, po prostu" co dzień.', '"tak i owak', "tak i owak"),
        ("Mówi „tak”, bo może (i musi) to robić.", "może (i musi", "może (i musi)"),
        ("Spotkał się z posłami, ministrami,", "z posłami, ministrami,", "z posłami, ministrami"),
        ("Zespół „Perła” (Lublin) wygrał.", "Zespół „Perła” (Lublin)", "Zespół „Perła” (Lublin)"),
        ("I co dalej? ...", "...", "..."),
        ('Mówi "tak i owak" co dzień.', '"', '"'),
    ],
)
def test_an_answer_ends_with_words_and_has_both_marks_or_none(text: str, span: str, answer: str) -> None:
    evidence = made(text)
    start = text.index(span) + START
    start, end = tidy(evidence, start, start + len(span))
    assert evidence.slice(start, end) == answer


@pytest.mark.parametrize(
    ("text", "verb", "answer"),
    [
        ("Nie sądzę, aby to było możliwe.", "sądzę", "Nie sądzę, aby to było możliwe"),
        ("To nie Gdynia, tylko Sopot.", "", "Gdynia, tylko Sopot"),
        ("Nie wiem. Sądzę, że tak.", "Sądzę", "Sądzę, że tak"),
    ],
)
def test_a_verb_keeps_its_negation(text: str, verb: str, answer: str) -> None:
    evidence = made(text, verb)
    start = text.index(answer.removeprefix("Nie ")) + START
    assert evidence.slice(*tidy(evidence, start, START + len(text))) == answer


PRAISE = """
Cenię   cenić   VERB  -    0  root
jego    on      PRON  Gen  4  nmod
nowy    nowy    ADJ   Acc  4  amod
plan    plan    NOUN  Acc  1  obj
rządu   rząd    NOUN  Gen  4  nmod
"""


@pytest.mark.parametrize(
    ("span", "answer"),
    [
        ("Cenię jego", "Cenię jego nowy plan"),
        ("Cenię", "Cenię"),
        ("nowy plan rządu", "nowy plan rządu"),
    ],
)
def test_a_pronoun_keeps_the_word_that_it_stands_before(span: str, answer: str) -> None:
    evidence = made_evidence(PRAISE)
    start = evidence.start + evidence.text.index(span)
    start, end = tidy(evidence, start, start + len(span))
    assert evidence.slice(start, end) == answer
