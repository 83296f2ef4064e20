"""The passages of an archive with their full-text index and the statistics of their terms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from kzqa.archive.passages import Span, windows
from kzqa.archive.stored import ChunkedText, StoredPassage, forms_of
from kzqa.archive.vocabulary import Vocabulary
from kzqa.language.terms import forms as words

_MOST_WAITING = 5_000_000
"""Words that wait for `flush` at most; a batch of articles has far fewer, one huge article may not."""


class IndexedPassages:
    """Writes passages within the caller's transaction. New ones wait for `flush`, until all their forms are counted."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        self._connection = connection
        self.vocabulary = vocabulary
        self._pending: list[tuple[int, list[str]]] = []
        self._waiting = self._number = self._length = self._changes = 0

    def add(self, article: int, text: str, title: str | None, sentences: Sequence[Span], first: int) -> tuple[int, int]:
        """Cut and write the passages of an article; `first` is the row id of its first sentence.

        Returns the first and the last row id, the first greater than the last where there are none.
        """
        titles = words(title or "")
        spoken = _WordsOfSentences(text, sentences)
        row = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passage'").fetchone()
        begin = passage = 1 if row is None else int(row[0]) + 1
        rows = []
        for window in windows(sentences):
            start, end = sentences[window.first].start, sentences[window.last].end
            heading = window.heading or (None, None)
            forms = spoken.between(window.first, window.last)
            if window.heading:
                forms += words(text[slice(*window.heading)])
            if window.titled:
                forms += titles
            self.vocabulary.count(forms)
            self._pending.append((passage, forms))
            self._waiting += len(forms)
            if self._waiting > _MOST_WAITING:
                self.flush()
            sides = first + window.first, first + window.last
            rows.append((passage, article, *sides, start, end, *heading, int(window.titled), len(forms)))
            passage += 1
        self._connection.executemany("INSERT INTO passage VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return begin, passage - 1

    def remove(self, article: int) -> None:
        """Remove an article's passages from the tables, the index and the statistics."""
        self.flush()
        between = self._connection.execute(
            "SELECT first_passage, last_passage FROM article WHERE id = ?", (article,)
        ).fetchone()
        for passage, forms in self.stored("passage.id BETWEEN ? AND ?", between):
            self.unindex(passage.id, self.vocabulary.terms(forms))
            self.vocabulary.count(forms, -1)
        self._connection.execute("DELETE FROM passage WHERE id BETWEEN ? AND ?", between)

    def index(self, passage: int, terms: Sequence[int]) -> None:
        self._connection.execute("INSERT INTO passage_terms (rowid, terms) VALUES (?, ?)", (passage, document(terms)))
        self.vocabulary.count_passages(set(terms))
        self._number += 1
        self._length += len(terms)
        self._changes += 1

    def unindex(self, passage: int, terms: Sequence[int]) -> None:
        """Take a passage out of the index; the terms have to be those that it was indexed with, in the same order."""
        self._connection.execute(
            "INSERT INTO passage_terms (passage_terms, rowid, terms) VALUES ('delete', ?, ?)",
            (passage, document(terms)),
        )
        self.vocabulary.count_passages(set(terms), -1)
        self._number -= 1
        self._length -= len(terms)
        self._changes += 1

    def reindex(self) -> None:
        """Index all passages anew, which is cheaper than to change the terms of most of them."""
        number, length = self._connection.execute("SELECT count(*), total(length) FROM passage").fetchone()
        self._connection.execute("INSERT INTO passage_terms (passage_terms) VALUES ('delete-all')")
        self._connection.execute("UPDATE term SET passages = 0")
        self._number -= number
        self._length -= int(length)
        for passage, forms in self.stored("1 ORDER BY passage.id", ()):
            self.index(passage.id, self.vocabulary.terms(forms))

    def flush(self) -> None:
        """Index the passages that wait, and write all statistics."""
        self.vocabulary.flush()
        for passage, forms in self._pending:
            self.index(passage, self.vocabulary.terms(forms))
        self._pending.clear()
        self._waiting = 0
        self.vocabulary.flush()
        if self._changes:
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('settled', 0)")
        counts = {"passages": self._number, "words": self._length, "changes": self._changes}
        for key, change in counts.items():
            self._connection.execute(
                "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = value + ?2",
                (key, change),
            )
        self._number = self._length = self._changes = 0

    def forget(self) -> None:
        """Drop what waits, after a transaction that did not come about."""
        self._pending.clear()
        self._waiting = self._number = self._length = self._changes = 0
        self.vocabulary.forget()

    def stored(self, condition: str, parameters: Sequence[int]) -> Iterator[tuple[StoredPassage, list[str]]]:
        """Passages with their words, recomputed from the text."""
        text = ChunkedText(self._connection)
        for row in self._connection.execute(StoredPassage.select(condition), parameters):
            passage = StoredPassage(*row)
            yield passage, forms_of(passage, text)


class _WordsOfSentences:
    """The words of an article, taken once although the windows over its sentences overlap."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self._text = text
        self._sentences = sentences
        one: dict[str, str] = {}  # many words wait, of few different ones
        self._words = [
            [one.setdefault(form, form) for form in words(text[sentence.start : sentence.end])]
            for sentence in sentences
        ]
        self._apart = [text[left.end : right.start].isspace() for left, right in pairwise(sentences)]

    def between(self, first: int, last: int) -> list[str]:
        """The words of the text from one sentence to another, both included: those of the sentences, unless a word
        runs on where one ends, or words stand between them that are in none."""
        if all(self._apart[first:last]):
            return list(chain.from_iterable(self._words[first : last + 1]))
        return words(self._text[self._sentences[first].start : self._sentences[last].end])


def document(terms: Sequence[int]) -> str:
    """What the full-text index is given for a passage."""
    return " ".join(map(str, terms))
