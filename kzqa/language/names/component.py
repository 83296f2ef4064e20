"""The spaCy component `kzqa_names`: base form, entity and role of the names that a recogniser has found."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from kzqa.language.names.resolve import resolve_names
from kzqa.language.plain import name_spans, to_sentences

SPANS_KEY = "kzqa_names"
_ROLE = "\t"


def _base(span: Span) -> str:
    return str(span.id_).partition(_ROLE)[0]


def _entity(span: Span) -> str:
    return str(span.kb_id_)


def _role(span: Span) -> str | None:
    return str(span.id_).partition(_ROLE)[2] or None


class NamesComponent:
    """Writes `doc.spans["kzqa_names"]`; every span has `span._.base`, `span._.entity` and `span._.role`.

    It reads `doc.ents`. The values lie in the spans themselves (`id_`, `kb_id_`), so that they survive DocBin without
    its user data; a role follows the base form in `id_` after a tab.
    """

    def __init__(self) -> None:
        for name, getter in (("base", _base), ("entity", _entity), ("role", _role)):
            if not Span.has_extension(name):
                Span.set_extension(name, getter=getter)

    def __call__(self, doc: Doc) -> Doc:
        spans = []
        for mention in resolve_names(doc.text, to_sentences(doc), name_spans(doc)):
            tokens = doc.char_span(mention.start, mention.end)
            if tokens is not None:
                identifier = mention.base if mention.role is None else mention.base + _ROLE + mention.role
                spans.append(
                    Span(
                        doc,
                        tokens.start,
                        tokens.end,
                        label=mention.label,
                        kb_id=mention.entity,
                        span_id=identifier,
                    )
                )
        doc.spans[SPANS_KEY] = spans
        return doc


@Language.factory(
    "kzqa_names",
    requires=["doc.ents"],
    assigns=["doc.spans", "span._.base", "span._.entity", "span._.role"],
)
def create_names(nlp: Language, name: str) -> NamesComponent:
    """Make the component; put it after the named entity recogniser."""
    return NamesComponent()
