"""Writes annotated articles into an archive: whole articles only, in transactions of the caller's choosing."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from kzqa.archive import schema
from kzqa.archive.codec import storable
from kzqa.archive.contents import Contents
from kzqa.archive.indexed import IndexedPassages
from kzqa.archive.lock import WAIT_SECONDS, WriterLock
from kzqa.archive.stored import FileMark
from kzqa.archive.vocabulary import Vocabulary
from kzqa.model import AnnotatedArticle, Article

if TYPE_CHECKING:
    from kzqa.reading import Source


class Writer:
    """The one writer of an archive, which it creates where there is none. Use it with `with`.

    Everything is written within `batch()`; what a batch wrote stays, whatever happens after it. An archive of an older
    format gives way to a new one; `set_aside` is where it lies then. Raises ArchiveError where the file cannot be
    written or another writer holds it.
    """

    def __init__(self, path: Path, *, wait: float = WAIT_SECONDS) -> None:
        self.path = path
        self._stack = ExitStack()
        if path.is_dir() or not path.parent.is_dir():
            schema.create(path)
        self._stack.enter_context(WriterLock(path, wait=wait))
        try:
            fresh = not path.exists() or path.stat().st_size == 0
            self.set_aside = None if fresh else schema.set_aside(path)
            fresh = fresh or self.set_aside is not None
            self._connection = schema.create(path) if fresh else schema.connect(path, write=True)
            self._stack.callback(self._connection.close)
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.execute("PRAGMA cache_size = -32768")
            except sqlite3.Error as error:
                raise schema.failure(error, path) from error
        except BaseException:
            self._stack.close()
            raise
        self._passages = IndexedPassages(self._connection, Vocabulary(self._connection))
        self._contents = Contents(self._connection, self._passages)

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the file, which then stands alone; a reader at work may keep the log for a while."""
        try:
            self._connection.execute("PRAGMA busy_timeout = 1000")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.Error:
            pass
        finally:
            self._stack.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """For the other modules of this package."""
        return self._connection

    @property
    def passages(self) -> IndexedPassages:
        """For settling."""
        return self._passages

    def forget(self) -> None:
        """Drop what is cached, after another module has changed rows."""
        self._passages.forget()
        self._contents.forget()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction. All of it is kept, or on any error none of it."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield
            self._passages.flush()
            self._connection.execute("COMMIT")
        except BaseException as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self.forget()
            if isinstance(error, sqlite3.Error | OSError):
                raise schema.failure(error, self.path) from error
            raise

    def meta(self, key: str) -> object:
        """A value of the table `meta`, None where there is none."""
        row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def set_meta(self, values: Mapping[str, str | int]) -> None:
        """Write values into the table `meta`."""
        self._connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def source(self, path: str) -> tuple[int, bytes] | None:
        """The row id and the fingerprint of the article that a source holds."""
        row = self._connection.execute(
            "SELECT article.id, fingerprint FROM article JOIN source ON article.id = source.article"
            " WHERE source.path = ?",
            (storable(path),),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def holder(self, fingerprint: bytes) -> int | None:
        """The row id of the article with a fingerprint."""
        row = self._connection.execute("SELECT id FROM article WHERE fingerprint = ?", (fingerprint,)).fetchone()
        return None if row is None else int(row[0])

    def path_of(self, article: int) -> str:
        """The path of an article's first source."""
        return str(self._connection.execute("SELECT path FROM article WHERE id = ?", (article,)).fetchone()[0])

    def has_name(self, name: str) -> bool:
        """Whether an article has this id."""
        return self._connection.execute("SELECT 1 FROM article WHERE name = ?", (name,)).fetchone() is not None

    def kept_name(self, article: Article) -> str | None:
        """The id that a changed article keeps: the one that it has, if it is its own and made of the one it wants."""
        row = self._connection.execute(
            "SELECT name, (SELECT count(*) FROM source WHERE article = article.id) FROM article"
            " WHERE id = (SELECT article FROM source WHERE path = ?)",
            (storable(article.path),),
        ).fetchone()
        if row is None or row[1] > 1:
            return None
        number = row[0].removeprefix(article.id)
        return str(row[0]) if not number or re.fullmatch(r"-\d+", number) else None

    def attach(self, path: str, digest: str, article: int) -> None:
        """Let a source hold an article that is there already. The article that it held goes if no source is left."""
        path = storable(path)
        before = self.source(path)
        self._connection.execute("INSERT OR REPLACE INTO source VALUES (?, ?, ?, NULL)", (path, article, digest))
        if before is not None and before[0] != article:
            self._release(before[0], path)

    def detach(self, path: str) -> None:
        """Remove a source, and its article if no other source holds it."""
        before = self.source(path)
        if before is not None:
            self._connection.execute("DELETE FROM source WHERE path = ?", (storable(path),))
            self._release(before[0], storable(path))

    def unchanged(self, source: Source, mark: str) -> int | None:
        """The number of articles of a file that has not changed since it came in whole with the same `mark`, and with
        the same encoding asked for."""
        if source.size is None:
            return None
        row = self._connection.execute(
            "SELECT count(article) FROM file LEFT JOIN source ON source.file = file.id"
            " WHERE file.path = ? AND size = ? AND mtime_ns = ? AND mark = ? GROUP BY file.id",
            (storable(source.path), source.size, source.mtime_ns, FileMark(mark, source.encoding).stored()),
        ).fetchone()
        return None if row is None else int(row[0])

    def finish_file(self, source: Source, mark: str, paths: Collection[str]) -> int:
        """Remember a file that has come in with the articles at `paths`; `mark` is empty where some were refused.

        What it held before and does not any more is removed; returns how many articles that were.
        """
        path = storable(source.path)
        self._connection.execute(
            "INSERT INTO file (path, location, size, mtime_ns, mark) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET location = excluded.location, size = excluded.size,"
            " mtime_ns = excluded.mtime_ns, mark = excluded.mark",
            (
                path, storable(str(Path(source.file).absolute())), source.size, source.mtime_ns,
                FileMark(mark, source.encoding).stored(),
            ),
        )  # fmt: skip
        file = self._connection.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()[0]
        kept = {storable(path) for path in paths}
        self._connection.executemany("UPDATE source SET file = ? WHERE path = ?", [(file, path) for path in kept])
        return self._detach_all(file, kept)

    def files(self) -> list[tuple[int, str, str]]:
        """All files as (row id, path, absolute path); lines of standard input are none."""
        return self._connection.execute("SELECT id, path, location FROM file WHERE size IS NOT NULL").fetchall()

    def remove_file(self, file: int) -> int:
        """Remove a file with its articles; returns how many that were."""
        removed = self._detach_all(file, ())
        self._connection.execute("DELETE FROM file WHERE id = ?", (file,))
        return removed

    def _detach_all(self, file: int, kept: Collection[str]) -> int:
        held = self._connection.execute("SELECT path FROM source WHERE file = ? ORDER BY path", (file,)).fetchall()
        gone = [path for (path,) in held if path not in kept]
        for path in gone:
            self.detach(path)
        return len(gone)

    def _release(self, article: int, path: str) -> None:
        left = self._connection.execute(
            "SELECT path FROM source WHERE article = ? ORDER BY path LIMIT 1", (article,)
        ).fetchone()
        if left is None:
            self._contents.remove(article)
        else:
            self._connection.execute("UPDATE article SET path = ? WHERE id = ? AND path = ?", (left[0], article, path))

    def add(self, name: str, article: Article, parts: Iterable[AnnotatedArticle], fingerprint: bytes) -> int:
        """Write a new article under an id that no other has, and attach its source to it; returns its row id.

        A long article comes in several parts whose sentences follow each other, with offsets in the whole text. What
        the source held before is removed, unless another source holds it.
        """
        self.detach(article.path)
        article_id = self._contents.add(name, article, parts, fingerprint)
        self._connection.execute(
            "INSERT INTO source VALUES (?, ?, ?, NULL)", (storable(article.path), article_id, article.digest)
        )
        return article_id


def fingerprint(article: Article, pipeline: str) -> bytes:
    """What makes an article the same: its text, its metadata and the pipeline that annotates it, not its path or id."""
    content = [article.text, article.title, article.date, article.url, article.author, dict(article.extra), pipeline]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).digest()[:16]
