"""`kzqa.FormEmbed.v1`: the embedding layer of the trained components, a thinc architecture.

A token is embedded from its form, the parts of it, the lemma, tags and name classes that Morfeusz gives it, and the
word vector of its lemma; with `tags`, also from the tag that the tagger chose. All of that follows from (form, tag),
so equal tokens of a batch are computed once, and when the network is only used, once for all batches: `_remembered`
keeps the rows of the forms met so far, which makes a rich embedding as fast as a poor one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import Any

import numpy as np
from murmurhash import hash_unicode
from numpy.typing import NDArray
from spacy.attrs import ORTH, TAG
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Linear, Maxout, Model, chain, concatenate, uniqued
from thinc.layers.array_getitem import ints_getitem

from kzqa.language.morphology import analyses_of
from kzqa.language.tagset import CATEGORIES, FLEXEMES, split
from kzqa.language.wordvectors import WIDTH, lemma_row, table

Features = NDArray[np.uint64]
Floats = NDArray[np.float32]
Step = tuple[Any, Callable[[Any], Any]]
"""What a layer gives: its output and the function that takes the gradient back."""

_COLUMNS = (
    ("norm", 5000, 64),
    ("prefix", 2500, 32),
    ("suffix", 2500, 48),
    ("ending", 1000, 32),
    ("shape", 500, 24),
    ("lemma", 5000, 64),
    ("classes", 500, 32),
    ("tags", 2000, 64),
    ("cases", 500, 32),
    ("names", 200, 24),
)
"""Feature, rows of its hash table, width of its embedding."""
_TAG_COLUMNS = (("tag", 1000, 64), ("flexeme", 200, 24), ("case", 200, 32))
_IDENTITY = (1, 6)
_PARTS = (2, 4)
_VECTOR = 1 + len(_COLUMNS)
"""Where, in the array of features, stand those that tell one word from all others, those that nearly do, and the row
of the word vector."""
_REMEMBERED = 30_000
_TAG_SETS = 5_000


def _hash(text: str) -> int:
    return int(hash_unicode(text, 1)) & 0xFFFFFFFF


def shape(form: str) -> str:
    """The form with its letters and digits as X, x and d, runs of more than three cut: Kowalski is Xxxx."""
    found = ""
    for char in form:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if found[-3:] != kind * 3:
            found += kind
    return found[:12]


def form_features(form: str) -> tuple[int, ...]:
    """The features of a form, hashed, in the order of the columns, then its rows in the dense tables.

    Those are the word vector of its lemma and its possible tags.
    """
    norm = form.lower()
    readings = analyses_of(form)
    row = lemma_row(form)
    lemma = readings[0].lemma if readings else ""
    *of_tags, possible = _of_tags(tuple(sorted({reading.tag for reading in readings})))
    return (
        _hash(f"0{norm}"),
        _hash(f"1{norm[:3]}"),
        _hash(f"2{norm[-3:]}"),
        _hash(f"3{norm[-2:] if len(norm) < 6 else norm[-4:]}"),
        _hash(f"4{shape(form)}"),
        _hash(f"5{row if row < len(table().ranks) else lemma}"),
        *of_tags,
        _hash("9" + " ".join(sorted(set().union(*(reading.names for reading in readings))))),
        row,
        possible,
    )


@lru_cache(maxsize=_TAG_SETS)
def _of_tags(tags: tuple[str, ...]) -> tuple[int, ...]:
    """The features that follow from a word's possible tags: their classes, they themselves, their cases, their row."""
    parts = [split(tag) for tag in tags]
    cases = {f"{values.get('number')}{values['case']}{values.get('gender')}" for _, values in parts if "case" in values}
    return (
        _hash("6" + " ".join(sorted({flexeme for flexeme, _ in parts}))),
        _hash("7" + " ".join(tags)),
        _hash("8" + " ".join(sorted(cases))),
        _possibilities().row(tags),
    )


