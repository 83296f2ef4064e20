"""What an archive gives back: plain records, each with the row ids that lead on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kzqa.model import BlockKind, EntityType, Token


class Statistics(NamedTuple):
    """Of the whole archive: passages, and their average length in words (with those of heading and title)."""

    passages: int
    average_length: float


class Hit(NamedTuple):
    """A passage that retrieval found."""

    passage_id: int
    score: float


class ArticleInfo(NamedTuple):
    """An article without its text. `rowid` is what other records call `article`; `id` is that of citations.

    `first_sentence` to `last_sentence` are its sentences' row ids (the first is greater where there are none),
    likewise for passages; `length` counts characters; `sources` are all paths under which it was indexed.
    """

    rowid: int
    id: str
    path: str
    title: str | None
    date: str | None
    url: str | None
    author: str | None
    extra: Mapping[str, object]
    length: int
    first_sentence: int
    last_sentence: int
    first_passage: int
    last_passage: int
    sources: tuple[str, ...]


class Passage(NamedTuple):
    """A window over the sentences with row ids first..last; `heading` is its section's, where one stands before it."""

    id: int
    article: int
    first: int
    last: int
    start: int
    end: int
    text: str
    heading: str | None


@dataclass(frozen=True, slots=True)
class EntityInfo:
    """A person, place or organisation of the archive. `articles` are ids, `spellings` the forms in the text."""

    id: int
    name: str
    type: EntityType
    count: int
    articles: tuple[str, ...]
    spellings: tuple[str, ...]


class Status(NamedTuple):
    """What an archive holds. `first_date` and `last_date` are days; `size` is in bytes."""

    path: str
    articles: int
    sources: int
    passages: int
    sentences: int
    characters: int
    entities: int
    mentions: int
    dates: int
    quotes: int
    first_date: str | None
    last_date: str | None
    size: int
    format: int
    kzqa: str
    pipeline: str
    pipeline_version: str
    settled: bool


@dataclass(frozen=True)
class StoredSentence:
    """A sentence. `citation` is ARTICLE:PARAGRAPH.NUMBER; tokens and terms are decoded when first asked for."""

    rowid: int
    article: int
    citation: str
    paragraph: int
    number: int
    kind: BlockKind
    start: int
    end: int
    text: str
    _decode: Callable[[StoredSentence], tuple[Token, ...]] = field(repr=False, compare=False)
    _terms: Callable[[str], tuple[str, ...]] = field(repr=False, compare=False)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens, with offsets in the article."""
        return self._decode(self)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The index terms of its words, in the order of the text."""
        return self._terms(self.text)
