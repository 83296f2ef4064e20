"""The trained weights of ranking, short answers and confidence: linear models over named features, as JSON.

`kzqa.training.ranking` makes them from public data; here they are read and applied.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

Features = Mapping[str, float]


class Weights(NamedTuple):
    """A weight for each feature, in each of the models; a feature that a model does not know weighs nothing.

    `sentence` ranks sentences, `answer` the short answers of one sentence; `confidence` holds the coefficients of a
    logistic regression and its "bias"; `threshold` is the confidence from which a question is answered.
    """

    sentence: Features
    answer: Features
    confidence: Features
    threshold: float


@cache
def weights(*, reader: bool) -> Weights:
    """The weights with or without the neural reader."""
    table = json.loads(Path(__file__).with_name("data").joinpath("weights.json").read_text(encoding="utf-8"))
    model = table["reader" if reader else "fast"]
    return Weights(model["sentence"], model["answer"], model["confidence"], model["threshold"])


def score(features: Features, model: Features) -> float:
    """The weighted sum of the features."""
    return sum(model.get(name, 0.0) * value for name, value in features.items())


def probability(features: Features, model: Features) -> float:
    """The logistic of the weighted sum and the bias."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score(features, model) + model.get("bias", 0.0)))))
