"""What is packed: zip with any number of files, gz with one. Read in place, nothing is unpacked to disk.

Both are bounded: what blows up to more than a hundred times its size (a zip bomb) is refused as soon as that shows.
"""

from __future__ import annotations

import io
import lzma
import os
import zlib
from collections.abc import Iterator
from gzip import GzipFile
from io import BufferedReader
from operator import itemgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol
from zipfile import BadZipFile, ZipFile, ZipInfo

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading.document import Document
from kzqa.reading.files import is_hidden
from kzqa.reading.headers import one_line
from kzqa.reading.parsers import Parser, parser_of
from kzqa.reading.plain import parse_plain

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_RATIO = 100  # news text shrinks to about a third, a table of repeated lines to a thirtieth
FREE_BYTES = 64 * 2**20  # little files may shrink as they like
_DAMAGED = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
_BROKEN = "archiwum jest uszkodzone; spakuj artykuły jeszcze raz"
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Budget:
    """How many bytes may still come out of a packed file."""

    def __init__(self, document: Document, packed_size: int) -> None:
        self.path = document.path
        self.left = FREE_BYTES + MAX_RATIO * packed_size

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise ReadingError(self.path, "po rozpakowaniu jest podejrzanie duży; rozpakuj go i podaj folder")


class _Metered(io.RawIOBase):
    """An unpacking stream that stops where its budget ends, and names damage as a ReadingError."""

    def __init__(self, stream: _Readable, budget: _Budget, path: str) -> None:
        self._stream = stream
        self._budget = budget
        self._path = path

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        try:
            data = self._stream.read(len(view))
        except _DAMAGED:
            raise ReadingError(self._path, _BROKEN) from None
        self._budget.spend(len(data))
        view[: len(data)] = data
        return len(data)


def is_packed(name: str) -> bool:
    """Whether a file of this name is a zip, or the gz of a file that kzqa reads."""
    path = PurePosixPath(name.lower())
    return path.suffix == ".zip" or (path.suffix == ".gz" and parser_of(path.stem) is not None)


def parse_gz(stream: BufferedReader, document: Document) -> Iterator[Article | ReadingError]:
    """The articles of the one file in a gz; a name without the suffix of a format (article.gz) is plain text."""
    inner = document._replace(name=PurePosixPath(document.name).stem)
    parse = parser_of(inner.name) or (None if PurePosixPath(inner.name).suffix else parse_plain)
    if parse is None:
        raise ReadingError(document.path, "w środku nie ma artykułu; spodziewam się na przykład nazwy artykul.txt.gz")
    budget = _Budget(document, os.fstat(stream.fileno()).st_size)
    with GzipFile(fileobj=stream) as unpacked:
        yield from parse(BufferedReader(_Metered(unpacked, budget, document.path)), inner)


def parse_zip(stream: BufferedReader, document: Document) -> Iterator[Article | ReadingError]:
    """The articles of all files in a zip, in the order of their names; what cannot be read, in its place."""
    budget = _Budget(document, os.fstat(stream.fileno()).st_size)
    found = False
    try:
        with ZipFile(stream) as packed:
            members = [(_name(info), info) for info in packed.infolist() if not info.is_dir()]
            for name, info in sorted(members, key=itemgetter(0)):
                path = f"{document.path}!{one_line(name)}"
                parts = PurePosixPath(name.replace("\\", "/")).parts
                if any(map(is_hidden, parts)) and ".." not in parts:
                    continue
                if reason := _refusal(name, info):
                    found = True
                    yield ReadingError(path, reason)
                elif parse := parser_of(name):
                    found = True
                    yield from _member(packed, info, budget, parse, document._replace(path=path, name=name))
    except _DAMAGED:
        raise ReadingError(document.path, _BROKEN) from None
    if not found:
        yield ReadingError(document.path, "w tym archiwum nie ma artykułów")


def _name(info: ZipInfo) -> str:
    """A member's name; without the mark of UTF-8 it is in UTF-8 all the same or, from Windows, in code page 852."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437")
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp852")


def _refusal(name: str, info: ZipInfo) -> str | None:
    """Why a member is not read, if so."""
    if name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or name[1:2] == ":":
        return "ścieżka w archiwum wychodzi poza nie"
    if is_packed(name):
        return "to archiwum w archiwum; rozpakuj je"
    if info.flag_bits & _ENCRYPTED and parser_of(name):
        return "jest zaszyfrowany; rozpakuj archiwum"
    return None


def _member(
    packed: ZipFile, info: ZipInfo, budget: _Budget, parse: Parser, document: Document
) -> Iterator[Article | ReadingError]:
    """The articles of one member; its errors are yielded, that of the spent budget ends the whole zip."""
    try:
        with packed.open(info) as unpacked:
            yield from parse(BufferedReader(_Metered(unpacked, budget, document.path)), document)
    except ReadingError as error:
        if error.path == budget.path:
            raise
        yield error
    except NotImplementedError:
        yield ReadingError(document.path, "jest spakowany nieznaną metodą; rozpakuj archiwum")
    except _DAMAGED:
        yield ReadingError(document.path, _BROKEN)
