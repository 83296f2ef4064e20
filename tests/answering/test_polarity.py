"""What a sentence affirms or denies of a question."""

from __future__ import annotations

import pytest
from made_sentences import sentence

from kzqa.answering.polarity import affirms
from kzqa.answering.question import understand

PASSED = """
Rada      rada      NOUN  Nom  2  nsubj
przyjęła  przyjąć   VERB  -    0  root
budżet    budżet    NOUN  Acc  2  obj
"""
NOT_PASSED = """
Rada      rada      NOUN  Nom  3  nsubj
nie       nie       PART  -    3  advmod
przyjęła  przyjąć   VERB  -    0  root
budżetu   budżet    NOUN  Gen  3  obj
"""
REFUSED = """
Rada       rada      NOUN  Nom  2  nsubj
odmówiła   odmówić   VERB  -    0  root
przyjęcia  przyjęcie NOUN  Gen  2  obl
budżetu    budżet    NOUN  Gen  3  nmod
"""
NOT_REFUSED = """
Rada       rada      NOUN  Nom  3  nsubj
nie        nie       PART  -    3  advmod
odmówiła   odmówić   VERB  -    0  root
przyjęcia  przyjęcie NOUN  Gen  3  obl
budżetu    budżet    NOUN  Gen  4  nmod
"""
DENIED_ELSEWHERE = """
Rada      rada     NOUN   Nom  2  nsubj
przyjęła  przyjąć  VERB   -    0  root
budżet    budżet   NOUN   Acc  2  obj
,         ,        PUNCT  -    7  punct
choć      choć     SCONJ  -    7  mark
nie       nie      PART   -    7  advmod
lubi      lubić    VERB   -    2  advcl
podatków  podatek  NOUN   Gen  7  obj
"""

NOT_BEEN_PASSED = """
Budżet     budżet   NOUN Nom 4 nsubj:pass
nie        nie      PART -   3 advmod:neg
został     zostać   AUX  -   4 aux:pass
przyjęty   przyjąć  ADJ  Nom 0 root
"""

NOT_ALL = """
Nie       nie       PART  -    2  advmod
wszyscy   wszyscy   PRON  Nom  3  nsubj
poparli   poprzeć   VERB  -    0  root
budżet    budżet    NOUN  Acc  3  obj
"""
NOT_ALWAYS = """
Rada      rada      NOUN  Nom  4  nsubj
nie       nie       PART  -    3  advmod
zawsze    zawsze    ADV   -    4  advmod
ogłasza   ogłaszać  VERB  -    0  root
budżet    budżet    NOUN  Acc  4  obj
"""


@pytest.mark.parametrize(
    ("question", "rows", "yes"),
    [
        ("Czy wszyscy lubią budżet?", NOT_ALL, False),
        ("Czy ktoś poparł budżet?", NOT_ALL, True),
        ("Czy rada zawsze podaje budżet?", NOT_ALWAYS, False),
        ("Czy rada przyjęła budżet?", PASSED, True),
        ("Czy rada przyjęła budżet?", NOT_PASSED, False),
        ("Czy rada przyjęła budżet?", REFUSED, False),
        ("Czy rada przyjęła budżet?", NOT_REFUSED, True),
        ("Czy rada przyjęła budżet?", DENIED_ELSEWHERE, True),
        ("Czy rada przyjęła budżet?", NOT_BEEN_PASSED, False),
        ("Czy rada nie przyjęła budżetu?", NOT_PASSED, True),
        ("Czy rada nie przyjęła budżetu?", PASSED, False),
        ("Czy rada odmówiła przyjęcia budżetu?", REFUSED, True),
    ],
)
def test_denials_turn_the_answer_and_two_cancel_out(question: str, rows: str, yes: bool) -> None:
    asked = understand(question)
    _, tokens = sentence(rows)
    matched = {
        index: 1.0
        for index, token in enumerate(tokens)
        if {token.lemma, "przyjąć" if token.lemma == "przyjęcie" else ""} & asked.content_forms
    }
    assert affirms(asked, tokens, matched) is yes


def test_nothing_denies_what_the_sentence_does_not_speak_of() -> None:
    _, tokens = sentence(NOT_PASSED)
    assert affirms(understand("Czy zima była sroga?"), tokens, {})


def test_a_distant_relative_counts_where_nothing_else_meets_the_question() -> None:
    _, tokens = sentence(NOT_PASSED)
    asked = understand("Czy rada przyjęła budżet?")
    assert not affirms(asked, tokens, {3: 0.5})
    _, tokens = sentence(DENIED_ELSEWHERE)
    assert affirms(asked, tokens, {1: 1.0, 7: 0.5})


def test_heads_in_a_circle_come_to_an_end() -> None:
    _, tokens = sentence(NOT_PASSED)
    circle = tuple(token._replace(head=(index + 1) % len(tokens)) for index, token in enumerate(tokens))
    assert affirms(understand("Czy rada przyjęła budżet?"), circle, {2: 1.0}) in (True, False)
