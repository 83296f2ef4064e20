"""Linear models over named features, learned by L-BFGS: a listwise ranking, a logistic regression, a threshold."""

from __future__ import annotations

import math
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


def learn_logistic(
    rows: Sequence[Mapping[str, float]], right: Sequence[bool], shares: Sequence[float], penalty: float
) -> dict[str, float]:
    """Weights and bias of a logistic regression with an L2 penalty on all but the bias, found by L-BFGS.

    `shares` tells what every row counts for in the loss.
    """
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] + [1.0] for row in rows])
    target = np.array(right, dtype=float)
    parts = np.array(shares) / np.sum(shares)
    free = np.append(np.ones(len(names)), 0.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        logits = matrix @ weights
        value = parts @ (np.logaddexp(0, logits) - target * logits) + penalty * np.sum(free * weights**2)
        errors = 1 / (1 + np.exp(-logits)) - target
        return float(value), matrix.T @ (parts * errors) + 2 * penalty * free * weights

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(w), 4) for name, w in zip([*names, "bias"], found.x, strict=True) if abs(w) > 5e-4}


class Verdict(NamedTuple):
    """How sure an answer was, whether it was right, whether there was a right one, and for how much it counts."""

    confidence: float
    right: bool
    answerable: bool
    share: float = 1.0


def balanced(verdicts: Sequence[Verdict], answerable: float) -> list[Verdict]:
    """The verdicts, counting for so much that this share of them has a right answer."""
    found = sum(verdict.answerable for verdict in verdicts) / max(1, len(verdicts))
    if found in {0.0, 1.0}:
        return list(verdicts)
    shares = {True: answerable / found, False: (1 - answerable) / (1 - found)}
    return [verdict._replace(share=shares[verdict.answerable]) for verdict in verdicts]


def best_threshold(verdicts: Sequence[Verdict]) -> float:
    """The lowest confidence at which the mean of F1 of silence and accuracy is within a standard error of the greatest.

    Less is chance; the one-standard-error rule of Breiman et al., Classification and Regression Trees (1984), with the
    error of a share over so many questions, unequal ones counted as Kish does (Survey Sampling, 1965).
    """
    worth = [_worth(verdicts, place / 100) for place in range(101)]
    best = max(worth)
    shares = [verdict.share for verdict in verdicts]
    number = sum(shares) ** 2 / max(1.0, sum(share**2 for share in shares))
    error = math.sqrt(best * (1 - best) / max(1.0, number))
    return next(place for place, value in enumerate(worth) if value >= best - error) / 100


def _worth(verdicts: Sequence[Verdict], threshold: float) -> float:
    silent = [verdict for verdict in verdicts if verdict.confidence < threshold]
    without = sum(verdict.share for verdict in verdicts if not verdict.answerable)
    kept = sum(verdict.share for verdict in silent if not verdict.answerable)
    f1 = 2 * kept / max(1.0, sum(verdict.share for verdict in silent) + without)
    right = sum(verdict.share for verdict in verdicts if verdict.right and verdict.confidence >= threshold)
    return (f1 + (kept + right) / max(1.0, sum(verdict.share for verdict in verdicts))) / 2
