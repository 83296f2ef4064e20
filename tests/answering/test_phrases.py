"""Phrases that may answer a question, from parsed and unparsed sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sentences import MEETING, START, sentence

from kzqa.answering.phrases import Phrase, phrases
from kzqa.model import Token

UNPARSED = """
W           w          ADP    -    0  -
sobotę      sobota     NOUN   Acc  0  -
nowy        nowy       ADJ    Nom  0  -
prezydent   prezydent  NOUN   Nom  0  -
miasta      miasto     NOUN   Gen  0  -
przyjechał  przyjechać VERB   -    0  -
do          do         ADP    -    0  -
Gdańska     Gdańsk     PROPN  Gen  0  -
.           .          PUNCT  -    0  -
"""


def found(rows: str) -> dict[str, list[tuple[str, Phrase]]]:
    """Kinds to phrases with their text."""
    text, tokens = sentence(rows)
    kinds: dict[str, list[tuple[str, Phrase]]] = {}
    for phrase in phrases(tokens):
        words = text[tokens[phrase.first].start - START : tokens[phrase.last].end - START]
        kinds.setdefault(phrase.kind, []).append((words, phrase))
    return kinds


def texts(rows: str, kind: str) -> list[str]:
    return [words for words, _ in found(rows).get(kind, [])]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("noun", "Minister zdrowia Jan Nowak"),
        ("noun", "Gdańsku"),
        ("noun", "prezydentem miasta"),
        ("prepositional", "w Gdańsku"),
        ("prepositional", "z prezydentem miasta"),
        ("reason", "ponieważ szpitale są przepełnione"),
        ("predicate", "spotkał się w Gdańsku z prezydentem miasta"),
    ],
)
def test_phrases_of_a_parsed_sentence(kind: str, words: str) -> None:
    assert words in texts(MEETING, kind)


def test_a_phrase_knows_its_head_and_its_preposition() -> None:
    (phrase,) = [phrase for words, phrase in found(MEETING)["noun"] if words == "prezydentem miasta"]
    assert (phrase.first, phrase.last, phrase.head, phrase.preposition) == (9, 10, 9, "z")


@pytest.mark.parametrize(
    ("kind", "words"),
    [("noun", "nowy prezydent miasta"), ("prepositional", "W sobotę"), ("prepositional", "do Gdańska")],
)
def test_phrases_without_a_parse(kind: str, words: str) -> None:
    assert words in texts(UNPARSED, kind)


def test_a_participle_tells_the_manner() -> None:
    _, tokens = sentence(UNPARSED)
    participle = tokens[5]._replace(text="przyjeżdżając", tag="pcon:imperf")
    kinds = {phrase.kind for phrase in phrases((*tokens[:5], participle, *tokens[6:]))}
    assert "manner" in kinds


def test_a_very_long_sentence_has_phrases() -> None:
    _, tokens = sentence(MEETING)
    chain = tuple(token._replace(head=max(0, index - 1)) for index, token in enumerate(tokens * 60))
    assert len(list(phrases(chain))) > 60


_TOKENS = sentence(MEETING)[1]


@st.composite
def trees(draw: st.DrawFn) -> tuple[Token, ...]:
    """Tokens of any kind under any tree whose heads stand before them."""
    chosen = draw(st.lists(st.sampled_from(_TOKENS), max_size=12))
    return tuple(token._replace(head=draw(st.integers(0, index))) for index, token in enumerate(chosen))


@given(trees())
def test_phrases_lie_in_the_sentence_and_come_once(tokens: tuple[Token, ...]) -> None:
    every = list(phrases(tokens))
    assert all(0 <= phrase.first <= phrase.last < len(tokens) for phrase in every)
    assert all(phrase.last - phrase.first < 25 for phrase in every)
    assert len({phrase[:3] for phrase in every}) == len(every)
