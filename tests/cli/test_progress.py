"""How far a long command is."""

import pytest
from calling import Cli

from kzqa.cli.progress import duration, progress


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-1, "0 s"), (0.4, "0 s"), (59, "59 s"), (60, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 godz. 5 min")],
)
def test_duration(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_off_a_terminal_nothing_moves(capfd: pytest.CaptureFixture[str]) -> None:
    with progress() as tell:
        for done in range(1000):
            tell(done / 1000, "w toku")
    out, err = capfd.readouterr()
    assert out == ""
    assert "\x1b" not in err and "\r" not in err and err.count("\n") < 1000


def test_quiet_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with progress(quiet=True) as tell:
        tell(None, "w toku")
    assert capfd.readouterr() == ("", "")


def test_a_bar_on_a_terminal_is_gone_at_the_end(terminal: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("artykuły")
    for number in range(3):
        (folder / f"{number}.txt").write_text("Anna pojechała do Gdyni.\n", encoding="utf-8")
    ran = terminal("index", str(folder), "--index", str(folder / "a.kzqa"), "--jobs", "1")
    assert ran.status == 0
    assert "━" in ran.out
    assert "\x1b[2K" in ran.out.partition("archiwum: ")[0]
