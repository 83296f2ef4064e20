"""The page of an article: structure, marks that nest, links, and nothing that a text could smuggle in."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzqa.archive import Archive
from kzqa.model import Article, BlockKind, DateMention, Mention, Quote, Sentence
from kzqa.pages import page
from kzqa.pages.marks import Mark, mark_up

VOID = {"meta", "input"}


class Element(NamedTuple):
    tag: str
    attributes: dict[str, str | None]


class Reader(HTMLParser):
    """Checks that every element is closed in its turn, and keeps elements and text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def ids(self) -> list[str | None]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]


def sentence(paragraph: int, number: int, start: int, end: int, kind: BlockKind = "paragraph") -> Sentence:
    return Sentence(paragraph, number, kind, start, end, ())


def article(text: str, **values: Any) -> Article:
    return Article(id="1", path="a.txt", text=text, blocks=(), digest="", **values)


@pytest.fixture(scope="module")
def seed_pages(seeds_archive: Archive) -> dict[str, tuple[str, Reader]]:
    pages = {}
    for info in seeds_archive.articles():
        html = page(
            info,
            seeds_archive.text(info),
            seeds_archive.sentences(info),
            mentions=seeds_archive.mentions(info.rowid),
            dates=seeds_archive.dates(info.rowid),
            quotes=seeds_archive.quotes(info.rowid),
        )
        pages[info.id] = (html, Reader(html))
    return pages


def test_every_sentence_of_the_seeds_has_its_anchor(
    seeds_archive: Archive, seed_pages: dict[str, tuple[str, Reader]]
) -> None:
    for info in seeds_archive.articles():
        ids = seed_pages[info.id][1].ids()
        assert len(ids) == len(set(ids))
        assert {f"p{found.paragraph}s{found.number}" for found in seeds_archive.sentences(info)} <= set(ids)


def test_every_link_leads_somewhere(seed_pages: dict[str, tuple[str, Reader]]) -> None:
    for _, reader in seed_pages.values():
        links = [element.attributes["href"] for element in reader.elements if element.tag == "a"]
        assert links
        assert {link.removeprefix("#") for link in links if link} <= set(reader.ids())


def test_structure_for_screen_readers_and_phones(seed_pages: dict[str, tuple[str, Reader]]) -> None:
    for html, reader in seed_pages.values():
        tags = [element.tag for element in reader.elements]
        assert reader.elements[0] == Element("html", {"lang": "pl"})
        assert [tags.count(tag) for tag in ("header", "main", "article", "footer", "h1", "title")] == [1] * 6
        assert any(element.attributes.get("name") == "viewport" for element in reader.elements)
        assert "prefers-color-scheme: dark" in html
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_loaded_or_run(seed_pages: dict[str, tuple[str, Reader]]) -> None:
    for html, reader in seed_pages.values():
        assert not {"script", "link", "img", "iframe", "object"} & {element.tag for element in reader.elements}
        assert "url(" not in html and "@import" not in html
        assert not any(name.startswith("on") or name == "src" for e in reader.elements for name in e.attributes)


def test_dates_have_their_value_and_quotes_their_speaker() -> None:
    text = 'W czerwcu ubiegłego roku Tokajew powiedział: "Dobrze". Od maja do lipca było cicho.'
    start, interval = text.index("czerwcu"), text.index("maja")
    html = page(
        article(text, date="2023-02", title="Tytuł"),
        text,
        [sentence(1, 1, 0, text.index(" Od")), sentence(1, 2, text.index("Od"), len(text))],
        mentions=[Mention(25, 32, "Tokajew", "persName", "Tokajew", "Kasym-Żomart Tokajew")],
        dates=[
            DateMention(start, start + 22, "czerwcu ubiegłego roku", "2022-06", True),
            DateMention(interval, interval + 14, "maja do lipca", "2023-05/2023-07", False),
        ],
        quotes=[Quote(46, 52, "Dobrze", "direct", "Kasym-Żomart Tokajew", None, None)],
    )
    times = [element.attributes for element in Reader(html).elements if element.tag == "time"]
    assert [found["datetime"] for found in times] == ["2023-02", "2022-06"]
    assert "[2022-06]" in html and "[2023-05/2023-07]" in html
    assert "[cytat: Kasym-Żomart Tokajew]" in html
    assert 'Tokajew<span class="unseen"> (osoba)</span>' in html
    assert html.count("<h1>") == 1


def test_an_article_s_own_title_is_the_only_first_heading() -> None:
    text = "Tytuł\n\nZdanie."
    html = page(article(text, title="Tytuł"), text, [sentence(1, 1, 0, 5, "title"), sentence(2, 1, 7, 14)])
    assert html.count("<h1>") == 1
    assert html.index("<main") < html.index("<h1>")


def test_what_a_text_smuggles_in_stays_text() -> None:
    evil = "<script>alert('x')</script>\"onload=y\x00\x1b[31m\u202e$title &amp;"
    html = page(
        article(evil, title=evil, url="javascript:alert(1)", author=evil, date='"><b>'),
        evil,
        [sentence(1, 1, 0, len(evil))],
        mentions=[Mention(0, 8, "<script>", "orgName", evil, evil)],
        dates=[DateMention(0, 8, evil, '"><script>', False)],
        quotes=[Quote(0, 8, evil, "direct", evil, None, evil)],
    )
    reader = Reader(html)
    assert "script" not in {element.tag for element in reader.elements}
    assert not any("javascript" in (value or "") for e in reader.elements for value in e.attributes.values())
    assert not set("\x00\x1b\u202e") & set(html)
    assert "alert('x')" in "".join(reader.text)


def test_an_empty_article_is_a_page() -> None:
    assert Reader(page(article(""), "", [])).ids()


def test_a_quote_over_two_sentences_has_one_note() -> None:
    text = "Raz. Dwa. Trzy."
    spans = [sentence(1, 1, 0, 4), sentence(1, 2, 5, 9), sentence(2, 1, 10, 15)]
    html = page(article(text), text, spans, quotes=[Quote(0, 9, "Raz. Dwa.", "direct", None, None, None)])
    assert html.count("<q ") == 2
    assert html.count("[cytat: nie wiadomo kto]") == 1


spans = st.tuples(st.integers(-2, 22), st.integers(-2, 22))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spans, max_size=8), spans)
def test_marks_nest_and_keep_the_text(found: list[tuple[int, int]], bounds: tuple[int, int]) -> None:
    text = "ab<c&d e\"f'g żółw h i"
    start, end = sorted(min(max(bound, 0), len(text)) for bound in bounds)
    marks = [Mark(a, b, f'<i id="{n}">', "</i>") for n, (a, b) in enumerate(found)]
    reader = Reader(mark_up(text, start, end, marks))
    assert "".join(reader.text) == text[start:end]
    inside = {str(n) for n, (a, b) in enumerate(found) if max(a, start) < min(b, end)}
    assert set(reader.ids()) == inside
