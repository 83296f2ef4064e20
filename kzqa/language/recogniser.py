"""`kzqa_recogniser`: the recogniser of names. Every token begins a name, goes on with one, or is outside.

A network gives each token the scores of those roles for every label (the BIO scheme); the best sequence in which no
name goes on that did not begin is taken. It learns from annotated names and, where a Doc brings them in
`user_data[SOFT]`, from the probabilities that a larger network gives to the roles (Hinton et al., Distilling the
Knowledge in a Neural Network, 2015), which also tell what is likely where nobody annotated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.scorer import get_ner_prf
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model

from kzqa.language.trainable import Floats, TrainableComponent, log_probabilities

Roles = NDArray[np.int64]
"""For every token 0 outside, 1 + 2n where a name with label n begins, 2 + 2n where it goes on; -1 is not known."""

SOFT = "kzqa_roles"
"""The key of a Doc's `user_data` under which the probabilities of the roles stand, shape (tokens, roles)."""
OUTSIDE, UNKNOWN = 0, -1
_IMPOSSIBLE = np.float32(-1e4)
_SURE = np.float32(np.log(0.95))


class Recogniser(TrainableComponent):
    """The component. `soft` is the share of the larger network in what an annotated token is to learn."""

    def __init__(
        self, vocab: Vocab, model: Model[Any, Any], name: str = "kzqa_recogniser", *, soft: float = 0.5
    ) -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}
        self.soft = soft
        self._labels: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the names, in the order of their roles."""
        return self._labels

    def predict_group(self, docs: Sequence[Doc]) -> list[Roles]:
        """The role of every token of every Doc."""
        if not any(map(len, docs)):
            return [np.zeros(0, dtype=np.int64) for _ in docs]
        return [
            best_roles(log_probabilities(scores), doc.to_array([SENT_START]).ravel() == 1)
            for doc, scores in zip(docs, self.model.predict(docs), strict=True)
        ]

    def set_annotations(self, docs: Iterable[Doc], found: Iterable[Roles]) -> None:
        """Set the names."""
        for doc, roles in zip(docs, found, strict=True):
            doc.set_ents([Span(doc, start, end, label=self._labels[label]) for start, end, label in spans(roles)])

    def get_loss(self, examples: Sequence[Example], scores: Sequence[Floats]) -> tuple[float, list[Floats]]:
        """The loss and its gradient for scores that `model` gave."""
        total, gradients = 0.0, []
        for example, found in zip(examples, scores, strict=True):
            logs = log_probabilities(found)
            wanted = self._wanted(example, found.shape[1])
            known = wanted.sum(axis=1, keepdims=True) > 0
            total -= float((wanted * logs).sum())
            gradients.append(((np.exp(logs) - wanted) * known / len(examples)).astype(np.float32))
        return total, gradients

    def _wanted(self, example: Example, width: int) -> Floats:
        """The probabilities that the roles ought to have, shape (tokens, roles); zeros where nothing is known."""
        roles = np.array([self._role(tag) for tag in example.get_aligned_ner()], dtype=np.int64)
        wanted = np.zeros((len(roles), width), dtype=np.float32)
        known = roles != UNKNOWN
        wanted[known, roles[known]] = 1.0
        soft = example.reference.user_data.get(SOFT)
        if soft is not None and len(soft) == len(wanted):
            share = np.where(known, np.float32(self.soft), np.float32(1.0))[:, None]
            wanted = (1 - share) * wanted + share * soft.astype(np.float32)
        return wanted

    def _role(self, tag: str | None) -> int:
        """The role of a tag of spaCy's BILUO scheme."""
        if tag is None or tag == "-":
            return UNKNOWN
        kind, _, label = tag.partition("-")
        if label not in self._labels:
            return OUTSIDE
        return 1 + 2 * self._labels.index(label) + (kind in {"I", "L"})

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
    ) -> None:
        """Take the labels given, else those of the examples, and set the network's shape."""
        examples = list(get_examples())
        found = {name.label_ for example in examples for name in example.reference.ents}
        self._set_labels(tuple(labels) if labels else tuple(sorted(found)))
        self.model.initialize(X=[example.predicted for example in islice(examples, 10)])

    def _set_labels(self, labels: tuple[str, ...]) -> None:
        self._labels = labels
        output = self.model.get_ref("output")
        if not output.has_dim("nO"):
            output.set_dim("nO", 1 + 2 * len(labels))

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Precision, recall and F of exact names, in all and by label."""
        return dict(get_ner_prf(examples))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The component with its labels and weights."""
        return bytes(srsly.msgpack_dumps({"labels": list(self._labels), "model": self.model.to_bytes()}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Recogniser:
        """The reverse of `to_bytes`."""
        found = srsly.msgpack_loads(data)
        self._set_labels(tuple(found["labels"]))
        self.model.from_bytes(found["model"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_json(folder / "labels.json", list(self._labels))
        self.model.to_disk(folder / "model")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Recogniser:
        """The reverse of `to_disk`."""
        folder = Path(path)
        self._set_labels(tuple(srsly.read_json(folder / "labels.json")))
        self.model.from_disk(folder / "model")
        return self


def best_roles(logs: Floats, sentence_starts: NDArray[np.bool_]) -> Roles:
    """The likeliest roles of a text's tokens among those in which names begin before they go on.

    `logs` (tokens, roles) are log probabilities. Names do not cross the start of a sentence. Most tokens' likeliest
    roles fit each other already: only the stretches between tokens that are surely outside, where some do not, are
    searched (Viterbi).
    """
    roles: Roles = logs.argmax(axis=1)
    before = np.concatenate([[OUTSIDE], roles[:-1]])
    goes_on = (roles > 0) & (roles % 2 == 0)
    wrong = goes_on & (sentence_starts | (before != roles) & (before != roles - 1))
    if not wrong.any():
        return roles
    bounds = np.flatnonzero(logs[:, OUTSIDE] >= _SURE)
    lefts = np.concatenate([[0], bounds + 1])
    rights = np.concatenate([bounds, [len(roles)]])
    for stretch in np.unique(np.searchsorted(rights, np.flatnonzero(wrong), side="right")).tolist():
        start, end = int(lefts[stretch]), int(rights[stretch])
        roles[start:end] = _search(logs[start:end], sentence_starts[start:end])
    return roles


def _search(logs: Floats, sentence_starts: NDArray[np.bool_]) -> Roles:
    """`best_roles` of a stretch, all roles weighed against each other."""
    width = logs.shape[1]
    inner = np.arange(2, width, 2)
    score = logs[0].copy()
    score[inner] = _IMPOSSIBLE
    back = np.zeros(logs.shape, dtype=np.int64)
    for token in range(1, len(logs)):
        best = int(score.argmax())
        arrived = np.full(width, score[best], dtype=np.float32)
        back[token] = best
        begun = score[inner - 1] >= score[inner]
        arrived[inner] = np.maximum(score[inner - 1], score[inner])
        back[token, inner] = np.where(begun, inner - 1, inner)
        if sentence_starts[token]:
            arrived[inner] = _IMPOSSIBLE
        score = arrived + logs[token]
    roles = np.zeros(len(logs), dtype=np.int64)
    roles[-1] = score.argmax()
    for token in range(len(logs) - 1, 0, -1):
        roles[token - 1] = back[token, roles[token]]
    return roles


def spans(roles: Roles) -> Iterator[tuple[int, int, int]]:
    """The names as (first token, token after the last, number of the label)."""
    inside = np.concatenate([roles, [OUTSIDE]])
    firsts = np.flatnonzero(inside % 2 == 1)
    for first, bound in pairwise([*firsts.tolist(), len(roles)]):
        end = first + 1
        while end < bound and inside[end] == inside[first] + 1:
            end += 1
        yield first, end, int(inside[first]) // 2


@Language.factory(
    "kzqa_recogniser",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={
        "soft": 0.5,
        "model": {
            "@architectures": "kzqa.TokenScores.v1",
            "tok2vec": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {"@architectures": "kzqa.FormEmbed.v1", "width": 96, "tags": True},
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 96,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        },
    },
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def create_recogniser(nlp: Language, name: str, model: Model[Any, Any], soft: float) -> Recogniser:
    """spaCy's factory of the component."""
    return Recogniser(nlp.vocab, model, name, soft=soft)
