"""One entity under many names inside an article, and across articles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.language.names import ArticleEntity, link
from kzqa.language.names.clusters import Name, entities
from kzqa.language.names.similarity import acronym_of, distance, near, words_of
from kzqa.model import EntityType, NameLabel


def clusters(type_: EntityType, *bases: str, forms: dict[str, str] | None = None) -> dict[str, str]:
    """The entity of every base form, the first ones mentioned more often."""
    names = [
        Name(base, type_, len(bases) - order, frozenset({(forms or {}).get(base, base)}), order)
        for order, base in enumerate(bases)
    ]
    return {base: entity for (base, _), entity in entities(names).items()}


@pytest.mark.parametrize(
    ("type_", "fullest", "others"),
    [
        ("person", "Kasym-Żomart Tokajew", ["Tokajew", "Kasym Żomart-Tokajew", "KASYM-ŻOMART TOKAJEW"]),
        ("person", "Ajbek Smadijarow", ["Smadijarow", "Smarijadow"]),
        ("person", "Donald Tusk", ["D. Tusk", "Tusk"]),
        ("person", "Recep Tayyip Erdogan", ["Recep Tayyip Erdoğan", "Erdogan"]),
        ("person", "Asia Bibi", ["Asia", "Bibi", "Assia Bibi"]),
        ("person", "Ursula von der Leyen", ["von der Leyen", "Leyen"]),
        ("person", "Małgorzata Kidawa-Błońska", ["Kidawa-Błońska"]),
        ("place", "Stany Zjednoczone", ["USA", "Ameryka"]),
        ("place", "Wielka Brytania", ["Zjednoczone Królestwo", "W. Brytania", "Wlk. Brytania"]),
        ("place", "Korea Północna", ["Korea Płn."]),
        ("organisation", "Unia Europejska", ["UE", "Unia"]),
        ("organisation", "Organizacja Układu o Bezpieczeństwie Zbiorowym", ["ODKB", "OUBZ"]),
        ("organisation", "Eurazjatycka Unia Gospodarcza", ["Euroazjatycka Unia Gospodarcza"]),
        ("organisation", "Komisja Europejska", ["Komisja", "KE"]),
        ("organisation", "Reuters", ["Reuter"]),
    ],
)
def test_one_entity(type_: EntityType, fullest: str, others: list[str]) -> None:
    assert clusters(type_, fullest, *others) == dict.fromkeys([fullest, *others], fullest)


@pytest.mark.parametrize(
    ("type_", "left", "right"),
    [
        ("person", "Lech Kaczyński", "Jarosław Kaczyński"),
        ("person", "Jan Kowalski", "Jan Nowak"),
        ("person", "Kaczyński", "Kuczyński"),
        ("person", "Paul Smith", "Paula Smith"),
        ("place", "Moskwa", "Rosja"),
        ("place", "Korea Północna", "Korea Południowa"),
        ("organisation", "Rada Europy", "Rada Europejska"),
    ],
)
def test_two_entities(type_: EntityType, left: str, right: str) -> None:
    assert clusters(type_, left, right) == {left: left, right: right}


def test_a_surname_goes_to_the_person_of_whom_the_article_speaks_more() -> None:
    found = clusters("person", "Donald Trump", "Melania Trump", "Trump")
    assert found["Trump"] == "Donald Trump"
    assert found["Melania Trump"] == "Melania Trump"


def test_an_inflected_form_finds_its_name_where_its_base_was_guessed_wrong() -> None:
    found = clusters("person", "Alaksandr Łukaszenka", "Łukaszenko", forms={"Łukaszenko": "Łukaszenki"})
    assert found["Łukaszenko"] == "Alaksandr Łukaszenka"


def test_of_like_names_the_one_in_the_text_is_the_entity() -> None:
    names = [
        Name("Francisz", "person", 1, frozenset({"Franciszem"}), 0),
        Name("Franciszek", "person", 1, frozenset({"Franciszek"}), 1),
    ]
    assert set(entities(names).values()) == {"Franciszek"}


def test_a_text_tells_its_own_acronyms() -> None:
    names = [
        Name("Forum Wolnych Narodów Postrosji", "organisation", 1, frozenset(), 0),
        Name("FNPR", "organisation", 3, frozenset(), 1),
    ]
    found = entities(names, [("Forum Wolnych Narodów Postrosji", "FNPR")])
    assert found["FNPR", "organisation"] == "Forum Wolnych Narodów Postrosji"


def test_types_are_kept_apart() -> None:
    names = [Name("Waszyngton", "place", 2, frozenset(), 0), Name("Waszyngton", "person", 1, frozenset(), 1)]
    assert len(entities(names)) == 2


def linked(*records: tuple[str, int], label: NameLabel = "persName") -> dict[str, str]:
    return {name: group for (name, _), group in link(ArticleEntity(n, label, c) for n, c in records).items()}


def test_names_link_across_articles() -> None:
    found = linked(
        ("Donald Trump", 100),
        ("D. Trump", 3),
        ("Trump", 50),
        ("Melania Trump", 5),
        ("Emmanuel Macron", 9),
        ("Emmanuela Macrona", 1),
        ("Macron", 4),
        ("Jean-Claude Juncker", 40),
        ("Jean-Claude Junker", 1),
        ("Recep Tayyip Erdogan", 5),
        ("Recep Erdoğan", 2),
        ("Maria Zacharowa", 5),
        ("Zacharow", 9),
    )
    assert found["Trump"] == found["D. Trump"] == "Donald Trump"
    assert found["Melania Trump"] == "Melania Trump"
    assert found["Emmanuela Macrona"] == found["Macron"] == "Emmanuel Macron"
    assert found["Jean-Claude Junker"] == "Jean-Claude Juncker"
    assert found["Recep Erdoğan"] == "Recep Tayyip Erdogan"
    assert found["Zacharow"] == "Zacharow"


def test_a_surname_of_two_people_stays_alone() -> None:
    found = linked(("Lech Kaczyński", 10), ("Jarosław Kaczyński", 12), ("Kaczyński", 30))
    assert set(found.values()) == {"Lech Kaczyński", "Jarosław Kaczyński", "Kaczyński"}


def test_organisations_and_places_link_by_tables_and_by_what_articles_tell() -> None:
    records = [
        ArticleEntity("Unia Europejska", "orgName", 9),
        ArticleEntity("UE", "orgName", 19),
        ArticleEntity("USA", "placeName", 9),
        ArticleEntity("Stany Zjednoczone", "geogName", 2),
        ArticleEntity("Forum Wolnych Narodów", "orgName", 2, ("FNPR", "Forum Wolnych Narodów")),
        ArticleEntity("FNPR", "orgName", 5),
    ]
    found = link(records)
    assert found["UE", "orgName"] == "Unia Europejska"
    assert found["USA", "placeName"] == found["Stany Zjednoczone", "geogName"] == "Stany Zjednoczone"
    assert found["FNPR", "orgName"] == "Forum Wolnych Narodów"


def test_shortened_names_link() -> None:
    found = linked(("Unia Europejska", 90), ("Unia Celna", 2), ("Unia", 9), ("Rada Europy", 4), ("Rada Nadzorcza", 5),
                   ("Rada", 3), label="orgName")  # fmt: skip
    assert found["Unia"] == "Unia Europejska"
    assert found["Rada"] == "Rada"
    assert linked(("Wielka Brytania", 9), ("W. Brytania", 2), label="placeName")["W. Brytania"] == "Wielka Brytania"


def test_linking_nothing() -> None:
    assert link([]) == {}


NAMES = [
    "Anna Nowak",
    "Nowak",
    "A. Nowak",
    "Anna Nowakowa",
    "Jan Nowak",
    "Jana Nowaka",
    "Nowaka",
    "Kim",
    "Ann Novak",
    "",
]


@given(
    st.lists(st.builds(ArticleEntity, st.sampled_from(NAMES), st.just("persName"), st.integers(1, 30)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_linking_does_not_depend_on_order(records: list[ArticleEntity], chance: random.Random) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert link(shuffled) == link(records)


@given(st.lists(st.text(max_size=15), max_size=8, unique=True), st.sampled_from(["person", "place", "organisation"]))
def test_any_names_form_entities(bases: list[str], type_: EntityType) -> None:
    found = clusters(type_, *bases)
    assert set(found) == set(bases)
    assert set(found.values()) <= set(bases)


@given(st.text(max_size=10), st.text(max_size=10))
def test_distance_is_symmetric_and_bounded(left: str, right: str) -> None:
    assert distance(left, right, 3) == distance(right, left, 3) <= 4
    assert (distance(left, right, 3) == 0) == (left == right)


def test_similarity_of_words() -> None:
    assert near("Smadijarow", "Smarijadow")
    assert not near("Kaczyński", "Kuczyński")
    assert not near("Zacharow", "Zacharowa")
    assert words_of("Kasym Żomart-Tokajew") == words_of("Kasym-Żomart Tokajew")
    assert acronym_of("KE", "Komisja Europejska")
    assert acronym_of("MSZ", "ministerstwo spraw zagranicznych")
    assert not acronym_of("Unia", "Unia Europejska")
