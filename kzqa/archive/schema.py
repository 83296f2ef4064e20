"""The file format of an archive: one SQLite file, its tables, its version, and how it is opened.

Format 1. Offsets are characters in `Article.text`; row ids of articles, sentences and passages are never used twice,
and those of one article follow each other in the order of the text.

At rest the file is in rollback mode and stands alone, so that it can be copied and read from a folder without write
permission. While a writer works it is in WAL mode, so that readers see the last finished batch.
"""

from __future__ import annotations

import os
import sqlite3
from itertools import count
from pathlib import Path
from urllib.parse import quote

from kzqa.errors import ArchiveError

APPLICATION_ID = 0x6B7A7161  # "kzqa"
FORMAT = 1
READABLE_BY = {1: "0.1.0"}
"""The first version of kzqa that reads a format."""

BUSY_SECONDS = 10.0
_LEFT_HALFWAY = (sqlite3.SQLITE_READONLY_ROLLBACK, sqlite3.SQLITE_READONLY_RECOVERY)

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,          -- the article's id in citations
    path TEXT NOT NULL,                 -- its first source
    digest TEXT NOT NULL,
    fingerprint BLOB NOT NULL UNIQUE,   -- of text and metadata: what makes an article the same
    title TEXT, date TEXT, url TEXT, author TEXT,
    extra TEXT NOT NULL,                -- JSON
    first_day TEXT, last_day TEXT,      -- the date as an interval of days
    length INTEGER NOT NULL,            -- characters
    first_sentence INTEGER NOT NULL, last_sentence INTEGER NOT NULL,    -- first > last: there is none
    first_passage INTEGER NOT NULL, last_passage INTEGER NOT NULL
);
CREATE INDEX article_first_day ON article (first_day);

-- A source is a path with an article; a file holds one (.txt) or many (.jsonl, .zip). `mark` names the pipeline that
-- the whole file was annotated with and, on a line of its own, the encoding that was asked for; `location` is its
-- absolute path.
CREATE TABLE file (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, location TEXT NOT NULL, size INTEGER, mtime_ns INTEGER,
    mark TEXT NOT NULL
);
CREATE TABLE source (
    path TEXT PRIMARY KEY, article INTEGER NOT NULL, digest TEXT NOT NULL,
    file INTEGER                        -- NULL until all of the file has come in
) WITHOUT ROWID;
CREATE INDEX source_article ON source (article);
CREATE INDEX source_file ON source (file);

CREATE TABLE text (id INTEGER PRIMARY KEY, data BLOB NOT NULL);     -- see kzqa.archive.codec
CREATE TABLE sentence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL, paragraph INTEGER NOT NULL, number INTEGER NOT NULL, kind INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    tokens BLOB NOT NULL                -- see kzqa.archive.codec
);
CREATE TABLE string (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);    -- what many tokens and names share

