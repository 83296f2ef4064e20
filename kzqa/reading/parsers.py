"""Which parser reads a file that is not packed, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BufferedReader
from pathlib import PurePosixPath

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.document import Document
from kzqa.reading.html import parse_html
from kzqa.reading.jsonl import parse_jsonl
from kzqa.reading.markdown import parse_markdown
from kzqa.reading.plain import parse_plain

Parser = Callable[[BufferedReader, Document], Iterator[Article | ReadingError]]
"""Reads a stream of bytes; may raise ReadingError or OSError, and what it yielded before stays good."""

_PARSERS: dict[str, Parser] = {
    ".txt": parse_plain,
    ".md": parse_markdown,
    ".markdown": parse_markdown,
    ".jsonl": parse_jsonl,
    ".ndjson": parse_jsonl,
    ".html": parse_html,
    ".htm": parse_html,
}


def parser_of(name: str) -> Parser | None:
    """The parser of files of this name; None where kzqa reads no such files."""
    return _PARSERS.get(PurePosixPath(name).suffix.lower())
