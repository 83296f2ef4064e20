"""Long articles in parts of bounded size, each annotated as an article of its own, with offsets put right again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from kzqa.model import AnnotatedArticle, Article, Block

PART = 100_000
"""Characters in a part. Names, dates and quotes are understood within a part."""
_BREAK = re.compile(r"[.!?…][\"”]?\s+")


class Part(NamedTuple):
    """A stretch of an article as an article; `offset` is where it begins in the whole one."""

    article: Article
    offset: int


def parts(article: Article) -> Iterator[Part]:
    """An article in parts, cut between blocks, or within a block that is too long; a short one as it is."""
    if len(article.text) <= PART:
        yield Part(article, 0)
        return
    taken: list[Block] = []
    for block in _short_blocks(article):
        if taken and block.end - taken[0].start > PART:
            yield _part(article, taken)
            taken = []
        taken.append(block)
    yield _part(article, taken)


def _part(article: Article, blocks: list[Block]) -> Part:
    start, end = (blocks[0].start, blocks[-1].end) if blocks else (0, 0)
    moved = tuple(block._replace(start=block.start - start, end=block.end - start) for block in blocks)
    return Part(replace(article, text=article.text[start:end], blocks=moved), start)


def _short_blocks(article: Article) -> Iterator[Block]:
    for block in article.blocks:
        start = block.start
        while block.end - start > PART:
            cut = start + PART
            half = start + PART // 2
            breaks = [match.end() for match in _BREAK.finditer(article.text, half, cut)]
            cut = breaks[-1] if breaks else (article.text.rfind(" ", half, cut) + 1 or cut)
            yield block._replace(start=start, end=cut)
            start = cut
        yield block._replace(start=start)


def restore(annotated: AnnotatedArticle, offset: int) -> AnnotatedArticle:
    """An annotated part with offsets in the whole article."""
    if offset == 0:
        return annotated
    return replace(
        annotated,
        sentences=tuple(
            sentence._replace(
                start=sentence.start + offset,
                end=sentence.end + offset,
                tokens=tuple(
                    token._replace(start=token.start + offset, end=token.end + offset) for token in sentence.tokens
                ),
            )
            for sentence in annotated.sentences
        ),
        mentions=tuple(
            mention._replace(start=mention.start + offset, end=mention.end + offset) for mention in annotated.mentions
        ),
        dates=tuple(date._replace(start=date.start + offset, end=date.end + offset) for date in annotated.dates),
        quotes=tuple(
            quote._replace(
                start=quote.start + offset,
                end=quote.end + offset,
                speaker_mention=quote.speaker_mention
                and (quote.speaker_mention[0] + offset, quote.speaker_mention[1] + offset),
            )
            for quote in annotated.quotes
        ),
    )


def joined(annotations: Iterable[AnnotatedArticle]) -> Iterator[AnnotatedArticle]:
    """The restored parts of an article, with the sentences of a paragraph that was cut numbered on."""
    paragraph = number = 0
    for annotated in annotations:
        sentences = annotated.sentences
        if sentences and sentences[0].paragraph == paragraph:
            sentences = tuple(
                sentence._replace(number=sentence.number + number) if sentence.paragraph == paragraph else sentence
                for sentence in sentences
            )
            annotated = replace(annotated, sentences=sentences)
        if sentences:
            paragraph, number = sentences[-1].paragraph, sentences[-1].number
        yield annotated
