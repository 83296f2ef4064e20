"""Web pages: trafilatura finds the article among menus and advertisements, and what the page says of it.

The article's text is the extracted one, a block a line; offsets are offsets in it.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from io import BufferedReader
from xml.etree.ElementTree import Element

from kzqa.errors import ReadingError
from kzqa.model import Article, Block, BlockKind
from kzqa.reading.blocks import is_caption
from kzqa.reading.document import Document, build, decode_document, digest, read_bounded
from kzqa.reading.headers import one_line

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{1,40})""", re.IGNORECASE)
_NO_ARTICLE = "nie ma na tej stronie artykułu"
_KINDS: dict[str, BlockKind] = {"head": "heading", "p": "paragraph", "item": "paragraph", "row": "paragraph"}


def parse_html(stream: BufferedReader, document: Document) -> Iterator[Article | ReadingError]:
    """The one article of a page. A page without one, or without trafilatura installed, is a ReadingError."""
    data = read_bounded(stream, document)
    decoded = decode_document(data, document if document.encoding else document._replace(encoding=_charset(data)))
    try:
        import trafilatura
    except ImportError:
        raise ReadingError(document.path, 'pliki HTML czyta dodatek html: pip install "kzqa[html]"') from None
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # else its warnings reach the user's stderr
    page = trafilatura.bare_extraction(
        decoded.text,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},  # no date is better than a guess
    )
    if not isinstance(page, trafilatura.settings.Document):
        raise ReadingError(document.path, _NO_ARTICLE)
    lines = list(_lines(page.body))
    if not lines:
        raise ReadingError(document.path, _NO_ARTICLE)
    title = one_line(page.title or "")
    if title and lines[0][1].casefold() != title.casefold():
        lines.insert(0, ("title", title))
    text, blocks = _join(lines, title)
    values = {
        "title": title,
        "date": page.date,
        "url": page.url,
        "author": page.author,
        "site": page.sitename,
        "description": page.description,
    }
    known = {key: value for key, value in values.items() if value}
    yield build(document, text, blocks, digest(data), known, [decoded.warning])


def _charset(data: bytes) -> str | None:
    """The encoding that the page names in its head, where it is true: pages are saved anew in UTF-8 at times."""
    found = _CHARSET.search(data, 0, 4096)
    if found is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
        data.decode(name)
    except (LookupError, ValueError):
        return None
    return name


def _lines(element: Element) -> Iterator[tuple[BlockKind, str]]:
    """The lines of trafilatura's tree: headings, paragraphs, list items and table rows, in the page's order."""
    for child in element:
        kind = _KINDS.get(child.tag)
        if kind is None:
            yield from _lines(child)
            continue
        for line in _text(child).split("\n"):
            if line := one_line(line, len(line)):
                yield "caption" if is_caption(line) else kind, line


def _text(element: Element) -> str:
    """The text within an element; a line break in the page is one here, white space and cells are spaces."""
    parts = [_flat(element.text)]
    for child in element:
        parts.append("\n" if child.tag == "lb" else _text(child))
        parts.append(" " if child.tag == "cell" else _flat(child.tail))
    return "".join(parts)


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _join(lines: list[tuple[BlockKind, str]], title: str) -> tuple[str, tuple[Block, ...]]:
    """The text of one block a line, and the blocks; the first is the title where it says so."""
    blocks: list[Block] = []
    start = 0
    for number, (kind, line) in enumerate(lines, start=1):
        is_title = number == 1 and line.casefold() == title.casefold()
        blocks.append(Block(number, "title" if is_title else kind, start, start + len(line)))
        start += len(line) + 1
    return "\n".join(line for _, line in lines), tuple(blocks)
