"""Names of several articles that mean one entity, in an archive whose index run has ended."""

from __future__ import annotations

import sqlite3

from kzqa.archive.joining import join_names


def archive(*mentions: tuple[str, str, str]) -> sqlite3.Connection:
    """A connection with the tables of names alone; each mention is (entity in its article, label, base form)."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        "CREATE TABLE string (id INTEGER PRIMARY KEY, text TEXT UNIQUE);"
        "CREATE TABLE name (id INTEGER PRIMARY KEY, name TEXT, label TEXT, entity INTEGER, UNIQUE (name, label));"
        "CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT, type TEXT, UNIQUE (name, type));"
        "CREATE TABLE mention (name INTEGER, base INTEGER);"
    )
    for name, label, base in mentions:
        connection.execute("INSERT OR IGNORE INTO string (text) VALUES (?)", (base,))
        connection.execute("INSERT OR IGNORE INTO name (name, label, entity) VALUES (?, ?, 0)", (name, label))
        connection.execute(
            "INSERT INTO mention SELECT name.id, string.id FROM name, string"
            " WHERE name.name = ? AND label = ? AND text = ?",
            (name, label, base),
        )
    return connection


def joined(connection: sqlite3.Connection) -> dict[str, str]:
    join_names(connection)
    return dict(connection.execute("SELECT name.name, entity.name FROM name JOIN entity ON entity.id = name.entity"))


def test_a_surname_alone_joins_the_full_name_and_acronyms_what_articles_say() -> None:
    connection = archive(
        ("Kasym-Żomart Tokajew", "persName", "Kasym-Żomart Tokajew"),
        ("Tokajew", "persName", "Tokajew"),
        ("Forum Wolnych Narodów", "orgName", "FWNP"),
        ("FWNP", "orgName", "FWNP"),
        ("Astana", "placeName", "Astana"),
    )
    assert joined(connection) == {
        "Kasym-Żomart Tokajew": "Kasym-Żomart Tokajew",
        "Tokajew": "Kasym-Żomart Tokajew",
        "Forum Wolnych Narodów": "Forum Wolnych Narodów",
        "FWNP": "Forum Wolnych Narodów",
        "Astana": "Astana",
    }
    assert joined(connection)["Tokajew"] == "Kasym-Żomart Tokajew"


def test_first_names_that_differ_keep_persons_apart() -> None:
    names = ("Lech Kaczyński", "Jarosław Kaczyński", "Kaczyński")
    assert joined(archive(*((name, "persName", name) for name in names))) == {name: name for name in names}
