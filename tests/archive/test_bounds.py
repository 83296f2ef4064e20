"""What bounds memory (caches that are emptied, passages that wait, a pipeline loaded anew) changes no archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_material import SEEDS, build, contents, generated

from kzqa.archive import Archive, indexed, vocabulary, workers
from kzqa.archive import contents as rows
from kzqa.archive.indexing import index


def same(one: Path, other: Path) -> None:
    with Archive.open(one) as found, Archive.open(other) as expected:
        assert found.check() == []
        assert contents(found) == contents(expected)


def test_small_caches_and_early_flushes_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(tmp_path / "large.kzqa", generated(12), batch=3)
    monkeypatch.setattr(vocabulary, "_CACHED", 20)
    monkeypatch.setattr(rows, "_CACHED", 5)
    monkeypatch.setattr(indexed, "_MOST_WAITING", 30)
    build(tmp_path / "small.kzqa", generated(12), batch=3)
    same(tmp_path / "small.kzqa", tmp_path / "large.kzqa")


def test_a_pipeline_that_is_loaded_anew_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(SEEDS[:2], tmp_path / "kept.kzqa", jobs=1)
    monkeypatch.setattr(workers, "VOCABULARY", 0)
    monkeypatch.setattr(workers, "TASK_CHARACTERS", 1)
    index(SEEDS[:2], tmp_path / "anew.kzqa", jobs=1)
    same(tmp_path / "anew.kzqa", tmp_path / "kept.kzqa")
