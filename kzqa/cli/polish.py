"""typer's command classes, speaking Polish and turning every expected error into a sentence and an exit status.

The group knows its commands by name and imports the module of one when it is called, so that a command costs only what
it needs itself.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click
import typer
from typer.core import TyperCommand, TyperGroup

from kzqa.cli import completion, usage
from kzqa.cli import help as polish_help
from kzqa.cli.terminal import leave_stdout, prepare_streams, say_error
from kzqa.cli.usage import reason
from kzqa.errors import KzqaError

COMMANDS = {
    "ask": "ask",
    "search": "search",
    "show": "show",
    "entities": "entities",
    "dates": "dates",
    "quotes": "quotes",
    "index": "index",
    "status": "status",
    "eval": "evaluate",
}
"""The commands, in the order of the help, and the module (and function in it) of each."""

ERROR = 2
INTERRUPTED = 130


class PolishCommand(TyperCommand):
    """A command with Polish help. Its function returns the exit status, or None for 0."""

    context_class = polish_help.PolishContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[OPCJE]"
        # Too many arguments are told in Polish below, not by click.
        self.allow_extra_args = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with usage.in_context(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise usage.superfluous(rest, ctx)
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        polish_help.write_options(self, ctx, formatter)


class PolishGroup(TyperGroup):
    """The group of all commands, with Polish help and errors."""

    context_class = polish_help.PolishContext

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options_metavar = "[OPCJE]"
        self.subcommand_metavar = "POLECENIE [ARGUMENTY]..."

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.commands[cmd_name] = _load(cmd_name)
        return self.commands.get(cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        polish_help.write_commands(self, ctx, formatter)
        polish_help.write_options(self, ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with usage.in_context(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            raise usage.unknown_command(args[0], ctx, self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        return [completion.in_polish(param) for param in super().get_params(ctx)]

    def invoke(self, ctx: click.Context) -> Any:
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            leave_stdout()
            return 0
        return status

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command line and end the process with its exit status; errors become sentences on stderr."""
        prepare_streams()
        try:
            status = super().main(
                args, prog_name, complete_var, standalone_mode=False, windows_expand_args=windows_expand_args, **extra
            )
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.message, err=True)
            status = ERROR
        except click.ClickException as error:
            say_error(usage.explain(error))
            status = ERROR
        except click.Abort:
            status = INTERRUPTED
        except KzqaError as error:
            say_error(str(error))
            status = ERROR
        except OSError as error:
            leave_stdout()
            say_error(f"{error.filename or 'Wejście lub wyjście'}: {reason(error)}.")
            status = ERROR
        sys.exit(status)


def _load(name: str) -> click.Command:
    module = import_module(f"kzqa.cli.{COMMANDS[name]}")
    single = typer.Typer(add_completion=False, rich_markup_mode=None)
    single.command(name, cls=PolishCommand)(getattr(module, COMMANDS[name]))
    return typer.main.get_command(single)
