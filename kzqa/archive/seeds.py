"""The archive of the shipped articles: built at the first use into the user's cache folder, found there afterwards.

Its file name holds a hash of all that it is made of (the articles, the code and data of the pipeline, the format), so a
new version of any of them builds a new file, and two versions of kzqa do not disturb each other. It is built under
another name and then renamed: two first calls at once both work, and nobody sees half an archive.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from kzqa.archive.reader import Archive
from kzqa.archive.schema import FORMAT
from kzqa.errors import ArchiveError

BUILDING = "Przygotowuję archiwum artykułów, które kzqa zna od razu (tylko za pierwszym razem)"
_PACKAGE = Path(__file__).resolve().parent.parent
_INGREDIENTS = ("language", "reading", "archive")


def open_seeds(notify: Callable[[str], None] | None = None) -> Archive:
    """See `Archive.seeds`."""
    path = seeds_path()
    with suppress(ArchiveError):  # not there yet, or damaged: it is built anew
        archive = Archive.open(path)
        if archive.is_intact():
            return archive
        archive.close()
    if notify is not None:
        notify(BUILDING)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _build(path)
    except (OSError, ArchiveError) as error:
        if notify is not None:
            notify(
                f"Nie mogę zapisać archiwum w {path.parent} ({_reason(error)}), więc buduję je tym razem tymczasowo."
            )
    try:
        return _build(None)
    except OSError as error:
        raise ArchiveError(
            f"Nie ma gdzie zapisać archiwum ({_reason(error)}): zwolnij miejsce w {path.parent} lub popraw uprawnienia."
        ) from error


def seeds_path() -> Path:
    """Where the archive of the shipped articles is, or will be. Needs neither spaCy nor the archive itself."""
    from platformdirs import user_cache_path

    return user_cache_path("kzqa", appauthor=False) / f"seeds-{_hash()}.kzqa"


def _hash() -> str:
    digest = hashlib.sha256(str(FORMAT).encode())
    for folder in (*(_PACKAGE / name for name in _INGREDIENTS), _PACKAGE / "seeds", _PACKAGE.parent / "seeds"):
        for path, size, changed in sorted(_files(os.fspath(folder))):
            digest.update(f"{path.removeprefix(os.fspath(_PACKAGE.parent))} {size} {changed}\n".encode())
    return digest.hexdigest()[:16]


def _files(folder: str) -> Iterator[tuple[str, int, int]]:
    """The path, size and time of every file in a folder that the archive is made of or by; none where it is missing."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir():
                status = entry.stat()
                yield entry.path, status.st_size, status.st_mtime_ns
            elif entry.name != "__pycache__":
                yield from _files(entry.path)


def _build(target: Path | None) -> Archive:
    """Build the archive beside `target` and rename it; without one, in a temporary file that is deleted while open."""
    import tempfile

    from kzqa.archive.provenance import provenance
    from kzqa.archive.settle import settle
    from kzqa.archive.writer import Writer, fingerprint
    from kzqa.language.pipeline import annotate, load
    from kzqa.reading import UniqueIds, seeds

    handle, name = tempfile.mkstemp(prefix="seeds-", suffix=".tmp", dir=target.parent if target else None)
    os.close(handle)
    building = Path(name)
    try:
        ids = UniqueIds()
        with Writer(building) as writer:
            with writer.batch():
                for annotated in annotate(seeds(), load()):
                    article = annotated.article
                    writer.add(ids.unique(article.id), article, (annotated,), fingerprint(article, ""))
                writer.set_meta(provenance(None).meta())
            settle(writer)
        if target is not None:
            building.replace(target)
        return Archive.open(building if target is None else target)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal", ".lock"):
            with suppress(OSError):
                building.with_name(building.name + suffix).unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
