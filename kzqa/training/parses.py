"""Training examples for the parser: the treebanks in short runs of sentences, LFG with its relations brought to PDB's.

In the pipeline the parser comes behind the segmenter and meets texts of many sentences whose beginnings are set. What
it does where one ends and the next begins has to be learned, so most examples hold several sentences.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from kzqa.training.names import tagged
from kzqa.training.readers import Part, to_doc, treebank
from kzqa.training.relations import Relations


@registry.readers("kzqa.Parses.v1")
def parses(
    data: Path, part: Part, tagger: Path | None = None, lfg: bool = True, most: int = 1, seed: int = 1
) -> Callable[[Language], Iterable[Example]]:
    """One to `most` sentences a Doc, with their beginnings set; `tagger` tags the inputs."""

    def read(nlp: Language) -> Iterator[Example]:
        chance = random.Random(seed)
        found = list(treebank(Path(data), part, lfg=lfg))
        relations = Relations(tree for name, tree in found if name != "lfg")
        trees = [relations.convert(tree) if name == "lfg" else tree for name, tree in found]
        chance.shuffle(trees)
        runs = []
        while trees:
            count = chance.randint(1, most)
            runs.append(to_doc(nlp, trees[:count]))
            del trees[:count]
        for example in tagged(nlp, runs, tagger):
            set_starts(example.predicted, example.reference)
            yield example

    return read


def set_starts(doc: Doc, reference: Doc) -> None:
    """Give a Doc the sentence beginnings of another with the same words."""
    starts = np.array([1 if token.is_sent_start else -1 for token in reference], dtype=np.int64)
    doc.from_array([SENT_START], starts.astype(np.uint64))
