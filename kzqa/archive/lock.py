"""One writer at a time: a lock of the operating system on a file beside the archive, which dies with its holder."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO

from kzqa.archive.schema import failure
from kzqa.errors import ArchiveError

WAIT_SECONDS = 10.0
_POLL_SECONDS = 0.1


class WriterLock:
    """Held from `with` to its end. Waits up to `wait` seconds, then raises ArchiveError that says who holds it."""

    def __init__(self, archive: Path, *, wait: float = WAIT_SECONDS) -> None:
        self.archive = archive
        self.path = archive.with_name(archive.name + ".lock")
        self.wait = wait
        self._file: IO[str] | None = None

    def __enter__(self) -> WriterLock:
        until = time.monotonic() + self.wait
        while not self._acquire():
            if time.monotonic() >= until:
                raise ArchiveError(f"Archiwum {self.archive} zapisuje teraz {self._holder()}: poczekaj, aż skończy.")
            time.sleep(_POLL_SECONDS)
        return self

    def _acquire(self) -> bool:
        try:
            file = self.path.open("a+", encoding="utf-8")
        except OSError as error:
            raise failure(error, self.archive) from error
        try:
            _lock(file)
            # The holder before may have deleted the file between our opening and locking it: then nobody sees our lock.
            if not self.path.exists() or os.fstat(file.fileno()).st_ino != self.path.stat().st_ino:
                file.close()
                return False
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
            file.flush()
        except OSError as error:
            file.close()
            if isinstance(error, BlockingIOError | PermissionError):
                return False
            raise failure(error, self.archive) from error
        self._file = file
        return True

    def _holder(self) -> str:
        try:
            holder = json.loads(self.path.read_text(encoding="utf-8"))
            return f"proces {int(holder['pid'])} na komputerze {holder['host']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "inny proces"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            if sys.platform != "win32":
                self.path.unlink(missing_ok=True)
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(1 << 20)  # a byte far behind the text, which others may then read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
