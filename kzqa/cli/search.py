"""`kzqa search`: ranked passages for words."""

from __future__ import annotations

from typing import Annotated

import typer

from kzqa.answering.search import search as find_passages
from kzqa.cli import questions
from kzqa.cli.archives import filters, opened
from kzqa.cli.options import JsonOption, Source, limit_option, reads_archive
from kzqa.cli.output import listing
from kzqa.cli.output.forms import choose_form
from kzqa.cli.output.passages import Passages
from kzqa.errors import QuestionError


@reads_archive
def search(
    words: Annotated[list[str], typer.Argument(metavar="SŁOWA...", help="Słowa, w dowolnej formie i kolejności.")],
    *,
    source: Source,
    limit: Annotated[int, limit_option("Najwyżej tyle fragmentów (domyślnie 10).")] = 10,
    json: JsonOption = False,
) -> int:
    """Znajdź fragmenty artykułów, w których są te słowa.

    Najlepsze stoją najpierw. Słowa liczą się w każdej formie, także bez polskich liter i z literówką.
    """
    wanted = questions.typed(words)
    if wanted.error:
        raise QuestionError(wanted.error)
    with opened(source) as archive:
        found = find_passages(wanted.text, archive, limit=limit, where=filters(source))
        return listing.write(found, Passages(), choose_form(json=json))
