"""Ranked passages for words: what `kzqa search` shows, and the first step of an answer on its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kzqa.answering.ask import checked
from kzqa.answering.matching import match
from kzqa.answering.question import understand
from kzqa.language.terms import tokenize

if TYPE_CHECKING:
    from kzqa.archive import Archive, ArticleInfo, Filters, Passage


class PassageHit(NamedTuple):
    """A passage that was found. `highlights` are offsets in its text, `citations` the ids of its sentences."""

    passage: Passage
    article: ArticleInfo
    score: float
    highlights: tuple[tuple[int, int], ...]
    citations: tuple[str, ...]


def search(words: str, archive: Archive, *, limit: int = 10, where: Filters | None = None) -> list[PassageHit]:
    """The passages that speak of the words, in any form and spelling that `ask` understands, the best first.

    A passage that shares half of its sentences with a better one is left out. Raises QuestionError for words that are
    none, ArchiveError where the archive cannot be read.
    """
    from kzqa.archive import Filters

    with archive.snapshot():
        matching = match(understand(checked(words)), archive.lexicon, archive.statistics.passages)
        hits = archive.retrieve(matching.query, limit=2 * limit, where=where or Filters()) if matching.query else []
        found: list[PassageHit] = []
        seen: set[int] = set()
        for hit in hits:
            passage = archive.passage(hit.passage_id)
            article = archive.article(passage.article) if passage else None
            if passage is None or article is None:
                continue
            sentences = range(passage.first, passage.last + 1)
            if 2 * len(seen.intersection(sentences)) >= len(sentences):
                continue
            seen.update(sentences)
            tokens = tokenize(passage.text)
            terms = archive.lexicon.terms([form for form, _, _ in tokens])
            highlights = tuple((start, end) for form, start, end in tokens if terms[form] in matching.terms)
            citations = tuple(sentence.citation for sentence in archive.sentences(passage))
            found.append(PassageHit(passage, article, hit.score, highlights, citations))
    return found[:limit]
