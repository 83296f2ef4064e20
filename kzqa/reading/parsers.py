"""Which parser reads a file, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.document import Document
from kzqa.reading.plain import parse_plain

Parser = Callable[[IO[bytes], Document], Iterator[Article | ReadingError]]
"""Reads a stream of bytes; may raise ReadingError or OSError, and what it yielded before stays good."""

_PARSERS: dict[str, Parser] = {".txt": parse_plain}


def parser_of(name: str) -> Parser | None:
    """The parser of files of this name; None where kzqa reads no such files."""
    return _PARSERS.get(PurePosixPath(name).suffix.lower())
