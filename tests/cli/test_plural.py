"""Polish plural forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.cli.plural import NOUNS, counted, number, plural

ANSWER = ("odpowiedź", "odpowiedzi-kilka", "odpowiedzi-wiele")


@pytest.mark.parametrize(
    ("count", "form"),
    [
        (0, 2), (1, 0), (2, 1), (3, 1), (4, 1), (5, 2), (10, 2), (11, 2), (12, 2), (13, 2), (14, 2), (15, 2), (20, 2),
        (21, 2), (22, 1), (24, 1), (25, 2), (31, 2), (101, 2), (102, 1), (111, 2), (112, 2), (114, 2), (122, 1),
        (1001, 2), (1002, 1), (1012, 2), (1_000_000, 2), (1_000_003, 1),
    ],
)  # fmt: skip
def test_the_form_that_stands_after_a_number(count: int, form: int) -> None:
    assert plural(count, *ANSWER) == ANSWER[form]


@given(st.integers(min_value=0, max_value=10**12))
def test_one_is_the_only_singular(count: int) -> None:
    assert (plural(count, *ANSWER) == ANSWER[0]) == (count == 1)


@given(st.integers(min_value=2, max_value=10**12))
def test_the_form_depends_on_the_last_two_digits_alone(count: int) -> None:
    assert plural(count, *ANSWER) == plural(count % 100 + 100, *ANSWER)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from([2, 3, 4]))
def test_few_after_two_to_four_but_not_after_the_teens(tens: int, last: int) -> None:
    assert plural(tens * 10 + last, *ANSWER) == (ANSWER[2] if tens % 10 == 1 else ANSWER[1])


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(sorted(NOUNS)))
def test_counted_is_the_number_and_one_of_the_noun_forms(count: int, noun: str) -> None:
    written, _, form = counted(count, noun).rpartition(" ")
    assert int(written.replace("\N{NO-BREAK SPACE}", "")) == count
    assert form in NOUNS[noun]


def test_large_numbers_are_grouped_from_ten_thousand_on() -> None:
    assert [number(count) for count in (0, 999, 9999, 10_000, 1_234_567)] == [
        "0",
        "999",
        "9999",
        "10\N{NO-BREAK SPACE}000",
        "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567",
    ]


def test_the_nouns_of_the_messages() -> None:
    assert [counted(count, "answer") for count in (1, 2, 5, 12, 22)] == [
        "1 odpowiedź",
        "2 odpowiedzi",
        "5 odpowiedzi",
        "12 odpowiedzi",
        "22 odpowiedzi",
    ]
    assert [counted(count, "article") for count in (1, 2, 5, 12, 22)] == [
        "1 artykuł",
        "2 artykuły",
        "5 artykułów",
        "12 artykułów",
        "22 artykuły",
    ]
