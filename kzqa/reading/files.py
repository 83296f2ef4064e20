"""Folders to files, in sorted order, whatever lies in them; and what the system says about a file, in Polish."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from kzqa.errors import ReadingError

_REASONS = {
    errno.ENOENT: "nie ma takiego pliku ani folderu",
    errno.EACCES: "brak prawa do odczytu",
    errno.EPERM: "brak prawa do odczytu",
    errno.ELOOP: "dowiązania tworzą pętlę",
    errno.ENAMETOOLONG: "ścieżka jest za długa",
    errno.ENOTDIR: "część ścieżki nie jest folderem",
    errno.EISDIR: "to jest folder, a nie plik",
    errno.EIO: "błąd odczytu z dysku",
    errno.ESTALE: "dysk sieciowy przestał odpowiadać",
    errno.EMFILE: "za dużo otwartych plików",
}
_SPECIAL = (
    (stat.S_ISFIFO, "to potok (FIFO), a nie zwykły plik"),
    (stat.S_ISSOCK, "to gniazdo sieciowe, a nie zwykły plik"),
    (stat.S_ISCHR, "to urządzenie, a nie zwykły plik"),
    (stat.S_ISBLK, "to urządzenie, a nie zwykły plik"),
)


def explain(error: OSError) -> str:
    """What the system says, as the Polish reason of a ReadingError."""
    known = _REASONS.get(error.errno or 0)
    return known or f"nie da się tego odczytać ({error.strerror or type(error).__name__})"


def shown(path: str | Path) -> str:
    """A path as text: bytes of a name that are no UTF-8 appear as `\\xb1`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def regular_file(path: Path) -> os.stat_result | ReadingError:
    """The status of a file that can be read to its end; a word where it is missing, broken or special."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # a NUL byte in a path is a ValueError
        if isinstance(error, FileNotFoundError) and path.is_symlink():
            return ReadingError(shown(path), "dowiązanie prowadzi donikąd")
        return ReadingError(shown(path), explain(error) if isinstance(error, OSError) else "niemożliwa ścieżka")
    for is_special, reason in _SPECIAL:
        if is_special(status.st_mode):
            return ReadingError(shown(path), reason)
    return status


def is_hidden(name: str) -> bool:
    """Whether a name marks what no one means to read: hidden files, and what macOS puts into a zip."""
    return name.startswith(".") or name == "__MACOSX"


def walk(folder: Path, wanted: Callable[[str], bool]) -> Iterator[Path | ReadingError]:
    """The files below `folder` whose names are `wanted`, depth first in the order of their names.

    Hidden names are passed over. Links are followed, a linked folder once; a link into a folder that it stands in, a
    broken link, a special file and an unreadable folder each give a ReadingError in their place.
    """
    stack: list[tuple[Path, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    linked: set[tuple[int, int]] = set()
    while stack:
        path, above = stack.pop()
        status = regular_file(path)
        if isinstance(status, ReadingError):
            yield status
        elif not stat.S_ISDIR(status.st_mode):
            if wanted(path.name):
                yield path
        else:
            identity = (status.st_dev, status.st_ino)
            if identity in above or (path.is_symlink() and identity in linked):
                yield ReadingError(shown(path), "dowiązanie prowadzi do folderu, który jest już czytany")
                continue
            if path.is_symlink():
                linked.add(identity)
            try:
                names = sorted(child.name for child in path.iterdir() if not is_hidden(child.name))
            except OSError as error:
                yield ReadingError(shown(path), explain(error))
                continue
            stack.extend((path / name, above | {identity}) for name in reversed(names))
