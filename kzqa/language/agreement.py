"""Which readings of two neighbouring words go together: agreement of adjectives and nouns, government of prepositions.

The network scores every word's readings alone. Here, the best sequence of tags is sought: to the scores come weights
for pairs of neighbouring tags, by their flexeme classes and by whether number, case and gender are equal. A weight
tells how much oftener such a pair occurs in the treebanks than if each word chose among its readings at random
(pointwise mutual information). The search is max-product message passing (Pearl 1988), for all words at once and for
`_STEPS` words in each direction, which comes to the same as Viterbi's algorithm where influence reaches no farther.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, product
from math import log

import numpy as np
from numpy.typing import NDArray

from kzqa.language.tagset import CATEGORIES, FLEXEMES, split

Floats = NDArray[np.float32]
Choices = NDArray[np.int64]
_STEPS = 3
_STRENGTH = 2.0
"""What the weights are multiplied by, as the network's scores are sums over some ten categories."""
_PRIOR = 2.0
_LEAST = 0.1


@lru_cache(maxsize=5_000)
def _agreeing(tag: str) -> tuple[str, str | None, str | None, str | None]:
    flexeme, values = split(tag)
    return flexeme, values.get("number"), values.get("case"), values.get("gender")


def pattern(first: str, second: str) -> str:
    """The kind of a pair of tags: "adj subst ==." has the same number and case and no gender on one side."""
    one, other = _agreeing(first), _agreeing(second)
    equal = "".join(
        "." if a is None or b is None else "=" if a == b else "/" for a, b in zip(one[1:], other[1:], strict=True)
    )
    return f"{one[0]} {other[0]} {equal}"


def _code(tag: str) -> tuple[int, ...]:
    flexeme, *values = _agreeing(tag)
    numbers = (
        CATEGORIES[category].index(value) + 1 if value else 0
        for category, value in zip(("number", "case", "gender"), values, strict=True)
    )
    return FLEXEMES.index(flexeme) if flexeme in FLEXEMES else len(FLEXEMES), *numbers


class Agreement:
    """The weights of the patterns, and the search.

    Tags go by the numbers of their kinds; `_pairs` holds the weights of all pairs of the kinds met so far.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = dict(weights)
        classes = len(FLEXEMES) + 1
        self._table = np.zeros((classes, classes, 3, 3, 3), dtype=np.float32)
        for name, weight in self.weights.items():
            first, second, equal = name.split(" ")
            if first in FLEXEMES and second in FLEXEMES:
                place = (FLEXEMES.index(first), FLEXEMES.index(second), *(".=/".index(mark) for mark in equal))
                self._table[place] = weight
        self._kinds: dict[tuple[int, ...], int] = {}
        self._numbers: dict[str, int] = {}
        self._pairs: Floats = np.zeros((0, 0), dtype=np.float32)

    def to_data(self) -> dict[str, float]:
        """The weights as plain data."""
        return self.weights

    def kinds(self, tags: Iterable[str]) -> Choices:
        """The numbers by which `beliefs` knows the tags: the same for tags that agree in the same way."""
        for tag in tags:
            if tag not in self._numbers:
                self._numbers[tag] = self._kinds.setdefault(_code(tag), len(self._kinds))
        return np.array([self._numbers[tag] for tag in tags], dtype=np.int64)

    def beliefs(self, scores: Floats, kinds: Choices, counts: Choices) -> Floats:
        """The scores of the tags (of these `kinds`) of all words, with what the neighbours bring; `counts` tags a word.

        A word without tags (count 0) parts two texts.
        """
        places = np.flatnonzero(counts[:-1] * counts[1:] > 1)
        if not len(places):
            return scores
        if len(self._pairs) < len(self._kinds):
            self._pairs = self._all_pairs()
        width = len(self._pairs)
        offsets = np.cumsum(counts) - counts
        rightwards = _Messages(offsets, counts, places, places + 1)
        rightwards.weights = self._pairs.take((kinds * width)[rightwards.sources] + kinds[rightwards.targets])
        leftwards = _Messages(offsets, counts, places + 1, places)
        leftwards.weights = self._pairs.take((kinds * width)[leftwards.targets] + kinds[leftwards.sources])
        for _ in range(_STEPS):
            rightwards.send(scores)
            leftwards.send(scores)
        return scores + rightwards.received + leftwards.received

    def _all_pairs(self) -> Floats:
        kinds = np.array(list(self._kinds))
        one, other = kinds[:, None, 1:], kinds[None, :, 1:]
        equal = np.where((one == 0) | (other == 0), 0, np.where(one == other, 1, 2))
        found: Floats = self._table[
            kinds[:, None, 0], kinds[None, :, 0], equal[:, :, 0], equal[:, :, 1], equal[:, :, 2]
        ]
        return found


class _Messages:
    """What words tell their neighbours on one side, from `senders` to `receivers` (numbers of words).

    `sources` and `targets` are the tags of all pairs, in the order of the targets; `firsts` where a target begins.
    """

    def __init__(self, offsets: Choices, counts: Choices, senders: Choices, receivers: Choices) -> None:
        states = counts[receivers]
        lengths = np.repeat(counts[senders], states)
        self.firsts = np.cumsum(lengths) - lengths
        self.sources = np.arange(lengths.sum()) + np.repeat(np.repeat(offsets[senders], states) - self.firsts, lengths)
        self.states = np.arange(len(lengths)) + np.repeat(offsets[receivers] - (np.cumsum(states) - states), states)
        self.targets = np.repeat(self.states, lengths)
        self.weights: Floats = np.zeros(len(self.sources), dtype=np.float32)
        self.received: Floats = np.zeros(int(counts.sum()), dtype=np.float32)

    def send(self, scores: Floats) -> None:
        """One step: every word tells its neighbour what it would give for each of the neighbour's tags."""
        values = (scores + self.received)[self.sources] + self.weights
        self.received[self.states] = np.maximum.reduceat(values, self.firsts)


def learn(sentences: Iterable[Sequence[tuple[str, Sequence[str]]]]) -> dict[str, float]:
    """The weights from sentences of (tag, possible tags); an empty tag is one that is not known."""
    seen: Counter[str] = Counter()
    expected: dict[str, float] = defaultdict(float)
    for sentence in sentences:
        for (one, ones), (other, others) in pairwise(sentence):
            if one and other:
                seen[pattern(one, other)] += 1
                first = _of_class(ones, one)
                second = _of_class(others, other)
                for a, b in product(first, second):
                    expected[pattern(a, b)] += 1 / (len(first) * len(second))
    weights = {name: _STRENGTH * log((seen[name] + _PRIOR) / (expected[name] + _PRIOR)) for name in expected}
    return {name: round(weight, 2) for name, weight in sorted(weights.items()) if abs(weight) > _LEAST}


def _of_class(tags: Sequence[str], right: str) -> Sequence[str]:
    flexeme = split(right)[0]
    return [tag for tag in tags if split(tag)[0] == flexeme] or [right]
