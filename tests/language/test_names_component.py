"""The spaCy component kzqa_names, alone in a pipeline and through DocBin and disk."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kzqa.language.names.component import SPANS_KEY, create_names

TEXT = "Rzecznik MSZ Kazachstanu Ajbek Smadijarow był w Moskwie. Smadijarowa przyjął prezydent Władimir Putin."
PATTERNS = [
    {"label": "persName", "pattern": "Ajbek Smadijarow"},
    {"label": "PER", "pattern": "Smadijarowa"},
    {"label": "placeName", "pattern": "Moskwie"},
    {"label": "persName", "pattern": "Władimir Putin"},
    {"label": "date", "pattern": "był"},
]


def pipeline() -> Language:
    nlp = spacy.blank("pl")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("entity_ruler").add_patterns(PATTERNS)
    assert create_names
    nlp.add_pipe("kzqa_names")
    return nlp


def found(doc: Doc) -> list[tuple[str, str, str, str, str | None]]:
    return [(span.text, span.label_, span._.base, span._.entity, span._.role) for span in doc.spans[SPANS_KEY]]


EXPECTED = [
    ("Ajbek Smadijarow", "persName", "Ajbek Smadijarow", "Ajbek Smadijarow", "rzecznik MSZ Kazachstanu"),
    ("Moskwie", "placeName", "Moskwa", "Moskwa", None),
    ("Smadijarowa", "persName", "Smadijarow", "Ajbek Smadijarow", None),
    ("Władimir Putin", "persName", "Władimir Putin", "Władimir Putin", "prezydent"),
]


def test_writes_spans_with_base_entity_and_role() -> None:
    assert found(pipeline()(TEXT)) == EXPECTED


def test_survives_docbin_without_user_data() -> None:
    nlp = pipeline()
    stored = DocBin(docs=[nlp(TEXT)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert found(doc) == EXPECTED


def test_survives_to_disk(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path)
    assert found(spacy.load(tmp_path)(TEXT)) == EXPECTED


def test_declares_what_it_needs_and_gives() -> None:
    meta = pipeline().get_pipe_meta("kzqa_names")
    assert meta.requires == ["doc.ents"]
    assert "span._.base" in meta.assigns


@pytest.mark.parametrize("text", ["", " ", "\n\n", "„”", "1234", "😀 😀"])
def test_text_without_names(text: str) -> None:
    assert found(pipeline()(text)) == []
