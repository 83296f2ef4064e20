"""Joins the names of all articles that mean one entity, when an index run ends."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from kzqa.language.names import ArticleEntity, link
from kzqa.model import ENTITY_TYPES, NameLabel


def join_names(connection: sqlite3.Connection) -> None:
    """Give every name the entity that `kzqa.language.names.link` finds for it among the names of the whole archive."""
    linked = link(_entities(connection))
    types = {label: ENTITY_TYPES[label] for _, label in linked}
    connection.executemany(
        "INSERT OR IGNORE INTO entity (name, type) VALUES (?, ?)",
        sorted({(entity, types[label]) for (_, label), entity in linked.items()}),
    )
    connection.executemany(
        "UPDATE name SET entity = (SELECT id FROM entity WHERE name = ? AND type = ?) WHERE name = ? AND label = ?",
        ((entity, types[label], name, label) for (name, label), entity in sorted(linked.items())),
    )


def _entities(connection: sqlite3.Connection) -> Iterator[ArticleEntity]:
    spellings: dict[int, list[str]] = defaultdict(list)
    for name, base in connection.execute(
        "SELECT DISTINCT mention.name, string.text FROM mention JOIN string ON string.id = mention.base"
        " JOIN name ON name.id = mention.name WHERE string.text <> name.name ORDER BY 1, 2"
    ):
        spellings[name].append(base)
    rows: list[tuple[int, str, NameLabel, int, int]] = connection.execute(
        "SELECT name.id, name.name, label, count(*), sum(string.text = name.name) FROM name"
        " JOIN mention ON mention.name = name.id JOIN string ON string.id = mention.base GROUP BY name.id"
    ).fetchall()
    for identifier, name, label, mentions, written in rows:
        yield ArticleEntity(name, label, mentions, tuple(spellings[identifier]), written)
