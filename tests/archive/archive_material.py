"""Articles for the tests of the archive, annotated by a few lines of code: their sentences and words, nothing else."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kzqa.archive import Archive
from kzqa.archive.settle import settle
from kzqa.archive.writer import Writer, fingerprint
from kzqa.model import AnnotatedArticle, Article, Block, BlockKind, Mention, Sentence, Token

SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))
_SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s|$)|$)")
_TOKEN = re.compile(r"\w+|[^\w\s]")


def article(name: str, text: str, *, date: str | None = None, title: str | None = None) -> Article:
    """Lines are paragraphs; a line of few words without a full stop is a heading."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    blocks = tuple(Block(number, _kind(line.group()), line.start(), line.end()) for number, line in enumerate(lines, 1))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(name, f"{name}.txt", text, blocks, digest, date=date, title=title)


def _kind(line: str) -> BlockKind:
    return "heading" if len(line) < 60 and not line.endswith((".", "!", "?")) else "paragraph"


def annotated(source: Article) -> AnnotatedArticle:
    """Sentences end with a full stop; the tokens' lemmas are their forms; two capitals in a row are a person."""
    sentences = []
    mentions = []
    for block in source.blocks:
        for number, match in enumerate(_SENTENCE.finditer(source.text[block.start : block.end]), 1):
            start, end = block.start + match.start(), block.start + match.end()
            tokens = tuple(
                Token(
                    found.group(), start + found.start(), start + found.end(), found.group().lower(), "X", "ign",
                    "Case=Nom", index and index - 1, "dep", match.group()[found.end() : found.end() + 1] == " ",
                )
                for index, found in enumerate(_TOKEN.finditer(match.group()))
            )  # fmt: skip
            sentences.append(Sentence(block.number, number, block.kind, start, end, tokens))
            for name in re.finditer(r"[A-ZŻŁŚ]\w+ [A-ZŻŁŚ]\w+", match.group()):
                text = name.group()
                mentions.append(Mention(start + name.start(), start + name.end(), text, "persName", text, text))
    return AnnotatedArticle(source, tuple(sentences), tuple(mentions))


def build(path: Path, articles: Sequence[Article], *, batch: int = 1000) -> Path:
    """An archive of articles, written in batches of some size and settled."""
    with Writer(path) as writer:
        for begin in range(0, len(articles), batch):
            with writer.batch():
                for source in articles[begin : begin + batch]:
                    writer.add(source.id, source, (annotated(source),), fingerprint(source, ""))
        settle(writer)
    return path


@cache
def seed_words() -> list[str]:
    """The words of the seeds, as often as they occur: what generated articles are made of."""
    return re.findall(r"\w+", " ".join(file.read_text(encoding="utf-8") for file in SEEDS))


def generated(number: int, seed: int = 1) -> list[Article]:
    """Articles of random words of the seeds, a few paragraphs each, some with a heading."""
    chance = random.Random(seed)
    words = seed_words()
    articles = []
    for index in range(number):
        lines = []
        for _ in range(chance.randint(1, 5)):
            if chance.random() < 0.2:
                lines.append(" ".join(chance.choices(words, k=4)))
            sentences = (" ".join(chance.choices(words, k=chance.randint(4, 15))) for _ in range(chance.randint(1, 6)))
            lines.append(" ".join(f"{sentence}." for sentence in sentences))
        date = f"{chance.randint(2015, 2023)}-{chance.randint(1, 12):02}"
        articles.append(article(f"a{index}", "\n\n".join(lines), date=date, title=chance.choice(words)))
    return articles


def contents(archive: Archive) -> dict[str, Any]:
    """All that an archive holds, without row ids: what has to be the same however it came to be."""
    rows = archive._rows
    return {
        "articles": sorted(
            (info.id, info.path, info.title, info.date, info.sources, archive.text(info)) for info in archive.articles()
        ),
        "sentences": sorted(
            (sentence.citation, sentence.start, sentence.end, sentence.text, sentence.tokens, sentence.terms)
            for info in archive.articles()
            for sentence in archive.sentences(info)
        ),
        "passages": sorted(
            rows(
                "SELECT name, passage.start, passage.end, heading_start, heading_end, titled, passage.length"
                " FROM passage JOIN article ON article.id = passage.article"
            )
        ),
        "forms": sorted(rows("SELECT form, folded, count, text FROM form JOIN term ON term.id = form.term")),
        "terms": sorted(rows("SELECT text, weight, passages FROM term")),
        "mentions": sorted(
            (info.id, *mention) for info in archive.articles() for mention in archive.mentions(info.rowid)
        ),
        "entities": sorted((entity.name, entity.type, entity.count) for entity in archive.entities()),
        "statistics": archive.statistics,
        "hits": [
            sorted((round(hit.score, 9), passage.text) for hit in hits if (passage := archive.passage(hit.passage_id)))
            for term in ("kazachstan", "tokajew", "rosja", "ambasador")
            if (hits := archive.retrieve({term: 1.0}, limit=1000, candidates=1000))
        ],
    }
