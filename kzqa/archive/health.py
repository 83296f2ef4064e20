"""What an archive holds, and whether it is sound."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path

from kzqa.archive.records import Status
from kzqa.archive.schema import FORMAT
from kzqa.archive.stored import ChunkedText, FileMark, StoredPassage, forms_of


def status(connection: sqlite3.Connection, path: Path) -> Status:
    """Counts and versions, without reading the texts."""
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    articles, sentences, characters, first, last = connection.execute(
        "SELECT count(*), total(last_sentence - first_sentence + 1), total(length), min(first_day), max(last_day)"
        " FROM article"
    ).fetchone()

    pages, page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))

    def count(table: str) -> int:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    return Status(
        path=str(path),
        articles=articles,
        sources=count("source"),
        passages=int(meta.get("passages", 0)),
        sentences=int(sentences),
        characters=int(characters),
        entities=count("entity"),
        mentions=count("mention"),
        dates=count("date"),
        quotes=count("quote"),
        first_date=first,
        last_date=last,
        size=pages * page,
        format=FORMAT,
        kzqa=str(meta.get("kzqa", "")),
        pipeline=str(meta.get("pipeline", "")),
        pipeline_version=str(meta.get("pipeline_version", "")),
        settled=bool(meta.get("settled", 0)),
    )


def check(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Compare everything that is stored twice; see `Archive.check`."""
    problems = [
        f"Plik {path} jest uszkodzony ({message[0]})."
        for message in connection.execute("PRAGMA integrity_check(5)")
        if message[0] != "ok"
    ]
    if not problems:
        problems = [*_parts(connection), *_statistics(connection), *_offsets(connection)]
    return problems


def _parts(connection: sqlite3.Connection) -> list[str]:
    """Articles that are not whole, and rows that belong to none."""
    queries = {
        "artykuły bez źródła": "SELECT count(*) FROM article WHERE id NOT IN (SELECT article FROM source)",
        "źródła bez artykułu": "SELECT count(*) FROM source WHERE article NOT IN (SELECT id FROM article)",
        "zdania bez artykułu": "SELECT count(*) FROM sentence WHERE article NOT IN (SELECT id FROM article)",
        "fragmenty bez artykułu": "SELECT count(*) FROM passage WHERE article NOT IN (SELECT id FROM article)",
        "artykuły bez części zdań": (
            "SELECT count(*) FROM article WHERE last_sentence - first_sentence + 1 <>"
            " (SELECT count(*) FROM sentence WHERE sentence.id BETWEEN first_sentence AND last_sentence"
            " AND sentence.article = article.id)"
        ),
        "artykuły bez części fragmentów": (
            "SELECT count(*) FROM article WHERE last_passage - first_passage + 1 <>"
            " (SELECT count(*) FROM passage WHERE passage.id BETWEEN first_passage AND last_passage"
            " AND passage.article = article.id)"
        ),
        "nazwy bez wpisu": "SELECT count(*) FROM mention WHERE name NOT IN (SELECT id FROM name)",
    }
    found = {label: connection.execute(query).fetchone()[0] for label, query in queries.items()}
    return [f"W archiwum są {label}: {number}." for label, number in found.items() if number]


def _statistics(connection: sqlite3.Connection) -> list[str]:
    """Recount the words of all passages and compare with the stored statistics and the full-text index."""
    terms: dict[str, int] = dict(connection.execute("SELECT form, term FROM form").fetchall())
    text = ChunkedText(connection)
    passages = words = unknown = 0
    holding: Counter[int] = Counter()
    for row in connection.execute(StoredPassage.select("1 ORDER BY passage.id")):
        forms = forms_of(StoredPassage(*row), text)
        unknown += sum(form not in terms for form in forms)
        passages += 1
        words += len(forms)
        holding.update({terms[form] for form in forms if form in terms})
    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    problems = []
    if (passages, words) != (meta.get("passages", 0), meta.get("words", 0)):
        problems.append("Liczba fragmentów lub słów nie zgadza się z treścią archiwum.")
    stored = dict(connection.execute("SELECT id, passages FROM term WHERE passages > 0").fetchall())
    if unknown or stored != dict(holding):
        problems.append("Statystyki słów nie zgadzają się z treścią archiwum.")
    connection.execute("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab('main', 'passage_terms', 'row')")
    indexed = {int(term): number for term, number in connection.execute("SELECT term, doc FROM temp.indexed")}
    connection.execute("DROP TABLE temp.indexed")
    if indexed != stored:
        problems.append("Indeks słów nie zgadza się z treścią archiwum.")
    return problems


def _offsets(connection: sqlite3.Connection) -> list[str]:
    """Compare the texts with the sources that still exist and have not changed since."""
    from kzqa.errors import ReadingError
    from kzqa.reading import read

    text = ChunkedText(connection)
    problems = []
    files = connection.execute("SELECT path, location, mark FROM file WHERE size IS NOT NULL ORDER BY path").fetchall()
    for path, location, mark in files:
        if not Path(location).is_file():
            continue
        for found in read([location], encoding=FileMark.read(mark).encoding):
            if isinstance(found, ReadingError):
                continue
            source = path + found.path.removeprefix(location)
            row = connection.execute(
                "SELECT article.id, length FROM source JOIN article ON article.id = source.article"
                " WHERE source.path = ? AND source.digest = ?",
                (source, found.digest),
            ).fetchone()
            if row is not None and found.text != text.read(row[0], 0, row[1]):
                problems.append(f"Tekst artykułu z {source} różni się od pliku, choć plik się nie zmienił.")
    return problems
