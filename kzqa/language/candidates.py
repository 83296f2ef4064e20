"""The readings that a word may have, as the tagger scores them: from Morfeusz, for unknown words from rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kzqa.language.dictionary import Analysis, analyse
from kzqa.language.inflection import reductions
from kzqa.language.morphology import analyses_of
from kzqa.language.tagset import CATEGORIES, Conversion, lemma_key, split
from kzqa.language.wordvectors import table

NONE = ""
HEADS = ("flexeme", *CATEGORIES, "pos", "capital", "lexical")
_AGGLUTINATES = {
    "em": "sg:pri:imperf:wok",
    "m": "sg:pri:imperf:nwok",
    "eś": "sg:sec:imperf:wok",
    "ś": "sg:sec:imperf:nwok",
    "śmy": "pl:pri:imperf:nwok",
    "eśmy": "pl:pri:imperf:wok",
    "ście": "pl:sec:imperf:nwok",
    "eście": "pl:sec:imperf:wok",
}
_LONGEST_ABBREVIATION = 6
INSIDE = 3.0
"""How much less likely a common noun's lemma is for a word that is capitalised inside a sentence."""


class Candidate(NamedTuple):
    """One reading in full: lemma, NKJP tag, UD part of speech, UD features, and the features that the lemma adds."""

    lemma: str
    tag: str
    pos: str
    feats: str
    lexical: str


class Readings(NamedTuple):
    """The candidates of a form; `columns` (candidates by heads) are the output columns that score them."""

    candidates: tuple[Candidate, ...]
    columns: NDArray[np.int16]
    prior: NDArray[np.float32]


