"""Passages, texts and marks of files as they are stored: what readers and the writer need to get them back."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from kzqa.archive.codec import CHUNK, chunk_id, unpack
from kzqa.language.terms import forms as words


class FileMark(NamedTuple):
    """What a file was indexed with: the pipeline (nothing where some of it was refused), the encoding asked for."""

    pipeline: str
    encoding: str | None

    def stored(self) -> str:
        """As the column `mark` of `file` holds it."""
        return f"{self.pipeline}\n{self.encoding or ''}"

    @classmethod
    def read(cls, stored: str) -> FileMark:
        """The reverse of `stored`."""
        pipeline, _, encoding = stored.partition("\n")
        return cls(pipeline, encoding or None)


class StoredPassage(NamedTuple):
    """A row of `passage` with what else is needed to recompute its words."""

    id: int
    article: int
    start: int
    end: int
    heading_start: int | None
    heading_end: int | None
    title: str | None

    @staticmethod
    def select(condition: str) -> str:
        return (
            'SELECT passage.id, article, "start", "end", heading_start, heading_end, CASE titled WHEN 1 THEN title END'
            f" FROM passage JOIN article ON article.id = passage.article WHERE {condition}"
        )


class ChunkedText:
    """Reads stretches of the articles' texts; the last chunks stay unpacked."""

    _KEPT = 16

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._unpacked: dict[int, str] = {}

    def read(self, article: int, start: int, end: int) -> str:
        if end <= start:
            return ""
        first, last = chunk_id(article, start), chunk_id(article, end - 1)
        text = "".join(self._chunk(chunk) for chunk in range(first, last + 1))
        return text[start % CHUNK : start % CHUNK + end - start]

    def _chunk(self, chunk: int) -> str:
        text = self._unpacked.get(chunk)
        if text is None:
            row = self._connection.execute("SELECT data FROM text WHERE id = ?", (chunk,)).fetchone()
            text = "" if row is None else unpack(row[0])
            if len(self._unpacked) >= self._KEPT:
                self._unpacked.pop(next(iter(self._unpacked)))
            self._unpacked[chunk] = text
        return text


def forms_of(passage: StoredPassage, text: ChunkedText) -> list[str]:
    """The words of a passage, then those of its section's heading and of the title, as they were indexed."""
    forms = words(text.read(passage.article, passage.start, passage.end))
    if passage.heading_start is not None and passage.heading_end is not None:
        forms += words(text.read(passage.article, passage.heading_start, passage.heading_end))
    return forms + words(passage.title or "")
