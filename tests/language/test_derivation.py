"""Families of words: who belongs together and who does not."""

from __future__ import annotations

import pytest

from kzqa.language.derivation import family

FAMILIES = [
    "przyjąć przyjmować przyjęcie",
    "odmówić odmawiać",
    "sprzedać sprzedawać",
    "spotkać spotkanie",
    "handel handlowy",
    "energetyka energetyczny",
    "granica graniczny",
    "rząd rządowy rządzić",
    "mobilizacja mobilizować",
    "zakaz zakazać zakazywać",
    "naród narodowy",
    "ogłosić ogłaszać ogłoszenie",
    "zaprosić zapraszać zaproszenie",
    "wydalić wydalać wydalenie",
    "głosować głosowanie",
    "negocjacja negocjować negocjator",
]


@pytest.mark.parametrize("words", FAMILIES)
def test_words_of_a_family_share_a_key(words: str) -> None:
    keys = {family(word) for word in words.split()}
    assert len(keys) == 1
    assert None not in keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("przyjąć", "przyjaźń"),
        ("granica", "granat"),
        ("wydalić", "wydarzyć"),
        ("państwo", "pański"),
        ("handel", "hangar"),
    ],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert family(one) != family(other)


@pytest.mark.parametrize("word", ["", "a", "dom", "1939", "UE"])
def test_too_short_for_a_family(word: str) -> None:
    assert family(word) is None
