"""The spaCy component: spans with speaker and cue that survive serialisation."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kzqa.language import pipeline

TEXT = (
    "„Nie zgodzimy się na te warunki” – powiedział premier Jan Kowalski. Dodał, że rozmowy są trudne.\n"
    "Anna Nowak nazwała decyzję „ponurym żartem”."
)
EXPECTED = [
    ("Nie zgodzimy się na te warunki", "DIRECT", "Jan Kowalski", "powiedział", "Jan Kowalski"),
    ("rozmowy są trudne", "REPORTED", "Jan Kowalski", "Dodał", None),
    ("ponurym żartem", "DIRECT", "Anna Nowak", "nazwała", "Anna Nowak"),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = pipeline.load()
    if not nlp.has_pipe("kzqa_quotes"):
        nlp.add_pipe("kzqa_quotes")
    return nlp


def values(doc: Doc) -> list[tuple[str, str, str | None, str | None, str | None]]:
    return [
        (span.text, span.label_, span._.speaker, span._.cue, span._.speaker_span.text if span._.speaker_span else None)
        for span in doc.spans["kzqa_quotes"]
    ]


def test_spans_have_speaker_and_cue(nlp: Language) -> None:
    assert values(nlp(TEXT)) == EXPECTED


def test_values_survive_docbin(nlp: Language) -> None:
    (doc,) = DocBin().from_bytes(DocBin(docs=[nlp(TEXT)]).to_bytes()).get_docs(nlp.vocab)
    assert values(doc) == EXPECTED


def test_the_component_survives_to_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    assert values(spacy.load(tmp_path / "pipeline")(TEXT)) == EXPECTED


def test_it_says_what_it_requires_and_assigns() -> None:
    nlp = spacy.blank("pl")
    nlp.add_pipe("kzqa_quotes")
    analysis = nlp.analyze_pipes()
    assert set(analysis["summary"]["kzqa_quotes"]["requires"]) >= {
        "token.lemma",
        "token.pos",
        "token.morph",
        "doc.ents",
    }
    assert "doc.spans" in analysis["summary"]["kzqa_quotes"]["assigns"]


def test_a_blank_pipeline_finds_nothing_and_does_not_fail() -> None:
    nlp = spacy.blank("pl")
    nlp.add_pipe("kzqa_quotes")
    assert list(nlp("Jan Kowalski przyszedł.").spans["kzqa_quotes"]) == []
