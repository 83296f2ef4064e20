"""Errors in what was typed, told in Polish by their kind, never by click's English words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches

import click

_REASONS = {
    errno.EACCES: "brak uprawnień",
    errno.EPERM: "brak uprawnień",
    errno.EROFS: "dysk jest tylko do odczytu",
    errno.EISDIR: "to folder, a nie plik",
    errno.ENOTDIR: "to nie jest folder",
    errno.ENOENT: "nie ma takiego pliku ani folderu",
    errno.ENOSPC: "brak miejsca na dysku",
    errno.EDQUOT: "przekroczony limit miejsca na dysku",
    errno.ENAMETOOLONG: "za długa nazwa",
    errno.EIO: "błąd dysku",
}


def reason(error: OSError) -> str:
    """What the system says, in Polish."""
    return _REASONS.get(error.errno or 0) or f"system odmawia ({error.strerror or type(error).__name__})"


class MistypedError(click.UsageError):
    """A usage error whose message is already a Polish sentence."""


@contextmanager
def in_context(context: click.Context) -> Iterator[None]:
    """Tell an error of the parser, which knows no context, in which command it arose."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or context
        raise


def unknown_command(name: str, context: click.Context, known: list[str]) -> MistypedError:
    """There is no such command; a question typed without `ask` is met with the right line."""
    near = get_close_matches(name, known, n=1)
    if near:
        advice = f"czy chodziło o „{near[0]}”?"
    elif " " in name or name.endswith("?"):
        advice = 'pytanie zadaje się tak: kzqa ask "PYTANIE".'
    else:
        advice = f"znane polecenia: {', '.join(known)}."
    return MistypedError(f"Nie ma polecenia „{name}”; {advice}", context)


def superfluous(arguments: list[str], context: click.Context) -> MistypedError:
    """There are more arguments than the command takes."""
    named = " ".join(arguments)
    return MistypedError(f"Nadmiarowe argumenty: „{named}”; {_see_help(context)}.", context)


def explain(error: click.ClickException) -> str:
    """One Polish sentence for an error of click's parser: what is wrong and where the way out is."""
    if isinstance(error, MistypedError):
        return error.message
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{_what(error, context)}; {_see_help(context)}."


def _what(error: click.ClickException, context: click.Context | None) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f" (podobne: {', '.join(sorted(error.possibilities))})" if error.possibilities else ""
        return f"Nie ma opcji {error.option_name}{near}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        kind = "argumentu" if isinstance(error.param, click.Argument) else "opcji"
        return f"Brakuje {kind} {_name(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        if _is_flag(error.option_name, context):
            return f"Opcja {error.option_name} nie przyjmuje wartości"
        return f"Opcja {error.option_name} wymaga wartości"
    if isinstance(error, click.BadParameter) and error.param is not None:
        kind = "argumentu" if isinstance(error.param, click.Argument) else "opcji"
        return f"Nieprawidłowa wartość {kind} {_name(error.param)}"
    return "Tak zapisanego polecenia nie da się wykonać"


def _name(param: click.Parameter) -> str:
    return (param.metavar or param.name or "") if isinstance(param, click.Argument) else max(param.opts, key=len)


def _is_flag(name: str, context: click.Context | None) -> bool:
    params = context.command.params if context else []
    return any(isinstance(param, click.Option) and param.is_flag and name in param.opts for param in params)


def _see_help(context: click.Context | None) -> str:
    return f"opis: {context.command_path if context else 'kzqa'} --help"
