"""`kzqa ask`: questions in, answers with cited sentences out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from kzqa.answering.ask import ask as find_answer
from kzqa.answering.ask import explain as explain_answer
from kzqa.cli import questions
from kzqa.cli.archives import LazyArchive, filters
from kzqa.cli.options import JsonOption, Source, limit_option, probability, reads_archive
from kzqa.cli.output.answers import writer
from kzqa.cli.output.forms import choose_form
from kzqa.cli.questions import Question
from kzqa.cli.terminal import is_terminal, say_error
from kzqa.errors import KzqaError, OptionError, QuestionError

ANSWERED, UNANSWERED, FAILED = 0, 1, 2


@reads_archive
def ask(
    question: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PYTANIE]", help="Pytanie po polsku; „-” czyta pytania z wejścia, jedno w wierszu."),
    ] = None,
    *,
    source: Source,
    limit: Annotated[int, limit_option("Najwyżej tyle cytatów (domyślnie 3).")] = 3,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            metavar="LICZBA",
            parser=probability("--min-confidence"),
            help="Milcz, gdy pewność odpowiedzi jest mniejsza (od 0 do 1).",
        ),
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Odpowiadaj bez modelu neuronowego, tylko po słowach.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Pokaż, skąd wzięła się odpowiedź.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Pisz samą krótką odpowiedź.")] = False,
    json: JsonOption = False,
) -> int:
    """Odpowiedz na pytanie i przytocz zdania, które to mówią.

    Bez pytania, na terminalu, otwiera się rozmowa; kończy ją pusty wiersz. Kod wyjścia: 0 to odpowiedź (przy wielu
    pytaniach choć jedna), 1 jej brak, 2 błąd.
    """
    asked, many = _asked(question or [])
    out = writer(choose_form(json=json, quiet=quiet), many=many)
    where = filters(source)
    outcomes = set()
    said = set()
    with LazyArchive(source) as archive:
        for number, one in enumerate(asked, start=1):
            try:
                if one.error:
                    raise QuestionError(one.error)
                answer = find_answer(
                    one.text, archive.opened(), limit=limit, where=where, min_confidence=min_confidence, fast=fast
                )
                explanation = explain_answer(one.text, archive.opened(), where=where, fast=fast) if explain else None
            except KzqaError as error:
                out.failure(one.text, str(error))
                outcomes.add(FAILED)
                which = f"pytanie {number}: " if many and isinstance(error, QuestionError) else ""
                if (message := f"{which}{error}") not in said:  # what ails the archive, ails it for all questions
                    said.add(message)
                    say_error(message)
            else:
                out.answer(answer, explanation)
                outcomes.add(ANSWERED if answer.answered else UNANSWERED)
    if ANSWERED in outcomes or not outcomes:
        return ANSWERED
    return max(outcomes)


def _asked(words: Sequence[str]) -> tuple[Iterable[Question], bool]:
    """The questions, and whether they are a stream, whose answers have to be told apart."""
    if words == ["-"]:
        return questions.streamed(sys.stdin.buffer), True
    if words:
        return [questions.typed(words)], False
    if is_terminal(sys.stdin):
        return questions.prompted(), False
    raise OptionError('Brakuje pytania: podaj je w cudzysłowie (kzqa ask "Kto ...?") albo „-”, by czytać je z wejścia.')
