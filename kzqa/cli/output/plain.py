"""Plain text for pipes: no colour, no wrapping, one thing a line, nothing in it that steers a terminal."""

from __future__ import annotations

import sys

from kzqa.cli.output.lines import Line
from kzqa.cli.terminal import clean
from kzqa.model import Answer

UNANSWERED = "Brak odpowiedzi w archiwum."
FAILED = "Nie udało się odpowiedzieć."


def write(line: str = "") -> None:
    """Write one line on stdout, cleaned, and flush it."""
    sys.stdout.write(clean(line) + "\n")
    sys.stdout.flush()


def write_line(line: Line) -> None:
    """Write a terminal's line without its styles."""
    write(" " * line.indent + "".join(text for text, _ in line.pieces))


def cited(citation_id: str, text: str) -> str:
    """A sentence behind its id, as every command cites: `[002:5.1] W czerwcu ubiegłego roku ...`."""
    return f"[{citation_id}] {text}"


def write_answer(answer: Answer) -> None:
    """The answer on the first line, then one line a citation; without an answer, the nearest sentences."""
    write(answer.answer or UNANSWERED)
    for citation in answer.citations or answer.related:
        write(cited(citation.id, citation.text))
