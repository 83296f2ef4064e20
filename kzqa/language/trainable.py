"""What the trained components of our own have in common: the step of learning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from spacy.pipeline import TrainablePipe
from spacy.training import Example
from thinc.api import Optimizer, set_dropout_rate

Floats = NDArray[np.float32]


class TrainableComponent(TrainablePipe):
    """A component whose `get_loss` gives the loss and its gradient for each Doc's scores."""

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

    def get_loss(self, examples: Sequence[Example], scores: Sequence[Floats]) -> tuple[float, list[Floats]]:
        """The loss and its gradient for scores that `model` gave, shape (tokens, outputs) for each example."""
        raise NotImplementedError
