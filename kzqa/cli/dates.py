"""`kzqa dates`: a timeline of the archive."""

from __future__ import annotations

from itertools import islice

from kzqa.archive import Filters
from kzqa.archive.filters import days
from kzqa.cli.archives import opened
from kzqa.cli.options import JsonOption, LimitOption, Source, reads_archive
from kzqa.cli.output import listing
from kzqa.cli.output.forms import choose_form
from kzqa.cli.output.places import place
from kzqa.cli.output.timeline import Timeline
from kzqa.model import DateMention


@reads_archive
def dates(*, source: Source, limit: LimitOption = None, json: JsonOption = False) -> int:
    """Pokaż oś czasu: daty z artykułów i ich zdania.

    Opcje --since i --until wybierają tu daty, o których mowa, a nie daty artykułów. Względne („wczoraj”) są liczone
    od daty artykułu; te, których policzyć się nie da, stoją na końcu.
    """
    with opened(source) as archive:
        found = (
            (date, place(archive, article, date))
            for article, date in archive.all_dates(Filters(articles=source.articles))
            if _lies_within(date, source)
        )
        return listing.write(islice(found, limit), Timeline(), choose_form(json=json))


def _lies_within(date: DateMention, source: Source) -> bool:
    if source.since is None and source.until is None:
        return True
    if date.iso is None:
        return False
    first, last = days(date.iso)
    since_met = source.since is None or last >= days(source.since)[0]
    return since_met and (source.until is None or first <= days(source.until)[1])