class _Possibilities:
    """What a set of possible tags allows, as zeros and ones: every value, and number, case and gender together.

    A hashed set says nothing about a set that differs from it in one tag; this does, and lets agreement be learned.
    """

    def __init__(self) -> None:
        triples = product(CATEGORIES["number"], CATEGORIES["case"][:7], CATEGORIES["gender"])
        names = [*FLEXEMES, *(value for values in CATEGORIES.values() for value in values), *map(" ".join, triples)]
        self.places = {name: place for place, name in enumerate(names)}
        self.rows: dict[tuple[str, ...], int] = {}
        self.bits = np.zeros((64, len(names)), dtype=np.float32)

    def row(self, tags: tuple[str, ...]) -> int:
        """The row of a set of tags in `bits`."""
        row = self.rows.setdefault(tags, len(self.rows))
        if row >= len(self.bits):
            self.bits = np.concatenate([self.bits, np.zeros_like(self.bits)])
        for flexeme, values in map(split, tags):
            triple = " ".join(values.get(category, "") for category in ("number", "case", "gender"))
            for name in (flexeme, *values.values(), triple):
                if name in self.places:
                    self.bits[row, self.places[name]] = 1.0
        return row


@cache
def _possibilities() -> _Possibilities:
    return _Possibilities()


def tag_features(tag: str) -> tuple[int, ...]:
    """The features of a chosen tag, hashed."""
    flexeme, values = split(tag)
    case = f"{flexeme}{values.get('case')}{values.get('number')}{values.get('gender')}"
    return _hash("t" + tag), _hash("f" + flexeme), _hash("c" + case)


class _Rows:
    """Feature rows by key, grown as new keys are met; keys are spaCy's hashes of the strings."""

    def __init__(self, compute: Callable[[str], tuple[int, ...]]) -> None:
        self.compute = compute
        self.places: dict[int, int] = {}
        self.table: Features = np.zeros((1024, len(compute(""))), dtype=np.uint64)

    def get(self, keys: NDArray[np.uint64], doc: Doc) -> Features:
        places = self.places
        if len(places) > 2 * _REMEMBERED:
            places.clear()
        rows = []
        for key in keys.tolist():
            row = places.get(key)
            if row is None:
                row = places[key] = len(places)
                if row == len(self.table):
                    self.table = np.concatenate([self.table, np.zeros_like(self.table)])
                self.table[row] = self.compute(doc.vocab.strings[key] if key else "")
            rows.append(row)
        return self.table[rows]


@cache
def _rows() -> tuple[_Rows, _Rows]:
    return _Rows(form_features), _Rows(tag_features)


