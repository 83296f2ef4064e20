"""The spaCy component `kzqa_quotes`: direct and reported speech as spans with speaker and cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc, Span

from kzqa.language.names import resolve_names
from kzqa.language.plain import name_spans, to_sentences
from kzqa.language.quotes.find import find_quotes
from kzqa.model import Sentence

SPANS_KEY = "kzqa_quotes"
SPEAKERS_KEY = "kzqa_quote_speakers"
_LABELS = {"direct": "DIRECT", "reported": "REPORTED"}
_LINE_BREAK = re.compile(r"[\r\n]")


def _speaker(span: Span) -> str | None:
    name: str = span.kb_id_
    return name or None


def _cue(span: Span) -> str | None:
    cue: str = span.id_
    return cue or None


def _speaker_span(span: Span) -> Span | None:
    """The words that name the speaker nearest by."""
    for place, quote in enumerate(span.doc.spans.get(SPANS_KEY, ())):
        if (quote.start, quote.end, quote.label) == (span.start, span.end, span.label):
            mentions = span.doc.spans.get(SPEAKERS_KEY, ())
            return next((mention for mention in mentions if mention.id_ == str(place)), None)
    return None


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a Doc with paragraphs that end at line breaks."""
    if not sentences:
        return []
    number, found = 1, [sentences[0]]
    for before, sentence in pairwise(sentences):
        if _LINE_BREAK.search(text, before.end, sentence.start):
            number += 1
        found.append(sentence._replace(paragraph=number))
    return found


class QuotesComponent:
    """Writes `doc.spans["kzqa_quotes"]`, labelled DIRECT or REPORTED.

    Every span has `span._.speaker`, `span._.cue` (str or None) and `span._.speaker_span` (Span or None). The values
    lie in the spans (`kb_id_`, `id_`) and in `doc.spans["kzqa_quote_speakers"]`, so that they survive DocBin.
    """

    def __init__(self) -> None:
        for name, getter in (("speaker", _speaker), ("cue", _cue), ("speaker_span", _speaker_span)):
            if not Span.has_extension(name):
                Span.set_extension(name, getter=getter)

    def __call__(self, doc: Doc) -> Doc:
        sentences = _paragraphs(doc.text, to_sentences(doc))
        mentions = resolve_names(doc.text, sentences, name_spans(doc))
        quotes: list[Span] = []
        speakers: list[Span] = []
        for quote in find_quotes(doc.text, sentences, mentions):
            tokens = doc.char_span(quote.start, quote.end, alignment_mode="expand")
            if tokens is None:
                continue
            if quote.speaker_mention is not None:
                named = doc.char_span(*quote.speaker_mention, alignment_mode="expand")
                if named is not None:
                    speakers.append(Span(doc, named.start, named.end, label="SPEAKER", span_id=str(len(quotes))))
            label, name = _LABELS[quote.kind], quote.speaker or ""
            quotes.append(Span(doc, tokens.start, tokens.end, label=label, kb_id=name, span_id=quote.cue or ""))
        doc.spans[SPANS_KEY] = quotes
        doc.spans[SPEAKERS_KEY] = speakers
        return doc


@Language.factory(
    "kzqa_quotes",
    requires=["token.lemma", "token.pos", "token.morph", "doc.ents"],
    assigns=["doc.spans", "span._.speaker", "span._.cue", "span._.speaker_span"],
)
def create_quotes(nlp: Language, name: str) -> QuotesComponent:
    """Make the component; it needs lemmas, parts of speech and features, and names in `doc.ents`."""
    return QuotesComponent()
