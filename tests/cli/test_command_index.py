"""`kzqa index`, and the other commands on the archive that it builds."""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from calling import COMMAND, Cli

HOSTILE = "Minister \x1b[31m[red]Anna Kowalska[/] powiedziała w Krakowie, że [link=x]most\u202e[/link] jest gotowy."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two good files and one that is none."""
    folder = tmp_path / "artykuły i inne"
    folder.mkdir()
    (folder / "100_most.txt").write_text(f" date 2024-05 {HOSTILE}\n", encoding="utf-8")
    (folder / "200_droga.md").write_text("# Nowa droga\n\nDroga do Gdyni ma 12 kilometrów.\n", encoding="utf-8")
    (folder / "300_obraz.txt").write_bytes(bytes(range(256)) * 40)
    return folder


def test_an_archive_of_ones_own(articles: Path, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "moje.kzqa"
    ran = cli("index", str(articles), "--index", str(archive), "--json", "--jobs", "1")
    assert ran.status == 2
    report = json.loads(ran.out)
    assert (report["schema"], report["added"], report["updated"], report["unchanged"]) == (1, 2, 0, 0)
    assert [Path(refusal["path"]).name for refusal in report["refused"]] == ["300_obraz.txt"]
    assert "300_obraz.txt: " in ran.err

    (articles / "300_obraz.txt").unlink()
    monkeypatch.setenv("KZQA_INDEX", str(archive))
    ran = cli("index", str(articles), "--jobs", "1")
    assert ran.status == 0
    assert "bez zmian: 2\n" in ran.out
    assert cli("index", str(articles), "-q", "--jobs", "1") == (0, "", "")

    found = json.loads(cli("search", "--json", "most").out)
    assert found["article"] == "100"
    assert found["text"] == HOSTILE
    shown = cli("search", "most").out
    assert "[red]Anna Kowalska[/]" in shown and "[link=x]most" in shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert cli("show", "200").out == "[200:1.1] Nowa droga\n\n[200:2.1] Droga do Gdyni ma 12 kilometrów.\n"
    assert "artykuły: 2\n" in cli("status").out


def test_article_text_steers_no_terminal(articles: Path, tmp_path: Path, cli: Cli, terminal: Cli) -> None:
    archive = str(tmp_path / "moje.kzqa")
    (articles / "300_obraz.txt").unlink()
    assert cli("index", str(articles), "--index", archive, "--jobs", "1", "-q").status == 0
    for arguments in (
        ["search", "most"],
        ["show", "100:1.1"],
        ["quotes"],
        ["entities"],
        ["dates"],
        ["ask", "--fast", "Co z mostem?"],
    ):
        ran = terminal(*arguments, "--index", archive, columns=200)
        assert ran.status in (0, 1)
        assert "\x1b[31m" not in ran.out and "\u202e" not in ran.out
    assert "[red]Anna Kowalska[/]" in terminal("show", "100:1.1", "--index", archive, columns=200).out


def test_what_was_mended_while_reading_is_told(tmp_path: Path, cli: Cli) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "1\x1b[31m[b]\n.txt").write_text(" date 2022-99 Rzecznik milczy.\n", encoding="utf-8")
    lines = [{"text": "Most jest gotowy.", "date": "jutro\x1b[2J[red]"}, {"text": "Stanie dom.", "date": "2950-01"}]
    (folder / "2.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ran = cli("index", str(folder), "--index", str(tmp_path / "a.kzqa"), "--jobs", "1", "-q")
    assert ran.status == 0
    told = ran.err.splitlines()
    assert len(told) == 3
    assert all(line.startswith(f"Uwaga: {folder}/") for line in told)
    assert "1\ufffd[31m[b] .txt: niemożliwa data „2022-99”, więc artykuł jest bez daty." in told[0]
    assert "2.jsonl#1: niezrozumiała data „jutro[2J[red]”" in told[1]
    assert "2.jsonl#2: data „2950-01” leży w przyszłości." in told[2]
    ran = cli("index", str(folder), "--index", str(tmp_path / "b.kzqa"), "--jobs", "1", "--json")
    assert "\x1b" not in ran.out
    report = json.loads(ran.out)
    assert (report["added"], len(report["refused"])) == (3, 0)
    assert report["warnings"][2] == {"path": f"{folder}/2.jsonl#2", "reason": "data „2950-01” leży w przyszłości"}
    assert Path(report["warnings"][0]["path"]).name == "1\x1b[31m[b]\n.txt"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nie-ma-takiego"], "nie-ma-takiego"),
        (["."], "Brakuje opcji --index: podaj plik archiwum"),
        ([".", "--jobs", "0"], "Opcja --jobs: „0” nie jest liczbą całkowitą od 1 do 1024."),
        ([".", "--encoding", "klingon"], "klingon"),
        ([".", "--pipeline", "nie_ma_potoku"], "nie_ma_potoku"),
    ],
)
def test_index_errors(arguments: list[str], sentence: str, tmp_path: Path, cli: Cli) -> None:
    index = [] if "--index" in sentence else ["--index", str(tmp_path / "a.kzqa")]
    if "." in arguments:
        arguments = [str(tmp_path) if argument == "." else argument for argument in arguments]
        (tmp_path / "a.txt").write_text("Zdanie.", encoding="utf-8")
    ran = cli("index", *arguments, *index)
    assert ran.status == 2
    assert ran.err.startswith("Błąd: ")
    assert sentence in ran.err
    assert "Traceback" not in ran.err


def test_ctrl_c_keeps_the_archive_sound(tmp_path: Path, cli: Cli) -> None:
    archive = tmp_path / "przerwane.kzqa"
    with subprocess.Popen(
        [*COMMAND, "index", "-", "--index", str(archive), "--jobs", "1"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        assert running.stdin and running.stderr
        running.stdin.write(json.dumps({"id": "a", "text": "Anna pojechała do Gdyni."}).encode() + b"\n")
        running.stdin.flush()
        while running.poll() is None and not (archive.exists() and archive.stat().st_size):
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
        assert "Traceback" not in running.stderr.read().decode()
    assert cli("status", "--check", "--index", str(archive)).status == 0


def test_ctrl_c_reaches_several_processes_and_none_of_them_complains(tmp_path: Path, cli: Cli) -> None:
    """A terminal interrupts all processes of a command at once, those that have only just begun as well."""
    source = tmp_path / "wiele.jsonl"
    lines = [{"id": f"a{number}", "text": f"Anna pojechała do Gdyni po raz {number}. " * 20} for number in range(400)]
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for number, seconds in enumerate([0.1, 0.3, 0.6, 1.0, 2.0]):
        archive = tmp_path / f"{number}.kzqa"
        call = [*COMMAND, "index", str(source), "--index", str(archive), "--jobs", "3"]
        with subprocess.Popen(call, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as running:
            while running.poll() is None and not (archive.exists() and archive.stat().st_size):
                time.sleep(0.01)
            time.sleep(seconds)
            os.killpg(running.pid, signal.SIGINT)
            told = running.communicate(timeout=60)[1].decode()
            assert running.returncode == 130
        assert told in ("", "Przerwano; to, co zrobione, zostaje w archiwum, a następne kzqa index pójdzie dalej.\n")
        assert cli("status", "--check", "--index", str(archive)).status == 0


def test_a_run_that_is_stopped_at_its_very_beginning_is_told_or_unseen(tmp_path: Path, cli: Cli) -> None:
    """Whatever is on the disk then, commands say in a sentence what it is, and the next run makes a whole of it."""
    (tmp_path / "a.txt").write_text("Anna pojechała do Gdyni.", encoding="utf-8")
    chance = random.Random(5)
    for number, blow in enumerate([signal.SIGINT, signal.SIGKILL] * 3):
        archive = tmp_path / f"{number}.kzqa"
        call = [*COMMAND, "index", str(tmp_path / "a.txt"), "--index", str(archive), "--jobs", "1"]
        with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
            while running.poll() is None and not archive.exists():
                time.sleep(0.0005)
            time.sleep(chance.uniform(0, 0.02))
            running.send_signal(blow)
        ran = cli("status", "--index", str(archive))
        assert ran.status == 0 or "jest pustym plikiem" in ran.err or "Nie ma archiwum" in ran.err
    for archive in [*tmp_path.glob("*.kzqa")]:
        assert cli("index", str(tmp_path / "a.txt"), "--index", str(archive), "--jobs", "1", "-q").status == 0
        assert "artykuły: 1\n" in cli("status", "--check", "--index", str(archive)).out
