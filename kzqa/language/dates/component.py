"""The spaCy component `kzqa_dates`: date expressions as spans with their ISO values."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from kzqa.language.dates.finding import find_dates
from kzqa.model import Sentence

SPANS_KEY = "kzqa_dates"
LABEL = "DATE"
_RELATIVE = "relative"
_LINE_BREAK = re.compile(r"[\r\n]")


def _iso(span: Span) -> str | None:
    iso: str = span.kb_id_
    return iso or None


def _is_relative(span: Span) -> bool:
    return bool(span.id_ == _RELATIVE)


def _sentences(doc: Doc) -> list[Sentence]:
    """Bounds of the sentences, the whole text where nothing has set them; a line break ends a paragraph."""
    sentences: list[Sentence] = []
    paragraph, end = 1, 0
    for sent in doc.sents if doc.has_annotation("SENT_START") else [doc[:]]:
        if sentences and _LINE_BREAK.search(doc.text, end, sent.start_char):
            paragraph += 1
        text = doc.text[sent.start_char : sent.end_char].rstrip()
        end = sent.start_char + len(text)
        if text:
            sentences.append(Sentence(paragraph, len(sentences) + 1, "paragraph", sent.start_char, end, ()))
    return sentences


class DatesComponent:
    """Writes `doc.spans["kzqa_dates"]`; every span has `span._.iso` (str or None) and `span._.relative` (bool).

    The values lie in the spans themselves (`kb_id_`, `id_`), so that they survive DocBin without its user data.
    Relative expressions count from `doc._.date`, an ISO date, month or year, or from `date` of the configuration;
    without either they have no ISO value.
    """

    def __init__(self, date: str | None = None) -> None:
        self.date = date
        if not Doc.has_extension("date"):
            Doc.set_extension("date", default=None)
        if not Span.has_extension("iso"):
            Span.set_extension("iso", getter=_iso)
        if not Span.has_extension("relative"):
            Span.set_extension("relative", getter=_is_relative)

    def __call__(self, doc: Doc) -> Doc:
        spans = []
        for mention in find_dates(doc.text, _sentences(doc), doc._.date or self.date):
            tokens = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if tokens is None:
                continue
            spans.append(
                Span(
                    doc,
                    tokens.start,
                    tokens.end,
                    label=LABEL,
                    kb_id=mention.iso or "",
                    span_id=_RELATIVE if mention.relative else "absolute",
                )
            )
        doc.spans[SPANS_KEY] = spans
        return doc


@Language.factory(
    "kzqa_dates",
    default_config={"date": None},
    requires=["token.is_sent_start"],
    assigns=["doc.spans", "span._.iso", "span._.relative"],
)
def create_dates(nlp: Language, name: str, date: str | None) -> DatesComponent:
    """Make the component; `date` is the date of every text that does not have its own in `doc._.date`."""
    return DatesComponent(date)
