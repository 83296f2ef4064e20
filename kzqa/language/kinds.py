"""`kzqa_kinds`: what the recogniser's labels leave open. Adjectives and inhabitants set apart, one name one type.

The corpus that the recogniser learned from counts "rosyjski" and "Rosjanin" as place names. They keep their label in
`doc.ents`, as in spaCy's Polish pipelines, but carry the entity id `adjective` or `inhabitant`, so that those who
want places alone can leave them out. And a name that was given different types in one text has the type that most
of its occurrences have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from kzqa.language.geography import countries
from kzqa.language.morphology import analyses_of

ADJECTIVE, INHABITANT = "adjective", "inhabitant"
_PLACES = frozenset({"placeName", "geogName"})
_VOTING = frozenset({"persName", "placeName", "geogName", "orgName"})


@cache
def _inhabitants() -> frozenset[str]:
    return frozenset(name for country in countries() for name in (*country.men, *country.women))


def apart(name: Span) -> str:
    """`adjective` or `inhabitant` for a name of a place that is none, else nothing."""
    if name.label_ not in _VOTING or (len(name) > 1 and not name.text[0].islower()):
        return ""
    if (
        all(token.pos_ in {"ADJ", "ADV", "PUNCT", "X"} or "-" in token.text for token in name)
        and name.text[0].islower()
    ):
        return ADJECTIVE
    readings = analyses_of(name[0].text)
    if name.label_ in _PLACES and len(name) == 1:
        if name[0].text[0].islower() and any(reading.tag.startswith(("adj", "adv")) for reading in readings):
            return ADJECTIVE
        if name[0].lemma_ in _inhabitants():
            return INHABITANT
        if name[0].tag_.endswith(":m1") and not any(reading.names for reading in readings):
            return INHABITANT
    return ""


def key(name: Span) -> str:
    """Under what the occurrences of one name are counted: its lemmas, without regard to case."""
    return " ".join(token.lemma_ for token in name).lower()


def voted(labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For pairs of (key, label), the label that most occurrences of a key have, where there is a majority."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, label in labels:
        counts[name][label] += 1
    return {
        name: found.most_common(1)[0][0]
        for name, found in counts.items()
        if len(found) > 1 and found.most_common(1)[0][1] * 2 > found.total()
    }


@Language.component("kzqa_kinds", requires=["doc.ents", "token.lemma"], assigns=["doc.ents"])
def kzqa_kinds(doc: Doc) -> Doc:
    """Set entity ids, and one type for the occurrences of one name."""
    names: Sequence[Span] = doc.ents
    votes = voted((key(name), name.label_) for name in names if name.label_ in _VOTING)
    doc.ents = [
        Span(doc, name.start, name.end, votes.get(key(name), name.label_), span_id=apart(name)) for name in names
    ]
    return doc
