"""Ids: from file names, made harmless, kept apart."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kzqa.reading.ids import UniqueIds, clean_id, id_from_name


@pytest.mark.parametrize(
    ("name", "article_id"),
    [
        ("000_0c58b9d81132138d.txt", "000"),
        ("17.txt", "17"),
        ("12 wizyta w Astanie.md", "12"),
        ("wizyta w Astanie.txt", "wizyta-w-Astanie"),
        ("żółw: jaźń.html", "żółw-jaźń"),
        ("artykuł.txt.gz", "artykuł"),
        ("2023-05-01-wybory.txt", "2023-05-01-wybory"),
        ("4aff1e08da48c974.txt", "4aff1e08da48c974"),
        ("folder/07-a.txt", "07"),
        ("a\nb\u202e[red].txt", "a-b-red"),
        ("...", "artykul"),
        ("☃.txt", "artykul"),
    ],
)
def test_id_of_a_file(name: str, article_id: str) -> None:
    assert id_from_name(name) == article_id


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example("0:-0")
@given(st.text())
def test_a_clean_id_can_stand_in_a_citation(text: str) -> None:
    found = clean_id(text)
    assert len(found) <= 100
    assert all(char.isalnum() or char in "_-." or not char.isascii() for char in found)
    assert not any(char.isspace() or char in ":[]/\\" or not char.isprintable() for char in found)
    assert not found.startswith(("-", ".")) and not found.endswith(("-", "."))
    assert clean_id(found) == found


def test_later_doubles_are_numbered() -> None:
    ids = UniqueIds()
    assert [ids.unique(wanted) for wanted in ("a", "a", "b", "a", "a-2", "b")] == [
        "a",
        "a-2",
        "b",
        "a-3",
        "a-2-2",
        "b-2",
    ]


def test_ids_that_an_archive_holds_are_taken() -> None:
    ids = UniqueIds({"a", "a-2", "a-3"}.__contains__)
    assert [ids.unique("a"), ids.unique("a"), ids.unique("c")] == ["a-4", "a-5", "c"]
