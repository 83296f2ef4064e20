"""How likely an answer is right: what of the question is met, and how far the answer stands out."""

from __future__ import annotations

from kzqa.answering.answer import Chosen
from kzqa.answering.matching import Matching
from kzqa.answering.question import Question


def features(question: Question, matching: Matching, chosen: Chosen) -> dict[str, float]:
    """The features of an answer that its probability is estimated from."""
    scored = chosen.scored
    content = [index for index, weight in enumerate(matching.weights) if weight]
    names = [index for index in content if question.words[index].kind == "name"]
    return {
        "total": chosen.total / 10,
        "sentence": scored.score / 10,
        "margin": min(chosen.margin, 5.0) / 5,
        "words": min(len(content), 10) / 10,
        "unknown": sum(not matching.known[index] for index in content) / max(1, len(content)),
        "unknown name": float(any(not matching.known[index] for index in names)),
        "names missing": sum(scored.context[index] < _MET for index in names) / max(1, len(names)),
        "agreeing": float(bool(chosen.agreeing)),
        "exact": float(chosen.source in _EXACT),
        **{name: scored.features.get(name, 0.0) for name in _OF_SENTENCE},
        **{f"answer {name}": chosen.features.get(name, 0.0) for name in _OF_ANSWER},
    }


_MET = 0.35
_EXACT = frozenset({"person", "place", "organisation", "list", "role", "date", "number", "quote", "speaker"})
_OF_SENTENCE = ("context", "heaviest around", "missing", "typed", "present")
_OF_ANSWER = ("near", "governed", "target", "unit", "inside", "role")
