"""The plain data that flows through kzqa: articles, their annotation, passages and answers.

Every `start` and `end` is a character offset in `Article.text`, the source decoded without newline translation, so
that `article.text[start:end]` is the text that the object speaks of. Nothing here computes anything of weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

BlockKind = Literal["title", "heading", "paragraph", "caption"]
EntityType = Literal["person", "place", "organisation"]
NameLabel = Literal["persName", "placeName", "geogName", "orgName"]
QuoteKind = Literal["direct", "reported"]
QuestionType = Literal["who", "where", "when", "how_many", "what", "why", "how", "quote", "yes_no"]

ENTITY_TYPES: Mapping[str, EntityType] = {
    "persName": "person",
    "placeName": "place",
    "geogName": "place",
    "orgName": "organisation",
}


class Block(NamedTuple):
    """A line of an article that holds text. `number`, from 1, is the paragraph number of citation ids."""

    number: int
    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read from its source.

    `path` is the path as the user gave it, with `!` before a member of a zip and `#` before the line of a JSON Lines
    file. `date` is ISO at the precision that the source gives (2023, 2023-02 or 2023-02-14). `text` is the whole
    decoded file, header included; for JSON Lines and HTML, whose text does not stand in the file as it is read, it is
    the extracted text. `digest` is the SHA-256 of the source bytes, in hexadecimal. `warnings` are Polish words on
    what was wrong with the source and could be mended, a broken date for one.
    """

    id: str
    path: str
    text: str
    blocks: tuple[Block, ...]
    digest: str
    date: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


class Token(NamedTuple):
    """One token. `tag` is the NKJP tag (subst:sg:nom:m1), `morph` the UD features (Case=Nom|Gender=Masc).

    `head` is the index of the syntactic head in the sentence, the token's own for the root; `dep` is the UD relation,
    empty where no parser ran. `space` tells whether white space follows.
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool


class Sentence(NamedTuple):
    """One sentence; `paragraph` and `number`, from 1, are those of its citation id."""

    paragraph: int
    number: int
    kind: BlockKind
    start: int
    end: int
    tokens: tuple[Token, ...]

    def __reduce__(self) -> tuple[object, ...]:
        """Between processes tokens travel as plain tuples, eight times as quick to pickle."""
        return _sentence, (*self[:-1], tuple(map(tuple, self.tokens)))


def _sentence(
    paragraph: int, number: int, kind: BlockKind, start: int, end: int, tokens: Iterable[tuple[Any, ...]]
) -> Sentence:
    return Sentence(paragraph, number, kind, start, end, tuple(map(Token._make, tokens)))


class Mention(NamedTuple):
    """A name in the text. `base` is this mention in its base form, `entity` the fullest name of whom it means.

    `role` holds the words of the role that stands with the name ("rzecznik MSZ Kazachstanu"), in the base form.
    """

    start: int
    end: int
    text: str
    label: NameLabel
    base: str
    entity: str
    role: str | None = None

    @property
    def type(self) -> EntityType:
        return ENTITY_TYPES[self.label]


class DateMention(NamedTuple):
    """A date expression without its preposition. `iso` is a date or FIRST/LAST at the text's precision, else None."""

    start: int
    end: int
    text: str
    iso: str | None
    relative: bool


class Quote(NamedTuple):
    """Direct speech without its marks, or the clause of reported speech.

    `speaker` is the base form, as full as the article gives it, or a role; `speaker_mention` holds the offsets of the
    words that name the speaker; `cue` is the word of saying as it stands in the text.
    """

    start: int
    end: int
    text: str
    kind: QuoteKind
    speaker: str | None
    speaker_mention: tuple[int, int] | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with all that was found in it; every sequence is in the order of the text."""

    article: Article
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A sentence that supports an answer. `highlights` are offsets in `text`; `id` is ARTICLE:PARAGRAPH.SENTENCE."""

    id: str
    article: str
    path: str
    title: str | None
    date: str | None
    url: str | None
    paragraph: int
    sentence: int
    start: int
    end: int
    text: str
    highlights: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question, or its absence; what `kzqa ask --json` writes.

    `value` is the answer as data: `iso`, `number` and `unit`, `speaker` or `polarity`. `confidence` is the calibrated
    probability that the answer is right. `related` holds the nearest sentences where there is no answer.
    """

    question: str
    answered: bool
    answer: str | None
    type: QuestionType
    confidence: float
    value: Mapping[str, object] | None
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    elapsed_ms: float
