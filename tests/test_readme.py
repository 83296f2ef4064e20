"""The README is true: its examples print what it says, and it names every command and no option that is none."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
import typer
from refresh_readme import EXAMPLE, README, REPOSITORY, refreshed

from kzqa.archive import Archive
from kzqa.cli.app import app

TEXT = README.read_text(encoding="utf-8")
EXAMPLES = [match.group() for match in EXAMPLE.finditer(TEXT)]
GROUP = typer.main.get_command(app)
assert isinstance(GROUP, click.Group)
CONTEXT = click.Context(GROUP)
COMMANDS = GROUP.list_commands(CONTEXT)

CODE = re.compile(r"^```(?:sh|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# Times, sizes on disk and what a processor rounds in its own way differ from machine to machine.
VARYING = re.compile(r'(?<="confidence": )[\d.]+|(?<="score": )[\d.]+|(?<="elapsed_ms": )[\d.]+')
VARYING_LINE = re.compile(r"^(czas|rozmiar): .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def run_anew(tmp_path_factory: pytest.TempPathFactory, seeds_archive: Archive) -> list[str]:
    """The examples with what they print now."""
    written = refreshed(TEXT, tmp_path_factory.mktemp("readme"))
    return [match.group() for match in EXAMPLE.finditer(written)]


def comparable(example: str) -> str:
    return VARYING_LINE.sub(r"\1: …", VARYING.sub("0", example))


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_an_example_prints_what_the_readme_says(number: int, run_anew: list[str]) -> None:
    assert comparable(run_anew[number]) == comparable(EXAMPLES[number])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(command: str) -> None:
    assert re.search(rf"^#+ .*`kzqa {command}`", TEXT, re.MULTILINE)
    assert any(re.search(rf"\bkzqa {command}\b", code) for code in CODE.findall(TEXT))


def calls() -> list[tuple[str, list[str]]]:
    """Every call of kzqa in the README's code: the command and its options."""
    found = []
    for code in CODE.findall(TEXT):
        for line in code.splitlines():
            for stage in re.findall(r"(?<![./])\bkzqa [a-z].*?(?=[|<>;&]|\)|$)", line):
                words = shlex.split(stage) if stage.count('"') % 2 == 0 and stage.count("'") % 2 == 0 else stage.split()
                found.append((words[1], [word.partition("=")[0] for word in words[2:] if word.startswith("-")]))
    return found


def test_every_option_in_the_readme_exists() -> None:
    assert calls()
    for name, options in calls():
        command = GROUP.get_command(CONTEXT, name)
        assert command is not None, name
        known = {spelling for param in command.params for spelling in param.opts} | {"-", "-h", "--help"}
        assert set(options) <= known, name


def test_the_two_commands_of_a_stranger() -> None:
    marked = re.findall(r"^<!-- stranger: (\w+) -->\n```sh\n([^\n]+)\n```$", TEXT, re.MULTILINE)
    assert [name for name, _ in marked] == ["ask", "test"]
    assert all(command.startswith("python3 -m venv ") for _, command in marked)


def test_links_lead_to_files_and_headings() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.*)$", TEXT, re.MULTILINE)
    }
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXT):
        if target.startswith("#"):
            assert target[1:] in headings
        elif "://" not in target:
            assert (REPOSITORY / Path(target)).exists(), target
