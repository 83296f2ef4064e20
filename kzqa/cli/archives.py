"""The archive that a command reads, opened once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kzqa.cli.options import Source
from kzqa.errors import KzqaError

if TYPE_CHECKING:
    from kzqa.archive import Archive, Filters


def opened(source: Source) -> Archive:
    """The archive of `--index`, else that of the seeds. Raises ArchiveError."""
    from kzqa.archive import Archive

    return Archive.open(source.index) if source.index is not None else Archive.seeds()


def filters(source: Source) -> Filters:
    """Which articles count, as the library asks for it."""
    from kzqa.archive import Filters

    return Filters(source.since, source.until, source.articles)


class LazyArchive:
    """An archive that is opened when the first question needs it; a failure is raised again for every further one."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._archive: Archive | None = None
        self._error: KzqaError | None = None

    def opened(self) -> Archive:
        if self._error is not None:
            raise self._error
        if self._archive is None:
            try:
                self._archive = opened(self._source)
            except KzqaError as error:
                self._error = error
                raise
        return self._archive
