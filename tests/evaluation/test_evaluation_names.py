"""The measures of names: base forms and entities against a list by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kzqa.evaluation.names import GoldArticle, b_cubed, base_form_accuracy, read_names, resolve_forms, score_names

TEXT = "Donald Tusk rozmawiał z Theresą May. Tuskowi towarzyszył Martin Schulz. May wróciła do Londynu."
GOLD = """pl-1
Donald Tusk\tDonald Tusk\tPER\tPER-Donald-Tusk
Tuskowi\tTusk\tPER\tPER-Donald-Tusk
Theresą May\tTheresa May\tPER\tPER-Theresa-May
May\tMay\tPER\tPER-Theresa-May
Martin Schulz\tMartin Szulc\tPER\tPER-Martin-Schulz
Londynu\tLondyn\tLOC\tGPE-London
Brexitu\tBrexit\tEVT\tEVT-Brexit
"""


@pytest.fixture
def article(tmp_path: Path) -> GoldArticle:
    path = tmp_path / "1.entities.tsv"
    path.write_text(GOLD, encoding="utf-8")
    return GoldArticle(TEXT, read_names(path))


def test_reads_persons_places_and_organisations_only(article: GoldArticle) -> None:
    assert [name.form for name in article.names] == [
        "Donald Tusk",
        "Tuskowi",
        "Theresą May",
        "May",
        "Martin Schulz",
        "Londynu",
    ]


def test_accuracy_counts_forms_by_type(article: GoldArticle) -> None:
    accuracy = base_form_accuracy(resolve_forms([article]))
    assert accuracy == {"person": 0.8, "place": 1.0}


def test_names_of_one_entity_meet(article: GoldArticle) -> None:
    scores = score_names([article])
    assert scores["person entities"] == (1.0, 1.0, 1.0)
    assert scores["person base"] == 0.8


def test_names_meet_across_articles(article: GoldArticle) -> None:
    other = GoldArticle("Macrona, Tuska", article.names[1:2])
    assert {one.entity for one in resolve_forms([article, other]) if one.gold.id == "PER-Donald-Tusk"} == {
        "Donald Tusk"
    }


def test_b_cubed_of_one_cluster_for_two_entities() -> None:
    precision, recall, f1 = b_cubed([("x", "a"), ("x", "a"), ("x", "b")])
    assert (precision, recall) == (pytest.approx(5 / 9), 1.0)
    assert f1 == pytest.approx(2 * (5 / 9) / (5 / 9 + 1))


def test_b_cubed_of_nothing() -> None:
    assert b_cubed([]) == (0.0, 0.0, 0.0)
