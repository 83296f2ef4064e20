"""Scores of answers against a gold set: citations, short answers, dates, speakers, polarity and silence.

A gold line is an object with `id`, `question`, `type`, `answerable`, `answers`, `citations` and, where they apply,
`date_iso` and `speaker`. A gold citation is {"article", "sentence"} (the sentence verbatim) or {"doc", "start", "end"}
(character offsets in the source). Answers are compared word by word, as SQuAD does (Rajpurkar et al. 2016), with words
cut to five folded letters so that inflected forms meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kzqa.answering.ask import ask
from kzqa.answering.overlap import token_f1, words
from kzqa.model import Answer, Citation

if TYPE_CHECKING:
    from kzqa.archive import Archive

Gold = Mapping[str, Any]
_SUPPORT = 0.6  # share of the shorter sentence's words that a cited sentence has to share with the gold one
_OVERLAP = 0.5  # share of the shorter span where the gold gives offsets
_HIT = 0.6  # token F1 from which a short answer counts as right
_VALUES = ("date_iso", "yes_no", "speaker")
"""Measured once more over the questions whose first citation is right, which tells reading from finding."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question judged: its gold line, the answer, and each measure that applies, from 0 to 1."""

    gold: Gold
    answer: Answer
    measures: Mapping[str, float]

    @property
    def right(self) -> bool:
        return self.measures["overall"] == 1


def supports(citation: Citation, gold: Gold) -> bool:
    """Does a cited sentence hold the gold one?"""
    if "sentence" in gold:
        if not citation.article.startswith(str(gold["article"])):
            return False
        p, g = Counter(words(citation.text)), Counter(words(gold["sentence"]))
        return (p & g).total() >= _SUPPORT * min(p.total(), g.total()) > 0
    if not citation.path.replace("\\", "/").endswith(gold["doc"]):
        return False
    overlap = min(citation.end, gold["end"]) - max(citation.start, gold["start"])
    shorter: int = min(citation.end - citation.start, gold["end"] - gold["start"])
    return bool(overlap >= _OVERLAP * shorter)


def date_matches(iso: str | None, gold: str) -> bool:
    """Does an ISO date or interval equal the gold one or lie inside it?"""
    if not iso:
        return False
    first, _, last = iso.partition("/")
    low, _, high = gold.partition("/")
    last, high = last or first, high or low
    inside = low <= first[: len(low)] and last[: len(high)] <= high and len(first) >= len(low)
    return bool(iso == gold or (first.startswith(low) and last.startswith(high)) or inside)


def evaluate(
    golds: Iterable[Gold], archive: Archive, *, min_confidence: float | None = None, fast: bool = False
) -> Iterator[Verdict]:
    """Ask every question of a gold set and judge the answers, one after the other."""
    for gold in golds:
        yield judge(gold, ask(gold["question"], archive, min_confidence=min_confidence, fast=fast))


def judge(gold: Gold, answer: Answer) -> Verdict:
    """Every measure that applies to one question."""
    if not gold["answerable"]:
        return Verdict(gold, answer, {"kept_silent": not answer.answered, "overall": not answer.answered})
    hits = [any(supports(citation, g) for g in gold["citations"]) for citation in answer.citations]
    measures: dict[str, float] = {
        "wrongly_silent": not answer.answered,
        "cite@1": any(hits[:1]),
        "cite@3": any(hits[:3]),
    }
    said = answer.answer or ""
    if gold["type"] == "yes_no":
        right = answer.answered and words(said)[:1] == words(gold["answers"][0])[:1]
        measures["yes_no"] = right
    else:
        measures["answer_f1"] = max((token_f1(said, text) for text in gold["answers"]), default=0.0)
        right = measures["answer_f1"] >= _HIT
        measures["answer_hit"] = right
    value = answer.value or {}
    if gold.get("date_iso"):
        iso = value.get("iso")
        measures["date_iso"] = date_matches(str(iso) if iso else None, gold["date_iso"])
        right = right or bool(measures["date_iso"])
    if gold.get("speaker"):
        speaker = value.get("speaker") or (said if gold["type"] == "who" else "")
        measures["speaker"] = token_f1(str(speaker), gold["speaker"]) >= _HIT
    measures["overall"] = bool(measures["cite@1"] and right)
    if measures["cite@1"]:
        measures |= {f"{name} (cited)": measures[name] for name in _VALUES if name in measures}
    if gold.get("paraphrase"):
        measures["cite@1 (paraphrased)"] = measures["cite@1"]
    return Verdict(gold, answer, {name: float(value) for name, value in measures.items()})


def summarise(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """The mean of every measure, and precision, recall and F1 of silence; fractions, and the number of questions."""
    sums: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for verdict in verdicts:
        for name, value in verdict.measures.items():
            sums[name] += value
            counts[name] += 1
    right, wrong = sums["kept_silent"], sums["wrongly_silent"]
    silent = right + wrong
    precision = right / silent if silent else 0.0
    recall = right / counts["kept_silent"] if counts["kept_silent"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    means = {name: sums[name] / counts[name] for name in sorted(counts)}
    return {**means, "abstain_p": precision, "abstain_r": recall, "abstain_f1": f1, "questions": len(verdicts)}


def calibration(verdicts: Iterable[Verdict], bins: int = 10) -> tuple[list[tuple[float, float, int]], float]:
    """The reliability table and the expected calibration error (Guo et al. 2017) of the answers that were given.

    A row holds the mean confidence of a bin, the share of right answers in it, and their number; empty bins are left
    out. Bins are of equal width over 0 to 1.
    """
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for verdict in verdicts:
        if verdict.answer.answered:
            confidence = verdict.answer.confidence
            rows[min(int(confidence * bins), bins - 1)].append((confidence, verdict.right))
    total = sum(map(len, rows))
    table = [(sum(c for c, _ in row) / len(row), sum(r for _, r in row) / len(row), len(row)) for row in rows if row]
    return table, sum(abs(mean - share) * n for mean, share, n in table) / total if total else 0.0
