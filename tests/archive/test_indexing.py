"""Index runs: incremental, complete, on several processes, and safe to interrupt."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from archive_material import SEEDS, contents

from kzqa.archive import Archive
from kzqa.archive.indexing import Progress, Report, index
from kzqa.errors import ArchiveError, OptionError, PipelineError
from kzqa.reading import seeds

INDEX = "import sys; from kzqa.archive.indexing import index; index(sys.argv[2:], sys.argv[1], jobs=1)"


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, len(report.refused)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four short articles of one's own."""
    folder = tmp_path / "artykuły z odstępem"
    folder.mkdir()
    for number in range(4):
        text = f" date 2023-0{number + 1} Prezydent Tokajew odmówił przyjęcia orderu numer {number}.\n\nDrugi akapit."
        (folder / f"{number:03}_x.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.kzqa"


def test_an_archive_of_an_older_format_is_built_anew_and_the_old_file_kept(folder: Path, path: Path) -> None:
    for name in (f"{path.name}.format-0", f"{path.name}.format-0-2"):
        index([folder], path, jobs=1)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 0")
        before = path.read_bytes()
        report = index([folder], path, jobs=1)
        assert counts(report) == (4, 0, 0, 0, 0)
        assert [name in warning.reason for warning in report.warnings] == [True]
        assert path.with_name(name).read_bytes() == before
    with Archive.open(path) as archive:
        assert not archive.check()


def test_only_what_is_new_or_changed_is_indexed(folder: Path, path: Path) -> None:
    assert counts(index([folder], path, jobs=1)) == (4, 0, 0, 0, 0)
    assert counts(index([folder], path, jobs=1)) == (0, 0, 4, 0, 0)
    (folder / "001_x.txt").write_text("Zupełnie inny tekst o Ałmaty.", encoding="utf-8")
    (folder / "004_x.txt").write_text("Nowy tekst o Astanie.", encoding="utf-8")
    assert counts(index([folder], path, jobs=1)) == (1, 1, 3, 0, 0)
    (folder / "002_x.txt").unlink()
    assert counts(index([folder], path, jobs=1)) == (0, 0, 4, 0, 0)
    with Archive.open(path) as archive:
        assert archive.status().articles == 5
        assert [info.id for info in archive.articles() if "001" in info.path] == ["001"]
        assert archive.text(archive.article("001") or 0) == "Zupełnie inny tekst o Ałmaty."
    assert counts(index([folder], path, jobs=1, prune=True)) == (0, 0, 4, 1, 0)
    fresh = path.with_name("fresh.kzqa")
    index([folder], fresh, jobs=1)
    with Archive.open(path) as archive, Archive.open(fresh) as expected:
        assert archive.check() == []
        assert contents(archive) == contents(expected)


def test_a_touched_file_is_unchanged(folder: Path, path: Path) -> None:
    index([folder], path, jobs=1)
    (folder / "000_x.txt").touch()
    assert counts(index([folder, folder / "000_x.txt"], path, jobs=1)) == (0, 0, 4, 0, 0)


def test_the_same_text_under_two_names_is_one_article_with_two_sources(folder: Path, path: Path) -> None:
    shutil.copy(folder / "000_x.txt", folder / "zzz.txt")
    report = index([folder], path, jobs=1)
    assert counts(report) == (4, 0, 0, 0, 0)
    assert [(Path(twin.path).name, Path(twin.of).name) for twin in report.duplicates] == [("zzz.txt", "000_x.txt")]
    with Archive.open(path) as archive:
        info = archive.article("000")
        assert info is not None
        assert [Path(source).name for source in info.sources] == ["000_x.txt", "zzz.txt"]
    (folder / "000_x.txt").unlink()
    index([folder], path, jobs=1, prune=True)
    with Archive.open(path) as archive:
        info = archive.article("000")
        assert info is not None
        assert (Path(info.path).name, len(info.sources)) == ("zzz.txt", 1)
        assert archive.check() == []


def test_ids_are_made_unique_and_stay(folder: Path, path: Path) -> None:
    shutil.copytree(folder, folder / "inne")
    for file in (folder / "inne").iterdir():
        file.write_text(f"Inny tekst w pliku {file.stem}.", encoding="utf-8")
    index([folder], path, jobs=1)
    with Archive.open(path) as archive:
        before = {info.path: info.id for info in archive.articles()}
    assert sorted(before.values()) == sorted(f"00{number}{suffix}" for number in range(4) for suffix in ("", "-2"))
    for file in folder.rglob("*.txt"):
        file.write_text(f"{file.read_text(encoding='utf-8')} I jeszcze jedno zdanie.", encoding="utf-8")
    assert counts(index([folder], path, jobs=1)) == (0, 8, 0, 0, 0)
    with Archive.open(path) as archive:
        assert {info.path: info.id for info in archive.articles()} == before


def test_lines_of_json_are_articles_of_one_file(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": f"j{number}", "text": f"Prezydent numer {number} odmówił."}) for number in range(3)]
    file.write_text("\n".join([lines[0], "{nie json", lines[1]]), encoding="utf-8")
    report = index([file], path, jobs=1)
    assert counts(report) == (2, 0, 0, 0, 1)
    assert report.refused[0].path.endswith("a.jsonl#2")
    assert counts(index([file], path, jobs=1)) == (0, 0, 2, 0, 1)  # said again until it is mended
    file.write_text("\n".join([lines[0], lines[2], lines[1]]), encoding="utf-8")
    assert counts(index([file], path, jobs=1)) == (1, 0, 2, 0, 0)
    file.write_text("\n".join(lines[:1]), encoding="utf-8")
    assert counts(index([file], path, jobs=1)) == (0, 0, 1, 2, 0)
    with Archive.open(path) as archive:
        assert [info.id for info in archive.articles()] == ["j0"]
        assert archive.check() == []


def test_another_encoding_is_read_anew_and_checked_with(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Miś śpi w cieniu źrebaka.".encode("iso-8859-2"))
    assert counts(index([file], path, jobs=1, encoding="windows-1252")) == (1, 0, 0, 0, 0)
    with Archive.open(path) as archive:
        assert archive.check() == []
    assert counts(index([file], path, jobs=1, encoding="windows-1252")) == (0, 0, 1, 0, 0)
    assert counts(index([file], path, jobs=1)) == (0, 1, 0, 0, 0)
    with Archive.open(path) as archive:
        assert "śpi w cieniu źrebaka" in archive.text(archive.article("a") or 0)
        assert archive.check() == []


def test_check_finds_a_text_that_is_not_its_files_from_wherever_it_is_asked(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps({"id": name, "text": f"Artykuł {name} o Ałmaty."}) for name in "ab"]
    (folder / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(folder)
    index(["000_x.txt", "001_x.txt", "lines.jsonl"], path, jobs=1)
    monkeypatch.chdir(path.parent)
    with Archive.open(path) as archive:
        assert archive.check() == []
    with sqlite3.connect(path) as connection:
        changed = zlib.compress("Artykuł a o Astanie?".encode())
        where = "WHERE id >> 20 IN (SELECT id FROM article WHERE name IN ('000', 'a'))"
        connection.execute(f"UPDATE text SET data = ? {where}", (changed,))
    with Archive.open(path) as archive:
        told = [problem for problem in archive.check() if "różni się od pliku" in problem]
    assert [problem.split()[3] for problem in told] == ["000_x.txt", "lines.jsonl#1"]


def test_refused_files_leave_the_others(folder: Path, path: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "broken.txt").symlink_to(folder / "missing")
    report = index([folder, folder / "nothing-here"], path, jobs=1)
    assert report.added == 4
    assert "binary.txt" in {Path(refusal.path).name for refusal in report.refused}
    assert "nothing-here" in {Path(refusal.path).name for refusal in report.refused}
    assert all(refusal.reason for refusal in report.refused)


def test_several_processes_do_what_one_does(path: Path) -> None:
    calls: list[Progress] = []
    report = index(SEEDS, path, jobs=2, progress=calls.append)
    assert counts(report) == (5, 0, 0, 0, 0)
    assert [call.articles for call in calls][-1] == 5
    assert calls[-1].bytes_done == calls[-1].bytes_total == sum(file.stat().st_size for file in SEEDS)
    assert report.words == calls[-1].words > 1000
    alone = path.with_name("alone.kzqa")
    index(SEEDS, alone, jobs=1)
    with Archive.open(path) as archive, Archive.open(alone) as expected:
        assert contents(archive) == contents(expected)
        assert [archive.text(info) for info in archive.articles()] == [source.text for source in seeds()]


def test_an_interrupted_run_keeps_what_is_done_and_the_next_goes_on(folder: Path, path: Path) -> None:
    for number in range(4, 400):
        text = (
            f"Artykuł {number}. Prezydent Tokajew spotkał się z delegacją numer {number}. To był dzień numer {number}."
        )
        (folder / f"{number:03}_x.txt").write_text(text, encoding="utf-8")
    for blow in (signal.SIGINT, signal.SIGKILL):
        process = subprocess.Popen([sys.executable, "-c", INDEX, str(path), str(folder)], stderr=subprocess.DEVNULL)
        while process.poll() is None and not path.with_name("a.kzqa-wal").exists():
            time.sleep(0.05)
        time.sleep(0.3)
        process.send_signal(blow)
        assert process.wait(20) != 0
        with Archive.open(path) as archive:
            assert archive.check() == []
    report = index([folder], path, jobs=1)
    assert report.added + report.unchanged == 400
    whole = path.with_name("whole.kzqa")
    index([folder], whole, jobs=1)
    with Archive.open(path) as archive, Archive.open(whole) as expected:
        assert contents(archive) == contents(expected)


def test_an_archive_remembers_its_pipeline(folder: Path, path: Path) -> None:
    index([folder], path, jobs=1)
    with Archive.open(path) as archive:
        assert archive.status().pipeline == "pl_kzqa"
    with pytest.raises(ArchiveError, match="powstało z potokiem pl_kzqa: pomiń --pipeline"):
        index([folder], path, jobs=1, pipeline="pl_core_news_sm")
    with pytest.raises(PipelineError):
        index([folder], path.with_name("b.kzqa"), jobs=1, pipeline="no_such_pipeline")


def test_an_empty_folder_and_wrong_options(tmp_path: Path, path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert len(index([tmp_path / "empty"], path, jobs=2).refused) == 1
    with pytest.raises(OptionError):
        index([tmp_path], path, jobs=1, encoding="klingon")
    with pytest.raises(ArchiveError, match="to folder"):
        index([tmp_path], tmp_path, jobs=1)


def test_a_text_without_words_is_an_article_without_sentences(tmp_path: Path, path: Path) -> None:
    (tmp_path / "dots.txt").write_text(" … \n\n --- \n", encoding="utf-8")
    (tmp_path / "future.txt").write_text(" date 2999-12 Zdanie z przyszłości.", encoding="utf-8")
    report = index([tmp_path / "dots.txt", tmp_path / "future.txt"], path, jobs=1)
    assert report.added + len(report.refused) == 2
    with Archive.open(path) as archive:
        assert archive.check() == []
        assert archive.retrieve({"przyszłość": 1.0})
