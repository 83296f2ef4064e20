"""What the reading tests share: reading files, and the blocks as text."""

from __future__ import annotations

from pathlib import Path

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading import read


def both(*paths: str | Path, encoding: str | None = None) -> tuple[list[Article], list[ReadingError]]:
    """The articles and the errors of some paths."""
    found = list(read(paths, encoding=encoding))
    articles = [item for item in found if isinstance(item, Article)]
    return articles, [item for item in found if isinstance(item, ReadingError)]


def the_article(path: Path, content: str | bytes, encoding: str | None = None) -> Article:
    """Writes a file, bytes as they are and text as UTF-8, and reads the one article in it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    articles, errors = both(path, encoding=encoding)
    assert not errors, errors
    [article] = articles
    return article


def the_error(path: Path, content: str | bytes, encoding: str | None = None) -> ReadingError:
    """Writes a file and gives the one error that reading it yields."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    articles, errors = both(path, encoding=encoding)
    assert not articles, articles
    [error] = errors
    return error


def blocks(article: Article) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]
