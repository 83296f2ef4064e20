"""An archive's file open for reading: one state of it at a time, beside a writer."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kzqa.archive import schema
from kzqa.archive.records import ArticleInfo
from kzqa.archive.stored import ChunkedText

_PER_QUERY = 500


class Session:
    """A connection with what is cached of it, which is forgotten when a writer has changed the file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._text = ChunkedText(connection)
        self._strings: dict[int, str] = {}
        self._articles: dict[int, ArticleInfo] = {}
        self._seen = -1
        self._depth = 0

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it, everything belongs to one state of the archive. Keep it short: per question, not per session."""
        with self._errors():
            if self._depth == 0:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT 1 FROM meta").fetchone()  # from here on the state stands
                self._refresh()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise schema.failure(error, self.path) from error
        except (zlib.error, UnicodeDecodeError) as error:
            raise schema.damaged(self.path) from error

    def _refresh(self) -> None:
        """Forget what is cached when a writer has changed the file."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            if self._seen >= 0:
                self._text = ChunkedText(self._connection)
                self._strings.clear()
                self._articles.clear()
                for name in ("lexicon", "statistics"):
                    self.__dict__.pop(name, None)
            self._seen = version

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with self._errors():
            self._refresh_outside()
            return self._connection.execute(sql, parameters).fetchall()

    def _read(self, article: int, start: int, end: int) -> str:
        with self._errors():
            return self._text.read(article, start, end)

    def _refresh_outside(self) -> None:
        if self._depth == 0:
            self._refresh()


def marks(items: Sequence[object]) -> str:
    """Placeholders for the items of an SQL list."""
    return ", ".join("?" * len(items))


def portions(items: Sequence[int]) -> Iterator[Sequence[int]]:
    """Row ids in lists that SQLite takes at once."""
    return (items[begin : begin + _PER_QUERY] for begin in range(0, len(items), _PER_QUERY))
