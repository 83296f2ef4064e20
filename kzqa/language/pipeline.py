"""The pipeline: loading it, and annotating articles with it in batches of bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, get_current_ops

from kzqa.errors import PipelineError
from kzqa.language.by_sentence import sentence_tok2vec
from kzqa.language.embedding import form_embed
from kzqa.language.interim import kzqa_rules
from kzqa.language.kinds import agreed, kzqa_kinds
from kzqa.language.morphology import create_morfeusz
from kzqa.language.plain import NameSpan, name_spans, to_sentences
from kzqa.language.recogniser import create_recogniser
from kzqa.language.sentences import create_sentences
from kzqa.language.tagger import create_tagger
from kzqa.language.tokenizer import create_tokenizer
from kzqa.language.trainable import token_scores
from kzqa.model import AnnotatedArticle, Article, Block, Sentence

SHIPPED = Path(__file__).parent / "pl_kzqa"
PIECE = 20_000
"""Characters that one Doc holds at most: a longer block goes through the pipeline in pieces."""
BATCH = 30_000
"""Characters that go through the pipeline at a time: what its networks take of memory grows with them."""
_MOST = 500

_BREAK = re.compile(r"(?<=[.!?…\"”])\s+")

COMPONENTS = (
    create_morfeusz,
    create_sentences,
    kzqa_rules,
    create_tagger,
    create_recogniser,
    kzqa_kinds,
    create_tokenizer,
    form_embed,
    sentence_tok2vec,
    token_scores,
)
"""Importing them registers them with spaCy, also where kzqa's entry points are not installed."""


class _Piece(NamedTuple):
    """A stretch of a block that is one Doc; `last` tells that the article ends with it."""

    article: Article
    block: Block
    start: int
    end: int
    last: bool


def load(name: str | None = None) -> Language:
    """The pipeline that ships with kzqa or, by its name or path, another one that is installed.

    Raises PipelineError when `name` is not installed or is no spaCy pipeline.
    """
    fast_matrices()
    if name is None:
        return spacy.load(SHIPPED) if (SHIPPED / "meta.json").exists() else _rules()
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise PipelineError(
            f"Nie ma potoku spaCy „{name}”: zainstaluj go (python -m spacy download {name}) albo pomiń --pipeline."
        ) from error
    except (ValueError, KeyError, ImportError) as error:
        raise PipelineError(
            f"Potoku spaCy „{name}” nie da się wczytać: zainstaluj jego wersję dla tej spaCy."
        ) from error
    if not nlp.has_pipe("parser") and not nlp.has_pipe("senter") and not nlp.has_pipe("sentencizer"):
        nlp.add_pipe("kzqa_sentences", first=True)
    return nlp


def fast_matrices() -> None:
    """Let thinc multiply matrices with numpy's OpenBLAS, which is thrice as fast as its own BLIS on wide vectors."""
    operations = get_current_ops()
    if isinstance(operations, NumpyOps):
        operations.use_blis = False


def _rules() -> Language:
    nlp = spacy.blank("pl")
    for component in ("kzqa_morfeusz", "kzqa_sentences", "kzqa_rules"):
        nlp.add_pipe(component)
    return nlp


def annotate(articles: Iterable[Article], nlp: Language, *, batch: int = BATCH) -> Iterator[AnnotatedArticle]:
    """Each article with its sentences, names, dates and quotes, in the order given.

    Every block is a Doc of its own (long ones several). Docs go through the pipeline in batches that end where they
    have `batch` characters, and only the articles of the current batch are held in memory.
    """
    found: list[Sentence] = []
    spans: list[NameSpan] = []
    for doc, piece in _piped(articles, nlp, batch):
        block = piece.block
        if doc:
            first = found[-1].number + 1 if found and found[-1].paragraph == block.number else 1
            found.extend(to_sentences(doc, offset=piece.start, paragraph=block.number, kind=block.kind, first=first))
            spans.extend(name_spans(doc, offset=piece.start))
        if piece.last:
            yield _extract(piece.article, tuple(found), tuple(spans))
            found, spans = [], []


def _piped(articles: Iterable[Article], nlp: Language, batch: int) -> Iterator[tuple[Doc, _Piece]]:
    for pieces in _batches(_cut(articles), batch):
        texts = [(piece.article.text[piece.start : piece.end], piece) for piece in pieces]
        yield from nlp.pipe(texts, as_tuples=True, batch_size=len(texts))


def _batches(pieces: Iterable[_Piece], batch: int) -> Iterator[list[_Piece]]:
    taken: list[_Piece] = []
    characters = 0
    for piece in pieces:
        taken.append(piece)
        characters += piece.end - piece.start
        if characters >= batch or len(taken) >= _MOST:
            yield taken
            taken, characters = [], 0
    if taken:
        yield taken


def _extract(article: Article, found: tuple[Sentence, ...], spans: tuple[NameSpan, ...]) -> AnnotatedArticle:
    # what reads dates, names and quotes takes a tenth of the time of import and loading, and only annotating needs it
    from kzqa.language.dates import find_dates
    from kzqa.language.names import resolve_names
    from kzqa.language.quotes import find_quotes

    mentions = resolve_names(article.text, found, agreed(found, spans))
    dates = find_dates(article.text, found, article.date)
    quotes = find_quotes(article.text, found, mentions)
    return AnnotatedArticle(article, found, tuple(mentions), tuple(dates), tuple(quotes))


def _cut(articles: Iterable[Article]) -> Iterator[_Piece]:
    """Every block in pieces of bounded length; an article without text gives one empty piece."""
    for article in articles:
        cuts = [(block, start, end) for block in article.blocks for start, end in _pieces(article.text, block)]
        if not cuts:
            yield _Piece(article, Block(1, "paragraph", 0, 0), 0, 0, True)
        for index, (block, start, end) in enumerate(cuts):
            yield _Piece(article, block, start, end, index == len(cuts) - 1)


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start = block.start
    while block.end - start > PIECE:
        end = start + PIECE
        half = start + PIECE // 2
        breaks = [match.end() for match in _BREAK.finditer(text, half, end)]
        cut = breaks[-1] if breaks else max(text.rfind(" ", half, end) + 1, 0) or end
        yield start, cut
        start = cut
    yield start, block.end
