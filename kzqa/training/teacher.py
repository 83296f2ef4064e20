"""The teacher of the recogniser of names: multilingual-e5-small (MIT), learning the same texts in torch.

    python -m kzqa.training.teacher DATA OUTPUT [train|all]

trains the lower layers of DATA/reader-base with a linear layer over the roles of `kzqa.language.recogniser` and writes
OUTPUT/roles.npz: the probabilities of the roles of every token that the recogniser learns from, gold or not. The
recogniser that ships is many times smaller and faster; what it cannot learn from 56,000 annotated names it learns
from a network that has read the web (Hinton et al., Distilling the Knowledge in a Neural Network, 2015). Some 40
minutes on two cores.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
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
from kzqa.training.names import LABELS, TEACHER_FILE, held_out_pieces, text_key, to_references, training_pieces
from kzqa.training.reader_learning import filled, pad, schedule, set_rate
from kzqa.training.reader_network import MASKED, ReaderNetwork, Shape
from kzqa.training.readers import Part

LAYERS = 8
"""Layers of the base that are used: the upper ones are made for whole sentences, and cost a third of the time."""
PASSES = 1.35
RATE, HEAD_RATE, LAYER_DECAY, WARM_UP = 1.5e-4, 2e-3, 0.95, 0.06
TOKENS = 4000
"""Pieces of words in a batch."""
LONGEST = 256
_START, _END = 0, 2
_ROLES = 1 + 2 * len(LABELS)
_NEAR = 640

Probabilities = NDArray[np.float16]


class Window(NamedTuple):
    """Consecutive tokens of a text: `ids` with start and end, the place of each token's first piece, its role."""

    text: int
    ids: list[int]
    places: list[int]
    roles: list[int]


class Teacher(nn.Module):
    """The encoder and a linear layer."""

    def __init__(self, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = ReaderNetwork(Shape(layers=layers), dropout)
        self.head = nn.Linear(self.encoder.shape.width, _ROLES)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """From `ids` (windows, pieces) and `lengths` (windows,) to the scores of the roles of every piece."""
        encoder = self.encoder
        steps = torch.arange(ids.shape[1])
        mask = ((steps[None] >= lengths[:, None]).float() * MASKED)[:, None, None, :]
        states = encoder.embedding_norm(encoder.words(ids) + encoder.positions(steps)[None])
        for layer in encoder.layers:
            states = layer(states, mask)
        scores: Tensor = self.head(states)
        return scores

    def load_base(self, folder: Path) -> None:
        """Take the lower layers of the base; its words and positions do not learn."""
        base = ReaderNetwork(Shape())
        base.load_base(folder)
        kept = self.encoder.state_dict()
        self.encoder.load_state_dict({name: value for name, value in base.state_dict().items() if name in kept})
        for module in (self.encoder.words, self.encoder.positions, self.encoder.embedding_norm):
            module.requires_grad_(False)


def windows(docs: Sequence[Doc], tokenizer: Tokenizer) -> list[Window]:
    """The texts in windows of bounded length that end, where they can, with a sentence."""
    found = []
    words = [[token.text for token in doc] for doc in docs]
    encodings = tokenizer.encode_batch(words, is_pretokenized=True, add_special_tokens=False)
    for text, (doc, encoding) in enumerate(zip(docs, encodings, strict=True)):
        firsts: dict[int | None, int] = {}
        for place, word in enumerate(encoding.word_ids):
            firsts.setdefault(word, place)
        places = [firsts[index] for index in range(len(doc))]
        roles = [_role(doc, index) for index in range(len(doc))]
        bounds = [*places, len(encoding.ids)]
        for start, end in _cuts(words[text], bounds):
            first = bounds[start]
            ids = [_START, *encoding.ids[first : bounds[end]], _END]
            found.append(Window(text, ids, [place - first + 1 for place in places[start:end]], roles[start:end]))
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


def batches(found: Sequence[Window], source: random.Random) -> list[list[int]]:
    """The windows' indices in batches of `TOKENS` padded pieces, of like length, in an order drawn from `source`."""
    order = list(range(len(found)))
    source.shuffle(order)
    result = []
    for start in range(0, len(order), _NEAR):
        near = list(_filled(found, order[start : start + _NEAR]))
        source.shuffle(near)
        result += near
    return result


def _filled(found: Sequence[Window], order: Iterable[int]) -> Iterator[list[int]]:
    near = sorted(order, key=lambda index: len(found[index].ids))
    return filled(near, lambda index: (1, len(found[index].ids)), TOKENS)


def learn(teacher: Teacher, found: Sequence[Window], seed: int = 1) -> None:
    """`PASSES` over the windows, cross entropy of the roles that are known."""
    source = random.Random(seed)
    steps = int(PASSES * len(batches(found, random.Random(seed))))
    plan: list[list[int]] = []
    while len(plan) < steps:
        plan += batches(found, source)
    layers = len(teacher.encoder.layers)
    groups = [
        {"params": list(layer.parameters()), "base": RATE * LAYER_DECAY ** (layers - 1 - index)}
        for index, layer in enumerate(teacher.encoder.layers)
    ]
    groups.append({"params": list(teacher.head.parameters()), "base": HEAD_RATE})
    optimizer = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, fused=True)
    learning = [parameter for parameter in teacher.parameters() if parameter.requires_grad]
    teacher.train()
    for step, batch in enumerate(plan[:steps]):
        set_rate(optimizer, schedule(step / steps, WARM_UP))
        ids, lengths = pad([found[index].ids for index in batch])
        roles = torch.full(ids.shape, UNKNOWN)
        for row, index in enumerate(batch):
            roles[row, found[index].places] = torch.tensor(found[index].roles)
        with torch.autocast("cpu", torch.bfloat16):
            scores = teacher(ids, lengths)
        loss = functional.cross_entropy(scores.float().view(-1, _ROLES), roles.view(-1), ignore_index=UNKNOWN)
        loss.backward()
        nn.utils.clip_grad_norm_(learning, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 50 == 0:
            print(f"{step:5} of {steps}  loss {loss.item():.4f}", flush=True)


@torch.no_grad()
def probabilities(teacher: Teacher, found: Sequence[Window], texts: int) -> list[Probabilities]:
    """The probabilities of the roles of the tokens of each of so many texts, shape (tokens, roles)."""
    teacher.eval()
    rows: dict[int, Probabilities] = {}
    for batch in _filled(found, range(len(found))):
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
    teacher.load_base(data / "reader-base")
    known = windows(docs, tokenizer)
    learn(teacher, [window for window in known if any(role != UNKNOWN for role in window.roles)])
    score = f_score(probabilities(teacher, windows(held, tokenizer), len(held)), held)
    print(f"names F on the held-out documents: {score:.4f}")
    output.mkdir(parents=True, exist_ok=True)
    write(output / TEACHER_FILE, docs, probabilities(teacher, known, len(docs)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), "all" if sys.argv[3:] == ["all"] else "train")