class Inventory:
    """The heads and their values, the conversion to UD, and the readings that the dictionary does not give.

    `open_tags` are the tags that numbers ("0"), Roman numbers ("I") and unknown words ("?") have; `additional` the
    readings (lemma, tag) of single forms, in lower case, that the treebanks have beyond the dictionary's.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.values: dict[str, list[str]] = {head: list(data["values"][head]) for head in HEADS}
        self.conversion = Conversion(data["conversion"])
        self.open_tags: dict[str, list[str]] = dict(data["open_tags"])
        self.lemma_counts: dict[str, int] = dict(data["lemma_counts"])
        self.additional: dict[str, list[list[str]]] = dict(data["additional"])
        self.columns: dict[tuple[str, str], int] = {}
        self.slices: list[slice] = []
        for head in HEADS:
            first = len(self.columns)
            self.columns.update({(head, value): first + index for index, value in enumerate(self.values[head])})
            self.slices.append(slice(first, len(self.columns)))
        self.width = len(self.columns)
        self._rows: dict[tuple[str, str, str, bool], list[int]] = {}
        self._feats: dict[tuple[str, str, str], str] = {}
        self._known: dict[str, Readings] = {}

    def to_data(self) -> dict[str, Any]:
        """The inventory as plain data."""
        return {
            "values": self.values,
            "conversion": self.conversion.to_data(),
            "open_tags": self.open_tags,
            "lemma_counts": self.lemma_counts,
            "additional": self.additional,
        }

    def column(self, head: str, value: str) -> int:
        """The column of a value; of NONE for a value that the training never met."""
        return self.columns.get((head, value), self.columns[head, NONE])

    def columns_of(self, candidate: Candidate) -> list[int]:
        """One column a head."""
        capital = candidate.lemma[:1].isupper()
        key = (candidate.tag, candidate.pos, candidate.lexical, capital)
        if key not in self._rows:
            flexeme, parts = split(candidate.tag)
            self._rows[key] = [
                self.column("flexeme", flexeme),
                *(self.column(category, parts.get(category, NONE)) for category in CATEGORIES),
                self.column("pos", candidate.pos),
                self.column("capital", "yes" if capital else NONE),
                self.column("lexical", candidate.lexical),
            ]
        return self._rows[key]

    def _variants_of(self, lemma: str, tag: str) -> list[tuple[str, str, str]]:
        # part of speech, features, lexical features: the same for all lemmas that the conversion does not name
        conversion = self.conversion
        found = []
        for pos in conversion.parts_of_speech(lemma, tag):
            for lexical in conversion.additions(lemma, tag, pos):
                key = (tag, pos, lexical)
                if key not in self._feats:
                    self._feats[key] = conversion.feats(*key)
                found.append((pos, self._feats[key], lexical))
        return found

    def readings(self, form: str, inside: bool = False) -> Readings:
        """The candidates of a form, remembered; `inside` tells that it is capitalised inside a sentence."""
        key = form + " " if inside else form
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 20_000:
                self._known.clear()
            found = self._compute(form)
            if inside:
                lower = np.array([candidate.lemma[:1].islower() for candidate in found.candidates], dtype=np.float32)
                found = found._replace(prior=found.prior - np.float32(INSIDE) * lower)
            self._known[key] = found
        return found

    def _compute(self, form: str) -> Readings:
        candidates: dict[Candidate, float] = {}
        variants: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        for (lemma, tag, _), prior in self._analyses(form):
            if (lemma, tag) not in variants:
                variants[lemma, tag] = self._variants_of(lemma, tag)
            for pos, feats, lexical in variants[lemma, tag]:
                candidates.setdefault(Candidate(lemma, tag, pos, feats, lexical), prior)
        rows = np.array([self.columns_of(candidate) for candidate in candidates], dtype=np.int16)
        return Readings(tuple(candidates), rows, np.array(list(candidates.values()), dtype=np.float32))

    def _analyses(self, form: str) -> Iterator[tuple[Analysis, float]]:
        known = [reading for reading in analyses_of(form) if reading.tag not in {"dig", "romandig"}]
        key = lemma_key(form)
        if key in {"0", "I"}:
            yield from ((Analysis(form, tag, frozenset()), 0.0) for tag in self.open_tags[key])
        if form in _AGGLUTINATES:
            yield Analysis("być", f"aglt:{_AGGLUTINATES[form]}", frozenset()), 0.0
        if len(form) <= _LONGEST_ABBREVIATION:
            yield from ((reading, 0.0) for reading in analyse(form + ".") if reading.tag.startswith("brev"))
        for lemma, tag in self.additional.get(form.lower(), ()):
            yield Analysis(lemma, tag, frozenset()), 0.0
        if form.endswith("o") and any(reading.tag == "adv:pos" for reading in known):
            for base, tag, _ in reductions(form):  # biało-czerwony
                if tag == "adja" and analyse(base):
                    yield Analysis(base, tag, frozenset()), 0.0
        for reading in known:
            prior = 0.3 * float(np.log1p(self.lemma_counts.get(reading.lemma, 0)))
            yield reading, prior
            if form[:1].isupper() and reading.lemma[:1].islower():
                yield reading._replace(lemma=intern(reading.lemma[:1].upper() + reading.lemma[1:])), prior - 1.0
        if not known and key not in {"0", "I"}:
            yield from self._guesses(form)

    def _guesses(self, form: str) -> Iterator[tuple[Analysis, float]]:
        if not any(map(str.isalnum, form)):
            yield Analysis(form, "interp", frozenset()), 0.0
            return
        ranks = table().ranks
        known = len(ranks)
        shape = form.capitalize() if form.isupper() and len(form) > 4 else form
        for base, tag, prior in reductions(shape):
            attested = base in ranks or base in self.lemma_counts
            yield Analysis(base, tag, frozenset()), 0.4 * prior + (2.0 if attested else 0.0) - 0.1 * len(base)
        for tag in self.open_tags["?"]:
            oblique = split(tag)[1].get("case", "nom") != "nom"
            itself = ranks.get(form, known) < known
            yield (
                Analysis(form, tag, frozenset()),
                (1.0 if itself else 0.0) - 0.1 * len(form) - (0.5 if oblique else 0.0),
            )


def learn(rows: Sequence[tuple[str, str, str, str, str]], tags: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """The inventory's data from rows of (form, lemma, tag, part of speech, features).

    `tags` are further (form, tag), from treebanks with other parts of speech.
    """
    conversion = Conversion.learn((lemma, tag, pos, feats) for _, lemma, tag, pos, feats in rows)
    values: dict[str, dict[str, None]] = {head: {NONE: None} for head in HEADS}
    values["capital"]["yes"] = None
    open_tags: dict[str, dict[str, None]] = {"0": {}, "I": {}, "?": {}}
    lemma_counts: dict[str, int] = {}
    for form, tag in [*((row[0], row[2]) for row in rows), *tags]:
        flexeme, parts = split(tag)
        values["flexeme"][flexeme] = None
        for category, value in parts.items():
            values[category][value] = None
        key = lemma_key(form)
        if key in {"0", "I"}:
            open_tags[key][tag] = None
        elif not analyses_of(form) and any(map(str.isalnum, form)) and flexeme not in {"aglt", "interp"}:
            open_tags["?"][tag] = None
    beyond: Counter[tuple[str, str, str]] = Counter()
    for form, lemma, tag, pos, _ in rows:
        readings = analyses_of(form)
        if (
            readings
            and lemma_key(form) == form
            and not any(one.tag == tag and one.lemma.lower() == lemma.lower() for one in readings)
        ):
            beyond[form.lower(), lemma, tag] += 1
        values["pos"][pos] = None
        lemma_counts[lemma] = lemma_counts.get(lemma, 0) + 1
    for variants in conversion.lexical.values():
        if len(variants) > 1:
            values["lexical"].update(dict.fromkeys(variants))
    additional: dict[str, list[list[str]]] = {}
    for (form, lemma, tag), count in beyond.items():
        if count > 1 and not tag.startswith("brev"):
            additional.setdefault(form, []).append([lemma, tag])
    return {
        "additional": additional,
        "values": {head: list(found) for head, found in values.items()},
        "conversion": conversion.to_data(),
        "open_tags": {key: sorted(found) for key, found in open_tags.items()},
        "lemma_counts": {lemma: count for lemma, count in lemma_counts.items() if count > 2},
    }
