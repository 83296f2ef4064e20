"""What holds for any text: offsets are exact, no mark or dash raises, nothing is found twice."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kzqa.language import pipeline
from kzqa.language.names import resolve_names
from kzqa.language.plain import name_spans, to_sentences
from kzqa.language.quotes import find_quotes
from kzqa.language.quotes.marks import marked
from kzqa.model import Quote
from kzqa.reading import seeds

PIECES = [
    "„", "”", "“", '"', "«", "»", ",,", "''", " – ", "- ", " — ", ": ", ", ", ". ", "? ", "... ", "\n", " ",
    "powiedział", "Powiedziała", "że ", "by ", "zdaniem ", "jego zdaniem ", "według ", "jak podaje ", "czytamy ",
    "Jan Kowalski ", "Anna Nowak ", "rzecznik MSZ ", "premier ", "nie ", "się ", "wzrosną ceny ",
    "który ", "i ", "oraz ",
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def quotes(nlp: Language, text: str) -> list[Quote]:
    doc = nlp(text)
    sentences = to_sentences(doc)
    return find_quotes(text, sentences, resolve_names(text, sentences, name_spans(doc)))


def check(text: str, found: list[Quote]) -> None:
    for quote in found:
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start : quote.end] == quote.text
        if quote.speaker_mention is not None:
            start, end = quote.speaker_mention
            assert 0 <= start < end <= len(text)
            assert quote.speaker
    spans = [(quote.kind, quote.start, quote.end) for quote in found]
    assert len(spans) == len(set(spans))
    assert [span[1] for span in spans] == sorted(span[1] for span in spans)


@pytest.mark.parametrize("seed", range(150))
def test_random_texts_never_raise(nlp: Language, seed: int) -> None:
    generator = random.Random(seed)
    text = "".join(generator.choices(PIECES, k=generator.randrange(1, 40)))
    if text.strip():
        check(text, quotes(nlp, text))


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60))
def test_any_characters_never_raise(nlp: Language, text: str) -> None:
    check(text, quotes(nlp, text))


@settings(max_examples=300)
@given(text=st.text(alphabet='„”“"«»a, .\n', max_size=40))
def test_marks_nest_and_lie_within_the_text(text: str) -> None:
    spans = marked(text, 0, len(text))
    for span in spans:
        assert 0 <= span.outer_start < span.start < span.end <= span.outer_end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()


@pytest.mark.parametrize("mark", ["„", "”", '"', "«", "»"])
def test_an_odd_mark_leaves_the_other_quotes(nlp: Language, mark: str) -> None:
    text = f"To był {mark} dzień.\n„Nie zgodzimy się na te warunki” – powiedziała Anna Nowak."
    assert "Nie zgodzimy się na te warunki" in [quote.text for quote in quotes(nlp, text)]


def test_the_seeds_without_a_mark_or_a_dash_never_raise(nlp: Language) -> None:
    for article in seeds():
        places = [place for place, char in enumerate(article.text) if char in '"-–„”']
        for place in places[:: max(1, len(places) // 3)]:
            text = article.text[:place] + article.text[place + 1 :]
            check(text, quotes(nlp, text))


def test_nothing_gives_nothing() -> None:
    assert find_quotes("", [], []) == []
