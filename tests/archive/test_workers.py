"""Processes that annotate: how much of a machine each of them takes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest
from archive_material import SEEDS

from kzqa.archive.workers import annotated
from kzqa.reading import seeds

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
    before = set(active_children())
    with closing(annotated(list(seeds()), None, jobs=2)) as run:
        _, results = next(run)  # the process that it comes from has loaded all that it needs
        assert len(list(results)) == 1
        threads = [len(list(Path(f"/proc/{child.pid}/task").iterdir())) for child in set(active_children()) - before]
    assert threads
    assert set(threads) == {1}


def test_a_single_process_takes_one_thread_too(tmp_path: Path) -> None:
    call = [sys.executable, "-c", INDEX, str(tmp_path / "a.kzqa"), *map(str, SEEDS[:1])]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stdout == "1\n"
