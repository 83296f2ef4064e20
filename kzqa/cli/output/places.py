"""Where something stands in the archive, the same way in every command."""

from __future__ import annotations

from typing import Any, NamedTuple, Protocol

from kzqa.archive import Archive
from kzqa.archive.records import ArticleInfo, StoredSentence


class Spanned(Protocol):
    """Something with offsets in its article: a name, a date, a quote."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


class Place(NamedTuple):
    """A stretch of an article, and the sentence that it begins in."""

    article: ArticleInfo
    sentence: StoredSentence | None
    start: int
    end: int

    @property
    def citation(self) -> str | None:
        return self.sentence.citation if self.sentence else None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text if self.sentence else ""

    @property
    def highlight(self) -> tuple[int, int]:
        """The offsets of the stretch in the sentence."""
        begin = self.sentence.start if self.sentence else 0
        return max(self.start - begin, 0), self.end - begin

    @property
    def source(self) -> str:
        """What a person knows the article by: its title, else its file."""
        return self.article.title or self.article.path

    def record(self) -> dict[str, Any]:
        """The keys that every object of JSON Lines has."""
        return {
            "path": self.article.path,
            "article": self.article.id,
            "start": self.start,
            "end": self.end,
            "citation": self.citation,
        }


def place(archive: Archive, article: ArticleInfo, found: Spanned) -> Place:
    """Where something that was found in an article stands."""
    return Place(article, archive.sentence_at(article.rowid, found.start), found.start, found.end)
