"""Processes that annotate: how much of a machine each of them takes."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest
from archive_material import SEEDS

from kzqa.archive.workers import annotated
from kzqa.reading import seeds

KILLED = """
import os, signal, sys
from multiprocessing import active_children
from kzqa.archive.workers import annotated
from kzqa.reading import seeds
if __name__ == "__main__":
    run = annotated(list(seeds()), None, jobs=2)
    next(run)
    print(*(child.pid for child in active_children()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
INDEX = """
import sys
from pathlib import Path
from kzqa.archive.indexing import index
index(sys.argv[2:], sys.argv[1], jobs=1)
print(len(list(Path("/proc/self/task").iterdir())))
"""


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing from outside tells libraries how many threads to take."""
    for library in ("OMP", "OPENBLAS", "MKL", "BLIS"):
        monkeypatch.delenv(f"{library}_NUM_THREADS", raising=False)


def test_each_of_several_processes_takes_one_thread() -> None:
    """Beside it there is the one that waits for the parent's end."""
    before = set(active_children())
    with closing(annotated(list(seeds()), None, jobs=2)) as run:
        _, results = next(run)  # the process that it comes from has loaded all that it needs
        assert len(list(results)) == 1
        threads = [len(list(Path(f"/proc/{child.pid}/task").iterdir())) for child in set(active_children()) - before]
    assert threads
    assert set(threads) == {2}


def test_a_single_process_takes_one_thread_too(tmp_path: Path) -> None:
    call = [sys.executable, "-c", INDEX, str(tmp_path / "a.kzqa"), *map(str, SEEDS[:1])]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stdout == "1\n"


def test_a_process_that_is_killed_leaves_none_behind(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED, encoding="utf-8")
    killed = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    children = killed.stdout.split()
    assert children
    until = time.monotonic() + 60
    while any(_runs(child) for child in children):
        assert time.monotonic() < until
        time.sleep(0.1)


def _runs(process: str) -> bool:
    """Whether a process is there, and more than a name that nobody has asked for yet."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False