@registry.architectures("kzqa.FormEmbed.v1")
def form_embed(
    width: int, tags: bool = False, small: bool = False, frequent: int = 0, hidden: float = 0.0
) -> Model[Any, Any]:
    """Docs to one array a Doc, tokens by `width`.

    With `tags`, the tagger has to stand before; `small` halves widths and rows. With `frequent`, words whose lemma is
    not among so many most frequent ones have no identity, only their parts, readings and word vector; in training,
    a share `hidden` of all words has none either, nor a word vector, so that the network learns to do without.
    """
    columns = [*_COLUMNS, *(_TAG_COLUMNS if tags else ())]
    if small:
        columns = [(name, rows // 2, size // 2) for name, rows, size in columns]
    dense = len(_COLUMNS)  # where the rows in the dense tables stand
    layers: list[Model[Any, Any]] = []
    total = 0
    for index, (name, rows, size) in enumerate(columns):
        column = 1 + index + 2 * (index >= dense)
        layers.append(chain(ints_getitem((slice(0, None), column)), _half(HashEmbed(size, rows, seed=7 + index))))
        layers[-1].name = f"embed_{name}"
        total += size
    bits = len(_possibilities().places)
    layers.append(chain(_dense(1 + dense, WIDTH, lambda: table().rows), Linear(48, WIDTH)))
    layers.append(chain(_dense(2 + dense, bits, lambda: _possibilities().bits), Linear(64, bits)))
    mixed = chain(concatenate(*layers), Maxout(width, total + 112, nP=3, normalize=True, dropout=None))
    inner = _remembered(uniqued(mixed, column=0))
    return _by_doc(inner, tags, frequent, hidden)


def _half(layer: Model[Any, Any]) -> Model[Any, Any]:
    """A HashEmbed whose table may be stored in half precision: it is widened when first used."""
    compute = layer._func

    def forward(model: Model[Any, Any], ids: Features, is_train: bool) -> Step:
        rows = model.get_param("E")
        if rows.dtype != np.float32:
            model.set_param("E", rows.astype(np.float32))
        result: tuple[Floats, Callable[[Floats], Any]] = compute(model, ids, is_train)
        return result

    layer._func = forward
    return layer


def _dense(column: int, width: int, rows: Callable[[], NDArray[np.float32]]) -> Model[Any, Any]:
    """Rows of a fixed table."""

    def forward(model: Model[Any, Any], ids: Features, is_train: bool) -> Step:
        return rows()[ids[:, column].astype(np.int64)], lambda gradient: ids

    return Model("dense", forward, dims={"nO": width, "nI": None})


def _remembered(layer: Model[Any, Any]) -> Model[Any, Any]:
    """While the weights stay as they are, keep the output for every key (column 0) and compute new keys alone."""
    rows: dict[int, int] = {}
    store = np.zeros((0, 0), dtype=np.float32)
    state = b""

    def fingerprint(model: Model[Any, Any]) -> bytes:
        return b"".join(
            np.ascontiguousarray(node.get_param(name)).ravel()[:64].tobytes()
            for node in model.walk()
            for name in node.param_names
            if node.name != "remembered" and name in {"W", "b"} and node.has_param(name)
        )

    def forward(model: Model[Any, Any], ids: Features, is_train: bool) -> Step:
        nonlocal store, state
        inner = model.layers[0]
        if is_train:
            result: tuple[Floats, Callable[[Any], Any]] = inner(ids, is_train)
            return result
        now = fingerprint(model)
        if now != state or len(rows) > _REMEMBERED:
            rows.clear()
            state = now
        keys = ids[:, 0].tolist()
        new: dict[int, int] = {}
        for place, key in enumerate(keys):
            if key not in rows and key not in new:
                new[key] = place
        if new:
            found = inner.predict(ids[list(new.values())])
            if store.shape[0] < len(rows) + len(new) or store.shape[1:] != found.shape[1:]:
                grown = np.zeros((2 * (len(rows) + len(new)), found.shape[1]), dtype=np.float32)
                grown[: len(rows)] = store[: len(rows)] if rows else 0
                store = grown
            store[len(rows) : len(rows) + len(new)] = found
            rows.update({key: len(rows) + place for place, key in enumerate(new)})
        return store[[rows[key] for key in keys]], lambda gradient: ids

    def init(model: Model[Any, Any], **_: Any) -> None:
        model.layers[0].initialize()

    return Model("remembered", forward, init=init, layers=[layer])


def _by_doc(layer: Model[Any, Any], tags: bool, frequent: int, hidden: float) -> Model[Any, Any]:
    def forward(
        model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        flat = _features(docs, tags)
        if frequent:
            _clear(flat, flat[:, _VECTOR] >= frequent, _IDENTITY)
        if is_train and hidden:
            _hide(flat, np.random.random(len(flat)) < hidden)
        lengths = [len(doc) for doc in docs]
        output, back = model.layers[0](flat, is_train)

        def backprop(gradients: Sequence[Floats]) -> list[Doc]:
            back(np.ascontiguousarray(np.concatenate(gradients)) if len(gradients) else output[:0])
            return []

        return np.split(output, np.cumsum(lengths)[:-1]) if lengths else [], backprop

    def init(model: Model[Any, Any], **_: Any) -> None:
        model.layers[0].initialize()

    return Model("form_embed", forward, init=init, layers=[layer], dims={"nO": None})


def _clear(flat: Features, chosen: NDArray[np.bool_], columns: tuple[int, ...]) -> None:
    for column in columns:
        flat[chosen, column] = 0


def _hide(flat: Features, chosen: NDArray[np.bool_]) -> None:
    """Take from the chosen words what tells which word they are, but for their last letters, shape and readings."""
    flat[chosen, 0] ^= np.uint64(0x5851F42D4C957F2D)  # another word, where equal ones are computed once
    _clear(flat, chosen, (*_IDENTITY, *_PARTS))
    flat[chosen, _VECTOR] = len(table().ranks)


def _features(docs: Sequence[Doc], tags: bool) -> Features:
    forms, chosen = _rows()
    parts = []
    for doc in filter(len, docs):
        if tags:
            keys = doc.to_array([ORTH, TAG])
            first = (keys[:, 0] ^ (keys[:, 1] * np.uint64(0x9E3779B97F4A7C15)))[:, None]
            parts.append(np.hstack([first, forms.get(keys[:, 0], doc), chosen.get(keys[:, 1], doc)]))
        else:
            keys = doc.to_array([ORTH]).ravel()
            parts.append(np.hstack([keys[:, None], forms.get(keys, doc)]))
    width = 3 + len(_COLUMNS) + (len(_TAG_COLUMNS) if tags else 0)
    return np.vstack(parts) if parts else np.zeros((0, width), dtype=np.uint64)
