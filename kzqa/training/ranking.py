"""The weights of ranking, short answers and confidence, learned from public data. Not needed to run kzqa.

    python -m kzqa.training.ranking DATA --news NEWS.kzqa --poquad POQUAD.kzqa [--output WEIGHTS.json]

DATA is a folder with `qa-news/*.jsonl` (questions about news with spans) and `poquad/poquad.json` (PoQuAD); the
archives are built from its `news/` and from the paragraphs that `--paragraphs FILE` writes. Three linear models are
learned, each over the named features of its step: one that ranks sentences and one that ranks the candidates of a
sentence, both by the listwise softmax loss (ListNet; Cao et al. 2007), and a logistic regression for the probability
that an answer is right. All of it is deterministic. Half of the questions, by article, are held back: on them the
figures are printed, and no weight saw them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kzqa.answering.answer import evidence
from kzqa.answering.ask import find
from kzqa.answering.candidates import candidates
from kzqa.answering.overlap import token_f1
from kzqa.answering.ranking import Scored
from kzqa.archive import Archive

Floats = NDArray[np.float64]
_HIT = 0.6
_SENTENCE_PENALTY = 1e-3
_ANSWER_PENALTY = 1e-3


class Asked(NamedTuple):
    """A question for training: where its answer stands (None where there is none) and how it reads."""

    text: str
    path: str
    start: int | None
    end: int | None
    answers: tuple[str, ...]
    polar: bool


class Example(NamedTuple):
    """Rows of features of what competes, with the share of the right answer that each holds."""

    rows: list[dict[str, float]]
    targets: list[float]


def news_questions(data: Path) -> Iterator[Asked]:
    """The questions about news, in the order of the files."""
    for file in sorted((data / "qa-news").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield Asked(
                row["question"],
                row["doc"],
                row.get("start"),
                row.get("end"),
                tuple(dict.fromkeys((row["text"], row["answer"]))) if row["answerable"] else (),
                row["type"] == "yes_no",
            )


def poquad_questions(data: Path) -> Iterator[Asked]:
    """The questions of PoQuAD; the path of a paragraph is `#` and its line in the file of `paragraphs`."""
    table = json.loads((data / "poquad" / "poquad.json").read_text(encoding="utf-8"))
    line = 0
    for article in table["data"]:
        for paragraph in article["paragraphs"]:
            line += 1
            for row in paragraph["qas"]:
                answers = row.get("answers") or []
                texts = [text for a in answers for text in (a["text"], a.get("generative_answer")) if text]
                polar = bool(texts) and texts[-1].lower() in ("tak", "nie")
                first = answers[0] if answers and not row["is_impossible"] else None
                yield Asked(
                    row["question"],
                    f"#{line}",
                    first["answer_start"] if first else None,
                    first["answer_end"] if first else None,
                    tuple(dict.fromkeys(texts)) if first else (),
                    polar,
                )


def paragraphs(data: Path) -> Iterator[str]:
    """The paragraphs of PoQuAD as JSON Lines, for `kzqa index`."""
    table = json.loads((data / "poquad" / "poquad.json").read_text(encoding="utf-8"))
    for article in table["data"]:
        for paragraph in article["paragraphs"]:
            yield json.dumps({"title": article["title"], "text": paragraph["context"]}, ensure_ascii=False)


def holds(scored: Scored, asked: Asked) -> bool:
    """Does a sentence hold the answer (or its beginning)?"""
    if asked.start is None or asked.end is None or not scored.article.path.endswith(asked.path):
        return False
    return scored.sentence.start <= asked.start < scored.sentence.end


def sentence_examples(archive: Archive, questions: Iterable[Asked], *, fast: bool) -> Iterator[Example]:
    """For every answerable question whose sentence was retrieved: all sentences, the right ones with equal shares."""
    for asked in questions:
        sentences = find(asked.text, archive, fast=fast).ranked
        right = [float(holds(scored, asked)) for scored in sentences]
        if any(right):
            yield Example([dict(scored.features) for scored in sentences], [r / sum(right) for r in right])


def answer_examples(archive: Archive, questions: Iterable[Asked], *, fast: bool) -> Iterator[Example]:
    """The candidates of the right sentence, with shares by token F1 where that counts as a hit."""
    for asked in questions:
        found = find(asked.text, archive, fast=fast)
        if asked.polar or found.question.expects == "polarity":
            continue
        for scored in found.ranked:
            if holds(scored, asked):
                options = list(candidates(found.question, evidence(scored)))
                gains = [max(token_f1(option.answer, text) for text in asked.answers) for option in options]
                kept = [gain**2 if gain >= _HIT else 0.0 for gain in gains]
                if any(kept):
                    yield Example([dict(option.features) for option in options], [k / sum(kept) for k in kept])
                break


def learn(examples: Sequence[Example], penalty: float) -> dict[str, float]:
    """Weights that minimise the listwise softmax loss with an L2 penalty, found by L-BFGS; sorted, small ones left
    out.
    """
    names = sorted({name for example in examples for row in example.rows for name in row})
    index = {name: i for i, name in enumerate(names)}
    total = sum(len(example.rows) for example in examples)
    matrix = np.zeros((total, len(names)))
    target = np.zeros(total)
    bounds = []
    row = 0
    for example in examples:
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

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(w), 4) for name, w in zip(names, found.x, strict=True) if abs(w) > 5e-4}


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
    weights = {name: round(float(w), 4) for name, w in zip(names, found.x, strict=True) if abs(w) > 5e-4}
    return {**weights, "bias": round(float(found.x[-1]), 4)}
