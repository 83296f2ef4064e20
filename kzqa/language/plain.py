"""From spaCy's Doc to the plain sentences, tokens and names of `kzqa.model`."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, MORPH, ORTH, POS, SENT_START, SPACY, TAG
from spacy.morphology import Morphology
from spacy.tokens import Doc

from kzqa.model import BlockKind, NameLabel, Sentence, Token

_ATTRIBUTES = [SENT_START, HEAD, IDX, SPACY, IS_SPACE]
_STRINGS = [ORTH, LEMMA, POS, TAG, MORPH, DEP]

NameSpan = tuple[int, int, NameLabel]

_LABELS: dict[str, NameLabel] = {
    "persName": "persName", "placeName": "placeName", "geogName": "geogName", "orgName": "orgName",
    "PER": "persName", "PERSON": "persName", "LOC": "placeName", "GPE": "placeName", "ORG": "orgName",
}  # fmt: skip


def to_sentences(
    doc: Doc, *, offset: int = 0, paragraph: int = 1, kind: BlockKind = "paragraph", first: int = 1
) -> tuple[Sentence, ...]:
    """The sentences of a Doc that hold more than white space.

    `offset` is where the Doc's text begins in the article; `paragraph` and `kind` are those of its block; `first` is
    the number of the first sentence. Tokens of white space are left out, heads are indices within the sentence (the
    token's own where there is no parse, or where its head stands in another sentence).
    """
    rows = doc.to_array(_ATTRIBUTES).astype(np.int64).reshape(len(doc), len(_ATTRIBUTES))
    strings = doc.vocab.strings
    known = {key: strings[key] for key in np.unique(doc.to_array(_STRINGS)).tolist()}
    starts = [0, *(np.flatnonzero(rows[1:, 0] == 1) + 1).tolist(), len(doc)]
    names = doc.to_array(_STRINGS).reshape(len(doc), len(_STRINGS)).tolist()
    places = rows.tolist()
    sentences: list[Sentence] = []
    for begin, end in pairwise(starts):
        kept = [index for index in range(begin, end) if not places[index][4]]
        position = {index: place for place, index in enumerate(kept)}
        tokens = []
        for place, index in enumerate(kept):
            _, head, start, space, _ = places[index]
            text, lemma, pos, tag, morph, dep = (known[key] for key in names[index])
            after = bool(space) or (index + 1 < len(doc) and bool(places[index + 1][4]))
            start += offset
            target = position.get(index + head, place)
            morph = "" if morph == Morphology.EMPTY_MORPH else morph
            tokens.append(Token(text, start, start + len(text), lemma, pos, tag, morph, target, dep, after))
        if tokens:
            number = first + len(sentences)
            sentences.append(Sentence(paragraph, number, kind, tokens[0].start, tokens[-1].end, tuple(tokens)))
    return tuple(sentences)


def name_spans(doc: Doc, *, offset: int = 0) -> list[NameSpan]:
    """The persons, places and organisations in a Doc, with the labels of `kzqa.model`.

    Names with an entity id (adjectives and inhabitants of places, see `kzqa.language.kinds`) are left out.
    """
    return [
        (offset + entity.start_char, offset + entity.end_char, _LABELS[entity.label_])
        for entity in doc.ents
        if entity.label_ in _LABELS and not entity.id
    ]
