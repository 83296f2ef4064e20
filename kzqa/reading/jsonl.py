"""JSON Lines: one article a line, an object with `text` and, if you like, `id`, `title`, `date`, `url`, `author`."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from io import BufferedReader, TextIOWrapper

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.blocks import find_blocks
from kzqa.reading.decoding import UndecodableError, decode
from kzqa.reading.document import MAX_BYTES, Document, build, digest
from kzqa.reading.headers import one_line

# JSON can spell what neither UTF-8 nor SQLite can hold: half a surrogate pair, a NUL.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def parse_jsonl(stream: BufferedReader, document: Document) -> Iterator[Article | ReadingError]:
    """The articles of a JSON Lines file; a bad line gives a ReadingError that names it, the others are read."""
    if wide := _wide_encoding(stream, document.encoding):
        document = document._replace(encoding="utf-8")
        lines = _wide_lines(stream, wide)
    else:
        lines = numbered_lines(stream)
    for number, line in lines:
        numbered = document._replace(path=f"{document.path}#{number}")
        if line is None or line.strip():
            yield parse_line(line, numbered)


def parse_line(line: bytes | None, document: Document) -> Article | ReadingError:
    """One article from its line, whose number stands in the document's path; None stands for a line that is too long.

    The article's text is that of the key `text`, its digest that of the line without its end.
    """
    where = f"wiersz {document.path.rpartition('#')[2]}"
    if line is None:
        return ReadingError(document.path, f"{where} ma ponad {MAX_BYTES // 2**20} MB")
    try:
        values = json.loads(decode(line, document.encoding).text)
    except UndecodableError as error:
        return ReadingError(document.path, f"{where}: {error}")
    except json.JSONDecodeError as error:
        return ReadingError(document.path, f"{where} nie jest poprawnym JSON-em (znak {error.pos + 1})")
    except (ValueError, RecursionError):
        return ReadingError(document.path, f"{where} nie jest poprawnym JSON-em")
    if not isinstance(values, dict):
        return ReadingError(document.path, f"{where} nie jest obiektem JSON z kluczem „text”")
    text = values.pop("text", None)
    if not isinstance(text, str):
        return ReadingError(document.path, f"{where} nie ma klucza „text” z tekstem artykułu")
    text = _UNSTORABLE.sub("\ufffd", text)
    title = values.get("title")
    blocks = find_blocks(text, title=one_line(title) or None if isinstance(title, str) else None)
    try:
        return build(document, text, blocks, digest(line.rstrip(b"\r\n")), values)
    except ReadingError as error:
        return ReadingError(document.path, f"{where}: {error.reason}")


def numbered_lines(stream: BufferedReader) -> Iterator[tuple[int, bytes | None]]:
    """The lines, from 1; None in place of a line that is longer than an article can be."""
    number = 0
    while line := stream.readline(MAX_BYTES):
        number += 1
        if len(line) < MAX_BYTES or line.endswith(b"\n"):
            yield number, line
        else:
            while len(line) == MAX_BYTES and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield number, None


def _wide_encoding(stream: BufferedReader, encoding: str | None) -> str | None:
    """UTF-16 or UTF-32 where the file is in one of them: its lines cannot be told by the byte of the line end."""
    if encoding is None and stream.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    return encoding if encoding and codecs.lookup(encoding).name.startswith(("utf-16", "utf-32")) else None


def _wide_lines(stream: BufferedReader, encoding: str) -> Iterator[tuple[int, bytes | None]]:
    """The same of a file in UTF-16 or UTF-32, as UTF-8."""
    text = TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    for number, line in enumerate(iter(lambda: text.readline(MAX_BYTES), ""), start=1):
        yield number, line.removeprefix("\ufeff").encode()
