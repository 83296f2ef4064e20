"""What the trained components of our own have in common: their network's last layer and the step of learning."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from thinc.api import Linear, Model, Optimizer, chain, set_dropout_rate, with_array

Floats = NDArray[np.float32]
_TOGETHER = 1_500
"""Words that go through a network at once; what its layers keep on the way are some 15 KB a word."""


@registry.architectures("kzqa.TokenScores.v1")
def token_scores(tok2vec: Model[Any, Any]) -> Model[Any, Any]:
    """Scores for every token, a linear layer over `tok2vec`; their number is set when it is known what is scored."""
    model = chain(tok2vec, with_array(Linear(nI=tok2vec.maybe_get_dim("nO"))))
    model.set_ref("tok2vec", tok2vec)
    model.set_ref("output", model.layers[1].layers[0])
    return model


def log_probabilities(scores: Floats) -> Floats:
    """The logarithms of the softmax of every row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    found: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return found


def _groups(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """The Docs in their order, in groups of a bounded number of words, or single Docs that have more."""
    docs = list(docs)
    ends = accumulate(map(len, docs))
    for _, group in groupby(zip(docs, ends, strict=True), key=lambda pair: pair[1] // _TOGETHER):
        yield [doc for doc, _ in group]


class TrainableComponent(TrainablePipe):
    """A component whose `get_loss` gives the loss and its gradient for each Doc's scores, shape (tokens, outputs).

    `predict_group` does what `predict` does elsewhere, for so few words at once that what a network keeps on its way is
    bounded.
    """

    def predict(self, docs: Iterable[Doc]) -> list[Any]:
        """What `predict_group` finds for every Doc."""
        return [found for group in _groups(docs) for found in self.predict_group(group)]

    @abstractmethod
    def predict_group(self, docs: Sequence[Doc]) -> list[Any]:
        """What is found for each of some Docs, for `set_annotations`."""

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """One step; the loss is added to `losses` under the component's name. Examples without tokens teach nothing."""
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        examples = [example for example in examples if len(example.predicted)]
        if not examples:
            return losses
        set_dropout_rate(self.model, drop)
        scores, backprop = self.model.begin_update([example.predicted for example in examples])
        loss, gradient = self.get_loss(examples, scores)
        backprop(gradient)
        if sgd is not None:
            self.finish_update(sgd)
        losses[self.name] += loss
        return losses
