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

from kzqa.training.corpora import Tree
from kzqa.training.names import tagged
from kzqa.training.readers import Part, silver, to_doc, treebank
from kzqa.training.relations import Relations


@registry.readers("kzqa.Parses.v1")
def parses(
    data: Path,
    part: Part,
    tagger: Path | None = None,
    lfg: bool = True,
    most: int = 1,
    copies: int = 1,
    teacher: Path | None = None,
    seed: int = 1,
) -> Callable[[Language], Iterable[Example]]:
    """One to `most` sentences of the treebanks a Doc, `copies` times in other runs, and the Docs of `teacher`, the
    folder that `kzqa.training.syntax_teacher` wrote. Beginnings of sentences are set; `tagger` tags the inputs."""

    def read(nlp: Language) -> Iterator[Example]:
        chance = random.Random(seed)
        trees = converted(treebank(Path(data), part, lfg=lfg))
        runs = []
        for _ in range(copies):
            chance.shuffle(trees)
            left = trees[:]
            while left:
                count = chance.randint(1, most)
                runs.append(to_doc(nlp, left[:count]))
                del left[:count]
        runs += silver(nlp, teacher)
        for example in tagged(nlp, runs, tagger):
            set_starts(example.predicted, example.reference)
            yield example

    return read


def converted(found: Iterable[tuple[str, Tree]]) -> list[Tree]:
    """The sentences of the treebanks, all with PDB's relations."""
    named = list(found)
    relations = Relations(tree for name, tree in named if name != "lfg")
    return [relations.convert(tree) if name == "lfg" else tree for name, tree in named]


def set_starts(doc: Doc, reference: Doc) -> None:
    """Give a Doc the sentence beginnings of another with the same words."""
    starts = np.array([1 if token.is_sent_start else -1 for token in reference], dtype=np.int64)
    doc.from_array([SENT_START], starts.astype(np.uint64))
