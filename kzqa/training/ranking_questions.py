"""The public questions that ranking, short answers and confidence are learned from, with where their answers stand."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kzqa.training.reader_data import hold_back, news_files, read_news, read_squad, rows

_READER_CONFIG = Path(__file__).with_name("reader.toml")
FOLDS = 4


class Asked(NamedTuple):
    """A question for training: where its answer stands (None where there is none) and how it reads."""

    text: str
    path: str
    start: int | None
    end: int | None
    answers: tuple[str, ...]
    polar: bool


def news_questions(files: Iterable[Path]) -> Iterator[Asked]:
    """The questions about news, in the order of the files."""
    for row in rows(files):
        answerable = row["answerable"]
        yield Asked(
            row["question"],
            row["doc"],
            row.get("start") if answerable else None,
            row.get("end") if answerable else None,
            tuple(dict.fromkeys((row["text"], row["answer"]))) if answerable else (),
            row["type"] == "yes_no",
        )


def poquad_questions(data: Path) -> Iterator[Asked]:
    """The questions of PoQuAD; the path of a paragraph is `#` and its line in the file of `paragraphs`."""
    table = json.loads((data / "poquad" / "poquad.json").read_text(encoding="utf-8"))
    line = 0
    for article in table["data"]:
        for paragraph in article["paragraphs"]:
            line += 1
            for row in paragraph["qas"]:
                answers = row.get("answers") or []
                texts = [text for a in answers for text in (a["text"], a.get("generative_answer")) if text]
                polar = bool(texts) and texts[-1].lower() in ("tak", "nie")
                first = answers[0] if answers and not row["is_impossible"] else None
                yield Asked(
                    row["question"],
                    f"#{line}",
                    first["answer_start"] if first else None,
                    first["answer_end"] if first else None,
                    tuple(dict.fromkeys(texts)) if first else (),
                    polar,
                )


def paragraphs(data: Path) -> Iterator[str]:
    """The paragraphs of PoQuAD as JSON Lines, for `kzqa index`."""
    table = json.loads((data / "poquad" / "poquad.json").read_text(encoding="utf-8"))
    for article in table["data"]:
        for paragraph in article["paragraphs"]:
            yield json.dumps({"title": article["title"], "text": paragraph["context"]}, ensure_ascii=False)


def half(asked: Asked) -> bool:
    """One half of the articles, told apart by a digest of the path that is the same everywhere."""
    return hashlib.sha256(asked.path.encode()).digest()[0] % 2 == 0


def fold(asked: Asked) -> int:
    """One of `FOLDS` parts of the articles, told apart in the same way."""
    return hashlib.sha256(asked.path.encode()).digest()[1] % FOLDS


def unread(data: Path) -> frozenset[str]:
    """The paths of the articles that the reader has not seen: on the others it is surer than it should be."""
    config = tomllib.loads(_READER_CONFIG.read_text(encoding="utf-8"))["data"]
    squad = read_squad(data / "poquad" / "poquad.json", "poquad")
    lines = {key: f"#{line}" for line, key in enumerate(squad.documents, 1)}
    news = read_news(data / "news", news_files(data))
    _, squad = hold_back(squad, config["poquad_held_back"])
    _, news = hold_back(news, config["news_held_back"])
    return frozenset([lines[key] for key in squad.documents] + [key.partition("/")[2] for key in news.documents])
