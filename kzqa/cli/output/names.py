"""People, places and organisations: a list of all, or one with its mentions and with whom it is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from kzqa.archive import EntityInfo
from kzqa.cli.output import lines
from kzqa.cli.output.lines import Line
from kzqa.cli.output.places import Place
from kzqa.cli.output.plain import cited
from kzqa.cli.plural import counted
from kzqa.cli.terminal import clean
from kzqa.model import EntityType, Mention

TYPES: dict[EntityType, str] = {"person": "osoba", "place": "miejsce", "organisation": "organizacja"}
SPELLINGS_SHOWN = 6


class Named(NamedTuple):
    """An entity with its mentions; `companions` are the entities that most often share a sentence with it."""

    entity: EntityInfo
    mentions: Sequence[tuple[Mention, Place]]
    companions: Sequence[tuple[str, int]] = ()


class Names:
    """A list of entities; with `detailed`, each with its mentions."""

    nothing = "Nie ma takich nazw w archiwum."

    def __init__(self, *, detailed: bool) -> None:
        self._detailed = detailed

    def record(self, item: Named) -> dict[str, Any]:
        entity = item.entity
        record = {
            "name": entity.name,
            "type": entity.type,
            "count": entity.count,
            "articles": list(entity.articles),
            "spellings": list(entity.spellings),
            "mentions": [{"text": mention.text, **place.record()} for mention, place in item.mentions],
        }
        if self._detailed:
            record["companions"] = [{"name": name, "count": count} for name, count in item.companions]
        return record

    def plain(self, item: Named) -> Iterator[str]:
        yield f"{item.entity.name} ({_about(item.entity)})"
        for _, place in item.mentions:
            yield cited(place.citation or place.article.id, place.text)

    def screen(self, item: Named) -> Iterator[Line]:
        entity = item.entity
        yield lines.Line(((clean(entity.name), lines.HEADING), (f"  {_about(entity)}", lines.ASIDE)))
        others = [spelling for spelling in entity.spellings if spelling != entity.name]
        if others:
            dots = ", …" if len(others) > SPELLINGS_SHOWN and not self._detailed else ""
            shown = others if self._detailed else others[:SPELLINGS_SHOWN]
            yield lines.line(", ".join(shown) + dots, lines.ASIDE, 2)
        if item.companions:
            yield lines.line("w jednym zdaniu z: " + ", ".join(f"{n} ({c})" for n, c in item.companions), indent=2)
        for mention, place in item.mentions if self._detailed else ():
            yield lines.EMPTY
            yield lines.source(place.citation, place.article.date, place.source, mention.role, indent=2)
            yield lines.marked(place.text, [place.highlight], 4)


def _about(entity: EntityInfo) -> str:
    articles = counted(len(entity.articles), "article")
    return f"{TYPES[entity.type]}, {counted(entity.count, 'mention')}, {articles}"
