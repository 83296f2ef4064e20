"""Plain text, with the header ` date YYYY-MM `, a front-matter block or neither."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.blocks import find_blocks
from kzqa.reading.document import Document, build, decode_document, digest, read_bounded
from kzqa.reading.headers import one_line, read_header


def parse_plain(stream: BufferedReader, document: Document) -> Iterator[Article | ReadingError]:
    """The one article of a text file."""
    data = read_bounded(stream, document)
    decoded = decode_document(data, document)
    header = read_header(decoded.text)
    title = one_line(header.values.get("title", "")) or None
    blocks = find_blocks(decoded.text, header.end, title=title, titled=header.is_front_matter)
    yield build(document, decoded.text, blocks, digest(data), header.values, [decoded.warning])
