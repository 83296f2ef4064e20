"""`kzqa quotes`: who said what."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

import typer

from kzqa.archive import Archive
from kzqa.cli.archives import filters, opened
from kzqa.cli.options import JsonOption, LimitOption, Source, reads_archive
from kzqa.cli.output import listing
from kzqa.cli.output.forms import choose_form
from kzqa.cli.output.places import Place, place
from kzqa.cli.output.quotations import Quotations
from kzqa.model import Quote


@reads_archive
def quotes(
    *,
    source: Source,
    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAZWA", help="Tylko wypowiedzi tej osoby, w dowolnym przypadku.")
    ] = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="SŁOWA", help="Tylko wypowiedzi, w których są te słowa.")
    ] = None,
    limit: LimitOption = None,
    json: JsonOption = False,
) -> int:
    """Pokaż, kto co powiedział.

    Wypowiedzi są przytoczone dosłownie albo zrelacjonowane („powiedział, że”).
    """
    with opened(source) as archive:
        named, words = _words(archive, speaker), _words(archive, about)
        found = (
            (quote, where)
            for article, quote in archive.all_quotes(filters(source))
            if named <= _words(archive, quote.speaker)
            for where in (place(archive, article, quote),)
            if words <= _words(archive, _context(quote, where))
        )
        return listing.write(islice(found, limit), Quotations(), choose_form(json=json))


def _words(archive: Archive, text: str | None) -> set[str]:
    """The index terms of a text: "Nowakiem" and "Nowaka" are the same."""
    return set(archive.lexicon.sequence(text)) if text else set()


def _context(quote: Quote, where: Place) -> str:
    return f"{quote.text} {where.text}"
