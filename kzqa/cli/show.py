"""`kzqa show`: a citation in its article."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from kzqa.archive import Archive, ArticleInfo
from kzqa.cli.archives import opened
from kzqa.cli.options import IndexOption, JsonOption, Source, whole_number
from kzqa.cli.output import excerpts
from kzqa.cli.output.excerpts import Excerpt
from kzqa.cli.output.forms import choose_form
from kzqa.cli.usage import reason
from kzqa.errors import OptionError

_PLACE = re.compile(r"(?P<article>.+):(?P<paragraph>\d+)(?:\.(?P<sentence>\d+))?")


def show(
    place: Annotated[
        str, typer.Argument(metavar="ID", help="Cytat (000:1.1), akapit (000:1) albo cały artykuł (000).")
    ],
    *,
    index: IndexOption = None,
    context: Annotated[
        int,
        typer.Option(
            "--context", metavar="LICZBA", parser=whole_number("--context", least=0),
            help="Tyle akapitów przed cytatem i po nim (domyślnie 1).",
        ),
    ] = 1,
    html: Annotated[
        bool, typer.Option("--html", help="Pisz stronę WWW z zaznaczonymi nazwami, datami i wypowiedziami.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="PLIK", help="Zapisz stronę --html w tym pliku.")
    ] = None,
    json: JsonOption = False,
) -> int:  # fmt: skip
    """Otwórz cytat w jego artykule.

    Długi artykuł na terminalu otwiera się w przeglądarce tekstu (zmienna PAGER).
    """
    if output is not None and not html:
        raise OptionError("Opcja --output zapisuje stronę WWW: dodaj --html.")
    with opened(Source(index, None, None, ())) as archive:
        excerpt = _excerpt(archive, place, context)
        if html:
            return _write_page(archive, excerpt.article, output)
        return excerpts.write(excerpt, choose_form(json=json))


def _excerpt(archive: Archive, place: str, context: int) -> Excerpt:
    """The article of an id, or as much of it as `context` paragraphs around the place hold."""
    article = archive.article(place)
    if article is not None:
        return Excerpt(article, archive.sentences(article), None, None)
    match = _PLACE.fullmatch(place)
    article = archive.article(match["article"]) if match else None
    if match is None or article is None:
        named = match["article"] if match else place
        raise OptionError(f"W archiwum nie ma artykułu „{named}”: sprawdź ID albo wskaż inne archiwum opcją --index.")
    paragraph = int(match["paragraph"])
    number = int(match["sentence"]) if match["sentence"] else None
    sentences = archive.sentences(article)
    cited = [s for s in sentences if s.paragraph == paragraph and number in (None, s.number)]
    if not cited:
        last = sentences[-1].citation if sentences else "brak"
        raise OptionError(f"Artykuł {article.id} nie ma miejsca „{place}”: ostatnie zdanie to {last}.")
    paragraphs = sorted({sentence.paragraph for sentence in sentences})
    position = paragraphs.index(paragraph)
    near = set(paragraphs[max(position - context, 0) : position + context + 1])
    return Excerpt(article, [s for s in sentences if s.paragraph in near], paragraph, number)


def _write_page(archive: Archive, article: ArticleInfo, output: str | None) -> int:
    from kzqa.pages import page

    rowid = article.rowid
    html = page(
        article,
        archive.text(article),
        archive.sentences(article),
        mentions=archive.mentions(rowid),
        dates=archive.dates(rowid),
        quotes=archive.quotes(rowid),
    )
    if output is None:
        excerpts.write_page(html)
        return 0
    try:
        Path(output).write_text(html, encoding="utf-8")
    except OSError as error:
        raise OptionError(f"Opcja --output: nie można zapisać {output} ({reason(error)}); podaj inny plik.") from error
    return 0
