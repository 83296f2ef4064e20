"""Markdown: headings, paragraphs over lines, captions; offsets exact."""

from __future__ import annotations

from pathlib import Path

from reading_helpers import blocks, the_article

TEXT = """---
date: 21 czerwca 2022 r.
---
# Wizyta w Astanie #

Pierwszy akapit jest
w dwóch wierszach.
**Śródtytuł**
- To dobrze - powiedział.
* punkt

Nagłówek
--------
![Prezydent](a.jpg)
![](b.jpg)
> cytat jeden

| a | b |
|---|---|
| 1 | 2 |
***
<!-- uwaga -->
Wiersz z przełamaniem\x20\x20
Koniec
"""


def test_markdown(tmp_path: Path) -> None:
    article = the_article(tmp_path / "a.md", TEXT)
    assert (article.title, article.date) == ("Wizyta w Astanie", "2022-06-21")
    assert blocks(article) == [
        ("title", "Wizyta w Astanie"),
        ("paragraph", "Pierwszy akapit jest\nw dwóch wierszach."),
        ("heading", "Śródtytuł"),
        ("paragraph", "- To dobrze - powiedział."),
        ("paragraph", "punkt"),
        ("heading", "Nagłówek"),
        ("caption", "Prezydent"),
        ("paragraph", "cytat jeden"),
        ("paragraph", "| a | b |"),
        ("paragraph", "| 1 | 2 |"),
        ("paragraph", "Wiersz z przełamaniem"),
        ("paragraph", "Koniec"),
    ]
    assert article.text == TEXT


def test_a_title_in_the_front_matter_leaves_the_first_heading_a_heading(tmp_path: Path) -> None:
    article = the_article(tmp_path / "a.md", "---\r\ntitle: Tytuł\r\n---\r\n# Wstęp\r\nZdanie.\r\n")
    assert article.title == "Tytuł"
    assert blocks(article) == [("heading", "Wstęp"), ("paragraph", "Zdanie.")]
