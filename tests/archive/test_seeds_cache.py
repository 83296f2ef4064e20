"""The archive of the shipped articles: built once, found again, rebuilt when it has to be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kzqa.archive import Archive
from kzqa.archive.seeds import BUILDING, seeds_path
from kzqa.errors import ArchiveError

FIRST_CALL = """
import sys
from kzqa.archive import Archive
with Archive.seeds() as archive:
    print(archive.status().articles, "spacy" in sys.modules)
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for one test."""
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path))
    return tmp_path


def copied(seeds_archive: Archive) -> Path:
    path = seeds_path()
    path.parent.mkdir(parents=True)
    shutil.copy(seeds_archive.path, path)
    return path


def test_it_is_found_again_without_spacy(seeds_archive: Archive, cache: Path) -> None:
    copied(seeds_archive)
    ran = subprocess.run([sys.executable, "-c", FIRST_CALL], capture_output=True, text=True, check=True)
    assert ran.stdout == "5 False\n"


def test_two_first_calls_at_once_both_work(cache: Path) -> None:
    calls = [
        subprocess.Popen([sys.executable, "-c", FIRST_CALL], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for call in calls:
        output, errors = call.communicate()
        assert (output, errors, call.returncode) == ("5 True\n", "", 0)
    assert [file.name for file in seeds_path().parent.iterdir()] == [seeds_path().name]


@pytest.mark.parametrize("damage", ["text", "truncated", "scrambled"])
def test_a_damaged_cache_is_built_anew(seeds_archive: Archive, cache: Path, damage: str) -> None:
    path = copied(seeds_archive)
    data = path.read_bytes()
    middle = len(data) // 2
    path.write_bytes(
        {"text": b"x" * 1000, "truncated": data[:middle], "scrambled": data[:9000] + b"\xff" * middle}[damage]
    )
    said: list[str] = []
    with Archive.seeds(said.append) as archive:
        assert archive.check() == []
    assert said == [BUILDING]


def test_a_cache_that_cannot_be_written_is_said_and_done_without(cache: Path) -> None:
    seeds_path().parent.parent.mkdir(parents=True, exist_ok=True)
    seeds_path().parent.write_text("a file where the folder should be")
    said: list[str] = []
    with Archive.seeds(said.append) as archive:
        assert archive.status().articles == 5
        assert archive.retrieve({"kazachstan": 1.0})
    assert len(said) == 2
    assert str(seeds_path().parent) in said[1]


def test_nowhere_to_write_is_one_sentence(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seeds_path().parent.write_text("a file where the folder should be")
    monkeypatch.setattr("tempfile.tempdir", str(cache / "missing"))
    with pytest.raises(ArchiveError, match="Nie ma gdzie zapisać archiwum"):
        Archive.seeds()
