"""What an archive holds, as names and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kzqa.archive import Status
from kzqa.cli.output import json_lines, lines, plain
from kzqa.cli.output.forms import Form
from kzqa.cli.output.lines import Line
from kzqa.cli.plural import counted, number

SOUND = "archiwum jest w porządku"


def write(status: Status, problems: Sequence[str] | None, form: Form) -> None:
    """Write the status; `problems` is None where nobody looked for any."""
    if form == "json":
        checked = {} if problems is None else {"sound": not problems, "problems": list(problems)}
        json_lines.write({**status._asdict(), **checked})
        return
    rows = list(_rows(status, problems))
    if form == "screen":
        from kzqa.cli.output.screen import Screen

        width = max(len(name) for name, _ in rows)
        Screen().show(Line(((f"{name:{width}}  ", lines.ASIDE), *lines.line(value).pieces)) for name, value in rows)
    else:
        for name, value in rows:
            plain.write(f"{name}: {value}")


def _rows(status: Status, problems: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    yield "archiwum", status.path
    sources = counted(status.sources, "file")
    yield "artykuły", number(status.articles) + (f" ({sources})" if status.sources != status.articles else "")
    yield "daty artykułów", f"{status.first_date} – {status.last_date}" if status.first_date else "brak"
    yield "fragmenty", number(status.passages)
    yield "zdania", number(status.sentences)
    yield "znaki", number(status.characters)
    yield "nazwy", f"{number(status.entities)} ({counted(status.mentions, 'mention')})"
    yield "daty w tekście", number(status.dates)
    yield "wypowiedzi", number(status.quotes)
    yield "rozmiar", f"{status.size / 1e6:.1f} MB".replace(".", ",")
    yield "format", f"{status.format} (kzqa {status.kzqa})"
    yield "potok", f"{status.pipeline} {status.pipeline_version}"
    if not status.settled:
        yield "stan", "indeksowanie przerwano; dokończy je następne kzqa index"
    if problems is not None:
        yield "sprawdzenie", counted(len(problems), "error") if problems else SOUND
