"""`kzqa index`: an archive of one's own, built and updated."""

from __future__ import annotations

from typing import Annotated

import typer

from kzqa.archive.indexing import Progress
from kzqa.archive.indexing import index as run_index
from kzqa.cli.options import JsonOption, whole_number
from kzqa.cli.output import report
from kzqa.cli.output.forms import choose_form
from kzqa.cli.plural import counted, number
from kzqa.cli.progress import duration, progress
from kzqa.cli.terminal import say, say_error
from kzqa.errors import OptionError

REFUSED = 2


def index(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="ŹRÓDŁO...",
            help="Foldery i pliki z artykułami (txt, md, html, jsonl, zip, gz); „-” czyta z wejścia listę ścieżek albo"
            " JSON Lines.",
        ),
    ],
    *,
    index: Annotated[
        str | None,
        typer.Option(
            "--index", envvar="KZQA_INDEX", metavar="PLIK", help="Archiwum, które zbudować (albo zmienna KZQA_INDEX)."
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAZWA", help="Kodowanie plików (domyślnie rozpoznawane).")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", metavar="LICZBA", parser=whole_number("--jobs", most=1024),
            help="Liczba procesów (domyślnie tyle, ile rdzeni).",
        ),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Usuń artykuły z plików, których już nie ma.")] = False,
    pipeline: Annotated[
        str | None,
        typer.Option("--pipeline", metavar="NAZWA", help="Zainstalowany potok spaCy zamiast wbudowanego."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Nie pokazuj postępu ani podsumowania.")] = False,
    json: JsonOption = False,
) -> int:  # fmt: skip
    """Zbuduj lub uzupełnij archiwum z własnych artykułów.

    Kod wyjścia 2 oznacza, że niektórych plików nie dało się przyjąć; pozostałe są w archiwum. Przerwanie (Ctrl-C)
    zachowuje to, co zrobione.
    """
    if index is None:
        raise OptionError("Brakuje opcji --index: podaj plik archiwum, na przykład --index artykuly.kzqa.")
    try:
        with progress(quiet=quiet) as tell:
            done = run_index(
                paths,
                index,
                encoding=encoding,
                jobs=jobs,
                prune=prune,
                pipeline=pipeline,
                progress=lambda state: tell(*_told(state)),
            )
    except KeyboardInterrupt:
        say("Przerwano; to, co zrobione, zostaje w archiwum, a następne kzqa index pójdzie dalej.")
        raise
    for warning in done.warnings:
        say(f"Uwaga: {warning.path}: {warning.reason}.")
    for refusal in done.refused:
        say_error(f"{refusal.path}: {refusal.reason}")
    report.write(done, index, choose_form(json=json, quiet=quiet))
    return REFUSED if done.refused else 0


def _told(state: Progress) -> tuple[float | None, str]:
    """How much is done, and the same in words: files, articles, words a second, time left."""
    share = min(state.bytes_done / state.bytes_total, 1.0) if state.bytes_total else None
    parts = [counted(state.files, "file"), counted(state.articles, "article")]
    if state.words and state.seconds:
        parts.append(f"{number(round(state.words / state.seconds))} słów/s")
    if share:
        parts.append(f"zostało {duration(state.seconds * (1 - share) / share)}")
    return share, ", ".join(parts)
