"""The embedding layer of the trained components."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from kzqa.language.embedding import form_embed

WORDS = ["Rada", "przyjęła", "wczoraj", "nową", "ustawę", "o", "podatkach", "."]


@pytest.fixture(scope="module")
def doc() -> Doc:
    return Doc(spacy.blank("pl").vocab, words=WORDS)


def test_equal_words_have_equal_rows(doc: Doc) -> None:
    model = form_embed(8)
    model.initialize()
    (rows,) = model.predict([doc])
    again = model.predict([Doc(doc.vocab, words=["ustawę", "Rada"]), doc])
    assert rows.shape == (len(WORDS), 8)
    np.testing.assert_allclose(again[0], rows[[4, 0]], rtol=1e-5)
    np.testing.assert_allclose(again[1], rows, rtol=1e-5)


def test_words_are_hidden_in_training_only(doc: Doc) -> None:
    model = form_embed(8, hidden=0.5)
    model.initialize()
    np.random.seed(1)
    (rows,) = model.predict([doc])
    (trained,), _ = model([doc], is_train=True)
    same = [bool(np.allclose(one, other, rtol=1e-4)) for one, other in zip(rows, trained, strict=True)]
    assert 0 < sum(same) < len(WORDS)


def test_rare_words_have_no_identity(doc: Doc) -> None:
    whole, parts = form_embed(8), form_embed(8, frequent=1)
    for model in (whole, parts):
        model.initialize()
    parts.from_bytes(whole.to_bytes())
    (rows,), (poorer,) = whole.predict([doc]), parts.predict([doc])
    assert not np.allclose(rows[4], poorer[4])
