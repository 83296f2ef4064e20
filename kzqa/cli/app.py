"""The typer application: the group of all commands and what belongs to none of them."""

from __future__ import annotations

from typing import Annotated

import typer

from kzqa import __version__
from kzqa.cli.polish import PolishGroup

app = typer.Typer(
    cls=PolishGroup,
    no_args_is_help=True,
    rich_markup_mode=None,  # typer's rich help would import rich on every call and speak English
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kzqa {__version__}")
        raise typer.Exit(0)


@app.callback()
def kzqa(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Pokaż wersję i zakończ.")
    ] = False,
) -> None:
    """Odpowiada po polsku na pytania o archiwum artykułów i przytacza zdania, które to potwierdzają.

    Zacznij od: kzqa ask "Kto jest rzecznikiem MSZ Kazachstanu?"
    """
