"""Linear models over named features, learned by L-BFGS: a listwise ranking, a logistic regression, a threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """Rows of features of what competes, with the share of the right answer that each holds."""

    rows: list[dict[str, float]]
    targets: list[float]


def learn(found: Sequence[Example], penalty: float) -> dict[str, float]:
    """Weights that minimise the listwise softmax loss with an L2 penalty, found by L-BFGS; sorted, small ones left
    out.
    """
    if not found:
        return {}
    names = sorted({name for example in found for row in example.rows for name in row})
    index = {name: i for i, name in enumerate(names)}
    total = sum(len(example.rows) for example in found)
    matrix = np.zeros((total, len(names)))
    target = np.zeros(total)
    bounds = []
    row = 0
    for example in found:
        bounds.append(row)
        for features, share in zip(example.rows, example.targets, strict=True):
            for name, value in features.items():
                matrix[row, index[name]] = value
            target[row] = share
            row += 1
    starts = np.array(bounds)
    lengths = np.diff([*bounds, total])

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        top = np.repeat(np.maximum.reduceat(scores, starts), lengths)
        exponents = np.exp(scores - top)
        sums = np.repeat(np.add.reduceat(exponents, starts), lengths)
        shares = exponents / sums
        value = -np.sum(target * (scores - top - np.log(sums))) / len(starts) + penalty * weights @ weights
        return float(value), matrix.T @ (shares - target) / len(starts) + 2 * penalty * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(w), 4) for name, w in zip(names, best.x, strict=True) if abs(w) > 5e-4}


def learn_logistic(rows: Sequence[Mapping[str, float]], right: Sequence[bool], penalty: float) -> dict[str, float]:
    """Weights and bias of a logistic regression with an L2 penalty on all but the bias, found by L-BFGS."""
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] + [1.0] for row in rows])
    target = np.array(right, dtype=float)
    free = np.append(np.ones(len(names)), 0.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = matrix @ weights
        value = np.mean(np.logaddexp(0, logits) - target * logits) + penalty * np.sum(free * weights**2)
        shares = 1 / (1 + np.exp(-logits))
        return float(value), matrix.T @ (shares - target) / len(target) + 2 * penalty * free * weights

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(w), 4) for name, w in zip([*names, "bias"], found.x, strict=True) if abs(w) > 5e-4}


def best_threshold(confidences: Sequence[float], rights: Sequence[bool], answerable: Sequence[bool]) -> float:
    """The confidence from which to answer that maximises the mean of the F1 of silence and the accuracy."""
    best = (-1.0, 0.0)
    for threshold in np.arange(0.05, 0.96, 0.01):
        silent = [confidence < threshold for confidence in confidences]
        kept = sum(s and not a for s, a in zip(silent, answerable, strict=True))
        f1 = 2 * kept / max(1, sum(silent) + sum(not a for a in answerable))
        accuracy = sum(not a if s else r for s, r, a in zip(silent, rights, answerable, strict=True)) / max(
            1, len(silent)
        )
        best = max(best, (f1 + accuracy, -float(threshold)))
    return round(-best[1], 2)
