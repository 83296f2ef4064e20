"""Training examples for the segmenter: the sentence breaks of NKJP, and treebank sentences joined at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from kzqa.training.corpora import NamedText, nkjp
from kzqa.training.names import held_out
from kzqa.training.readers import Part, example, to_doc, treebank

_MOST = 12


def joined(nlp: Language, record: NamedText, chance: random.Random) -> Iterator[Doc]:
    """A document of NKJP in runs of one to twelve sentences, with gold sentence starts."""
    first = 0
    while first < len(record.starts):
        last = min(first + chance.randint(1, _MOST), len(record.starts))
        start = record.starts[first]
        end = record.starts[last] if last < len(record.starts) else len(record.text)
        doc = nlp.make_doc(record.text[start:end].rstrip())
        starts = {offset - start for offset in record.starts[first:last]}
        yield Doc(
            nlp.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            sent_starts=[token.idx in starts for token in doc],
        )
        first = last


@registry.readers("kzqa.Sentences.v1")
def sentences(
    data: Path, part: Part, corpora: str = "nkjp ud", copies: int = 1, limit: int = 0, seed: int = 1
) -> Callable[[Language], Iterable[Example]]:
    """Runs of sentences from NKJP ("nkjp", `limit` documents) and the treebanks ("ud", `copies` times, joined anew)."""

    def read(nlp: Language) -> Iterator[Example]:
        chance = random.Random(seed)
        trees = [tree for _, tree in treebank(Path(data), part, lfg=True)] if "ud" in corpora else []
        for _ in range(copies):
            for first in range(0, len(trees), 10):
                yield example(nlp, to_doc(nlp, trees[first : first + 10], dependencies=False))
            chance.shuffle(trees)
        if "nkjp" in corpora:
            for index, record in islice(enumerate(nkjp(Path(data) / "nkjp")), limit or None):
                if part == "all" or held_out(index) == (part == "held"):
                    yield from (example(nlp, doc) for doc in joined(nlp, record, chance))

    return read
