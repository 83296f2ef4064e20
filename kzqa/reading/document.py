"""One document on its way to an Article: where it comes from, its bytes, and what its header says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from io import BufferedReader
from typing import NamedTuple

from kzqa.errors import ReadingError
from kzqa.model import Article, Block
from kzqa.reading.blocks import MAX_BLOCKS
from kzqa.reading.decoding import Decoded, UndecodableError, decode
from kzqa.reading.headers import one_line, read_date
from kzqa.reading.ids import clean_id, id_from_name

MAX_BYTES = 64 * 2**20  # of one article; more is no article, and would not fit into a worker's memory
_OWN_KEYS = frozenset({"id", "title", "date", "url", "author"})


class Document(NamedTuple):
    """Where an article comes from: `path` as the user sees it, `name` the file's, `encoding` that of the option."""

    path: str
    name: str
    encoding: str | None = None


def read_bounded(stream: BufferedReader, document: Document) -> bytes:
    """All bytes of one article; ReadingError where they are more than an article can have."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadingError(document.path, f"ma ponad {MAX_BYTES // 2**20} MB; podziel to na osobne artykuły")
    return data


def decode_document(data: bytes, document: Document) -> Decoded:
    """The text of `data`; ReadingError where it is none."""
    try:
        return decode(data, document.encoding)
    except UndecodableError as error:
        raise ReadingError(document.path, str(error)) from None


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def build(
    document: Document,
    text: str,
    blocks: tuple[Block, ...],
    source_digest: str,
    values: Mapping[str, object],
    warnings: Iterable[str | None] = (),
) -> Article:
    """The Article of a text and the values that its header gives; keys that kzqa does not know go into `extra`.

    Raises ReadingError where there is no text, or more lines than an article can have.
    """
    if not blocks:
        raise ReadingError(document.path, "nie ma w nim tekstu")
    if len(blocks) > MAX_BLOCKS:
        raise ReadingError(document.path, f"ma ponad {MAX_BLOCKS} wierszy; podziel to na osobne artykuły")
    title = _value(values, "title")
    if title is None and blocks[0].kind == "title":
        title = one_line(text[blocks[0].start : blocks[0].end]) or None
    date = _value(values, "date")
    iso, date_warning = read_date(date) if date else (None, None)
    return Article(
        id=clean_id(_value(values, "id") or "") or id_from_name(document.name),
        path=document.path,
        text=text,
        blocks=blocks,
        digest=source_digest,
        date=iso,
        title=title,
        url=_value(values, "url"),
        author=_value(values, "author"),
        extra={key: value for key, value in values.items() if key not in _OWN_KEYS},
        warnings=tuple(filter(None, (*warnings, date_warning))),
    )


def _value(values: Mapping[str, object], key: str) -> str | None:
    """A value in one harmless line; None for an empty one, and for what is neither text nor a number."""
    value = values.get(key)
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return one_line(str(value)) or None
    return None
