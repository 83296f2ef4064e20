"""What an index run did."""

from __future__ import annotations

from collections.abc import Iterator

from kzqa.archive.indexing import Report
from kzqa.cli.output import json_lines, plain
from kzqa.cli.output.forms import Form
from kzqa.cli.plural import counted, number
from kzqa.cli.progress import duration


def write(report: Report, archive: str, form: Form) -> None:
    """Write the report: one object, or a line for each thing that happened; nothing in the short form."""
    if form == "json":
        json_lines.write(
            {
                "index": archive,
                "added": report.added,
                "updated": report.updated,
                "unchanged": report.unchanged,
                "removed": report.removed,
                "refused": [refusal._asdict() for refusal in report.refused],
                "duplicates": [duplicate._asdict() for duplicate in report.duplicates],
                "warnings": [warning._asdict() for warning in report.warnings],
                "words": report.words,
                "seconds": round(report.seconds, 3),
            }
        )
    elif form != "short":
        for line in _lines(report, archive):
            plain.write(line)


def _lines(report: Report, archive: str) -> Iterator[str]:
    yield f"archiwum: {archive}"
    yield f"dodane: {number(report.added)}"
    yield f"zmienione: {number(report.updated)}"
    yield f"bez zmian: {number(report.unchanged)}"
    yield f"usunięte: {number(report.removed)}"
    yield f"odrzucone: {number(len(report.refused))}"
    if report.words and report.seconds:
        pace = f"{number(round(report.words / report.seconds))} słów/s"
        yield f"czas: {duration(report.seconds)} ({counted(report.words, 'word')}, {pace})"
    for duplicate in report.duplicates:
        yield f"ten sam tekst: {duplicate.path} = {duplicate.of}"
