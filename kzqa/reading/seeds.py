"""The five articles about Kazakhstan that kzqa knows out of the box."""

from __future__ import annotations

from pathlib import Path

from kzqa.model import Article
from kzqa.reading.document import Document
from kzqa.reading.plain import parse_plain


def seeds() -> tuple[Article, ...]:
    """The shipped articles, in the order of their names; their paths are `seeds/NAME` wherever kzqa is installed."""
    package = Path(__file__).resolve().parent.parent
    folder = package / "seeds"
    if not folder.is_dir():  # a checkout: the wheel takes the folder in from here
        folder = package.parent / "seeds"
    articles: list[Article] = []
    for file in sorted(folder.glob("*.txt")):
        document = Document(f"seeds/{file.name}", file.name)
        with file.open("rb") as stream:
            articles.extend(article for article in parse_plain(stream, document) if isinstance(article, Article))
    return tuple(articles)
