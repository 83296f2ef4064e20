"""How likely an answer is right, from a few things that hold on any archive.

With more features the estimate was better on the questions that it was learned from and worse on all others: what the
reader thinks of the passage says most, and without the reader how well sentence and answer fit together.
"""

from __future__ import annotations

from kzqa.answering.answer import Chosen
from kzqa.answering.matching import Matching
from kzqa.answering.question import Question


def features(question: Question, matching: Matching, chosen: Chosen) -> dict[str, float]:
    """The features of an answer that its probability is estimated from."""
    scored = chosen.scored
    near = chosen.features.get("near", 0.0)
    if "present" not in scored.features:
        return {"total": chosen.total / 10, "near": near, "exact": float(chosen.source in _EXACT)}
    names = [i for i, word in enumerate(question.words) if matching.weights[i] and word.kind == "name"]
    missing = sum(scored.context[index] < _MET for index in names) / max(1, len(names))
    return {"present": scored.features["present"], "near": near, "names missing": missing}


_MET = 0.35
_EXACT = frozenset({"person", "place", "organisation", "list", "role", "date", "number", "quote", "speaker"})
