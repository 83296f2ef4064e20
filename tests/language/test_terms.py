"""Words, lemmas and folding of index terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.language.terms import candidates, fold, forms, lemmas, normal, tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kasym-Żomart Tokajew", ["kasym", "żomart", "tokajew"]),
        ("Słowa Biden’a i ONZ-u.", ["słowa", "biden", "a", "i", "onz", "u"]),
        ("1,5 mln zł, 21.06.2022 r.", ["1", "5", "mln", "zł", "21", "06", "2022", "r"]),
        ("MH17 i COVID-19", ["mh17", "i", "covid", "19"]),
        ("Z\u0301o\u0301łc\u0301", ["źółć"]),
        ("praw\u00adda", ["prawda"]),
        ("snake_case [red]x[/]", ["snake", "case", "red", "x"]),
        ("… — „” \x00\x1b 😀", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, expected: list[str]) -> None:
    assert [form for form, _, _ in tokenize(text)] == expected


@given(st.text())
def test_offsets_are_those_of_the_text(text: str) -> None:
    for form, start, end in tokenize(text):
        assert normal(text[start:end]) == form
    if "Σ" not in text:  # whose small letter depends on its neighbours
        assert forms(text) == [form for form, _, _ in tokenize(text)]


@given(st.text(), st.text())
def test_a_word_does_not_reach_over_white_space(left: str, right: str) -> None:
    assert forms(f"{left} {right}") == forms(left) + forms(right)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Kazachstanu", {"kazachstan"}),
        ("kazachstanu", {"kazachstan"}),
        ("KAZACHSTANU", {"kazachstan"}),
        ("polski", {"polska", "polski"}),
        ("premiera", {"premier", "premiera"}),
        ("onz", {"onz"}),
        ("Smadijarowem", {"smadijarowem"}),
        ("2022", {"2022"}),
        ("", {""}),
    ],
)
def test_lemmas_do_not_depend_on_case(form: str, expected: set[str]) -> None:
    assert set(lemmas(form)) == expected


@pytest.mark.parametrize(
    ("base", "cases"),
    [
        ("smadijarow", ["Smadijarow", "Smadijarowa", "Smadijarowowi", "Smadijarowem"]),
        ("tokajew", ["tokajew", "tokajewa", "tokajewowi", "tokajewem"]),
        ("zacharow", ["Zacharowa", "Zacharowej", "Zacharową"]),
    ],
)
def test_all_cases_of_an_unknown_name_share_a_candidate(base: str, cases: list[str]) -> None:
    assert all(base in candidates(form) for form in cases)


def test_known_words_have_no_other_candidates_than_their_lemmas() -> None:
    assert candidates("ambasadorem") == lemmas("ambasadorem") == ("ambasador",)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Zażółć gęślą jaźń", "Zazolc gesla jazn"), ("ŁÓDŹ", "LODZ"), ("Škoda", "Skoda"), ("abc", "abc"), ("", "")],
)
def test_folding_takes_diacritics_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
