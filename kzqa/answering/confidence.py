"""How likely an answer is right, from a few things that hold on any archive.

With more features the estimate was better on the questions that it was learned from and worse on all others. With the
reader, what it thinks of the passage says most of whether there is an answer at all, how far the best sentence stands
above the next one elsewhere whether it is this, and whose words they are whether somebody's statement is; without it,
how well sentence and answer fit together.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from kzqa.answering.answer import Chosen
from kzqa.answering.matching import Matching
from kzqa.answering.question import Question
from kzqa.answering.question_words import listed
from kzqa.answering.ranking import Scored

_MET = 0.35
_WORD = re.compile(r"\w+")
_EXACT = frozenset({"person", "place", "organisation", "list", "role", "date", "number", "quote", "speaker"})
_LEAST = 1e-4  # probabilities nearer to 0 or 1 are taken for this
UNFIT = 0.1
"""The most that an answer is trusted that can hardly be one, whatever speaks for it."""
_TIMES = frozenset({"raz", "razy", "ilokrotnie", "często"})


def features(
    question: Question, matching: Matching, ranked: Sequence[Scored], chosen: Chosen, *, read: bool
) -> dict[str, float]:
    """The features of an answer that its probability is estimated from.

    `ranked` are the sentences, best first; `read` tells whether the reader was asked.
    """
    scored = chosen.scored
    if not read:
        names = [i for i, word in enumerate(question.words) if matching.weights[i] and word.kind == "name"]
        return {
            "total": chosen.total / 10,
            "exact": float(chosen.source in _EXACT),
            "polarity": float(chosen.source == "polarity"),
            "names missing": float(any(scored.context[index] < _MET for index in names)),
        }
    present = min(max(scored.features.get("present", 0.0), _LEAST), 1 - _LEAST)
    return {
        "present": math.log(present / (1 - present)) / 4,
        "gap": _gap(ranked) / 10,
        "speaker": scored.features.get("speaker", 0.0) if question.expects == "statement" else 0.0,
    }


def _gap(ranked: Sequence[Scored]) -> float:
    """How far the best sentence stands above the best one elsewhere: its neighbours and copies are no rivals."""
    best, words = ranked[0].sentence, _words(ranked[0].sentence.text)
    for scored in ranked[1:]:
        other = scored.sentence
        neighbour = other.article == best.article and abs(other.rowid - best.rowid) == 1
        others = _words(other.text)
        if not neighbour and words not in others and others not in words:
            return ranked[0].score - scored.score
    return 0.0


def _words(text: str) -> str:
    """The words of a text without its marks, which are not the same in a copy."""
    return " ".join(["", *_WORD.findall(text), ""])


def unfit(question: Question, matching: Matching, chosen: Chosen) -> bool:
    """Does the question name what the archive does not hold, or the answer give a multiple for an amount, or the text
    around it lack a word of the question that hardly another one stands for?"""
    return (
        _names_the_unheard(question, matching)
        or _multiplies(question, chosen)
        or any(
            not listed("irreplaceable").isdisjoint(word.lemmas) and met < _MET
            for word, met in zip(question.words, chosen.scored.context, strict=True)
        )
    )


def _multiplies(question: Question, chosen: Chosen) -> bool:
    """Is the answer "trzykrotnie", though nobody asked how many times ("ile razy") or by how much ("o ile")?"""
    return (
        question.expects == "number"
        and (chosen.value or {}).get("unit") == "raz"
        and question.preposition != "o"
        and _TIMES.isdisjoint(word.form for word in question.words)
    )


def _names_the_unheard(question: Question, matching: Matching) -> bool:
    """Does a question name what no word of the archive meets, neither as it stands nor mended?

    A name is told by its capital letter; the first word has one anyway.
    """
    met = {match.word for matches in matching.terms.values() for match in matches}
    return any(
        word.kind == "name"
        and weight > 0
        and index not in met
        and word.start > 0
        and question.text[word.start].isupper()
        for index, (word, weight) in enumerate(zip(question.words, matching.weights, strict=True))
    )
