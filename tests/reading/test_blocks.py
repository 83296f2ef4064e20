"""Lines to blocks: kinds by form, exact offsets."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzqa.reading.blocks import MAX_BLOCKS, find_blocks

BEFORE, AFTER = "Zdanie przed nim.\n\n", "\n\nZdanie po nim."


def kind_between(line: str) -> str:
    text = BEFORE + line + AFTER
    block = find_blocks(text)[1]
    assert text[block.start : block.end] == line
    return block.kind


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Pogorszenie relacji między krajami", "heading"),
        ("Co dalej z Kazachstanem?", "heading"),
        ("„Nie boimy się”", "heading"),
        ("20 osób rannych", "heading"),
        ("O TYM SIĘ MÓWI", "heading"),
        ("Krótkie zdanie.", "paragraph"),
        ("- Nie ma mowy - powiedział", "paragraph"),
        ("– Tak", "paragraph"),
        ("• ropa i gaz", "paragraph"),
        ("1. Umowa o ropie", "paragraph"),
        ("„Są nas tysiące. Nie opuścimy tego miejsca!”", "paragraph"),
        ("bardziej złożony, niż ktokolwiek przewidywał", "paragraph"),
        ("Jest oddaną działaczką”", "paragraph"),
        ("Podpisano umowy:", "paragraph"),
        ("To jeszcze nie koniec…", "paragraph"),
        ("WŁADZE ZDECYDOWAŁY SIĘ NA MNIEJ RADYKALNE ROZWIĄZANIE, " * 3, "paragraph"),
        ("60", "paragraph"),
        ("Tusk na Twitterze (Getty Images, Fot: Dan Kitwood)", "caption"),
        ("Foto: PAP Protest w Karaczi.", "caption"),
        ("Donald Tusk zabrał głos Fot. Virginia Mayo / AP Photo.", "caption"),
        ("Na zdjęciu: prezydent Tokajew", "caption"),
        ("Zdjęcie pomogło zwolennikom brexitu, teraz pomaga Orbanowi.", "paragraph"),
        ("Wolność, równość / braterstwo", "heading"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    assert kind_between(line.strip()) == kind


def test_a_list_of_short_lines_is_no_row_of_headings() -> None:
    text = "Skład rządu jest taki:\nJan Kowalski\nAnna Nowak\nPiotr Zieliński\nEwa Lis\n\nKoniec."
    assert {block.kind for block in find_blocks(text)} == {"paragraph"}


def test_hard_wrapped_text_holds_no_headings() -> None:
    text = "Prezydent Kazachstanu przyjął we wtorek\nw Astanie ministra spraw zagranicznych\nPolski. Rozmowa trwała."
    assert {block.kind for block in find_blocks(text)} == {"paragraph"}


def test_the_last_line_is_no_heading() -> None:
    assert [block.kind for block in find_blocks("Zdanie.\n\nJan Kowalski")] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Brexit coraz bliżej\n\nZdanie.", "title"),
        ("Liczba posłów spadnie w 2019 r.\n\nZdanie.", "title"),
        ("Brexit coraz bliżej\nZdanie.", "heading"),
        ("Krótkie zdanie.\n\nZdanie.", "paragraph"),
        ("Sam jeden wiersz", "paragraph"),
        ("- Dialog\n\nZdanie.", "paragraph"),
    ],
)
def test_the_first_line_is_the_title_where_it_looks_like_one(text: str, kind: str) -> None:
    assert find_blocks(text)[0].kind == kind


def test_after_front_matter_a_title_needs_no_blank_line_and_no_capital() -> None:
    assert find_blocks("dpa: Komisja nie uważa\nZdanie.", titled=True)[0].kind == "title"


def test_more_lines_than_an_article_can_have_are_not_kept() -> None:
    assert len(find_blocks("a\n" * (MAX_BLOCKS + 50))) == MAX_BLOCKS + 1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(["\n", "\r\n", "\r", "\u2028", " ", "\t", "\xa0", "Ą.", "żółw", "- ", "„", "”", "🙂", "\x85"])
    )
)
def test_blocks_are_exact_and_lose_no_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find_blocks(text)
    position = 0
    for number, block in enumerate(found, start=1):
        line = text[block.start : block.end]
        assert block.number == number
        assert line and line == line.strip()
        assert not set(line) & set("\r\n\u2028")
        assert not text[position : block.start].strip()
        position = block.end
    assert not text[position:].strip()