CREATE TABLE name (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, label TEXT NOT NULL, entity INTEGER NOT NULL, UNIQUE (name, label)
);
CREATE INDEX name_entity ON name (entity);
CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, UNIQUE (name, type));
CREATE TABLE entity_word (word TEXT NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY (word, entity)) WITHOUT ROWID;
CREATE TABLE mention (
    article INTEGER NOT NULL, number INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    name INTEGER NOT NULL, base INTEGER NOT NULL, role INTEGER, PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX mention_name ON mention (name);
CREATE TABLE date (
    article INTEGER NOT NULL, number INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    iso TEXT, first_day TEXT, last_day TEXT, relative INTEGER NOT NULL, PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE quote (
    article INTEGER NOT NULL, number INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    kind TEXT NOT NULL, speaker TEXT, mention_start INTEGER, mention_end INTEGER, cue TEXT,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

CREATE TABLE term (
    id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,
    weight INTEGER NOT NULL,            -- how often its forms occur, shared among the candidates of each form
    passages INTEGER NOT NULL           -- how many passages hold it
);
CREATE TABLE form (
    form TEXT PRIMARY KEY, folded TEXT,     -- folded: without diacritics, NULL where that is the form itself
    count INTEGER NOT NULL, term INTEGER NOT NULL,
    candidates TEXT                         -- row ids of the terms it may stand for, NULL where there is one
) WITHOUT ROWID;
CREATE INDEX form_folded ON form (folded) WHERE folded IS NOT NULL;
CREATE INDEX form_term ON form (term);

CREATE TABLE passage (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,    -- sentences
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL,
    heading_start INTEGER, heading_end INTEGER,     -- of its section, where it does not stand in the passage
    titled INTEGER NOT NULL,                        -- 1: the article's title counts as part of it
    length INTEGER NOT NULL                         -- words, with those of heading and title
);
-- The words are row ids of terms, so that no tokenizer folds or splits them. A contentless table ranks rightly with
-- detail=full and columnsize=1 alone.
CREATE VIRTUAL TABLE passage_terms USING fts5(terms, content='', tokenize='ascii', detail=full, columnsize=1);
"""


def connect(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """A connection to an archive that exists, its format checked. Autocommit: transactions are begun by name.

    Raises ArchiveError where the file is missing, a folder, unreadable, no archive, damaged or of a newer format.
    """
    if path.is_dir():
        raise ArchiveError(f"{path} to folder: podaj w --index plik archiwum, na przykład {path / 'archiwum.kzqa'}.")
    if not path.exists():
        raise ArchiveError(f"Nie ma archiwum {path}: sprawdź ścieżkę albo utwórz je poleceniem kzqa index.")
    connection = None
    try:
        connection = _open(path, "rw" if write else "ro")
        _check_format(connection, path)
    except (sqlite3.Error, OSError) as error:
        if connection is not None:
            connection.close()
        raise failure(error, path) from error
    except ArchiveError:
        if connection is not None:
            connection.close()
        raise
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(os.fspath(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        # A writer that was killed may have left changes to be taken back, which a reader is not allowed to do.
        if mode == "ro" and error.sqlite_errorcode in _LEFT_HALFWAY and _may(path, os.W_OK):
            connection.close()
            _open(path, "rw").close()
            return _open(path, "ro")
        # A file in WAL mode (its writer was killed, then it was moved) cannot be opened where nothing may be written.
        # Without a log beside it, nothing is in flight and it can be read as it is.
        log = path.with_name(path.name + "-wal")
        if mode != "ro" or not _may(path, os.R_OK) or _may(path.parent, os.W_OK) or log.exists():
            connection.close()
            raise
        connection.close()
        connection = sqlite3.connect(uri + "&immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return connection


def _check_format(connection: sqlite3.Connection, path: Path) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == 0 and path.stat().st_size == 0:  # killed before the tables were there
        raise ArchiveError(f"{path} jest pustym plikiem, bo nic w nim jeszcze nie zapisano: uruchom kzqa index.")
    if application != APPLICATION_ID:
        raise ArchiveError(f"{path} nie jest archiwum kzqa: podaj w --index plik utworzony poleceniem kzqa index.")
    if version > FORMAT:
        needed = connection.execute("SELECT value FROM meta WHERE key = 'readable_by'").fetchone()
        needed = needed[0] if needed else "nowszej"
        raise ArchiveError(
            f"{path} ma nowszy format ({version}, a ta wersja kzqa zna {FORMAT}): zainstaluj kzqa {needed} lub nowsze."
        )
    if version < FORMAT:
        raise ArchiveError(
            f"{path} ma stary format ({version}): zbuduj je od nowa poleceniem kzqa index z tymi samymi plikami."
        )


def set_aside(path: Path) -> Path | None:
    """Rename an archive of an older format, so that one of this format can be built in its place; where it lies then.

    None where the file is anything else. Nothing of it is lost: what it holds may have no other copy.
    """
    try:
        connection = _open(path, "ro")
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
        if application != APPLICATION_ID or version >= FORMAT:
            return None
        kept = path.with_name(f"{path.name}.format-{version}")
        again = count(2)
        while kept.exists():
            kept = path.with_name(f"{path.name}.format-{version}-{next(again)}")
        path.rename(kept)
    except (sqlite3.Error, OSError) as error:
        raise failure(error, path) from error
    return kept


def create(path: Path) -> sqlite3.Connection:
    """A new, empty archive in a file that is not there or empty. Raises ArchiveError where it cannot be written."""
    if path.is_dir():
        raise ArchiveError(f"{path} to folder: podaj w --index plik archiwum, na przykład {path / 'archiwum.kzqa'}.")
    if not path.parent.is_dir():
        raise ArchiveError(f"Nie ma folderu {path.parent}: utwórz go albo podaj w --index inny plik.")
    connection = None
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA page_size = 8192")
        connection.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};"
            f"{SCHEMA} COMMIT;"
        )
    except (sqlite3.Error, OSError) as error:
        if connection is not None:
            connection.close()
        raise failure(error, path) from error
    return connection


def failure(error: Exception, path: Path) -> ArchiveError:
    """The sentence for a failure of SQLite or of the file system."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        text = f"{path} nie jest archiwum kzqa: podaj w --index plik utworzony poleceniem kzqa index."
    elif code == sqlite3.SQLITE_CORRUPT:
        return damaged(path)
    elif code == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) == 28:
        text = f"Zabrakło miejsca na dysku z archiwum {path}: zwolnij miejsce i uruchom polecenie jeszcze raz."
    elif code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        text = f"Archiwum {path} jest zajęte przez inny proces: spróbuj za chwilę."
    elif path.exists() and not _may(path, os.R_OK):
        text = f"Archiwum {path} nie można odczytać: sprawdź uprawnienia do pliku."
    elif code == sqlite3.SQLITE_READONLY or isinstance(error, PermissionError) or not _may(path.parent, os.W_OK):
        text = f"Archiwum {path} nie można zapisać (brak uprawnień do pliku lub folderu): podaj w --index inny plik."
    else:
        text = f"Archiwum {path} nie da się użyć ({error}): sprawdź plik poleceniem kzqa status --check."
    return ArchiveError(text)


def damaged(path: Path) -> ArchiveError:
    """The sentence for an archive whose content is not what a writer put there."""
    return ArchiveError(f"Archiwum {path} jest uszkodzone: zbuduj je od nowa poleceniem kzqa index do nowego pliku.")


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
