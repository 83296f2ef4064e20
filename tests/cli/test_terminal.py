"""Untrusted text never steers a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.cli.terminal import REPLACEMENT, clean, highlighted

DIRECTIONS = {"RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("Tokajew", "Tokajew"),
        ("\x1b[31mczerwony\x1b[0m", f"{REPLACEMENT}[31mczerwony{REPLACEMENT}[0m"),
        ("\x9b31m", f"{REPLACEMENT}31m"),
        ("a\x00b\x07c\x7f", f"a{REPLACEMENT}b{REPLACEMENT}c{REPLACEMENT}"),
        ("dwa\nwiersze\r\n\ttu", "dwa wiersze tu"),
        ("od\u202eprawej\u202c \u2066x\u2069", f"od{REPLACEMENT}prawej{REPLACEMENT} {REPLACEMENT}x{REPLACEMENT}"),
        ("ze\u200bro\ufeff\u00ad", "zero"),
        ("akapit\u2029wiersz\u2028", "akapit wiersz "),
        ("połówka \ud83d", f"połówka {REPLACEMENT}"),
        ("[red]nie[/] [link=x]", "[red]nie[/] [link=x]"),
        ("„Żółć” – 😀", "„Żółć” – 😀"),
    ],
)
def test_clean(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text(st.characters()))
def test_cleaned_text_holds_no_character_that_steers(text: str) -> None:
    shown = clean(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown)
    assert not any(unicodedata.bidirectional(char) in DIRECTIONS for char in shown)
    assert clean(shown) == shown
    shown.encode("utf-8")


@given(st.text(st.characters()), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_highlighting_keeps_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    shown = "".join(piece for piece, _ in highlighted(text, spans))
    assert shown.replace(" ", "") == clean(text).replace(" ", "")


def test_highlights_are_the_spans_also_where_unseen_characters_are_dropped() -> None:
    assert list(highlighted("a\u200bTo\u200bkajew b", [(2, 10)])) == [("a", False), ("Tokajew", True), (" b", False)]


def test_overlapping_and_overhanging_highlights() -> None:
    assert list(highlighted("abcdef", [(1, 3), (2, 4), (5, 99)])) == [
        ("a", False),
        ("bc", True),
        ("d", True),
        ("e", False),
        ("f", True),
    ]
