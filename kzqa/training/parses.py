"""Training examples for the parser: the treebanks, LFG with its relations brought to PDB's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

from kzqa.training.names import tagged
from kzqa.training.readers import Part, to_doc, treebank
from kzqa.training.relations import Relations


@registry.readers("kzqa.Parses.v1")
def parses(
    data: Path, part: Part, tagger: Path | None = None, lfg: bool = True, group: int = 1
) -> Callable[[Language], Iterable[Example]]:
    """`group` sentences a Doc; `tagger` tags the inputs."""

    def read(nlp: Language) -> Iterator[Example]:
        found = list(treebank(Path(data), part, lfg=lfg))
        relations = Relations(tree for name, tree in found if name != "lfg")
        trees = [relations.convert(tree) if name == "lfg" else tree for name, tree in found]
        runs = [trees[first : first + group] for first in range(0, len(trees), group)]
        yield from tagged(nlp, [to_doc(nlp, run) for run in runs], tagger)

    return read
