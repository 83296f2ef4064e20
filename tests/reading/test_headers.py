"""Headers: dates at every precision, front matter, broken ones, control characters."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from reading_helpers import blocks, the_article

from kzqa.reading.headers import one_line, read_date, read_header

NEWS = (
    "---\r\nid: wybory-7\r\ndate: 2016-11-09\r\nurl: https://przyklad.pl/a?b=c:d\r\n---\r\n"
    "Trump wygrał wybory\r\n\r\nTak.\r\n"
)


def test_front_matter_with_carriage_returns_and_title_from_the_first_line(tmp_path: Path) -> None:
    article = the_article(tmp_path / "7.txt", NEWS)
    assert (article.id, article.date, article.url) == ("wybory-7", "2016-11-09", "https://przyklad.pl/a?b=c:d")
    assert article.title == "Trump wygrał wybory"
    assert blocks(article) == [("title", "Trump wygrał wybory"), ("paragraph", "Tak.")]
    assert article.text == NEWS


def test_front_matter_gives_title_author_and_keys_of_its_own(tmp_path: Path) -> None:
    article = the_article(
        tmp_path / "a.txt",
        '---\ntitle: "Wybory: wynik"\nauthor: Jan Żak\nsekcja: świat\n---\nWybory: wynik\n\nZdanie.\n',
    )
    assert (article.title, article.author, article.extra) == ("Wybory: wynik", "Jan Żak", {"sekcja": "świat"})
    assert [kind for kind, _ in blocks(article)] == ["title", "paragraph"]


@pytest.mark.parametrize(
    "text", ["---\nnic nie zamyka: tego\n", "---\n---\n", "--- to nie nagłówek\nx: y\n---\n", "date jutro"]
)
def test_what_only_looks_like_a_header_is_text(text: str) -> None:
    assert read_header(text) == ({}, 0, False)


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2022", "2022"),
        ("2022-06", "2022-06"),
        ("2022-6-1", "2022-06-01"),
        ("2016-11-26T12:42:41+00:00", "2016-11-26"),
        ("2016-11-24T21:26:40.000Z", "2016-11-24"),
        ("20220621", "2022-06-21"),
        ("21.06.2022", "2022-06-21"),
        ("21.06.2022, 10:15", "2022-06-21"),
        ("21 czerwca 2022 r.", "2022-06-21"),
        ("Październik 2022", "2022-10"),
        ("29.02.2020", "2020-02-29"),
    ],
)
def test_dates(value: str, iso: str) -> None:
    assert read_date(value, datetime.date(2024, 1, 1)) == (iso, None)


@pytest.mark.parametrize(
    "value", ["2022-13", "31.02.2022", "wczoraj", "5 maja", "0000", "21 foobar 2022", "2022-06-21-3"]
)
def test_a_broken_date_gives_a_warning_and_no_date(value: str) -> None:
    iso, warning = read_date(value)
    assert iso is None
    assert warning is not None and value in warning


def test_a_date_in_the_future_is_taken_with_a_warning() -> None:
    assert read_date("2050-01", datetime.date(2024, 1, 1)) == ("2050-01", "data „2050-01” leży w przyszłości")


def test_a_seed_header_with_a_broken_date_is_no_part_of_the_text(tmp_path: Path) -> None:
    article = the_article(tmp_path / "1.txt", " date 2022-99 Rzecznik milczy.")
    assert article.date is None
    assert article.warnings == ("niemożliwa data „2022-99”, więc artykuł jest bez daty",)
    assert blocks(article) == [("paragraph", "Rzecznik milczy.")]


def test_control_and_direction_characters_leave_titles_and_urls(tmp_path: Path) -> None:
    article = the_article(
        tmp_path / "1.txt", "---\ntitle: A\x1b[31m\u202eB\x9b [red]\nurl: http://x\x07y\n---\nZdanie.\n"
    )
    assert (article.title, article.url) == ("A[31mB [red]", "http://xy")
    assert one_line("a\u2028b\tc" + "d" * 2000, 10) == "a b cddddd"
