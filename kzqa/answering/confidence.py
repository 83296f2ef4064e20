"""How likely an answer is right, from a few things that hold on any archive.

With more features the estimate was better on the questions that it was learned from and worse on all others. With the
reader, what it thinks of the passage says most of whether there is an answer at all; without it, how well sentence and
answer fit together.
"""

from __future__ import annotations

import math

from kzqa.answering.answer import Chosen
from kzqa.answering.matching import Matching
from kzqa.answering.question import Question

_MET = 0.35
_EXACT = frozenset({"person", "place", "organisation", "list", "role", "date", "number", "quote", "speaker"})
_LEAST = 1e-4  # probabilities nearer to 0 or 1 are taken for this


def features(question: Question, matching: Matching, chosen: Chosen, *, read: bool) -> dict[str, float]:
    """The features of an answer that its probability is estimated from; `read` tells whether the reader was asked."""
    scored = chosen.scored
    names = [i for i, word in enumerate(question.words) if matching.weights[i] and word.kind == "name"]
    missing = float(any(scored.context[index] < _MET for index in names))
    if not read:
        return {
            "total": chosen.total / 10,
            "exact": float(chosen.source in _EXACT),
            "polarity": float(chosen.source == "polarity"),
            "names missing": missing,
        }
    present = min(max(scored.features.get("present", 0.0), _LEAST), 1 - _LEAST)
    return {
        "present": math.log(present / (1 - present)) / 4,
        "names missing": missing,
        "role": chosen.features.get("role", 0.0),
        "speaker": scored.features.get("speaker", 0.0),
    }
