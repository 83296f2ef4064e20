"""Options that several commands share, and the checks of their values."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer

from kzqa.errors import OptionError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
LIMIT_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Source:
    """The archive that a reading command reads, and which of its articles.

    `index` is the archive's file, None for the seeds; `since` and `until` are ISO dates at the precision that was
    typed; `articles` are article ids.
    """

    index: str | None
    since: str | None
    until: str | None
    articles: tuple[str, ...]


def iso_date(option: str) -> Callable[[str], str]:
    """A parser of `option`'s value: a year, a month or a day in ISO notation."""

    def parse(value: str) -> str:
        match = _ISO.fullmatch(value.strip())
        year, month, day = (int(part) if part else 1 for part in match.groups()) if match else (0, 0, 0)
        try:
            date(year, month, day)
        except ValueError:
            message = f"Opcja {option}: „{value}” nie jest datą; podaj rok, miesiąc lub dzień, na przykład 2022-06-21."
            raise OptionError(message) from None
        return value.strip()

    return parse


def whole_number(option: str, *, least: int = 1, most: int = LIMIT_MAX) -> Callable[[str | int], int]:
    """A parser of `option`'s value: a whole number from `least` to `most`."""

    def parse(value: str | int) -> int:
        try:
            parsed = int(value)
        except ValueError:
            parsed = least - 1
        if not least <= parsed <= most:
            raise OptionError(f"Opcja {option}: „{value}” nie jest liczbą całkowitą od {least} do {most}.")
        return parsed

    return parse


def probability(option: str) -> Callable[[str | float], float]:
    """A parser of `option`'s value: a number from 0 to 1, with a decimal point or comma."""

    def parse(value: str | float) -> float:
        try:
            parsed = float(str(value).replace(",", "."))
        except ValueError:
            parsed = -1.0
        if not 0 <= parsed <= 1:
            raise OptionError(f"Opcja {option}: „{value}” nie jest liczbą od 0 do 1, na przykład 0,5.")
        return parsed

    return parse


def one_of(option: str, choices: Sequence[str]) -> Callable[[str], str]:
    """A parser of `option`'s value: one of `choices`."""

    def parse(value: str) -> str:
        if value not in choices:
            raise OptionError(f"Opcja {option}: „{value}” nie jest jedną z wartości: {', '.join(choices)}.")
        return value

    return parse


IndexOption = Annotated[
    str | None,
    typer.Option(
        "--index",
        envvar="KZQA_INDEX",
        metavar="PLIK",
        help="Archiwum, które czytać; bez tej opcji zmienna KZQA_INDEX, a bez niej wbudowane artykuły o Kazachstanie.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATA", parser=iso_date("--since"), help="Tylko artykuły od tej daty (2022-06)."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATA", parser=iso_date("--until"), help="Tylko artykuły do tej daty włącznie."),
]
ArticleOption = Annotated[
    list[str] | None,
    typer.Option("--article", metavar="ID", help="Tylko ten artykuł; opcję można powtórzyć."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Pisz JSON Lines: jeden obiekt w wierszu.")]


def limit_option(help_text: str) -> Any:
    """`--limit`, with what it limits in `help_text`."""
    return typer.Option("--limit", "-n", metavar="LICZBA", parser=whole_number("--limit"), help=help_text)


LimitOption = Annotated[int | None, limit_option("Najwyżej tyle wyników (domyślnie wszystkie).")]


_SHARED = {"index": IndexOption, "since": SinceOption, "until": UntilOption, "article": ArticleOption}


def reads_archive(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every reading command; its parameter `source` receives them as one `Source`.

    typer reads a command's options from its signature, so the wrapper has that of `command` with `source` replaced by
    the shared options.
    """

    @functools.wraps(command)
    def wrapper(**options: Any) -> int:
        shared = {name: options.pop(name) for name in _SHARED}
        articles = tuple(shared.pop("article") or ())
        source = Source(articles=articles, **shared)
        if source.since and source.until and source.since > source.until and not source.since.startswith(source.until):
            raise OptionError(f"Opcja --since ({source.since}) jest późniejsza niż --until ({source.until}).")
        return command(source=source, **options)

    own = inspect.signature(command, eval_str=True)
    kept = [parameter for name, parameter in own.parameters.items() if name != "source"]
    added = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in _SHARED.items()
    ]
    wrapper.__dict__["__signature__"] = own.replace(parameters=[*kept, *added])
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in [*kept, *added]} | {"return": int}
    return wrapper
