"""From spaCy's Doc to the plain sentences, tokens and names of `kzqa.model`."""

from __future__ import annotations

from functools import partial
from itertools import compress, pairwise
from operator import add

import numpy as np
from numpy.typing import NDArray
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
    begins, kept, heads = _structure(columns[:, :5].astype(np.int64))
    forms, lemmas, poses, tags, morphs, relations = (
        _texts(keys, doc.vocab.strings) for keys in columns[:, 5:].T.tolist()
    )
    starts = (columns[:, 2].astype(np.int64) + offset).tolist()
    ends = list(map(add, starts, map(len, forms)))
    spaces = (columns[:, 3] > 0) | np.append(columns[1:, 4] > 0, False)
    rows = zip(forms, starts, ends, lemmas, poses, tags, morphs, heads, relations, spaces.tolist(), strict=True)
    tokens = tuple(map(_token, compress(rows, kept)))
    return tuple(
        Sentence(paragraph, number, kind, inside[0].start, inside[-1].end, inside)
        for number, inside in enumerate((tokens[begin:end] for begin, end in pairwise(begins) if begin < end), first)
    )


def _structure(numbers: NDArray[np.int64]) -> tuple[list[int], list[bool], list[int]]:
    """What the columns `_NUMBERS` (tokens by columns) say: where sentences begin and the last ends, counted in the
    tokens that are kept; which those are; and the heads by their place in the sentence."""
    own = np.arange(len(numbers))
    begins = np.concatenate(([0], np.flatnonzero(numbers[1:, 0] == 1) + 1, [len(numbers)]))
    kept = numbers[:, 4] == 0
    places = np.concatenate(([0], np.cumsum(kept)))
    sizes = np.diff(begins)
    first, end = np.repeat(begins[:-1], sizes), np.repeat(begins[1:], sizes)
    heads = own + numbers[:, 1]
    inside = (heads >= first) & (heads < end)
    heads = np.where(inside, heads, own)
    heads = np.where(kept[heads], heads, own)
    return places[begins].tolist(), kept.tolist(), (places[heads] - places[first]).tolist()


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
