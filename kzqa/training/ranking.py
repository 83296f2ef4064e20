"""The weights of ranking, short answers and confidence, learned from public data. Not needed to run kzqa.

    python -m kzqa.training.ranking DATA --paragraphs FILE.jsonl        the paragraphs of PoQuAD, to be indexed
    python -m kzqa.training.ranking DATA --news NEWS.kzqa --poquad POQUAD.kzqa --output WEIGHTS.json
        [--gold GOLD.jsonl] [--fast]

DATA is a folder with `qa-news/*.jsonl` (questions about news with spans), `news/` (the articles, indexed as NEWS.kzqa)
and `poquad/poquad.json` (PoQuAD, its paragraphs indexed as POQUAD.kzqa). Three linear models are learned over the
named features of their steps: one that ranks sentences and one that ranks the candidates of a sentence, both by the
listwise softmax loss (ListNet; Cao et al. 2007), and a logistic regression for the probability that an answer is
right. All of it is deterministic. The weights that work with the neural reader learn only from articles that the
reader has not seen; those without it (`--fast`) from one half of all articles. Figures are printed for the other half.
Of GOLD, a gold set on the news, the first, third, fifth ... question tunes silence; only the others may be measured.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from kzqa.answering import confidence
from kzqa.answering.answer import evidence
from kzqa.answering.ask import Found, find
from kzqa.answering.ask import answer as answer_of
from kzqa.answering.candidates import candidates
from kzqa.answering.overlap import token_f1
from kzqa.answering.ranking import Scored
from kzqa.answering.reader import Reader, Reading, Window
from kzqa.answering.weights import Weights, probability
from kzqa.archive import Archive
from kzqa.evaluation.answers import Gold, judge
from kzqa.training.reader_data import hold_back, read_news, read_squad

_READER_CONFIG = Path(__file__).with_name("reader.toml")
Floats = NDArray[np.float64]
_HIT = 0.6
_NEARLY = 0.75  # token F1 from which two sentences are one in two articles
_SENTENCE_PENALTY = 1e-3
_ANSWER_PENALTY = 1e-3
_CONFIDENCE_PENALTY = 3e-3


class Remembering(Reader):
    """A reader that reads the same windows for the same question once: training asks it several times."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, tuple[Window, ...]], list[Reading]] = {}

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        key = (question, tuple(windows))
        if key not in self._known:
            self._known[key] = self._reader.read(question, windows)
        return self._known[key]


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


class Learned(NamedTuple):
    """What one question teaches: to rank sentences, and to rank the short answers of the right one."""

    sentences: Example
    answers: Example | None


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


def same(scored: Scored, gold: Scored) -> bool:
    """Is a sentence the right one, or nearly word for word the same in another article, as agency news is?"""
    return scored is gold or token_f1(scored.sentence.text, gold.sentence.text) >= _NEARLY


def examples(archive: Archive, questions: Iterable[Asked], *, own: Reader | None) -> Iterator[Learned]:
    """For every answerable question whose sentence was retrieved: all its sentences, the right ones with equal shares;
    and the candidates of the first right one, with shares by token F1 where that counts as a hit."""
    blank = Weights({"bm25": 1.0}, {}, {}, 0.0)
    for asked in questions:
        if asked.start is None:
            continue
        found = find(asked.text, archive, fast=own is None, own=own, model=blank)
        gold = next((scored for scored in found.ranked if holds(scored, asked)), None)
        if gold is not None:
            hits = [float(same(scored, gold)) for scored in found.ranked]
            sentences = Example([dict(scored.features) for scored in found.ranked], [hit / sum(hits) for hit in hits])
            yield Learned(sentences, _answers(found, gold, asked))


def _answers(found: Found, scored: Scored, asked: Asked) -> Example | None:
    if asked.polar or found.question.expects == "polarity":
        return None
    options = list(candidates(found.question, evidence(scored, scored.spans)))
    gains = [max(token_f1(option.answer, text) for text in asked.answers) for option in options]
    kept = [gain**2 if gain >= _HIT else 0.0 for gain in gains]
    return Example([dict(option.features) for option in options], [k / sum(kept) for k in kept]) if any(kept) else None


def learn(found: Sequence[Example], penalty: float) -> dict[str, float]:
    """Weights that minimise the listwise softmax loss with an L2 penalty, found by L-BFGS; sorted, small ones left
    out.
    """
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


def right(found: Found, asked: Asked) -> bool:
    """Is what was found for an answerable question right, by sentence and by short answer?"""
    chosen = found.chosen
    gold = next((scored for scored in found.ranked if holds(scored, asked)), None)
    if chosen is None or gold is None or not same(chosen.scored, gold):
        return False
    if asked.polar:
        return bool(chosen.answer[:1] == asked.answers[-1].lower()[:1])
    return max(token_f1(chosen.answer, text) for text in asked.answers) >= _HIT


def rank(found: Found, asked: Asked) -> float:
    """How many sentences stand before the right one; infinitely many where it was not found."""
    gold = next((scored for scored in found.ranked if holds(scored, asked)), None)
    return next((i for i, scored in enumerate(found.ranked) if gold and same(scored, gold)), math.inf)


