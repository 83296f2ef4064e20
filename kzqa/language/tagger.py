"""`kzqa_tagger`: tag, part of speech, features and lemma at once, by choosing among the dictionary's readings.

A network gives scores to the values of every category of the tagset (part of speech, case, gender, ...). A reading's
score is the sum of the scores of its values; the best reading gives NKJP tag, UD part of speech and features, and
lemma, so that they always agree and the lemma is one of the dictionary. Unknown words choose among guessed readings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.attrs import IS_ALPHA, IS_TITLE, LEMMA, MORPH, ORTH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.symbols import IDS
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model

from kzqa.language.agreement import learn as learn_agreement
from kzqa.language.candidates import Candidate, Inventory, Readings, Row, learn
from kzqa.language.expressions import external
from kzqa.language.tagset import EXTERNAL, lexical_part, without
from kzqa.language.trainable import Floats, TrainableComponent, log_probabilities

Choices = NDArray[np.int64]
_REMEMBERED = 30_000
"""Readings whose rows in spaCy's tables are kept."""


class Tagger(TrainableComponent):
    """The component. `inventory` is None until it is initialised or read from disk."""

    def __init__(self, vocab: Vocab, model: Model[Any, Any], name: str = "kzqa_tagger") -> None:
        self.vocab = vocab
        self.model = model
        self.name = name
        self.cfg: dict[str, Any] = {}
        self.inventory: Inventory | None = None
        self._rows: dict[Candidate, tuple[int, int, int, int]] = {}
        self._known: dict[tuple[tuple[str, ...], tuple[Row, ...], Candidate | None], NDArray[np.float32]] = {}

    def predict_group(self, docs: Sequence[Doc]) -> list[list[Candidate]]:
        """The chosen reading of every token of every Doc."""
        return self.choose(docs, self.model.predict(docs)) if any(map(len, docs)) else [[] for _ in docs]

    def choose(self, docs: Sequence[Doc], scores: Sequence[Floats]) -> list[list[Candidate]]:
        """The reading of every token of every Doc that scores (tokens, outputs) for each Doc speak for."""
        readings = [found for doc in docs for found in self._readings(doc)]
        best = iter(self._best(readings, np.concatenate(scores), [len(doc) for doc in docs]))
        found = iter(readings)
        return [_with_expressions(doc, [next(found).candidate(next(best)) for _ in range(len(doc))]) for doc in docs]

    def _readings(self, doc: Doc) -> Iterator[Readings]:
        """The readings of a Doc's words."""
        inventory, strings = self._ready(), doc.vocab.strings
        for form, inside in zip(doc.to_array([ORTH]).ravel().tolist(), _inside(doc).tolist(), strict=True):
            yield inventory.readings(strings[form], inside)

    def _ready(self) -> Inventory:
        if self.inventory is None:
            raise ValueError(f"{self.name} is neither trained nor loaded")
        return self.inventory

    def _best(self, readings: Sequence[Readings], values: Floats, lengths: Sequence[int]) -> list[int]:
        """The index of every word's best candidate, for texts of so many words."""
        counts = np.array([len(found.prior) for found in readings])
        tokens = np.repeat(np.arange(len(readings)), counts)
        values = self._log_probabilities(values)
        scores = _score(values, tokens, np.concatenate([found.pattern.columns for found in readings]))
        scores += np.concatenate([found.prior for found in readings])
        firsts = np.cumsum(counts) - counts
        scores += self._agreement(readings, scores, firsts, lengths)
        best = np.repeat(np.maximum.reduceat(scores, firsts), counts)
        places = np.flatnonzero(scores >= best)
        _, leading = np.unique(tokens[places], return_index=True)
        result: list[int] = (places[leading] - firsts).tolist()
        return result

    def _agreement(
        self, readings: Sequence[Readings], scores: Floats, firsts: NDArray[np.int64], lengths: Sequence[int]
    ) -> Floats:
        """What the neighbours' tags add to the scores of the candidates."""
        counts = np.array([len(found.pattern.firsts) for found in readings])
        starts = np.concatenate([found.pattern.firsts for found in readings]) + np.repeat(firsts, counts)
        tags = np.maximum.reduceat(scores, starts)
        ends = np.cumsum(lengths)[:-1]
        kinds = np.concatenate([found.pattern.kinds for found in readings])
        added = self._ready().agreement.beliefs(tags, kinds, np.insert(counts, ends, 0)) - tags
        return np.repeat(added, np.diff(starts, append=len(scores)))

    def _log_probabilities(self, values: Floats) -> Floats:
        found = np.empty_like(values)
        for part in self._ready().slices:
            found[:, part] = log_probabilities(values[:, part])
        return found

    def set_annotations(self, docs: Iterable[Doc], choices: Iterable[Sequence[Candidate]]) -> None:
        """Set tag, pos, morph and lemma."""
        for doc, chosen in zip(docs, choices, strict=True):
            if doc.vocab is not self.vocab:  # the component was taken into another pipeline
                self.vocab = doc.vocab
                self._rows.clear()
            if len(doc):
                rows = [self._row(candidate) for candidate in chosen]
                doc.from_array([TAG, POS, MORPH, LEMMA], np.array(rows, dtype=np.uint64))

    def _row(self, candidate: Candidate) -> tuple[int, int, int, int]:
        row = self._rows.get(candidate)
        if row is None:
            if len(self._rows) > _REMEMBERED:
                self._rows.clear()
            strings = self.vocab.strings
            row = self._rows[candidate] = (
                strings.add(candidate.tag),
                IDS[candidate.pos],
                self.vocab.morphology.add(candidate.feats),
                strings.add(candidate.lemma),
            )
        return row

    def get_loss(self, examples: Sequence[Example], scores: Sequence[Floats]) -> tuple[float, list[Floats]]:
        """The loss and its gradient for scores that `model` gave."""
        inventory = self._ready()
        values = np.concatenate(scores)
        readings = [inventory.readings(token.text) for example in examples for token in example.predicted]
        gold = [target for example in examples for target in _gold(example)]
        logs = self._log_probabilities(values)
        gradient = np.exp(logs)
        loss = 0.0
        known = [(row, inventory.columns_of(target)) for row, target in enumerate(gold) if target and target.pos]
        rows = np.array([row for row, _ in known], dtype=np.int64)
        full = np.zeros(len(gold), dtype=bool)
        full[rows] = True
        gradient[~full] = 0.0
        if known:
            columns = np.array([found for _, found in known])
            np.add.at(gradient, (rows[:, None], columns), -1.0)
            loss -= float(logs[rows[:, None], columns].sum())
        loss += self._readings_loss(values, readings, gold, gradient)
        gradient /= len(examples)
        ends = np.cumsum([len(example.predicted) for example in examples])[:-1]
        return loss / max(len(gold), 1), [
            np.ascontiguousarray(part, dtype=np.float32) for part in np.split(gradient, ends)
        ]

    def _readings_loss(
        self, values: Floats, readings: Sequence[Readings], gold: Sequence[Candidate | None], gradient: Floats
    ) -> float:
        counts = np.array([len(found.prior) for found in readings])
        tokens = np.repeat(np.arange(len(readings)), counts)
        columns = np.concatenate([found.pattern.columns for found in readings])
        right = np.concatenate([self._right(found, target) for found, target in zip(readings, gold, strict=True)])
        firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        scores = _score(values, tokens, columns) + np.concatenate([found.prior for found in readings])
        scores = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), counts))
        shares = scores / np.repeat(np.add.reduceat(scores, firsts), counts)
        mass = np.add.reduceat(shares * right, firsts)
        known = np.add.reduceat(right, firsts) > 0
        target = shares * right / np.repeat(np.maximum(mass, 1e-12), counts)
        steps = np.where(np.repeat(known, counts), shares - target, 0.0).astype(np.float32)
        np.add.at(gradient, (tokens[:, None], columns), steps[:, None])
        return float(-np.log(np.maximum(mass[known], 1e-12)).sum())

    def _right(self, found: Readings, target: Candidate | None) -> NDArray[np.float32]:
        key = (found.lemmas, found.pattern.rows, target)
        if key not in self._known:
            self._known[key] = _right(found, target)
        return self._known[key]

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        inventory: dict[str, Any] | None = None,
    ) -> None:
        """Learn the inventory from the examples (or take the one given) and set the network's shape."""
        examples = list(get_examples())
        if inventory is None:
            inventory = learn_inventory(example.reference for example in examples)
        self.inventory = Inventory(inventory)
        self.model.get_ref("output").set_dim("nO", self.inventory.width)
        self.model.initialize(X=[example.predicted for example in islice(examples, 10)])

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """Accuracy of tag, pos, morph and lemma."""
        examples = list(examples)
        found: dict[str, Any] = {}
        for attribute in ("tag", "pos", "lemma"):
            found.update(Scorer.score_token_attr(examples, attribute))
        found.update(Scorer.score_token_attr(examples, "morph", getter=lambda token, _: str(token.morph)))
        return found

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The component with its inventory and weights."""
        data = {"inventory": self._ready().to_data(), "model": self.model.to_bytes()}
        return bytes(srsly.msgpack_dumps(data))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Tagger:
        """The reverse of `to_bytes`."""
        found = srsly.msgpack_loads(data)
        self._restore(found["inventory"])
        self.model.from_bytes(found["model"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        srsly.write_gzip_json(folder / "inventory.json.gz", self._ready().to_data())
        self.model.to_disk(folder / "model")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Tagger:
        """The reverse of `to_disk`."""
        folder = Path(path)
        self._restore(srsly.read_gzip_json(folder / "inventory.json.gz"))
        self.model.from_disk(folder / "model")
        return self

    def _restore(self, data: dict[str, Any]) -> None:
        self.inventory = Inventory(data)
        output = self.model.get_ref("output")
        if not output.has_dim("nO"):
            output.set_dim("nO", self.inventory.width)


def learn_inventory(references: Iterable[Doc]) -> dict[str, Any]:
    """The data of the inventory of annotated Docs; where words have no part of speech, only their tags count."""
    references = list(references)
    words = [token for doc in references for token in doc if token.tag_]
    rows = [
        (token.text, token.lemma_, token.tag_, token.pos_, without(str(token.morph), EXTERNAL))
        for token in words
        if token.pos
    ]
    found = learn(rows, [(token.text, token.tag_) for token in words if not token.pos])
    readings = Inventory(found).readings
    found["agreement"] = learn_agreement(
        [(token.tag_, sorted({one.tag for one in readings(token.text).candidates})) for token in doc]
        for doc in references
    )
    return found


def _inside(doc: Doc) -> NDArray[np.bool_]:
    """Whether a capital letter says something: not at the head of a sentence, a quotation or a heading in capitals."""
    columns = doc.to_array([IS_TITLE, IS_ALPHA, SENT_START]).astype(np.int64)
    found = np.zeros(len(doc), dtype=np.bool_)
    title, alpha = columns[:, 0] == 1, columns[:, 1] == 1
    found[1:] = title[1:] & (columns[1:, 2] != 1) & alpha[:-1] & ~title[:-1]
    return found


def _with_expressions(doc: Doc, chosen: list[Candidate]) -> list[Candidate]:
    """The readings with the feature ExtPos at the heads of fixed expressions."""
    for index, value in external(doc):
        feats = "|".join(filter(None, (chosen[index].feats, f"{EXTERNAL}={value}")))
        chosen[index] = chosen[index]._replace(feats=feats)
    return chosen


def _score(values: Floats, tokens: Choices, columns: NDArray[np.int16]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = values.ravel()[columns + (tokens * values.shape[1])[:, None]].sum(axis=1)
    return found


def _gold(example: Example) -> Iterator[Candidate | None]:
    """The gold reading of every predicted token, with an empty part of speech where only the tag is known."""
    links = example.alignment.x2y
    ends = np.cumsum(links.lengths)
    for length, end in zip(links.lengths.tolist(), ends.tolist(), strict=True):
        token = example.reference[int(links.data[end - 1])] if length == 1 else None
        if token is None or not token.tag_:
            yield None
        else:
            feats = without(str(token.morph), EXTERNAL)
            yield Candidate(token.lemma_, token.tag_, token.pos_, feats, lexical_part(token.tag_, feats))


def _right(found: Readings, target: Candidate | None) -> NDArray[np.float32]:
    """1 for the candidates that agree with the gold reading: in all, else but for the features, the lemma, both."""
    candidates = found.candidates
    right = np.zeros(len(candidates), dtype=np.float32)
    if target is None:
        return right
    tests: tuple[Callable[[Candidate], bool], ...] = (
        lambda one: (
            one.tag == target.tag and one.lemma == target.lemma and one.feats == target.feats and one.pos == target.pos
        ),
        lambda one: one.tag == target.tag and one.lemma == target.lemma and one.pos == target.pos,
        lambda one: one.tag == target.tag and one.lemma == target.lemma,
        lambda one: one.tag == target.tag and one.pos == target.pos,
        lambda one: one.tag == target.tag,
    )
    for test in tests[0 if target.pos else 2 :]:
        for index, candidate in enumerate(candidates):
            right[index] = test(candidate)
        if right.any():
            break
    return right


@Language.factory(
    "kzqa_tagger",
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma"],
    default_config={
        "model": {
            "@architectures": "kzqa.TokenScores.v1",
            "tok2vec": {
                "@architectures": "kzqa.SentenceTok2Vec.v1",
                "embed": {
                    "@architectures": "kzqa.FormEmbed.v1",
                    "width": 96,
                    "tags": False,
                    "frequent": 5000,
                    "hidden": 0.3,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": 96,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            },
        }
    },
    default_score_weights={"tag_acc": 0.4, "pos_acc": 0.1, "morph_acc": 0.2, "lemma_acc": 0.3},
)
def create_tagger(nlp: Language, name: str, model: Model[Any, Any]) -> Tagger:
    """spaCy's factory of the component."""
    return Tagger(nlp.vocab, model, name)
