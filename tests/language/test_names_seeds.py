"""The names of the seed articles through the pipeline that ships."""

from __future__ import annotations

import pytest

from kzqa.language.pipeline import annotate, load
from kzqa.model import AnnotatedArticle
from kzqa.reading import seeds


@pytest.fixture(scope="module")
def articles() -> dict[str, AnnotatedArticle]:
    return {one.article.id: one for one in annotate(seeds(), load())}


@pytest.mark.parametrize(
    ("article", "entity", "type_", "forms"),
    [
        ("000", "Maria Zacharowa", "person", {"Marii Zacharowej", "Maria Zacharowa", "Zacharowa"}),
        ("000", "Ajbek Smadijarow", "person", {"Ajbek Smadijarow", "Smadijarow", "Smarijadow"}),
        ("000", "Kazachstan", "place", {"Kazachstan", "Kazachstanu", "Kazachstanie"}),
        ("001", "Władimir Putin", "person", {"Władimir Putin", "Władimira Putina", "Putina", "Putin"}),
        ("001", "Kasym-Żomart Tokajew", "person", {"Kasym-Żomart Tokajew", "Tokajew"}),
        ("004", "Władimir Putin", "person", {"Władimirem Putinem", "Putinem"}),
        ("004", "Emmanuel Macron", "person", {"Emmanuelem Macronem"}),
        ("004", "Xi Jinping", "person", {"Xi Jinpinga"}),
        ("003", "Alaksandr Łukaszenka", "person", {"Alaksandra Łukaszenkę", "Łukaszenki"}),
        ("001", "Izwiestia", "organisation", {"Izwiestia"}),
        (
            "000",
            "Organizacja Układu o Bezpieczeństwie Zbiorowym",
            "organisation",
            {"Organizacji Układu o Bezpieczeństwie Zbiorowym"},
        ),
    ],
)
def test_one_entity_under_all_its_forms(
    articles: dict[str, AnnotatedArticle], article: str, entity: str, type_: str, forms: set[str]
) -> None:
    found = {one.text for one in articles[article].mentions if (one.entity, one.type) == (entity, type_)}
    assert forms <= found


@pytest.mark.parametrize(
    ("article", "entity", "role"),
    [
        ("000", "Ajbek Smadijarow", "rzecznik MSZ Kazachstanu"),
        ("000", "Maria Zacharowa", "rzeczniczka MSZ Rosji"),
        ("001", "Władimir Putin", "prezydent Rosji"),
        ("001", "Almasadam Satkalijew", "kazachski minister energetyki"),
        ("004", "Zbigniew Rau", "szef MSZ"),
        ("004", "Xi Jinping", "prezydent Chin"),
        ("002", "Antony Blinken", "sekretarz stanu USA"),
    ],
)
def test_roles(articles: dict[str, AnnotatedArticle], article: str, entity: str, role: str) -> None:
    assert role in {one.role for one in articles[article].mentions if one.entity == entity}


def test_offsets_are_exact_and_adjectives_are_no_places(articles: dict[str, AnnotatedArticle]) -> None:
    for one in articles.values():
        for mention in one.mentions:
            assert one.article.text[mention.start : mention.end] == mention.text
            assert mention.type != "place" or not mention.text[0].islower()  # "rosyjski" is no place
