"""Several articles on one question: which sentences say the same, and which contradict each other.

A contradiction is claimed only of dates and numbers, only between articles of different dates, and only where both
sentences meet every word of the question; otherwise two figures more likely belong to two different things.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kzqa.answering.candidates import Candidate
from kzqa.answering.overlap import token_f1
from kzqa.answering.ranking import Scored

_SAME = 0.8  # token F1 from which two answers say the same
_MET = 0.6  # the degree to which each word of the question has to be met in a sentence
_CLOSE = 1.5  # how far the weaker of two contradicting answers may lie below the other in score


class Option(NamedTuple):
    """A candidate with its sentence, `rank` places from the best one, and the score of both together."""

    total: float
    rank: int
    scored: Scored
    candidate: Candidate


def agree(one: Option, other: Option) -> bool:
    """Do two candidates say the same, inflection apart?"""
    return token_f1(one.candidate.answer, other.candidate.answer) >= _SAME


def contradiction(best: Option, options: Sequence[Option], weights: Sequence[float]) -> Option | None:
    """The strongest option of another article that contradicts the best one; `weights` are those of the question's
    words.
    """
    if best.candidate.source not in ("date", "number") or not _complete(best.scored, weights):
        return None
    for option in options:
        if (
            option.candidate.source == best.candidate.source
            and option.scored.article.rowid != best.scored.article.rowid
            and best.total - option.total <= _CLOSE
            and _apart(option.scored.article.date, best.scored.article.date)
            and _complete(option.scored, weights)
        ):
            return option if _differ(best.candidate, option.candidate) else None
    return None


def _apart(one: str | None, other: str | None) -> bool:
    """Do two dates of articles, at their own precision, share no day?"""
    from kzqa.archive.filters import days

    if one is None or other is None:
        return False
    (low, high), (begin, end) = days(one), days(other)
    return high < begin or end < low


def _complete(scored: Scored, weights: Sequence[float]) -> bool:
    return all(degree >= _MET for degree, weight in zip(scored.degrees, weights, strict=True) if weight)


def _differ(one: Candidate, other: Candidate) -> bool:
    first, second = one.value or {}, other.value or {}
    if "iso" in first and "iso" in second:
        return _apart(str(first["iso"]), str(second["iso"]))
    numbers = first.get("number"), second.get("number")
    return None not in numbers and numbers[0] != numbers[1] and first.get("unit") == second.get("unit")
