"""`kzqa.SentenceTok2Vec.v1`: spaCy's Tok2Vec, but no token's vector depends on another sentence.

The tagger learns from single sentences, and treebanks hold unrelated ones; where a Doc has several, the neighbours
would only confuse the networks. The Doc's sentence starts have to be set before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.ml.models.tok2vec import build_Tok2Vec_model
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Model


@registry.architectures("kzqa.SentenceTok2Vec.v1")
def sentence_tok2vec(embed: Model[Any, Any], encode: Model[Any, Any]) -> Model[Any, Any]:
    """Docs to one array a Doc, as `spacy.Tok2Vec.v2`."""
    model = build_Tok2Vec_model(embed, encode)

    def forward(model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        embedded, back_to_docs = model.layers[0](docs, is_train)
        cuts = [_starts(doc) for doc in docs]
        counts = [len(cut) + 1 for cut in cuts]
        encoded, back_to_embedded = model.layers[1](_split(embedded, cuts), is_train)

        def backprop(gradients: Any) -> Any:
            return back_to_docs(_join(back_to_embedded(_split(gradients, cuts)), counts))

        return _join(encoded, counts), backprop

    model._func = forward
    return model


def _starts(doc: Doc) -> list[int]:
    """The indices of the tokens that begin a sentence, the first token's excepted."""
    found: list[int] = np.flatnonzero(doc.to_array([SENT_START]).ravel()[1:] == 1).tolist()
    return [index + 1 for index in found]


def _split(arrays: Sequence[Any], cuts: Sequence[list[int]]) -> list[Any]:
    return [part for array, cut in zip(arrays, cuts, strict=True) for part in np.split(array, cut)]


def _join(arrays: Sequence[Any], counts: Sequence[int]) -> list[Any]:
    ends = np.cumsum(counts).tolist()
    return [np.concatenate(arrays[end - count : end]) for count, end in zip(counts, ends, strict=True)]
