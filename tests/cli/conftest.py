"""Ways to run the command line: in this process, as a process of its own, on a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Mapping

import pytest
from calling import COMMAND, Cli, Ran

from kzqa.archive import Archive
from kzqa.cli.app import app


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], seeds_archive: Archive) -> Cli:
    """Runs the command line in this process, on the archive of the seeds unless `--index` says otherwise."""

    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ending:
            app(arguments, prog_name="kzqa")
        out, err = capfd.readouterr()
        return Ran(int(ending.value.code or 0), out, err)

    return run


@pytest.fixture
def process(seeds_archive: Archive) -> Cli:
    """Runs the command line as a process, off a terminal, with `stdin` (bytes) as its input."""

    def run(*arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
        done = subprocess.run(
            [*COMMAND, *arguments], input=stdin, capture_output=True, env={**os.environ, **(env or {})}, timeout=120
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def terminal(seeds_archive: Archive) -> Cli:
    """Runs the command line on a terminal of `columns`, where `keys` are typed one after the other, each once `?` more
    prompts than keys typed are shown; everything that the terminal shows is `out`."""

    def run(
        *arguments: str, keys: tuple[str, ...] = (), columns: int = 80, env: Mapping[str, str] | None = None
    ) -> Ran:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "PAGER": "cat", **(env or {})}
        with subprocess.Popen(
            [*COMMAND, *arguments], stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True,
            preexec_fn=_take_terminal,
        ) as running:  # fmt: skip
            os.close(slave)
            shown = b""
            waiting = list(keys)
            while chunk := _read(master):
                shown += chunk
                if waiting and shown.count(b"Pytanie: ") > len(keys) - len(waiting):
                    os.write(master, waiting.pop(0).encode() + b"\n")
            os.close(master)
        return Ran(running.returncode, shown.decode(), "")

    return run


def _take_terminal() -> None:
    """Make stdin the terminal that controls the process, so that Ctrl-C typed there interrupts it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # the terminal's other end is closed
        return b""
