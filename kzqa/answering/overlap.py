"""How much two short answers share: word by word, as SQuAD compares them (Rajpurkar et al. 2016), inflection apart."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from kzqa.language.terms import fold

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(["w", "we", "z", "ze", "na", "do", "od", "i", "o", "u", "sie", "przez", "po", "za", "to", "jest"])
_STEM = 5


def words(text: str) -> list[str]:
    """The words of a text, folded and cut to five letters; numbers whole, function words only where nothing else is."""
    found = _WORD.findall(fold(text.casefold()))
    return [word if word.isdigit() else word[:_STEM] for word in ([w for w in found if w not in _EMPTY] or found)]


def token_f1(predicted: str, gold: str) -> float:
    """The harmonic mean of precision and recall over the words of two answers."""
    p, g = _counted(predicted), _counted(gold)
    common = (p & g).total()
    return 2 * common / (p.total() + g.total()) if common else 0.0


@lru_cache(maxsize=2_000)
def _counted(text: str) -> Counter[str]:
    """How often each word occurs; one answer is compared with many."""
    return Counter(words(text))
