"""`kzqa eval`: scores against a gold set."""

from __future__ import annotations

from typing import Annotated

import typer

from kzqa.answering.ask import ask
from kzqa.archive import Archive
from kzqa.cli.archives import filters, opened
from kzqa.cli.gold import holds_names, read_lines, read_named_articles
from kzqa.cli.options import JsonOption, Source, limit_option, reads_archive
from kzqa.cli.output import scores
from kzqa.cli.output.forms import choose_form
from kzqa.cli.progress import progress
from kzqa.evaluation.answers import judge
from kzqa.evaluation.extraction import Found, score_extraction
from kzqa.evaluation.names import score_names


@reads_archive
def evaluate(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help="Plik JSON Lines z pytaniami albo z artykułami; plik lub folder *.entities.tsv z nazwami.",
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

    Zbiór z artykułami zamiast pytań ocenia znalezione daty i wypowiedzi, a pliki *.entities.tsv (obok plików .txt)
    formy podstawowe i łączenie nazw.
    """
    form = choose_form(json=json)
    if holds_names(gold):
        scores.write_extraction(gold, score_names(read_named_articles(gold)), form)
        return 0
    lines = read_lines(gold)
    with opened(source) as archive:
        if "question" not in lines[0]:
            scores.write_extraction(gold, score_extraction(lines, _extracted(archive)), form)
            return 0
        verdicts = []
        with progress() as tell:
            for done, line in enumerate(lines):
                tell(done / len(lines), f"pytania: {done}/{len(lines)}")
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
