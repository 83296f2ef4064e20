"""A stretch of an article with its paragraphs, the cited sentence marked."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from kzqa.archive import ArticleInfo, StoredSentence
from kzqa.cli.output import json_lines, lines, plain
from kzqa.cli.output.forms import Form
from kzqa.cli.output.lines import Line, Piece
from kzqa.cli.terminal import clean

STYLES = {"title": lines.HEADING, "heading": lines.HEADING, "caption": lines.ASIDE, "paragraph": ""}


class Excerpt(NamedTuple):
    """Sentences of an article in order; `paragraph` and `number` are those of the citation, None for all of them."""

    article: ArticleInfo
    sentences: Sequence[StoredSentence]
    paragraph: int | None
    number: int | None

    def is_cited(self, sentence: StoredSentence) -> bool:
        return sentence.paragraph == self.paragraph and self.number in (None, sentence.number)


def write(excerpt: Excerpt, form: Form) -> int:
    """Write an excerpt; on a terminal, a long one in a pager."""
    if form == "json":
        json_lines.write(_record(excerpt))
    elif form == "screen":
        from kzqa.cli.output.screen import Screen

        screen = Screen()
        with screen.paged():
            screen.show(_screen(excerpt))
    else:
        for position, (_, paragraph) in enumerate(groupby(excerpt.sentences, key=lambda s: s.paragraph)):
            if position:
                plain.write()
            for sentence in paragraph:
                plain.write(plain.cited(sentence.citation, sentence.text))
    return 0


def write_page(html: str) -> None:
    """Write a web page on stdout, in UTF-8 as it says of itself."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(html)
    sys.stdout.flush()


def _record(excerpt: Excerpt) -> dict[str, Any]:
    article, sentences = excerpt.article, excerpt.sentences
    cited = [sentence for sentence in sentences if excerpt.is_cited(sentence)] or sentences
    return {
        "path": article.path,
        "article": article.id,
        "start": cited[0].start if cited else 0,
        "end": cited[-1].end if cited else 0,
        "citation": cited[0].citation if cited and excerpt.number is not None else None,
        "title": article.title,
        "date": article.date,
        "url": article.url,
        "author": article.author,
        "sources": list(article.sources),
        "sentences": [
            {
                "citation": sentence.citation,
                "kind": sentence.kind,
                "start": sentence.start,
                "end": sentence.end,
                "text": sentence.text,
                "cited": excerpt.is_cited(sentence),
            }
            for sentence in sentences
        ],
    }


def _screen(excerpt: Excerpt) -> Iterator[Line]:
    article = excerpt.article
    yield lines.EMPTY
    yield lines.source(article.id, article.date, article.author)
    if article.title:
        yield lines.line(article.title, lines.HEADING)
    yield lines.aside([article.path, article.url])
    for number, paragraph in groupby(excerpt.sentences, key=lambda sentence: sentence.paragraph):
        yield lines.EMPTY
        yield Line(tuple(_pieces(excerpt, number, list(paragraph))), 2)
    yield lines.EMPTY


def _pieces(excerpt: Excerpt, number: int, paragraph: Sequence[StoredSentence]) -> Iterator[Piece]:
    yield f"{number}  ", lines.ID
    for position, sentence in enumerate(paragraph):
        style = lines.MATCH if excerpt.is_cited(sentence) else STYLES[sentence.kind]
        yield clean(sentence.text), style
        if position + 1 < len(paragraph):
            yield " ", ""
