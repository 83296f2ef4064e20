"""The component over Morfeusz: readings on tokens, also in pipelines of other people."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kzqa.language.inflection import nominative, reductions


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("pl")
    nlp.add_pipe("kzqa_morfeusz")
    return nlp


def test_tokens_carry_all_readings(nlp: Language) -> None:
    token = nlp("Mam nadzieję")[0]
    assert set(token._.candidate_lemmas) == {"mieć", "mama", "mamić"}
    assert "fin:sg:pri:imperf" in token._.candidate_tags
    assert all(reading.lemma and reading.tag for reading in token._.analyses)


def test_name_classes(nlp: Language) -> None:
    doc = nlp("Anna pojechała do Krakowa.")
    assert "imię" in doc[0]._.name_classes
    assert "nazwa_geograficzna" in doc[3]._.name_classes
    assert doc[1]._.name_classes == frozenset()


def test_words_in_capitals_are_known(nlp: Language) -> None:
    assert "rząd" in nlp("RZĄD")[0]._.candidate_lemmas


def test_unknown_name_takes_a_base_form_of_the_same_text(nlp: Language) -> None:
    doc = nlp("Tileuberdi przyleciał. Rozmawiano z Tileuberdim o Smadijarowie. Smadijarow milczał.")
    bases = {token.text: token._.base_form for token in doc}
    assert bases["Tileuberdim"] == "Tileuberdi"
    assert bases["Smadijarowie"] == "Smadijarow"


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("Smadijarowi", "Smadijar"),
        ("Szoszynowi", "Szoszyn"),
        ("Wrublewskiego", "Wrublewski"),
        ("Zacharowej", "Zacharowa"),
        ("Price’a", "Price"),
        ("Kasymem-Szoszynowi", "Kasymem-Szoszyn"),
        ("SZOSZYNOWI", "SZOSZYN"),
    ],
)
def test_endings_that_tell_the_case(form: str, base: str) -> None:
    assert nominative(form) == base


def test_attested_form_wins_over_the_rules() -> None:
    counts = {"Smadijarow": 3, "Smadijarowa": 1}
    assert nominative("Smadijarowa", lambda form: counts.get(form, 0)) == "Smadijarow"
    assert nominative("Smadijarowa") == "Smadijarowa"


def test_rules_never_propose_the_form_itself() -> None:
    for form in ("Astany", "Tokajewa", "Blinkena", "Żumangarinem"):
        assert form not in {reduction.base for reduction in reductions(form)}
        assert reductions(form)
