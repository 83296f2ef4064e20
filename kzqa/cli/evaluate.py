"""`kzqa eval`: scores against a gold set."""

from __future__ import annotations

import json as json_format
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from kzqa.answering.ask import ask
from kzqa.archive import Archive
from kzqa.cli.archives import filters, opened
from kzqa.cli.options import JsonOption, Source, limit_option, reads_archive
from kzqa.cli.output import scores
from kzqa.cli.output.forms import choose_form
from kzqa.cli.plural import counted
from kzqa.cli.progress import progress
from kzqa.errors import OptionError
from kzqa.evaluation.answers import judge
from kzqa.evaluation.extraction import Found, score_extraction

Gold = Mapping[str, Any]
QUESTION_KEYS = ("question", "type", "answerable", "answers", "citations")
ARTICLE_KEYS = ("doc", "quotes", "dates")


@reads_archive
def evaluate(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD", help="Plik JSON Lines: pytania z odpowiedziami albo artykuły z datami i wypowiedziami."
        ),
    ],
    *,
    source: Source,
    limit: Annotated[int, limit_option("Najwyżej tyle cytatów w odpowiedzi (domyślnie 3).")] = 3,
    fast: Annotated[bool, typer.Option("--fast", help="Odpowiadaj bez modelu neuronowego.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Wypisz pytania z błędną odpowiedzią.")] = False,
    json: JsonOption = False,
) -> int:
    """Oceń odpowiedzi według zbioru wzorcowego.

    Zbiór z artykułami zamiast pytań ocenia znalezione daty i wypowiedzi.
    """
    lines = _read(gold)
    form = choose_form(json=json)
    with opened(source) as archive:
        if "question" not in lines[0]:
            scores.write_extraction(gold, score_extraction(lines, _extracted(archive)), form)
            return 0
        verdicts = []
        with progress() as tell:
            for done, line in enumerate(lines):
                tell(done / len(lines), counted(done, "question"))
                answer = ask(str(line["question"]), archive, limit=limit, where=filters(source), fast=fast)
                verdicts.append(judge(line, answer))
    scores.write_answers(gold, verdicts, form)
    if misses:
        scores.write_misses([verdict for verdict in verdicts if not verdict.right], form)
    return 0


def _extracted(archive: Archive) -> list[Found]:
    """The quotes and dates of every article."""
    return [
        Found(article.path, archive.quotes(article.rowid), archive.dates(article.rowid))
        for article in archive.articles()
    ]


def _read(path: str) -> list[Gold]:
    """The lines of a gold set; all of them hold questions, or all of them articles."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OptionError(f"Nie można odczytać zbioru {path} ({error.strerror}): sprawdź ścieżkę.") from error
    except UnicodeDecodeError as error:
        raise OptionError(f"Zbiór {path} nie jest zapisany w UTF-8: zmień jego kodowanie.") from error
    lines = []
    for number, raw in enumerate(text.split("\n"), start=1):
        if raw.strip():
            lines.append(_parse(raw, f"{path}, wiersz {number}"))
    if not lines:
        raise OptionError(f"Zbiór {path} jest pusty: podaj plik JSON Lines z pytaniami.")
    if len({"question" in line for line in lines}) > 1:
        raise OptionError(f"Zbiór {path} miesza pytania z artykułami: podziel go na dwa pliki.")
    return lines


def _parse(raw: str, where: str) -> Gold:
    try:
        line = json_format.loads(raw)
    except ValueError as error:
        raise OptionError(f"{where}: to nie jest JSON; popraw ten wiersz.") from error
    keys = QUESTION_KEYS if isinstance(line, dict) and "question" in line else ARTICLE_KEYS
    missing = [key for key in keys if not isinstance(line, dict) or key not in line]
    if missing:
        raise OptionError(f"{where}: brakuje kluczy {', '.join(missing)}; to nie jest wiersz zbioru wzorcowego.")
    return dict(line)
