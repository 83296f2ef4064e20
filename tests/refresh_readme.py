"""Runs the README's examples anew; `python -m tests.refresh_readme` writes what they print into README.md.

In a `console` block every line after `$ ` is a command, what follows is what it prints; a `pycon` block is a session of
Python. All of them run one after the other in one folder that holds the seeds, as a reader would who tries them all.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from kzqa.archive import Archive

REPOSITORY = Path(__file__).parent.parent
README = REPOSITORY / "README.md"
EXAMPLE = re.compile(r"^```(?P<language>console|pycon)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)

# The cache lies elsewhere for everyone; and what commands say while one waits depends on how fast the machine is.
_CACHE = re.compile(r"\S*/kzqa/seeds-[0-9a-f]+\.kzqa")
_PROGRESS = re.compile(r"^(?:\d+ plik.* słów/s.*|Przygotowuję archiwum .*)\n", re.MULTILINE)


def refreshed(readme: str, folder: Path) -> str:
    """The text of the README with what its examples print now; they run in `folder`, which has to be empty."""
    Archive.seeds().close()
    shutil.copytree(REPOSITORY / "seeds", folder / "seeds")
    names: dict[str, object] = {}

    def run(example: re.Match[str]) -> str:
        language, code = example["language"], example["code"]
        printed = _session(code, names) if language == "pycon" else _commands(code)
        return f"```{language}\n{printed}```"

    with contextlib.chdir(folder):
        return EXAMPLE.sub(run, readme)


def _commands(code: str) -> str:
    """The commands, each with what it prints, run by bash with this Python's `kzqa`; one that breaks is no example."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    written = []
    for line in code.splitlines():
        if line.startswith("$ "):
            ran = subprocess.run(
                ["bash", "-c", line[2:]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, encoding="utf-8", env={**os.environ, "PATH": path}, timeout=300,
            )  # fmt: skip
            if "Traceback (most recent call last)" in ran.stdout:
                raise RuntimeError(f"{line[2:]}\n{ran.stdout}")
            written.append(f"{line}\n{_PROGRESS.sub('', _CACHE.sub('~/.cache/kzqa/seeds.kzqa', ran.stdout))}")
    return "".join(written)


def _session(code: str, names: dict[str, object]) -> str:
    """The statements, each with what it prints; `names` lasts from one session to the next."""
    written = []
    for example in doctest.DocTestParser().get_examples(code):
        lines = example.source.splitlines()
        written += [f"{'...' if number else '>>>'} {line}".rstrip() + "\n" for number, line in enumerate(lines)]
        written += ["...\n"] if len(lines) > 1 and lines[-1] else []
        with _captured() as printed:
            exec(compile(example.source, "README.md", "single"), names)
        written.append(printed())
    return "".join(written)


@contextlib.contextmanager
def _captured() -> Iterator[Callable[[], str]]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        yield out.getvalue


def main() -> None:
    """Write the README anew."""
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(refreshed(README.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
