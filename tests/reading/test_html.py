"""Web pages, read by trafilatura."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from reading_helpers import blocks, the_article, the_error

PARAGRAPH = (
    "Prezydent Kazachstanu przyjął we wtorek w Astanie ministra spraw zagranicznych Polski i mówił z nim o handlu. "
)
PAGE = f"""<!DOCTYPE html><html lang="pl"><head><meta charset="{{charset}}"><title>Wizyta w Astanie - Portal</title>
<meta property="og:title" content="Wizyta w Astanie"><meta name="author" content="Jan Nowak">
<meta property="article:published_time" content="2023-02-14T10:00:00+01:00"></head>
<body><nav><a href="/">Start</a></nav><article><h1>Wizyta w Astanie</h1>
<p>{PARAGRAPH}Rozmowa trwała <b>dwie</b>
godziny.</p><h2>Rozmowy o ropie</h2><p>{PARAGRAPH}<br>- To dobry dzień &amp; dobra rozmowa - powiedział.</p>
<p>{PARAGRAPH}</p></article><footer>Copyright 2011</footer><script>alert("x")</script></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1250", "iso-8859-2"])
def test_article_of_a_page(tmp_path: Path, charset: str) -> None:
    article = the_article(tmp_path / "12.html", PAGE.format(charset=charset).encode(charset))
    assert (article.id, article.title, article.date, article.author) == (
        "12",
        "Wizyta w Astanie",
        "2023-02-14",
        "Jan Nowak",
    )
    assert blocks(article) == [
        ("title", "Wizyta w Astanie"),
        ("paragraph", PARAGRAPH + "Rozmowa trwała dwie godziny."),
        ("heading", "Rozmowy o ropie"),
        ("paragraph", PARAGRAPH.strip()),
        ("paragraph", "- To dobry dzień & dobra rozmowa - powiedział."),
        ("paragraph", PARAGRAPH.strip()),
    ]


def test_a_charset_that_is_not_true_is_not_believed(tmp_path: Path) -> None:
    article = the_article(tmp_path / "a.htm", PAGE.format(charset="ascii").encode())
    assert "przyjął" in article.text


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<" * 1000, "<p></p>"])
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str) -> None:
    assert the_error(tmp_path / "a.html", page).reason == "nie ma na tej stronie artykułu"


def test_without_trafilatura_the_way_to_install_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert 'pip install "kzqa[html]"' in the_error(tmp_path / "a.html", PAGE.format(charset="utf-8")).reason
