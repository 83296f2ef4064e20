"""Reading gold sets, with errors that name the line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kzqa.cli.usage import reason
from kzqa.errors import OptionError
from kzqa.evaluation.names import GoldArticle, read_names

Gold = Mapping[str, Any]
QUESTION_KEYS = ("question", "type", "answerable", "answers", "citations")
ARTICLE_KEYS = ("doc", "quotes", "dates")
NAMES_ENDING = ".entities.tsv"


def holds_names(path: str) -> bool:
    """Whether a gold set is a file of names, or a folder of them, rather than JSON Lines."""
    return path.endswith(NAMES_ENDING) or Path(path).is_dir()


def read_lines(path: str) -> list[Gold]:
    """The lines of a gold set in JSON Lines; all of them hold questions, or all of them articles."""
    text = _text(Path(path))
    lines = [
        _parse(raw, f"{path}, wiersz {number}") for number, raw in enumerate(text.split("\n"), start=1) if raw.strip()
    ]
    if not lines:
        raise OptionError(f"Zbiór {path} jest pusty: podaj plik JSON Lines z pytaniami.")
    if len({"question" in line for line in lines}) > 1:
        raise OptionError(f"Zbiór {path} miesza pytania z artykułami: podziel go na dwa pliki.")
    return lines


def read_named_articles(path: str) -> Iterator[GoldArticle]:
    """Articles with their names: each `N.entities.tsv` stands beside the text, `N.txt`."""
    files = [Path(path)] if path.endswith(NAMES_ENDING) else sorted(Path(path).rglob(f"*{NAMES_ENDING}"))
    if not files:
        raise OptionError(f"W folderze {path} nie ma plików *{NAMES_ENDING}: podaj zbiór wzorcowy.")
    for file in files:
        text = _text(file.with_name(file.name.removesuffix(NAMES_ENDING) + ".txt"))
        _text(file)
        yield GoldArticle(text, read_names(file))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise OptionError(f"Nie można odczytać zbioru {path} ({reason(error)}): sprawdź ścieżkę.") from error
    except UnicodeDecodeError as error:
        raise OptionError(f"Zbiór {path} nie jest zapisany w UTF-8: zmień jego kodowanie.") from error


def _parse(raw: str, where: str) -> Gold:
    try:
        line = json.loads(raw)
    except ValueError as error:
        raise OptionError(f"{where}: to nie jest JSON; popraw ten wiersz.") from error
    keys = QUESTION_KEYS if isinstance(line, dict) and "question" in line else ARTICLE_KEYS
    missing = [key for key in keys if not isinstance(line, dict) or key not in line]
    if missing:
        raise OptionError(f"{where}: brakuje kluczy {', '.join(missing)}; to nie jest wiersz zbioru wzorcowego.")
    return dict(line)
