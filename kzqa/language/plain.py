"""From spaCy's Doc to the plain sentences, tokens and names of `kzqa.model`."""

from __future__ import annotations

from functools import partial
from itertools import accumulate, compress, pairwise
from operator import add, not_

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, MORPH, ORTH, POS, SENT_START, SPACY, TAG
from spacy.morphology import Morphology
from spacy.strings import StringStore
from spacy.tokens import Doc

from kzqa.model import BlockKind, NameLabel, Sentence, Token

_NUMBERS = [SENT_START, HEAD, IDX, SPACY, IS_SPACE]
_STRINGS = [ORTH, LEMMA, POS, TAG, MORPH, DEP]
_MORPH = len(_NUMBERS) + _STRINGS.index(MORPH)
_REMEMBERED = 50_000
_token = partial(tuple.__new__, Token)
"""As `Token._make`, in half its time."""
_known: dict[int, str] = {}
"""Strings by spaCy's hashes, which are the same in every vocabulary. One object a string makes all that comes behind
faster and smaller."""

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
    if not len(doc):
        return ()
    columns = doc.to_array(_NUMBERS + _STRINGS)
    columns[columns[:, _MORPH] == doc.vocab.strings[Morphology.EMPTY_MORPH], _MORPH] = 0  # the key of the empty text
    begin_sentence, to_head, starts, spaced, blank = columns[:, :5].astype(np.int64).T.tolist()
    forms, lemmas, poses, tags, morphs, relations = (
        _texts(keys, doc.vocab.strings) for keys in columns[:, 5:].T.tolist()
    )
    bounds = [0, *(place for place, begins in enumerate(begin_sentence) if begins == 1 and place), len(forms)]
    heads = _heads(bounds, to_head, blank)
    if offset:
        starts = [start + offset for start in starts]
    ends = list(map(add, starts, map(len, forms)))
    spaces = list(map(bool, map(add, spaced, [*blank[1:], 0])))
    tokens = list(
        map(_token, zip(forms, starts, ends, lemmas, poses, tags, morphs, heads, relations, spaces, strict=True))
    )
    found = []
    number = first
    for begin, end in pairwise(bounds):
        inside = tuple(compress(tokens[begin:end], map(not_, blank[begin:end])))
        if inside:
            found.append(Sentence(paragraph, number, kind, inside[0].start, inside[-1].end, inside))
            number += 1
    return tuple(found)


def _heads(bounds: list[int], to_head: list[int], blank: list[int]) -> list[int]:
    """The heads of tokens by their places in the sentence without its white space; `to_head` are the ways to them, and
    sentences begin at `bounds`, the last of which is the end."""
    places = list(accumulate(map(not_, blank), initial=0))
    heads: list[int] = []
    for begin, end in pairwise(bounds):
        shift = places[begin]
        heads += [
            places[head if begin <= (head := own + way) < end and not blank[head] else own] - shift
            for own, way in enumerate(to_head[begin:end], begin)
        ]
    return heads


def _texts(keys: list[int], strings: StringStore) -> list[str]:
    try:
        return list(map(_known.__getitem__, keys))
    except KeyError:
        if len(_known) > _REMEMBERED:
            _known.clear()
        _known.update((key, strings[key]) for key in set(keys).difference(_known))
        return list(map(_known.__getitem__, keys))


def name_spans(doc: Doc, *, offset: int = 0) -> list[NameSpan]:
    """The persons, places and organisations in a Doc, with the labels of `kzqa.model`.

    Names with an entity id (adjectives and inhabitants of places, see `kzqa.language.kinds`) are left out.
    """
    return [
        (offset + entity.start_char, offset + entity.end_char, _LABELS[entity.label_])
        for entity in doc.ents
        if entity.label_ in _LABELS and not entity.id
    ]
