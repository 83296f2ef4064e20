"""Shell completion: typer's own, whose options speak Polish here."""

from __future__ import annotations

from typing import Any

import click
import typer
from typer._completion_shared import Shells, _get_shell_name, get_completion_script, install

from kzqa.errors import OptionError

INSTALL_HELP = "Zainstaluj uzupełnianie poleceń w bieżącej powłoce."
SHOW_HELP = "Pokaż skrypt uzupełniania dla bieżącej powłoki."


def in_polish(param: click.Parameter) -> click.Parameter:
    """Give typer's completion options Polish help and messages; every other parameter passes unchanged."""
    if isinstance(param, click.Option) and param.name == "install_completion":
        param.help, param.callback = INSTALL_HELP, _install
    elif isinstance(param, click.Option) and param.name == "show_completion":
        param.help, param.callback = SHOW_HELP, _show
    return param


def _install(context: click.Context, param: click.Parameter, value: Any) -> None:
    if value and not context.resilient_parsing:
        shell, path = install(shell=_shell("--install-completion"), prog_name=_program(context))
        click.echo(f"Uzupełnianie dla powłoki {shell} zapisano w {path}; zadziała w nowym oknie terminala.", err=True)
        raise typer.Exit(0)


def _show(context: click.Context, param: click.Parameter, value: Any) -> None:
    if value and not context.resilient_parsing:
        name = _program(context)
        variable = f"_{name}_COMPLETE".replace("-", "_").upper()
        shell = _shell("--show-completion")
        click.echo(get_completion_script(prog_name=name, complete_var=variable, shell=shell))
        raise typer.Exit(0)


def _program(context: click.Context) -> str:
    return context.find_root().info_name or "kzqa"


def _shell(option: str) -> str:
    """The shell that kzqa was called from, if completion knows it."""
    shell = _get_shell_name() or "nieznana"
    known = [shell.value for shell in Shells]
    if shell not in known:
        raise OptionError(f"Opcja {option} nie obsługuje tej powłoki ({shell}); wywołaj ją w: {', '.join(known)}.")
    return shell
