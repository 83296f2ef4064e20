"""The corpora as spaCy's training examples: readers for the `[corpora]` blocks of the configs.

Held out are, of PDB, every fifth run of twenty sentences and, of NKJP, every twelfth document: with `part` "train" a
reader leaves them out (and sentences of LFG that repeat a held-out one), with "held" it gives them alone, and with
"all" nothing is held out, for the model that ships.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from kzqa.language.dictionary import analyse
from kzqa.language.tagger import learn_inventory
from kzqa.training.corpora import NamedText, Tree, Word, nkjp, trees

Part = Literal["train", "held", "all"]
SILVER_FILE = "silver.spacy"
"""What `kzqa.training.syntax_teacher` writes: Docs of some sentences, tagged and parsed."""
_RUN = 20
MASK = "ðð"
"""What stands for a masked word: an unknown word, which may have any tag."""


def held_out(index: int) -> bool:
    """Whether the sentence of this index in PDB is held out."""
    return index // _RUN % 5 == 4


def treebank(data: Path, part: Part, *, lfg: bool) -> Iterator[tuple[str, Tree]]:
    """(treebank, sentence) of PDB, PUD and, with `lfg`, LFG with its tags brought to PDB's tagset."""
    pdb = list(trees(data / "ud" / "pdb.conllu"))
    held = [tree for index, tree in enumerate(pdb) if held_out(index)]
    if part == "held":
        yield from (("pdb", tree) for tree in held)
        return
    yield from (("pdb", tree) for index, tree in enumerate(pdb) if part == "all" or not held_out(index))
    pud = data / "ud" / "pud.conllu"
    yield from (("pud", tree) for tree in (trees(pud) if pud.exists() else ()))
    known = {_letters(tree) for tree in (pdb if part == "all" else held)}
    if lfg:
        for path in sorted((data / "ud").glob("lfg-*.conllu")):
            for tree in trees(path):
                if _letters(tree) not in known:
                    yield "lfg", tree._replace(words=tuple(map(_retagged, tree.words)))


def _letters(tree: Tree) -> str:
    return "".join(char for char in tree.text.lower() if char.isalnum())


def _retagged(word: Word) -> Word:
    """A word of LFG with the tag of the same reading in today's tagset, and no UD annotation, which differs."""
    tag = word.tag.replace("qub", "part")
    known = {reading.tag for reading in analyse(word.text) if reading.lemma == word.lemma}
    if known and tag not in known:
        tag = next((other for other in sorted(known) if other.startswith(tag)), "")
    return word._replace(tag=tag, pos="", feats="")


def to_doc(nlp: Language, sentences: Sequence[Tree], *, dependencies: bool = True) -> Doc:
    """A Doc with the gold annotation of some sentences."""
    words = [word for tree in sentences for word in tree.words]
    firsts = [sum(len(tree.words) for tree in sentences[:index]) for index in range(len(sentences))]
    starts = set(firsts)
    heads = [first + word.head for first, tree in zip(firsts, sentences, strict=True) for word in tree.words]
    spaces = [word.space for word in words]
    for first in firsts[1:]:
        spaces[first - 1] = True
    arguments = {"heads": heads, "deps": [word.dep for word in words]} if dependencies else {}
    return Doc(
        nlp.vocab,
        words=[word.text for word in words],
        spaces=spaces,
        tags=[word.tag for word in words],
        pos=[word.pos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        sent_starts=None if dependencies else [index in starts for index in range(len(words))],
        **arguments,
    )


def example(nlp: Language, reference: Doc) -> Example:
    """An example whose input has the words of the gold Doc."""
    words = [token.text for token in reference]
    return Example(Doc(nlp.vocab, words=words, spaces=[bool(token.whitespace_) for token in reference]), reference)


@registry.readers("kzqa.Treebanks.v1")
def treebanks(
    data: Path,
    part: Part,
    lfg: bool = True,
    copies: int = 1,
    masked: int = 0,
    teacher: Path | None = None,
    seed: int = 1,
) -> Callable[[Language], Iterable[Example]]:
    """The treebanks for the tagger, one sentence a Doc, `copies` times, the sentences of `teacher` (the folder that
    `kzqa.training.syntax_teacher` wrote), and `masked` sentences of NKJP.

    In the masked ones, single words that have one reading alone are masked, and their tags have to be told from the
    context: this teaches agreement and government from text that nobody tagged.
    """

    def read(nlp: Language) -> Iterator[Example]:
        for _, tree in [*treebank(Path(data), part, lfg=lfg)] * copies:
            yield example(nlp, to_doc(nlp, [tree], dependencies=False))
        for doc in silver(nlp, teacher):
            yield from (example(nlp, sentence.as_doc()) for sentence in doc.sents)
        if masked:
            records = nkjp(Path(data) / "nkjp")
            texts = [text for index, record in enumerate(records) if index % 12 != 11 for text in sentences_of(record)]
            chance = random.Random(seed)
            for text in chance.sample(texts, min(masked, len(texts))):
                yield example(nlp, mask(nlp.make_doc(text), chance))

    return read


def silver(nlp: Language, teacher: Path | None) -> Iterator[Doc]:
    """What the teacher of tagger and parser annotated, nothing without one."""
    if teacher is not None:
        yield from DocBin().from_disk(Path(teacher) / SILVER_FILE).get_docs(nlp.vocab)


@registry.misc("kzqa.Inventory.v1")
def inventory(data: Path, part: Part) -> dict[str, Any]:
    """The tagger's inventory as the treebanks alone have it."""
    nlp = spacy.blank("pl")
    return learn_inventory(to_doc(nlp, [tree], dependencies=False) for _, tree in treebank(Path(data), part, lfg=True))


def sentences_of(record: NamedText) -> Iterator[str]:
    """The sentences of a document of NKJP, those of middle length."""
    for start, end in zip(record.starts, [*record.starts[1:], len(record.text)], strict=True):
        if 40 < end - start < 300:
            yield record.text[start:end].rstrip()


def mask(doc: Doc, chance: random.Random) -> Doc:
    """A copy in which every sixth word or so that has a single reading is masked and keeps its tag."""
    words: list[str] = []
    tags: list[str] = []
    for token in doc:
        known = {reading.tag for reading in analyse(token.text)} if token.is_alpha and len(token.text) > 2 else set()
        hide = len(known) == 1 and chance.random() < 0.3 and (not tags or not tags[-1])
        tag = next(iter(known)) if hide else ""
        hide = ":" in tag and "ign" not in tag
        words.append(MASK if hide else token.text)
        tags.append(tag if hide else "")
    spaces = [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, tags=tags)
