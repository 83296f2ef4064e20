"""What the user names, as sources: files that may hold articles, found one by one and parsed only when asked to."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.decoding import check_encoding
from kzqa.reading.document import Document, digest
from kzqa.reading.files import explain, regular_file, shown, walk
from kzqa.reading.jsonl import numbered_lines, parse_line
from kzqa.reading.packed import is_packed, parse_gz, parse_zip
from kzqa.reading.parsers import Parser, parser_of
from kzqa.reading.plain import parse_plain

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One file, not opened yet; a zip or a JSON Lines file with all its articles is one source.

    `path` is as the user gave it, made printable, and begins the path of each of its articles. `size` in bytes and
    `mtime_ns` tell cheaply whether the file may have changed since; both are None for a line of standard input, whose
    bytes are in `line`. Plain data: a Source can be sent to another process.
    """

    path: str
    file: str
    size: int | None
    mtime_ns: int | None
    encoding: str | None = None
    line: bytes | None = None

    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal, in one pass and little memory. Raises ReadingError."""
        if self.size is None:
            return digest(self.line or b"")
        try:
            with Path(self.file).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ReadingError(self.path, explain(error)) from None

    def articles(self) -> Iterator[Article | ReadingError]:
        """The articles of the file, in its order, one in memory at a time; errors are yielded, never raised."""
        document = Document(self.path, Path(self.file).name, self.encoding)
        try:
            if self.size is None:
                yield parse_line(self.line, document)
                return
            with Path(self.file).open("rb") as file:
                yield from _parser(self.file)(file, document)
        except ReadingError as error:
            yield error
        except OSError as error:
            yield ReadingError(self.path, explain(error))


def sources(
    paths: Iterable[str | Path], *, encoding: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Source | ReadingError]:
    """The sources among `paths`: files as they are, folders with all that they hold, in sorted order.

    `-` reads standard input: JSON Lines, each line a source of its own, or a list of paths, one a line or divided by
    NUL. A file that is named is read whatever its name; of a folder's files only those of kzqa's formats. What cannot
    be read comes as a ReadingError in its place. Raises OptionError for an unknown encoding.
    """
    codec = check_encoding(encoding) if encoding else None
    for path in paths:
        if os.fspath(path) == STDIN:
            yield from _from_stdin(stdin or sys.stdin.buffer, codec)
        else:
            yield from _from_path(Path(path), codec)


def read(
    paths: Iterable[str | Path], *, encoding: str | None = None, stdin: BinaryIO | None = None
) -> Iterator[Article | ReadingError]:
    """The articles of all sources among `paths`, one in memory at a time; errors are yielded in their place.

    Ids are not made unique here: see `UniqueIds`. Raises OptionError for an unknown encoding.
    """
    for source in sources(paths, encoding=encoding, stdin=stdin):
        if isinstance(source, ReadingError):
            yield source
        else:
            yield from source.articles()


def _from_path(path: Path, encoding: str | None) -> Iterator[Source | ReadingError]:
    status = regular_file(path)
    if isinstance(status, ReadingError):
        yield status
    elif not stat.S_ISDIR(status.st_mode):
        yield _source(path, encoding)
    else:
        empty = True
        for found in walk(path, _is_wanted):
            empty = False
            yield found if isinstance(found, ReadingError) else _source(found, encoding)
        if empty:
            yield ReadingError(shown(path), "w tym folderze nie ma artykułów (.txt, .md, .html, .jsonl, .zip, .gz)")


def _is_wanted(name: str) -> bool:
    return parser_of(name) is not None or is_packed(name)


def _parser(name: str) -> Parser:
    match PurePath(name).suffix.lower():
        case ".zip":
            return parse_zip
        case ".gz":
            return parse_gz
    return parser_of(name) or parse_plain


def _source(path: Path, encoding: str | None) -> Source | ReadingError:
    status = regular_file(path)
    if isinstance(status, ReadingError):
        return status
    return Source(shown(path), str(path), status.st_size, status.st_mtime_ns, encoding)


def _from_stdin(stream: BinaryIO, encoding: str | None) -> Iterator[Source | ReadingError]:
    """Each line as an article where the first one is a JSON object, else as a path."""
    buffered = stream if isinstance(stream, BufferedReader) else BufferedReader(cast(RawIOBase, stream))
    start = buffered.peek(1)
    if start.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
        for number, line in numbered_lines(buffered):
            if line is None or line.strip():
                yield Source(f"{STDIN}#{number}", "stdin", None, None, encoding, line)
    else:
        names = buffered.read().split(b"\0") if b"\0" in start else (line for _, line in numbered_lines(buffered))
        for name in names:
            if name := (name or b"").rstrip(b"\r\n"):
                yield from _from_path(Path(os.fsdecode(name)), encoding)
