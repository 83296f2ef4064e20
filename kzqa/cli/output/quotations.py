"""Who said what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kzqa.cli.output import lines
from kzqa.cli.output.lines import Line
from kzqa.cli.output.places import Place
from kzqa.cli.output.plain import cited
from kzqa.model import Quote

UNKNOWN = "nie wiadomo kto"
KINDS = {"direct": "słowa przytoczone", "reported": "słowa zrelacjonowane"}
Quoted = tuple[Quote, Place]


class Quotations:
    nothing = "Nie ma takich wypowiedzi w archiwum."

    def record(self, item: Quoted) -> dict[str, Any]:
        quote, place = item
        mention = quote.speaker_mention
        return {
            "text": quote.text,
            "kind": quote.kind,
            "speaker": quote.speaker,
            "speaker_mention": None if mention is None else {"start": mention[0], "end": mention[1]},
            "cue": quote.cue,
            **place.record(),
        }

    def plain(self, item: Quoted) -> Iterator[str]:
        quote, place = item
        yield cited(place.citation or place.article.id, f"{quote.speaker or UNKNOWN}: {_said(quote)}")

    def screen(self, item: Quoted) -> Iterator[Line]:
        quote, place = item
        yield lines.line(quote.speaker or UNKNOWN, lines.HEADING)
        yield lines.line(_said(quote), indent=2)
        cue = f"„{quote.cue}”" if quote.cue else None
        about = [KINDS[quote.kind], cue, place.article.date, place.source]
        yield lines.source(place.citation, *about, indent=2)
        yield lines.EMPTY


def _said(quote: Quote) -> str:
    return f"„{quote.text}”" if quote.kind == "direct" else quote.text
