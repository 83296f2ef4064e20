"""The rows of an article: text, sentences, names, dates and quotes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kzqa.archive.codec import KINDS, Shared, chunk_id, chunks, encode_tokens, reading, shared, storable
from kzqa.archive.filters import days
from kzqa.archive.indexed import IndexedPassages
from kzqa.archive.passages import Span
from kzqa.language.terms import fold, forms
from kzqa.model import AnnotatedArticle, Article, DateMention, Mention, Quote

_CACHED = 50_000


class Contents:
    """Writes and removes articles within the caller's transaction; which sources hold them is the caller's matter."""

    def __init__(self, connection: sqlite3.Connection, passages: IndexedPassages) -> None:
        self._connection = connection
        self._passages = passages
        self._names: dict[tuple[str, str], int] = {}
        self._readings: dict[Shared, int] = {}

    def forget(self) -> None:
        """Drop what is cached, after a transaction that did not come about or dropped names."""
        self._names.clear()
        self._readings.clear()

    def add(self, name: str, article: Article, parts: Iterable[AnnotatedArticle], fingerprint: bytes) -> int:
        """Write an article, which comes in parts whose sentences follow each other; returns its row id."""
        article_id = self._insert_article(name, article, fingerprint)
        spans: list[Span] = []
        numbers = {"mention": 0, "date": 0, "quote": 0}
        for part in parts:
            self._insert_sentences(article_id, part, spans)
            self._insert_mentions(article_id, part.mentions, numbers)
            self._insert_dates(article_id, part.dates, numbers)
            self._insert_quotes(article_id, part.quotes, numbers)
        last = self._last_sentence()
        first = last - len(spans) + 1
        passages = self._passages.add(article_id, article.text, _storable(article.title), spans, first)
        self._connection.execute(
            "UPDATE article SET first_sentence = ?, last_sentence = ?, first_passage = ?, last_passage = ?"
            " WHERE id = ?",
            (first, last, *passages, article_id),
        )
        return article_id

    def remove(self, article: int) -> None:
        """Remove all rows of an article."""
        first, last = self._connection.execute(
            "SELECT first_sentence, last_sentence FROM article WHERE id = ?", (article,)
        ).fetchone()
        self._passages.remove(article)
        self._connection.execute("DELETE FROM sentence WHERE id BETWEEN ? AND ?", (first, last))
        self._connection.execute(
            "DELETE FROM text WHERE id >= ? AND id < ?", (chunk_id(article, 0), chunk_id(article + 1, 0))
        )
        for table in ("mention", "date", "quote"):
            self._connection.execute(f"DELETE FROM {table} WHERE article = ?", (article,))
        self._connection.execute("DELETE FROM article WHERE id = ?", (article,))

    def _insert_article(self, name: str, article: Article, fingerprint: bytes) -> int:
        first, last = days(article.date) if article.date else (None, None)
        texts = map(_storable, (article.title, article.date, article.url, article.author))
        article_id = self._connection.execute(
            "INSERT INTO article (name, path, digest, fingerprint, title, date, url, author, extra, first_day,"
            " last_day, length, first_sentence, last_sentence, first_passage, last_passage)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0, 1, 0)",
            (
                name, storable(article.path), article.digest, fingerprint, *texts,
                json.dumps(dict(article.extra), default=str), first, last, len(article.text),
            ),
        ).lastrowid  # fmt: skip
        assert article_id is not None
        self._connection.executemany("INSERT INTO text VALUES (?, ?)", chunks(article_id, article.text))
        return article_id

    def _insert_sentences(self, article: int, part: AnnotatedArticle, spans: list[Span]) -> None:
        rows = []
        for sentence, readings in zip(part.sentences, self._readings_of(part), strict=True):
            tokens = encode_tokens(sentence.tokens, sentence.start, readings)
            kind = KINDS.index(sentence.kind)
            rows.append((article, sentence.paragraph, sentence.number, kind, sentence.start, sentence.end, tokens))
            spans.append(Span(sentence.kind, sentence.start, sentence.end))
        self._connection.executemany(
            'INSERT INTO sentence (article, paragraph, number, kind, "start", "end", tokens)'
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )

    def _insert_mentions(self, article: int, mentions: tuple[Mention, ...], numbers: dict[str, int]) -> None:
        rows = [
            (article, number, mention.start, mention.end, self._name(mention), self._intern(mention.base),
             None if mention.role is None else self._intern(mention.role))
            for number, mention in enumerate(mentions, numbers["mention"])
        ]  # fmt: skip
        self._connection.executemany("INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        numbers["mention"] += len(rows)

    def _insert_dates(self, article: int, dates: tuple[DateMention, ...], numbers: dict[str, int]) -> None:
        rows = []
        for number, date in enumerate(dates, numbers["date"]):
            first, last = days(date.iso) if date.iso else (None, None)
            rows.append((article, number, date.start, date.end, date.iso, first, last, int(date.relative)))
        self._connection.executemany("INSERT INTO date VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        numbers["date"] += len(rows)

    def _insert_quotes(self, article: int, quotes: tuple[Quote, ...], numbers: dict[str, int]) -> None:
        rows = []
        for number, quote in enumerate(quotes, numbers["quote"]):
            start, end = quote.speaker_mention or (None, None)
            speaker, cue = _storable(quote.speaker), _storable(quote.cue)
            rows.append((article, number, quote.start, quote.end, quote.kind, speaker, start, end, cue))
        self._connection.executemany("INSERT INTO quote VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        numbers["quote"] += len(rows)

    def _readings_of(self, part: AnnotatedArticle) -> list[list[int]]:
        """For every sentence the row ids of what its tokens share with others; most of them have come before."""
        keys = [list(map(shared, sentence.tokens)) for sentence in part.sentences]
        found = [list(map(self._readings.get, of_sentence)) for of_sentence in keys]
        missing = {
            key
            for of_sentence, numbers in zip(keys, found, strict=True)
            if None in numbers
            for key, number in zip(of_sentence, numbers, strict=True)
            if number is None
        }
        learnt = self._learn(missing)
        return [
            [learnt[key] if number is None else number for key, number in zip(of_sentence, numbers, strict=True)]
            for of_sentence, numbers in zip(keys, found, strict=True)
        ]

    def _learn(self, keys: set[Shared]) -> dict[Shared, int]:
        """The row ids for keys that are not known, which then are."""
        new = {key: storable(reading(key)) for key in sorted(keys)}
        numbers = self._passages.vocabulary.intern_all(new.values())
        learnt = {key: numbers[text] for key, text in new.items()}
        if len(self._readings) + len(learnt) > _CACHED:
            self._readings.clear()
        self._readings.update(learnt)
        return learnt

    def _intern(self, text: str) -> int:
        return self._passages.vocabulary.intern(storable(text))

    def _name(self, mention: Mention) -> int:
        """The row id of an entity's name as its article gives it, with an entity of its own until they are linked."""
        name, label = storable(mention.entity), mention.label
        found = self._names.get((name, label))
        if found is None:
            row = self._connection.execute("SELECT id FROM name WHERE name = ? AND label = ?", (name, label)).fetchone()
            if row is None:
                self._connection.execute(
                    "INSERT OR IGNORE INTO entity (name, type) VALUES (?, ?)", (name, mention.type)
                )
                row = self._connection.execute(
                    "INSERT INTO name (name, label, entity) SELECT ?, ?, id FROM entity WHERE name = ? AND type = ?"
                    " RETURNING id",
                    (name, label, name, mention.type),
                ).fetchone()
                entity = self._connection.execute("SELECT entity FROM name WHERE id = ?", row).fetchone()[0]
                self._connection.executemany(
                    "INSERT OR IGNORE INTO entity_word VALUES (?, ?)",
                    [(fold(word), entity) for word in name_words(name)],
                )
            if len(self._names) > _CACHED:
                self._names.clear()
            found = self._names[name, label] = int(row[0])
        return found

    def _last_sentence(self) -> int:
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'sentence'").fetchone()
        return 0 if row is None else int(row[0])


def name_words(name: str) -> set[str]:
    """The words by which an entity is looked up: those of its name."""
    return set(forms(name))


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)
