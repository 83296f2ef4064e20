"""Passages that a search found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kzqa.answering.search import PassageHit
from kzqa.cli.output import lines
from kzqa.cli.output.lines import Line
from kzqa.cli.output.plain import cited


class Passages:
    nothing = "W archiwum nie ma tych słów."

    def record(self, item: PassageHit) -> dict[str, Any]:
        article, passage = item.article, item.passage
        return {
            "text": passage.text,
            "score": round(item.score, 4),
            "highlights": [list(span) for span in item.highlights],
            "citations": list(item.citations),
            "path": article.path,
            "article": article.id,
            "start": passage.start,
            "end": passage.end,
            "citation": item.citations[0],
            "title": article.title,
            "date": article.date,
            "heading": passage.heading,
        }

    def plain(self, item: PassageHit) -> Iterator[str]:
        yield cited(item.citations[0], item.passage.text)

    def screen(self, item: PassageHit) -> Iterator[Line]:
        article = item.article
        yield lines.EMPTY
        yield lines.source(item.citations[0], article.date, article.title or article.path, f"ocena {item.score:.1f}")
        if item.passage.heading:
            yield lines.line(item.passage.heading, lines.HEADING, 2)
        yield lines.marked(item.passage.text, item.highlights)
