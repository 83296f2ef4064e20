"""`kzqa entities`: people, places and organisations of an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, cast, get_args

import typer

from kzqa.archive import Archive, EntityInfo, Filters
from kzqa.cli.archives import filters, opened
from kzqa.cli.options import JsonOption, LimitOption, Source, one_of, reads_archive
from kzqa.cli.output import listing
from kzqa.cli.output.forms import choose_form
from kzqa.cli.output.names import Named, Names
from kzqa.cli.output.places import Place, place
from kzqa.language.terms import candidates, tokenize
from kzqa.model import EntityType, Mention

COMPANIONS_SHOWN = 10
TYPES = get_args(EntityType)


@reads_archive
def entities(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAZWA]", help="Pokaż wzmianki o tej osobie, miejscu lub organizacji, w dowolnym przypadku."
        ),
    ] = None,
    *,
    source: Source,
    kind: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="RODZAJ",
            parser=one_of("--type", TYPES),
            autocompletion=lambda: list(TYPES),
            help="Tylko person, place albo organisation.",
        ),
    ] = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> int:
    """Pokaż osoby, miejsca i organizacje, o których mowa.

    Każda ma formę podstawową i liczbę wzmianek. Z argumentem NAZWA: jej wzmianki ze zdaniami, w których stoją, i to, z
    czym dzieli zdania najczęściej.
    """
    form = choose_form(json=json)
    with opened(source) as archive:
        where = filters(source)
        ids = _called(archive, " ".join(name)) if name else None
        infos = archive.entities(type=cast(EntityType | None, kind), where=where, ids=ids)[:limit]
        detailed = name is not None
        found = (
            _named(archive, info, where, detailed) if detailed or form == "json" else Named(info, ()) for info in infos
        )
        return listing.write(found, Names(detailed=detailed), form)


def _called(archive: Archive, name: str) -> list[int]:
    """The entities whose names hold all words of `name`, each in some form of it."""
    forms = [form for form, _, _ in tokenize(name)]
    found = [
        {number for word in {form, *candidates(form)} for number, _, _ in archive.entities_for(word)} for form in forms
    ]
    return sorted(set.intersection(*found)) if found else []


def _named(archive: Archive, info: EntityInfo, where: Filters, detailed: bool) -> Named:
    mentions = [
        (mention, place(archive, article, mention)) for article, mention in archive.entity_mentions(info.id, where)
    ]
    return Named(info, mentions, _companions(archive, info, mentions) if detailed else ())


def _companions(archive: Archive, info: EntityInfo, mentions: Sequence[tuple[Mention, Place]]) -> list[tuple[str, int]]:
    """The entities that share the most sentences with one, and how many."""
    sentences = {place.sentence.rowid: place.sentence for _, place in mentions if place.sentence}
    shared: Counter[str] = Counter()
    for sentence in sentences.values():
        shared.update(
            {m.entity for m in archive.mentions(sentence.article, sentence.start, sentence.end)} - {info.name}
        )
    return sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:COMPANIONS_SHOWN]
