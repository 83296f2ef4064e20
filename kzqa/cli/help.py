"""Help and usage lines in Polish, laid out as click lays out its own."""

from __future__ import annotations

import sys

import click

from kzqa.cli.terminal import coloured

HELP_OPTION = "Pokaż tę pomoc i zakończ."


class PolishFormatter(click.HelpFormatter):
    """click's formatter with Polish headings, which are bold on a terminal."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "Użycie: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        self.write(f"{heading_style(heading)}\n")


class PolishContext(click.Context):
    formatter_class = PolishFormatter


def heading_style(heading: str) -> str:
    return f"\x1b[1m{heading}:\x1b[0m" if coloured(sys.stdout) else f"{heading}:"


def option_row(param: click.Option) -> tuple[str, str]:
    """An option's spellings with the name of its value, and its help."""
    spellings = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
    value = "" if param.is_flag or param.count else f" {param.metavar}"
    return spellings + value, param.help or ""


def write_options(command: click.Command, context: click.Context, formatter: click.HelpFormatter) -> None:
    """Write a command's arguments and options under their headings; the help option comes last."""
    help_option = command.get_help_option(context)
    arguments = [
        (param.make_metavar(context), getattr(param, "help", None) or "")
        for param in command.get_params(context)
        if isinstance(param, click.Argument)
    ]
    options = [
        option_row(param)
        for param in command.get_params(context)
        if isinstance(param, click.Option) and param is not help_option and not param.hidden
    ]
    if help_option is not None:
        options.append((", ".join(sorted(help_option.opts, key=len)), HELP_OPTION))
    if arguments:
        with formatter.section("Argumenty"):
            formatter.write_dl(arguments)
    with formatter.section("Opcje"):
        formatter.write_dl(options)


def write_commands(group: click.Group, context: click.Context, formatter: click.HelpFormatter) -> None:
    """Write the commands of a group, each with the first sentence of its help."""
    rows = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is not None and not command.hidden:
            rows.append((name, (command.help or "").partition("\n")[0]))
    with formatter.section("Polecenia"):
        formatter.write_dl(rows)
