"""The shipped weights, and how they are applied."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import kzqa.answering.weights
from kzqa.answering.weights import Weights, probability, score, weights


@pytest.mark.parametrize("reader", [True, False])
def test_the_shipped_weights_are_whole(reader: bool) -> None:
    shipped = weights(reader=reader)
    assert shipped.sentence["cover"] + shipped.sentence["context"] > 0
    assert {"bias"} <= shipped.confidence.keys()
    assert 0 < shipped.threshold < 1
    for model in (shipped.sentence, shipped.answer, shipped.confidence):
        assert model
        assert all(math.isfinite(weight) for weight in model.values())


def test_the_shipped_file_holds_the_models_that_are_read_and_nothing_else() -> None:
    file = Path(kzqa.answering.weights.__file__).with_name("data") / "weights.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    assert table.keys() == {"fast", "reader"}
    assert all(model.keys() == set(Weights._fields) for model in table.values())


def test_a_feature_without_a_weight_weighs_nothing() -> None:
    assert score({"cover": 0.5, "new": 7.0}, {"cover": 4.0, "near": 1.0}) == 2.0


def test_probability_is_the_logistic_of_score_and_bias() -> None:
    assert probability({}, {}) == 0.5
    assert probability({"x": 1.0}, {"x": 2.0, "bias": -2.0}) == 0.5
    assert probability({"x": 1.0}, {"x": math.log(3)}) == pytest.approx(0.75)


@pytest.mark.parametrize("value", [1e9, -1e9])
def test_probability_bears_any_score(value: float) -> None:
    assert 0 <= probability({"x": value}, {"x": 1.0}) <= 1
