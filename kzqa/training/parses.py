"""Training examples for the parser: the treebanks, LFG with its relations brought to PDB's, and parsed raw text.

LFG's trees follow other guidelines. Its heads are kept; where an earlier parser finds the same head, its relation
replaces LFG's. Raw sentences of NKJP and the news are taken with the trees that two parsers agree on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import registry

from kzqa.training.names import tagged
from kzqa.training.readers import Part, to_doc, treebank


@registry.readers("kzqa.Parses.v1")
def parses(
    data: Path, part: Part, tagger: Path | None = None, parser: Path | None = None, lfg: bool = True, group: int = 1
) -> Callable[[Language], Iterable[Example]]:
    """One sentence a Doc; `tagger` tags the inputs, `parser` gives LFG its relations."""

    def read(nlp: Language) -> Iterator[Example]:
        found = list(treebank(Path(data), part, lfg=lfg))
        several = [[tree for _, tree in found[first : first + group]] for first in range(0, len(found), group)]
        examples = list(tagged(nlp, [to_doc(nlp, trees) for trees in several], tagger))
        if parser is not None:
            foreign = [one for one, (name, _) in zip(examples, found, strict=True) if name == "lfg"]
            relabel(foreign, spacy.load(parser, vocab=nlp.vocab))
        yield from examples

    return read


def relabel(examples: Sequence[Example], parser: Language) -> None:
    """Replace the relations of arcs that the parser finds too."""
    docs = [example.predicted.copy() for example in examples]
    for example, parsed in zip(examples, parser.get_pipe("parser").pipe(docs), strict=True):
        for gold, token in zip(example.reference, parsed, strict=True):
            if gold.head.i == token.head.i:
                gold.dep_ = token.dep_
