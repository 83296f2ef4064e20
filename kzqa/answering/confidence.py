"""How likely an answer is right: what of the question is met, and how far the answer stands out."""

from __future__ import annotations

from kzqa.answering.answer import Chosen
from kzqa.answering.matching import Matching
from kzqa.answering.question import Question


def features(question: Question, matching: Matching, chosen: Chosen) -> dict[str, float]:
    """The features of an answer that its probability is estimated from."""
    scored = chosen.scored
    content = [index for index, weight in enumerate(matching.weights) if weight]
    known = [index for index in content if matching.known[index]]
    names = [index for index in content if question.words[index].kind == "name"]
    return {
        f"type {question.type}": 1.0,
        f"expects {question.expects}": 1.0,
        f"source {chosen.source}": 1.0,
        "unknown": 1 - len(known) / max(1, len(content)),
        "unknown name": float(any(not matching.known[index] for index in names)),
        "names missing": sum(scored.context[index] < _MET for index in names) / max(1, len(names)),
        "total": chosen.total / 10,
        "margin": min(chosen.margin, 5.0) / 5,
        "sentence": scored.score / 10,
        "agreeing": float(bool(chosen.agreeing)),
        "words": min(len(content), 10) / 10,
        **{f"sentence {name}": scored.features.get(name, 0.0) for name in _OF_SENTENCE},
        **{f"answer {name}": chosen.features.get(name, 0.0) for name in _OF_ANSWER},
    }


_MET = 0.35
_OF_SENTENCE = (
    "bm25", "cover", "context", "name", "name around", "noun", "noun around", "verb", "verb around", "heaviest",
    "heaviest around", "missing", "near", "present", "span",
)  # fmt: skip
_OF_ANSWER = ("case", "preposition", "near", "governed", "target", "unit", "overlap", "read", "repeated")
