"""The page of `kzqa show ARTICLE --html`: names, dates and quotes marked in the text, and listed below it.

One file without scripts, pictures or anything to load. Kinds of marks differ in their lines and in words, not by colour
alone; each kind can be switched off, for the eye and for a screen reader.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Protocol

from kzqa.model import DateMention, EntityType, Mention, Quote
from kzqa.pages.article import (
    NO_SPEAKER,
    QUOTE_WORDS,
    Places,
    SentenceSpan,
    article,
    date_mark,
    name_mark,
    quote_mark,
)
from kzqa.pages.marks import escape

_TYPE_HEADINGS: dict[EntityType, str] = {"person": "Osoby", "place": "Miejsca", "organisation": "Organizacje"}
_WEB_LINK = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_NOTHING = "<p>Nic nie znaleziono.</p>"


class Head(Protocol):
    """What stands over the article: `model.Article` and an archive's `ArticleInfo` both have it."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...


def page(
    head: Head,
    text: str,
    sentences: Sequence[SentenceSpan],
    *,
    mentions: Sequence[Mention] = (),
    dates: Sequence[DateMention] = (),
    quotes: Sequence[Quote] = (),
) -> str:
    """The whole HTML document. `sentences` are all of the article, in order; offsets are offsets in `text`."""
    places = Places(sentences)
    marks = [*map(quote_mark, quotes), *map(date_mark, dates), *map(name_mark, mentions)]
    title = escape(head.title or f"Artykuł {head.id}")
    has_own_title = bool(sentences) and sentences[0].kind == "title"
    return Template(_resource("page.html")).substitute(
        title=title,
        style=_resource("page.css"),
        heading="" if has_own_title else f"<h1>{title}</h1>",
        facts="".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in _facts(head)),
        article="\n".join(article(text, sentences, places, marks)),
        names="".join(_name_lists(mentions, places)) or _NOTHING,
        dates=_list(_date_items(dates, places)),
        quotes=_list(_quote_items(quotes, places)),
    )


@cache
def _resource(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _facts(head: Head) -> Iterator[tuple[str, str]]:
    """What is known of the article, as names and values in HTML."""
    if head.date:
        yield "Data", f'<time datetime="{escape(head.date)}">{escape(head.date)}</time>'
    if head.author:
        yield "Autor", escape(head.author)
    if head.url:
        url = escape(head.url)
        is_link = _WEB_LINK.fullmatch(head.url)  # javascript: and the like stay text
        yield "Źródło", f'<a href="{url}" rel="noreferrer">{url}</a>' if is_link else url
    yield "Plik", escape(head.path)
    yield "Identyfikator", escape(head.id)


def _name_lists(mentions: Iterable[Mention], places: Places) -> Iterator[str]:
    """A list for each kind of name, the most frequent first, with links to every sentence that holds it."""
    links: dict[EntityType, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for mention in mentions:
        links[mention.type][mention.entity][places.link(mention.start)] = None
    for kind, heading in _TYPE_HEADINGS.items():
        if entities := links.get(kind):
            ranked = sorted(entities.items(), key=lambda item: (-len(item[1]), item[0]))
            yield f"<h3>{heading}</h3>" + _list(f"{escape(name)} {' '.join(found)}" for name, found in ranked)


def _date_items(dates: Iterable[DateMention], places: Places) -> Iterator[str]:
    """The dates in the order of time; those without a value last."""
    for date in sorted(dates, key=lambda date: (date.iso is None, date.iso or "", date.start)):
        yield f"<b>{escape(date.iso or 'nieustalona')}</b> {escape(date.text)} {places.link(date.start)}"


def _quote_items(quotes: Iterable[Quote], places: Places) -> Iterator[str]:
    for quote in quotes:
        speaker = escape(quote.speaker or NO_SPEAKER)
        yield f"<b>{speaker}</b> ({QUOTE_WORDS[quote.kind]}): {escape(quote.text)} {places.link(quote.start)}"


def _list(items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{lines}</ul>" if lines else _NOTHING
