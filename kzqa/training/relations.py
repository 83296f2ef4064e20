"""LFG's relations brought to PDB's.

LFG has fewer subtypes (obl for obl:arg, iobj and obl) and some relations of its own. Each maps to the relations of
PDB that it may stand for; which one is told by what PDB and PUD have most often for the same words, from the most
telling circumstances that occur there to the least.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kzqa.language.tagset import split
from kzqa.training.corpora import Tree, Word

_MEANINGS: Mapping[str, tuple[str, ...]] = {
    "obl": ("obl", "obl:arg", "iobj", "obl:agent", "obl:cmpr"),
    "nmod": ("nmod", "nmod:arg", "nmod:poss", "nmod:flat"),
    "nmod:poss": ("nmod", "nmod:arg", "nmod:poss", "nmod:flat"),
    "advmod": ("advmod", "advmod:emph", "advmod:neg", "mark"),
    "det": ("det", "det:poss", "det:numgov", "det:nummod"),
    "nummod": ("nummod", "nummod:gov"),
    "acl": ("acl", "amod", "acl:relcl"),
    "amod": ("amod", "amod:flat"),
    "xcomp": ("xcomp", "xcomp:pred"),
    "flat": ("flat", "appos", "amod:flat", "nmod:flat"),
    "cop:locat": ("cop", "ROOT"),
    "expl:impers": ("expl:pv",),
    "discourse": ("discourse:intj", "vocative"),
    "ccomp": ("ccomp", "ccomp:obj", "parataxis:obj"),
}


def _circumstances(words: Sequence[Word], index: int) -> Iterator[tuple[str, ...]]:
    word = words[index]
    head = words[word.head]
    flexeme, values = split(word.tag)
    case = values.get("case", "")
    preposition = next((other.lemma for other in words if other.head == index and other.dep == "case"), "")
    above = split(head.tag)[0]
    yield word.lemma, head.lemma, case, preposition
    yield head.lemma, case, preposition, flexeme
    yield word.lemma, above, case, preposition
    yield flexeme, above, case, preposition
    yield flexeme, above, case
    yield (flexeme,)


class Relations:
    """What PDB's relations depend on, counted in its trees."""

    def __init__(self, trees: Iterable[Tree]) -> None:
        self.counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for tree in trees:
            for index, word in enumerate(tree.words):
                for key in _circumstances(tree.words, index):
                    self.counts[key][word.dep] += 1

    def convert(self, tree: Tree) -> Tree:
        """A tree of LFG with PDB's relations."""
        words = tree.words
        return tree._replace(
            words=tuple(
                word._replace(dep=self._best(words, index)) if word.dep in _MEANINGS else word
                for index, word in enumerate(words)
            )
        )

    def _best(self, words: Sequence[Word], index: int) -> str:
        meanings = _MEANINGS[words[index].dep]
        for key in _circumstances(words, index):
            counts = self.counts.get(key, Counter())
            found = max(meanings, key=lambda meaning: counts[meaning])
            if counts[found]:
                return found
        return meanings[0]
