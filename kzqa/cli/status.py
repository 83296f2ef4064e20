"""`kzqa status`: what an archive holds, and its health."""

from __future__ import annotations

from typing import Annotated

import typer

from kzqa.cli.archives import opened
from kzqa.cli.options import IndexOption, JsonOption, Source
from kzqa.cli.output import summary
from kzqa.cli.output.forms import choose_form
from kzqa.cli.terminal import say_error


def status(
    *,
    index: IndexOption = None,
    check: Annotated[
        bool, typer.Option("--check", help="Sprawdź całe archiwum; uszkodzone daje kod wyjścia 2.")
    ] = False,
    json: JsonOption = False,
) -> int:
    """Pokaż, co archiwum zawiera i w jakim jest stanie."""
    with opened(Source(index, None, None, ())) as archive:
        problems = archive.check() if check else None
        summary.write(archive.status(), problems, choose_form(json=json))
    for problem in problems or ():
        say_error(problem)
    return 2 if problems else 0