def half(asked: Asked) -> bool:
    """One half of the articles, told apart by a digest of the path that is the same everywhere."""
    return hashlib.sha256(asked.path.encode()).digest()[0] % 2 == 0


def unread(data: Path) -> frozenset[str]:
    """The paths of the articles that the reader has not seen: on the others it is surer than it should be."""
    config = tomllib.loads(_READER_CONFIG.read_text(encoding="utf-8"))["data"]
    squad = read_squad(data / "poquad" / "poquad.json", "poquad")
    lines = {key: f"#{line}" for line, key in enumerate(squad.documents, 1)}
    news = read_news(data / "news", data / "qa-news")
    _, squad = hold_back(squad, config["poquad_held_back"])
    _, news = hold_back(news, config["news_held_back"])
    return frozenset([lines[key] for key in squad.documents] + [key.partition("/")[2] for key in news.documents])


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


def train(sets: Sequence[tuple[Archive, Sequence[Asked]]], gold: Sequence[Gold], *, own: Reader | None) -> Weights:
    """All models, from questions with the archives they are asked of; `gold`, asked of the last one, tunes silence.

    Without `gold` there is neither confidence nor silence.
    """
    learned = [one for archive, asked in sets for one in examples(archive, asked, own=own)]
    sentence = learn([one.sentences for one in learned], _SENTENCE_PENALTY)
    answer = learn([one.answers for one in learned if one.answers], _ANSWER_PENALTY)
    model = Weights(sentence, answer, {}, 0.0)
    archive = sets[-1][0]
    judged = []
    for line in gold:
        found = find(line["question"], archive, fast=own is None, own=own, model=model)
        verdict = judge(line, answer_of(found, line["question"], threshold=0.0, limit=3, begun=0.0))
        judged.append((found, bool(line["answerable"]) and verdict.right, line["answerable"]))
    if not judged:
        return model
    rows = [confidence.features(f.question, f.matching, f.chosen) if f.chosen else {} for f, _, _ in judged]
    rights = [is_right for _, is_right, _ in judged]
    logistic = learn_logistic(rows, rights, _CONFIDENCE_PENALTY)
    sure = [probability(row, logistic) if row else 0.0 for row in rows]
    threshold = best_threshold(sure, rights, [answerable for _, _, answerable in judged])
    return model._replace(confidence=logistic, threshold=threshold)


def report(name: str, archive: Archive, questions: Sequence[Asked], model: Weights, *, own: Reader | None) -> None:
    """Print the figures on questions that were held back."""
    found = [(find(asked.text, archive, fast=own is None, own=own, model=model), asked) for asked in questions]
    answerable = [(f, asked) for f, asked in found if asked.answers]
    ranks = [rank(f, asked) for f, asked in answerable]
    first, three = (sum(rank < most for rank in ranks) for most in (1, 3))
    silent = [(f.confidence < model.threshold, bool(asked.answers)) for f, asked in found]
    kept = sum(s and not a for s, a in silent)
    f1 = 2 * kept / max(1, sum(s for s, _ in silent) + sum(not a for _, a in silent))
    n = max(1, len(answerable))
    print(
        f"{name}: {len(answerable)} answerable, sentence first {first / n:.3f}, among three {three / n:.3f},"
        f" right {sum(right(f, asked) for f, asked in answerable) / n:.3f}, silence F1 {f1:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--paragraphs", type=Path, help="write the paragraphs of PoQuAD to this file and stop")
    parser.add_argument("--news", type=Path)
    parser.add_argument("--poquad", type=Path)
    parser.add_argument("--gold", type=Path, help="a gold set on the news; every other question of it tunes silence")
    parser.add_argument("--fast", action="store_true", help="without the neural reader")
    parser.add_argument("--output", type=Path, default=Path("weights.json"))
    options = parser.parse_args()
    if options.paragraphs:
        options.paragraphs.write_text("\n".join(paragraphs(options.data)) + "\n", encoding="utf-8")
        return
    lines = options.gold.read_text(encoding="utf-8").splitlines() if options.gold else []
    gold = [json.loads(line) for line in lines[::2]]
    own = None if options.fast else Remembering(Reader.load())
    with Archive.open(options.news) as news, Archive.open(options.poquad) as wiki:
        sets = [
            ("PoQuAD", wiki, list(poquad_questions(options.data))),
            ("news", news, list(news_questions(options.data))),
        ]
        if not options.fast:
            fresh = unread(options.data)
            sets = [(name, archive, [q for q in asked if q.path in fresh]) for name, archive, asked in sets]
        print("learned on one half, measured on the other:")
        model = train([(archive, [q for q in asked if half(q)]) for _, archive, asked in sets], gold, own=own)
        for name, archive, asked in sets:
            report(name, archive, [q for q in asked if not half(q)], model, own=own)
        if not options.fast:
            model = train([(archive, asked) for _, archive, asked in sets], gold, own=own)
    known = json.loads(options.output.read_text(encoding="utf-8")) if options.output.exists() else {}
    known["fast" if options.fast else "reader"] = model._asdict()
    options.output.write_text(json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
