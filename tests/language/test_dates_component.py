"""The spaCy component: spans with values that survive serialisation."""

import subprocess
import sys

import pytest
import spacy
from spacy.tokens import DocBin

TEXT = "W czerwcu ubiegłego roku Tokajew odmówił. W połowie lipca 2022 roku polecił.\nWe wtorek wrócił."
EXPECTED = [
    ("czerwcu ubiegłego roku", "2022-06", True),
    ("połowie lipca 2022 roku", "2022-07", False),
    ("wtorek", "2023-02", True),
]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("pl")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("kzqa_dates", config={"date": "2023-02"})
    return nlp


def values(doc):
    return [(span.text, span._.iso, span._.relative) for span in doc.spans["kzqa_dates"]]


def test_spans_have_their_values(nlp):
    assert values(nlp(TEXT)) == EXPECTED


def test_the_date_of_the_document_goes_before_that_of_the_configuration(nlp):
    doc = nlp.make_doc("Wczoraj padało.")
    doc._.date = "2020-03-01"
    assert values(nlp(doc)) == [("Wczoraj", "2020-02-29", True)]


def test_without_a_date_a_relative_expression_has_no_value():
    nlp = spacy.blank("pl")
    nlp.add_pipe("kzqa_dates")
    assert values(nlp("Wczoraj padało.")) == [("Wczoraj", None, True)]


def test_values_survive_docbin(nlp):
    (doc,) = DocBin().from_bytes(DocBin(docs=[nlp(TEXT)]).to_bytes()).get_docs(nlp.vocab)
    assert values(doc) == EXPECTED


def test_the_component_survives_to_disk(nlp, tmp_path):
    nlp.to_disk(tmp_path / "pipeline")
    assert values(spacy.load(tmp_path / "pipeline")(TEXT)) == EXPECTED


def test_it_says_what_it_requires_and_assigns(nlp):
    analysis = nlp.analyze_pipes()
    assert analysis["problems"]["kzqa_dates"] == []
    assert "doc.spans" in analysis["summary"]["kzqa_dates"]["assigns"]


def test_an_empty_text_has_an_empty_group(nlp):
    assert values(nlp("")) == []


def test_finding_dates_does_not_import_spacy():
    code = "import sys; from kzqa.language.dates import *; find_dates_in('w maju'); print('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
