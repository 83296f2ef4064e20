"""The article of a page: its paragraphs with every sentence anchored and every name, date and quote marked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from kzqa.model import BlockKind, DateMention, EntityType, Mention, Quote, QuoteKind
from kzqa.pages.marks import Mark, escape, mark_up

TYPE_WORDS: dict[EntityType, str] = {"person": "osoba", "place": "miejsce", "organisation": "organizacja"}
QUOTE_WORDS: dict[QuoteKind, str] = {"direct": "cytat", "reported": "mowa zależna"}
NO_SPEAKER = "nie wiadomo kto"
_HTML_TIME = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ELEMENTS: dict[BlockKind, tuple[str, str]] = {
    "title": ("<h1>", "</h1>"),
    "heading": ("<h2>", "</h2>"),
    "caption": ('<p class="caption"><span class="unseen">Podpis zdjęcia: </span>', "</p>"),
    "paragraph": ("<p>", "</p>"),
}


class SentenceSpan(Protocol):
    """A sentence's place and kind: `model.Sentence` and an archive's `StoredSentence` both have them."""

    @property
    def paragraph(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> BlockKind: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Places:
    """Finds the sentence at an offset, for links to it."""

    def __init__(self, sentences: Sequence[SentenceSpan]) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def index(self, offset: int) -> int:
        """The number, from 0, of the sentence that holds the offset, or of the last one before it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def link(self, offset: int) -> str:
        """A link to the sentence at the offset, with the number of its citation."""
        if not self._sentences:
            return ""
        sentence = self._sentences[self.index(offset)]
        return f'<a href="#{anchor(sentence)}">{sentence.paragraph}.{sentence.number}</a>'


def anchor(sentence: SentenceSpan) -> str:
    """The id of a sentence's element: p5s1 for the citation 000:5.1."""
    return f"p{sentence.paragraph}s{sentence.number}"


def article(text: str, sentences: Sequence[SentenceSpan], places: Places, marks: Iterable[Mark]) -> Iterator[str]:
    """One element for each paragraph, heading and caption, in the order of the text."""
    by_sentence: dict[int, list[Mark]] = {}
    for mark in marks:
        for index in range(places.index(mark.start), places.index(max(mark.end - 1, mark.start)) + 1):
            by_sentence.setdefault(index, []).append(mark)
    following = [*(sentence.start for sentence in sentences[1:]), len(text)]
    numbered = [(index, sentence, following[index]) for index, sentence in enumerate(sentences)]
    for paragraph, group in groupby(numbered, key=lambda item: item[1].paragraph):
        members = list(group)
        opening, closing = _ELEMENTS[members[0][1].kind]
        spans = (
            f'<span class="sentence" id="{anchor(sentence)}">'
            f"{mark_up(text, sentence.start, sentence.end, by_sentence.get(index, ()), until=until)}</span>"
            for index, sentence, until in members
        )
        label = f'<a class="number" href="#{anchor(members[0][1])}" aria-label="Akapit {paragraph}">{paragraph}</a>'
        yield f'<div class="block">{label}{opening}{" ".join(spans)}{closing}</div>'


def name_mark(mention: Mention) -> Mark:
    """A name, with its base form and its kind."""
    word = TYPE_WORDS[mention.type]
    opening = f'<span class="name {mention.type}" title="{escape(f"{mention.entity} ({word})")}">'
    return Mark(mention.start, mention.end, opening, f'<span class="unseen"> ({word})</span></span>')


def date_mark(date: DateMention) -> Mark:
    """A date, with its ISO value behind it; <time> where HTML allows the value, which it does not for intervals."""
    if date.iso is None:
        return Mark(date.start, date.end, '<span class="date" title="data nieustalona">', "</span>")
    iso = escape(date.iso)
    note = "" if date.iso == date.text else f' <span class="note for-date">[{iso}]</span>'
    if _HTML_TIME.fullmatch(date.iso):
        return Mark(date.start, date.end, f'<time class="date" datetime="{iso}" title="{iso}">', "</time>", note)
    return Mark(date.start, date.end, f'<span class="date" title="{iso}">', "</span>", note)


def quote_mark(quote: Quote) -> Mark:
    """A quote, with its speaker behind it."""
    label = escape(f"{QUOTE_WORDS[quote.kind]}: {quote.speaker or NO_SPEAKER}")
    tag = "q" if quote.kind == "direct" else "span"
    opening = f'<{tag} class="quote {quote.kind}" title="{label}">'
    return Mark(quote.start, quote.end, opening, f"</{tag}>", f' <span class="note for-quote">[{label}]</span>')
