"""What the user names, as sources: files that may hold articles, found one by one and parsed only when asked to."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.decoding import check_encoding
from kzqa.reading.document import Document
from kzqa.reading.parsers import parser_of
from kzqa.reading.plain import parse_plain


@dataclass(frozen=True, slots=True)
class Source:
    """One file, not opened yet. A folder's text files, a zip, a JSON Lines file are one source each.

    `path` is as the user gave it. `size` in bytes and `mtime_ns` tell cheaply whether the file may have changed. Plain
    data: a Source can be sent to another process.
    """

    path: str
    size: int
    mtime_ns: int
    encoding: str | None = None

    def digest(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal, in one pass and little memory. Raises ReadingError."""
        try:
            with Path(self.path).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ReadingError(self.path, explain(error)) from None

    def articles(self) -> Iterator[Article | ReadingError]:
        """The articles of the file, in its order, one in memory at a time; errors are yielded, never raised."""
        parse = parser_of(self.path) or parse_plain
        try:
            with Path(self.path).open("rb") as file:
                yield from parse(file, Document(self.path, Path(self.path).name, self.encoding))
        except ReadingError as error:
            yield error
        except OSError as error:
            yield ReadingError(self.path, explain(error))


def explain(error: OSError) -> str:
    """What the system says, as the Polish reason of a ReadingError."""
    return f"nie da się tego odczytać ({error.strerror or error})"


def sources(paths: Iterable[str | Path], *, encoding: str | None = None) -> Iterator[Source | ReadingError]:
    """The sources among `paths`: files as they are, folders with all that they hold, in sorted order.

    What cannot be read comes as a ReadingError in its place. Raises OptionError for an unknown encoding.
    """
    codec = check_encoding(encoding) if encoding else None
    for path in paths:
        for file in _files(Path(path)):
            yield _source(file, codec)


def read(paths: Iterable[str | Path], *, encoding: str | None = None) -> Iterator[Article | ReadingError]:
    """The articles of all sources among `paths`, one in memory at a time; errors are yielded in their place."""
    for source in sources(paths, encoding=encoding):
        if isinstance(source, ReadingError):
            yield source
        else:
            yield from source.articles()


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if parser_of(file.name) and file.is_file())
    else:
        yield path


def _source(path: Path, encoding: str | None) -> Source | ReadingError:
    try:
        status = path.stat()
    except OSError as error:
        return ReadingError(str(path), explain(error))
    if not stat.S_ISREG(status.st_mode):
        return ReadingError(str(path), "to nie jest zwykły plik")
    return Source(str(path), status.st_size, status.st_mtime_ns, encoding)
