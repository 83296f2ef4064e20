"""Countries, demonyms and institutions."""

import subprocess
import sys

import pytest

from kzqa.language import geography


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("kazachski", "Kazachstan"),
        ("Rosjanka", "Rosja"),
        ("moskwa", "Rosja"),
        ("USA", "Stany Zjednoczone"),
        ("Meksyk", "Meksyk"),
        ("unijny", "Unia Europejska"),
        ("BRYTYJSKI", "Wielka Brytania"),
    ],
)
def test_country_of(word: str, country: str) -> None:
    found = geography.country_of(word)
    assert found is not None
    assert found.name == country


def test_a_word_of_two_countries_has_both() -> None:
    assert {c.name for c in geography.countries_of("koreański")} == {"Korea Południowa", "Korea Północna"}


def test_an_unknown_word_has_no_country() -> None:
    assert geography.country_of("rower") is None
    assert geography.relatives("rower") == frozenset()


def test_relatives_of_a_country_and_its_capital() -> None:
    assert {"kazachski", "kazachstański", "kazach", "astana"} <= geography.relatives("Kazachstan")
    assert "kazachstan" in geography.relatives("astana")
    assert "haga" not in geography.relatives("amsterdam")
    assert "rosja" not in geography.relatives("rosja")


def test_a_capital_is_no_country() -> None:
    assert [geography.is_country(name) for name in ("Turcja", "Federacja Rosyjska", "Paryż", "turecki")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_relatives_of_an_acronym_and_its_expansion() -> None:
    assert "ministerstwo spraw zagranicznych" in geography.relatives("MSZ")
    assert "odkb" in geography.relatives("Organizacja Układu o Bezpieczeństwie Zbiorowym")


def test_tables_are_well_formed() -> None:
    for country in geography.countries():
        assert all(word == word.strip() and word for word in country.words)
    acronyms = [institution.acronym for institution in geography.institutions()]
    assert len(acronyms) == len(set(acronyms))


def test_needs_no_spacy() -> None:
    code = "import sys; from kzqa.language import geography; geography.relatives('x'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
