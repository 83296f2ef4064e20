"""A writer that is killed, or works beside readers and other writers, never damages an archive."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from archive_material import annotated, build, contents, generated
from crashing_writer import articles, bring

from kzqa.archive import Archive
from kzqa.archive.writer import Writer, fingerprint
from kzqa.errors import ArchiveError

KILLS = 20
SCRIPT = Path(__file__).with_name("crashing_writer.py")


class Reader(threading.Thread):
    """Reads all of an archive over and over, and keeps what it finds wrong."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self.path = path
        self.stopped = threading.Event()
        self.rounds = 0
        self.problems: list[str] = []

    def run(self) -> None:
        with Archive.open(self.path) as archive:
            while not self.stopped.is_set():
                with archive.snapshot():
                    for info in archive.articles():
                        sentences = archive.sentences(info)
                        text = archive.text(info)
                        if len(text) != info.length or not sentences:
                            self.problems.append(f"{info.id}: half an article")
                        if any(text[item.start : item.end] != item.text for item in sentences):
                            self.problems.append(f"{info.id}: wrong offsets")
                    for hit in archive.retrieve({"kazachstan": 1.0, "tokajew": 1.0}, limit=200):
                        passage = archive.passage(hit.passage_id)
                        info = archive.article(passage.article) if passage else None
                        words = f"{passage.text} {passage.heading} {info.title}" if passage and info else ""
                        if not {"kazachstan", "tokajew"} & set(archive.lexicon.sequence(words)):
                            self.problems.append(f"{hit.passage_id}: a passage that does not match")
                self.rounds += 1


def test_killed_writers_leave_a_sound_archive_that_ends_up_as_if_undisturbed(tmp_path: Path) -> None:
    path, undisturbed = tmp_path / "killed.kzqa", tmp_path / "undisturbed.kzqa"
    bring(path, 0)
    shutil.copyfile(path, undisturbed)
    begun = time.monotonic()
    subprocess.run([sys.executable, str(SCRIPT), str(undisturbed), "1"], check=True)
    whole = time.monotonic() - begun
    undisturbed.unlink()
    reader = Reader(path)
    reader.start()
    chance = random.Random(20)
    killed = 0
    for version in range(1, KILLS + 1):
        writer = subprocess.Popen([sys.executable, str(SCRIPT), str(path), str(version)])
        try:
            writer.wait(chance.uniform(0.3, 1.0) * whole)
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
            killed += 1
        writer.wait()
        with Archive.open(path) as archive:
            assert archive.check() == []
    bring(path, KILLS)
    reader.stopped.set()
    reader.join()
    assert reader.rounds > 0
    assert reader.problems == []
    assert killed > KILLS / 3
    build(undisturbed, articles(KILLS))
    with Archive.open(path) as found, Archive.open(undisturbed) as expected:
        assert contents(found) == contents(expected)


def test_a_second_writer_is_told_who_holds_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.kzqa"
    with Writer(path), pytest.raises(ArchiveError, match=r"zapisuje teraz proces \d+ na komputerze \S+"):
        Writer(path, wait=0.2)
    with Writer(path, wait=0.2):
        pass


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.kzqa"
    first = Writer(path)
    timer = threading.Timer(0.3, first.close)
    timer.start()
    with Writer(path, wait=10):
        pass
    timer.join()


def test_an_unfinished_batch_leaves_nothing(tmp_path: Path) -> None:
    path = build(tmp_path / "a.kzqa", generated(5))
    with Archive.open(path) as archive:
        before = contents(archive)
    more = generated(8, seed=9)[5:]
    with Writer(path) as writer, pytest.raises(KeyboardInterrupt), writer.batch():
        for source in more:
            writer.add(source.id, source, (annotated(source),), fingerprint(source, ""))
        raise KeyboardInterrupt
    with Archive.open(path) as archive:
        assert contents(archive) == before
