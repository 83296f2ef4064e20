"""The archive that a command reads, opened once."""

from __future__ import annotations

from types import TracebackType

from kzqa.archive import Archive, Filters
from kzqa.cli.options import Source
from kzqa.cli.waiting import waiting
from kzqa.errors import KzqaError, OptionError


def opened(source: Source) -> Archive:
    """The archive of `--index`, else that of the seeds. Raises ArchiveError."""
    if source.index is not None:
        archive = Archive.open(source.index)
    else:
        with waiting() as notify:
            archive = Archive.seeds(notify)
    _check_articles(archive, source)
    return archive


def _check_articles(archive: Archive, source: Source) -> None:
    for article in source.articles:
        if archive.article(article) is None:
            raise OptionError(
                f"Opcja --article: w archiwum nie ma artykułu „{article}”; ID to część cytatu przed dwukropkiem,"
                " na przykład 000 w 000:1.1."
            )


def filters(source: Source) -> Filters:
    """Which articles count, as the library asks for it."""
    return Filters(source.since, source.until, source.articles)


class LazyArchive:
    """An archive that is opened when the first question needs it; a failure is raised again for every further one."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._archive: Archive | None = None
        self._error: KzqaError | None = None

    def __enter__(self) -> LazyArchive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._archive is not None:
            self._archive.close()

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
