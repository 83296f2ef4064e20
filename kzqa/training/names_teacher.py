"""The teacher of the recogniser of names: multilingual-e5-small (MIT), learning the same texts in torch.

    python -m kzqa.training.names_teacher DATA OUTPUT [train|all]

trains the lower layers of DATA/reader-base with a linear layer over the roles of `kzqa.language.recogniser` and writes
OUTPUT/roles.npz: the probabilities of the roles of every token that the recogniser learns from, gold or not. The
recogniser that ships is many times smaller and faster; what it cannot learn from 56,000 annotated names it learns
from a network that has read the web (Hinton et al., Distilling the Knowledge in a Neural Network, 2015). Some 40
minutes on two cores.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kzqa.language.recogniser import UNKNOWN, spans
from kzqa.language.tokenizer import build
from kzqa.training.encoder import END, LAYERS, START, Encoder, Learner, encode, of_like_length, shuffled
from kzqa.training.names import LABELS, TEACHER_FILE, held_out_pieces, text_key, to_references, training_pieces
from kzqa.training.reader_learning import pad
from kzqa.training.readers import Part

PASSES = 1.35
RATE, HEAD_RATE = 1.5e-4, 2e-3
TOKENS = 4000
"""Pieces of words in a batch."""
LONGEST = 256
_ROLES = 1 + 2 * len(LABELS)

Probabilities = NDArray[np.float16]


class Window(NamedTuple):
    """Consecutive tokens of a text: `ids` with start and end, the place of each token's first piece, its role."""

    text: int
    ids: list[int]
    places: list[int]
    roles: list[int]


class Teacher(nn.Module):
    """The encoder and a linear layer."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        self.head = nn.Linear(self.encoder.width, _ROLES)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """From `ids` (windows, pieces) and `lengths` (windows,) to the scores of the roles of every piece."""
        scores: Tensor = self.head(self.encoder(ids, lengths))
        return scores


def windows(docs: Sequence[Doc], tokenizer: Tokenizer) -> list[Window]:
    """The texts in windows of bounded length that end, where they can, with a sentence."""
    found = []
    words = [[token.text for token in doc] for doc in docs]
    for text, (doc, (pieces, bounds)) in enumerate(zip(docs, encode(tokenizer, words), strict=True)):
        roles = [_role(doc, index) for index in range(len(doc))]
        for start, end in _cuts(words[text], bounds):
            first = bounds[start]
            ids = [START, *pieces[first : bounds[end]], END]
            found.append(Window(text, ids, [place - first + 1 for place in bounds[start:end]], roles[start:end]))
    return found


def _role(doc: Doc, index: int) -> int:
    token = doc[index]
    if not token.ent_iob_:
        return UNKNOWN
    return 0 if token.ent_iob_ == "O" else 1 + 2 * LABELS.index(token.ent_type_) + (token.ent_iob_ == "I")


def _cuts(words: Sequence[str], bounds: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(words):
        end = len(words)
        if bounds[-1] - bounds[start] > LONGEST:
            end = start + 1
            while end < len(words) and bounds[end + 1] - bounds[start] <= LONGEST:
                end += 1
            stops = [index for index in range(start + (end - start) // 2 + 1, end) if words[index - 1] in ".!?"]
            end = stops[-1] if stops and end < len(words) else end
        yield start, end
        start = end


def learn(teacher: Teacher, found: Sequence[Window], seed: int = 1) -> None:
    """`PASSES` over the windows, cross entropy of the roles that are known."""
    source = random.Random(seed)
    lengths = [len(window.ids) for window in found]
    steps = int(PASSES * len(shuffled(lengths, TOKENS, random.Random(seed))))
    plan: list[list[int]] = []
    while len(plan) < steps:
        plan += shuffled(lengths, TOKENS, source)
    learner = Learner(teacher, teacher.encoder, RATE, HEAD_RATE, steps)
    teacher.train()
    for batch in plan[:steps]:
        ids, sizes = pad([found[index].ids for index in batch])
        roles = torch.full(ids.shape, UNKNOWN)
        for row, index in enumerate(batch):
            roles[row, found[index].places] = torch.tensor(found[index].roles)
        with torch.autocast("cpu", torch.bfloat16):
            scores = teacher(ids, sizes)
        loss = functional.cross_entropy(scores.float().view(-1, _ROLES), roles.view(-1), ignore_index=UNKNOWN)
        learner.step(loss)


@torch.no_grad()
def probabilities(teacher: Teacher, found: Sequence[Window], texts: int) -> list[Probabilities]:
    """The probabilities of the roles of the tokens of each of so many texts, shape (tokens, roles)."""
    teacher.eval()
    rows: dict[int, Probabilities] = {}
    for batch in of_like_length(range(len(found)), [len(window.ids) for window in found], TOKENS):
        ids, lengths = pad([found[index].ids for index in batch])
        with torch.autocast("cpu", torch.bfloat16):
            scores = teacher(ids, lengths)
        shares = scores.float().softmax(-1).numpy().astype(np.float16)
        rows.update({index: shares[row][found[index].places] for row, index in enumerate(batch)})
    parts: list[list[Probabilities]] = [[] for _ in range(texts)]
    for index, window in enumerate(found):
        parts[window.text].append(rows[index])
    return [np.concatenate(part) if part else np.zeros((0, _ROLES), dtype=np.float16) for part in parts]


def f_score(found: Sequence[Probabilities], docs: Sequence[Doc]) -> float:
    """F of exact names where every token takes its likeliest role."""
    right = given = gold = 0
    for shares, doc in zip(found, docs, strict=True):
        names = set(spans(shares.argmax(axis=1).astype(np.int64)))
        wanted = {(name.start, name.end, LABELS.index(name.label_)) for name in doc.ents}
        right, given, gold = right + len(names & wanted), given + len(names), gold + len(wanted)
    return 2 * right / max(1, given + gold)


def write(path: Path, docs: Sequence[Doc], found: Sequence[Probabilities]) -> None:
    """The probabilities of all texts in one file, by the texts' keys."""
    np.savez(
        path,
        keys=np.array([text_key(doc.text) for doc in docs], dtype=np.uint64),
        ends=np.cumsum([len(doc) for doc in docs]),
        roles=np.concatenate(found),
    )


def main(data: Path, output: Path, part: Part = "train") -> None:
    torch.manual_seed(1)
    nlp = spacy.blank("pl")
    nlp.tokenizer = build(nlp)
    tokenizer = Tokenizer.from_file(str(data / "reader-base" / "tokenizer.json"))
    docs = to_references(nlp, training_pieces(data, part))
    held = to_references(nlp, held_out_pieces(data))
    teacher = Teacher()
    teacher.encoder.load_base(data / "reader-base")
    known = windows(docs, tokenizer)
    learn(teacher, [window for window in known if any(role != UNKNOWN for role in window.roles)])
    score = f_score(probabilities(teacher, windows(held, tokenizer), len(held)), held)
    print(f"names F on the held-out documents: {score:.4f}")
    output.mkdir(parents=True, exist_ok=True)
    write(output / TEACHER_FILE, docs, probabilities(teacher, known, len(docs)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "all" if sys.argv[3:] == ["all"] else "train")
