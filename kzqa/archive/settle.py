"""What brings an archive into the state that depends on its articles alone, not on how they came in.

It runs when an index run ends: forms get the term that is heaviest now, the passages of those that changed are indexed
anew, names of the same one are joined, and what no article needs any more is dropped. All in one transaction: readers
see the archive before or after it.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import suppress

from kzqa.archive.contents import name_words
from kzqa.archive.joining import join_names
from kzqa.archive.lexicon import Lexicon
from kzqa.archive.vocabulary import heaviest
from kzqa.archive.writer import Writer
from kzqa.language.terms import fold

_MANY = 0.1
_MOST = 0.5
"""Share of passages beyond which all are indexed anew: to take a passage out costs as much as to put it in."""


def settle(writer: Writer) -> None:
    """Settle an archive that index runs have changed; nothing to do where none has."""
    if writer.meta("settled"):
        return
    with writer.batch():
        _drop_unused(writer.connection)
        changed = _changed_forms(writer.connection)
        if changed:
            _reindex(writer, changed)
        _settle_names(writer.connection)
        writer.passages.flush()
        writer.set_meta({"settled": 1})
    writer.forget()
    changes, passages = writer.meta("changes"), writer.meta("passages")
    if isinstance(changes, int) and isinstance(passages, int) and changes > passages * _MANY:
        _compact(writer)


def _compact(writer: Writer) -> None:
    """Merge the full-text index into one segment and fill the pages; a file that cannot grow for it stays as it is."""
    with writer.batch():
        writer.connection.execute("INSERT INTO passage_terms (passage_terms) VALUES ('optimize')")
        writer.set_meta({"changes": 0})
    with suppress(sqlite3.Error):
        writer.connection.execute("VACUUM")


def _drop_unused(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM form WHERE count = 0")
    connection.execute("DELETE FROM term WHERE weight = 0 AND passages = 0")


def _changed_forms(connection: sqlite3.Connection) -> dict[str, tuple[int, int]]:
    """Forms whose term is not the heaviest of their candidates any more: their old and their new term."""
    last = connection.execute("SELECT max(id) FROM term").fetchone()[0] or 0
    weights = array("q", bytes(8 * (last + 1)))  # a large archive has millions
    for term, weight in connection.execute("SELECT id, weight FROM term"):
        weights[term] = weight
    changed = {}
    for form, term, candidates in connection.execute(
        "SELECT form, term, candidates FROM form WHERE candidates IS NOT NULL"
    ):
        best = heaviest([int(candidate) for candidate in candidates.split()], weights.__getitem__)
        if best != term:
            changed[form] = (term, best)
    return changed


def _reindex(writer: Writer, changed: dict[str, tuple[int, int]]) -> None:
    """Give the passages that hold changed forms their new terms."""
    connection, passages = writer.connection, writer.passages
    connection.execute("CREATE TEMP TABLE affected (id INTEGER PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO affected VALUES (?)", _holders(connection, changed))
    affected, number = connection.execute("SELECT (SELECT count(*) FROM affected), count(*) FROM passage").fetchone()
    most = affected > number * _MOST
    if not most:
        for passage, forms in passages.stored("passage.id IN (SELECT id FROM affected) ORDER BY passage.id", ()):
            if any(form in changed for form in forms):
                old = passages.vocabulary.terms(forms)
                new = [changed[form][1] if form in changed else term for form, term in zip(forms, old, strict=True)]
                passages.unindex(passage.id, old)
                passages.index(passage.id, new)
    connection.execute("DROP TABLE affected")
    passages.vocabulary.choose({form: new for form, (_, new) in changed.items()})
    if most:
        passages.reindex()


def _holders(connection: sqlite3.Connection, changed: dict[str, tuple[int, int]]) -> Iterator[tuple[int]]:
    """The passages that may hold changed forms: those with one of the old terms."""
    for old in sorted({old for old, _ in changed.values()}):
        yield from connection.execute(
            "SELECT rowid FROM passage_terms WHERE passage_terms MATCH ?", (f'"{old}"',)
        ).fetchall()


def _settle_names(connection: sqlite3.Connection) -> None:
    """Let every name of an article mean its entity in the whole archive, found under every word of its names."""
    connection.execute("DELETE FROM name WHERE id NOT IN (SELECT name FROM mention)")
    join_names(connection)
    connection.execute("DELETE FROM entity WHERE id NOT IN (SELECT entity FROM name)")
    connection.execute("DELETE FROM entity_word")
    lexicon = Lexicon(lambda sql, parameters: connection.execute(sql, parameters).fetchall())
    words = {
        (fold(word), entity)
        for entity, name in connection.execute("SELECT entity, name FROM name").fetchall()
        for form in name_words(name)
        for word in (form, lexicon.term(form))
    }
    connection.executemany("INSERT INTO entity_word VALUES (?, ?)", sorted(words))
