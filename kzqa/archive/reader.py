"""Reading an archive: the class that answering and the commands work with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from kzqa.archive import schema
from kzqa.archive.filters import Filters
from kzqa.archive.findings import Findings
from kzqa.archive.records import Hit, Statistics, Status
from kzqa.archive.texts import EVERYTHING
from kzqa.errors import ArchiveError


class Archive(Findings):
    """An archive that is open for reading. Opening reads next to nothing; use it with `with`, or `close` it.

    A writer may work on the file meanwhile: within `snapshot()` everything read belongs to one state of it, outside,
    each call sees the last finished batch, and row ids of articles that are gone lead nowhere.
    """

    @classmethod
    def open(cls, path: str | Path) -> Archive:
        """Open the archive in a file. Raises ArchiveError where it is missing, no archive, damaged or too new."""
        path = Path(path)
        return cls(schema.connect(path), path)

    @classmethod
    def seeds(cls, notify: Callable[[str], None] | None = None) -> Archive:
        """The archive of the shipped articles, built in the user's cache folder at the first use.

        `notify` gets a sentence in Polish where building takes a while or the cache cannot be used.
        """
        from kzqa.archive.seeds import open_seeds

        return open_seeds(notify)

    def retrieve(
        self, terms: Mapping[str, float], *, limit: int = 25, candidates: int = 200, where: Filters = EVERYTHING
    ) -> list[Hit]:
        """The passages that hold at least one of the index terms, the best first.

        `terms` maps index terms (see `lexicon`) to weights above 0 that multiply their BM25 contribution. `candidates`
        passages are scored, `limit` returned. Nothing is returned where nothing matches.
        """
        from kzqa.archive.retrieval import retrieve  # numpy, which only a search needs

        with self.snapshot():
            return retrieve(self._connection, self.statistics, terms, limit=limit, candidates=candidates, where=where)

    @cached_property
    def statistics(self) -> Statistics:
        """Passages and average length of the whole archive."""
        meta = dict(self._rows("SELECT key, value FROM meta WHERE key IN ('passages', 'words')"))
        passages = int(meta.get("passages", 0))
        return Statistics(passages, int(meta.get("words", 0)) / passages if passages else 0.0)

    def status(self) -> Status:
        """What the archive holds."""
        from kzqa.archive.health import status

        with self._errors():
            return status(self._connection, self.path)

    def is_intact(self) -> bool:
        """Whether the file's structure is sound, by SQLite's quick check: some milliseconds for a small archive."""
        return bool(self._rows("PRAGMA quick_check(1)") == [("ok",)])

    def check(self) -> list[str]:
        """What is wrong with the archive, one Polish sentence each; empty where all is well. Reads all of it."""
        from kzqa.archive.health import check

        try:
            with self.snapshot():
                return check(self._connection, self.path)
        except ArchiveError as error:
            return [str(error)]
