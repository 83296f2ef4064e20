"""Markdown: headings by their marks, paragraphs over several lines, captions of pictures.

Inline marks (**bold**, [link](url)) stay in the text, whose offsets are those of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader

from kzqa.errors import ReadingError
from kzqa.model import Article, Block, BlockKind
from kzqa.reading.blocks import Line, is_caption, split_lines
from kzqa.reading.document import Document, build, decode_document, digest, read_bounded
from kzqa.reading.headers import read_header

_HEADING = re.compile(r"(#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?\Z")
_BOLD_LINE = re.compile(r"(?P<mark>\*\*|__)(?P<text>[^*_]+)(?P=mark)\Z")
_IMAGE = re.compile(r"!\[(?P<text>[^\]]*)\]\([^)]*\)\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)\Z")
# Rules, fences, table borders, comments and link definitions hold no text.
_NO_TEXT = re.compile(
    r"(?:[-*_][ \t]*){3,}\Z|(?:```|~~~).*|\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t:|-]*)?\Z|<!--.*-->\Z|\[[^\]]+\]:[ \t]+\S+"
)
_OWN_LINE = re.compile(r"(?:>[ \t]?)+|\|")  # quotes and table rows: a block each
_ITEM = re.compile(r"(?:[*+][ \t]+|(?=(?:[-–—]|\d{1,3}[.)])[ \t]))")


def parse_markdown(stream: BufferedReader, document: Document) -> Iterator[Article | ReadingError]:
    """The one article of a Markdown file."""
    data = read_bounded(stream, document)
    decoded = decode_document(data, document)
    header = read_header(decoded.text)
    blocks = tuple(_blocks(decoded.text, header.end, titled="title" in header.values))
    yield build(document, decoded.text, blocks, digest(data), header.values, [decoded.warning])


def _blocks(text: str, start: int, *, titled: bool) -> Iterator[Block]:
    """The blocks; the first heading of the first level is the title where the header gives none."""
    for number, (kind, level, first, last) in enumerate(_pieces(split_lines(text, start)), start=1):
        if level == 1 and not titled:
            titled, kind = True, "title"
        yield Block(number, kind, first, last)


def _pieces(lines: list[Line]) -> Iterator[tuple[BlockKind, int, int, int]]:
    """Kind, heading level or 0, first and last offset of each block."""
    opened: tuple[int, int] | None = None  # the paragraph that the next line may go on with
    for line in lines:
        if opened and _UNDERLINE.match(line.text):
            yield "heading", 1 if line.text[0] == "=" else 2, *opened
            opened = None
            continue
        single = _single_line(line)
        item = _ITEM.match(line.text)
        if opened and (single or item):
            yield "paragraph", 0, *opened
            opened = None
        if single:
            if single[3] > single[2]:
                yield single
            continue
        opened = (opened[0] if opened else line.start + (item.end() if item else 0), line.end)
        if line.before_blank or line.breaks:
            yield "paragraph", 0, *opened
            opened = None


def _single_line(line: Line) -> tuple[BlockKind, int, int, int] | None:
    """The block of a line that stands for itself, an empty one where it holds no text; None for running text."""
    if heading := _HEADING.match(line.text):
        return "heading", len(heading[1]), line.start + heading.start("text"), line.start + heading.end("text")
    if _NO_TEXT.match(line.text):
        return "paragraph", 0, line.start, line.start
    if bold := _BOLD_LINE.match(line.text):
        return "heading", 3, line.start + bold.start("text"), line.start + bold.end("text")
    if image := _IMAGE.match(line.text):
        return "caption", 0, line.start + image.start("text"), line.start + image.end("text")
    if is_caption(line.text):
        return "caption", 0, line.start, line.end
    if own := _OWN_LINE.match(line.text):
        return "paragraph", 0, line.start + (own.end() if line.text[0] == ">" else 0), line.end
    return None
