"""The readings that a word may have, as the tagger scores them: from Morfeusz, for unknown words from rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kzqa.language.agreement import Agreement
from kzqa.language.dictionary import analyse
from kzqa.language.inflection import VOWELS, reductions
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
_REMEMBERED = 8_000
UNDECLINED = 2.0
"""How much less likely an unknown name on a consonant is to be neuter, or masculine in a case that has an ending:
such names are declined, but for women's surnames."""
_UNCHANGED = {
    (None, "nom"),
    ("m1", "nom"),
    ("m2", "nom"),
    ("m3", "nom"),
    ("m3", "acc"),
    *product(["f"], CATEGORIES["case"]),
}
INSIDE = 3.0
"""How much less likely a common noun's lemma is for a word that is capitalised inside a sentence."""


class Candidate(NamedTuple):
    """One reading in full: lemma, NKJP tag, UD part of speech, UD features, and the features that the lemma adds."""

    lemma: str
    tag: str
    pos: str
    feats: str
    lexical: str


Row = tuple[int, str, str, str, str]
"""The index of a lemma, tag, part of speech, features, what the lemma adds."""


class Pattern(NamedTuple):
    """The readings of all forms that have the same tags and differ in their lemmas alone, tag by tag.

    `lemmas` are the rows' indices of lemmas, `sources` say which analysis a row comes from; `columns` (rows by heads)
    are the output columns that score a row; `firsts` are the indices at which the rows of the next tag begin, `kinds`
    those tags as `Agreement.kinds`.
    """

    rows: tuple[Row, ...]
    lemmas: NDArray[np.int64]
    sources: NDArray[np.int64]
    columns: NDArray[np.int16]
    firsts: NDArray[np.int64]
    kinds: NDArray[np.int64]


class Readings(NamedTuple):
    """What a form may be: the rows of a pattern with the form's own lemmas, and how likely each was beforehand."""

    pattern: Pattern
    lemmas: tuple[str, ...]
    prior: NDArray[np.float32]

    def candidate(self, index: int) -> Candidate:
        """One of the readings."""
        lemma, *rest = self.pattern.rows[index]
        return Candidate(self.lemmas[lemma], *rest)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """All of them."""
        return tuple(map(self.candidate, range(len(self.pattern.rows))))


class _Variant(NamedTuple):
    """One of the ways in which UD takes a reading; `columns` as bytes."""

    pos: str
    feats: str
    lexical: str
    columns: bytes


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
        self._variants: dict[tuple[str, str, str, bool], _Variant] = {}
        self._patterns: dict[tuple[tuple[tuple[str, bool], ...], tuple[tuple[int, str], ...]], Pattern] = {}
        self.agreement = Agreement(data["agreement"])
        self._known: dict[str, Readings] = {}
        self._before: dict[str, Readings] = {}

    def to_data(self) -> dict[str, Any]:
        """The inventory as plain data."""
        return {
            "values": self.values,
            "conversion": self.conversion.to_data(),
            "open_tags": self.open_tags,
            "lemma_counts": self.lemma_counts,
            "additional": self.additional,
            "agreement": self.agreement.to_data(),
        }

    def column(self, head: str, value: str) -> int:
        """The column of a value; of NONE for a value that the training never met."""
        return self.columns.get((head, value), self.columns[head, NONE])

    def columns_of(self, candidate: Candidate) -> list[int]:
        """One column a head."""
        flexeme, parts = split(candidate.tag)
        return [
            self.column("flexeme", flexeme),
            *(self.column(category, parts.get(category, NONE)) for category in CATEGORIES),
            self.column("pos", candidate.pos),
            self.column("capital", "yes" if candidate.lemma[:1].isupper() else NONE),
            self.column("lexical", candidate.lexical),
        ]

    def _variants_of(self, lemma: str, tag: str) -> Iterator[_Variant]:
        """What a reading may be."""
        conversion, capital = self.conversion, lemma[:1].isupper()
        for pos in conversion.parts_of_speech(lemma, tag):
            for lexical in conversion.additions(lemma, tag, pos):
                key = tag, pos, lexical, capital
                found = self._variants.get(key)
                if found is None:
                    feats = conversion.feats(tag, pos, lexical)
                    columns = np.array(self.columns_of(Candidate(lemma, tag, pos, feats, lexical)), dtype=np.int16)
                    found = self._variants[key] = _Variant(pos, feats, lexical, columns.tobytes())
                yield found

    def readings(self, form: str, inside: bool = False) -> Readings:
        """The candidates of a form; `inside` tells that it is capitalised inside a sentence.

        They are remembered, and dropped when they were not asked for among so many others.
        """
        key = form + " " if inside else form
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._before, self._known = self._known, {}
            found = self._before.get(key) or (self._inside(self.readings(form)) if inside else self._compute(form))
            self._known[key] = found
        return found

    @staticmethod
    def _inside(found: Readings) -> Readings:
        lower = np.array([lemma[:1].islower() for lemma in found.lemmas], dtype=np.float32)
        return found._replace(prior=found.prior - np.float32(INSIDE) * lower[found.pattern.lemmas])

    def _compute(self, form: str) -> Readings:
        found = list(self._analyses(form))
        places = {lemma: index for index, lemma in enumerate(dict.fromkeys(lemma for lemma, _, _ in found))}
        named = self.conversion.named
        shapes = tuple((lemma if lemma_key(lemma) in named else "", lemma[:1].isupper()) for lemma in places)
        tags = tuple((places[lemma], tag) for lemma, tag, _ in found)
        pattern = self._patterns.get((shapes, tags))
        lemmas = tuple(places)
        if pattern is None:
            if len(self._patterns) > _REMEMBERED:
                self._patterns.clear()
            pattern = self._patterns[shapes, tags] = self._pattern(lemmas, tags)
        return Readings(pattern, lemmas, np.array([prior for *_, prior in found], dtype=np.float32)[pattern.sources])

    def _pattern(self, lemmas: Sequence[str], tags: Sequence[tuple[int, str]]) -> Pattern:
        found: dict[Row, tuple[int, bytes]] = {}
        for source, (place, tag) in enumerate(tags):
            for pos, feats, lexical, columns in self._variants_of(lemmas[place], tag):
                found.setdefault((place, tag, pos, feats, lexical), (source, columns))
        rows = sorted(found, key=itemgetter(1))
        ordered = [row[1] for row in rows]
        return Pattern(
            tuple(rows),
            np.array([row[0] for row in rows], dtype=np.int64),
            np.array([found[row][0] for row in rows], dtype=np.int64),
            np.frombuffer(b"".join(found[row][1] for row in rows), dtype=np.int16).reshape(len(rows), len(HEADS)),
            np.array([i for i, tag in enumerate(ordered) if i == 0 or ordered[i - 1] != tag], dtype=np.int64),
            self.agreement.kinds(list(dict.fromkeys(ordered))),
        )

    def _analyses(self, form: str) -> Iterator[tuple[str, str, float]]:
        """(lemma, tag, how likely beforehand), possibly the same one several times."""
        known = [reading for reading in analyses_of(form) if reading.tag not in {"dig", "romandig"}]
        key = lemma_key(form)
        if key in {"0", "I"}:
            yield from ((form, tag, 0.0) for tag in self.open_tags[key])
        if form in _AGGLUTINATES:
            yield "być", f"aglt:{_AGGLUTINATES[form]}", 0.0
        if len(form) <= _LONGEST_ABBREVIATION:
            abbreviations = (reading for reading in analyse(form + ".") if reading.tag.startswith("brev"))
            yield from ((reading.lemma, reading.tag, 0.0) for reading in abbreviations)
        for lemma, tag in self.additional.get(form.lower(), ()):
            yield lemma, tag, 0.0
        if form.endswith("o") and any(reading.tag == "adv:pos" for reading in known):
            for base, tag, _ in reductions(form):  # biało-czerwony
                if tag == "adja" and analyse(base):
                    yield base, tag, 0.0
        for reading in known:
            prior = 0.3 * float(np.log1p(self.lemma_counts.get(reading.lemma, 0)))
            yield reading.lemma, reading.tag, prior
            if form[:1].isupper() and reading.lemma[:1].islower():
                yield intern(reading.lemma[:1].upper() + reading.lemma[1:]), reading.tag, prior - 1.0
        if not known and key not in {"0", "I"}:
            yield from self._guesses(form)

    def _guesses(self, form: str) -> Iterator[tuple[str, str, float]]:
        if not any(map(str.isalnum, form)):
            yield form, "interp", 0.0
            return
        ranks = table().ranks
        known = len(ranks)
        shape = form.capitalize() if form.isupper() and len(form) > 4 else form
        for base, tag, prior in reductions(shape):
            attested = base in ranks or base in self.lemma_counts
            yield base, tag, 0.4 * prior + (2.0 if attested else 0.0) - 0.1 * len(base)
        itself = 1.0 if ranks.get(form, known) < known else 0.0
        declined = form[:1].isupper() and form[1:].islower() and form[-1] not in VOWELS
        for tag in self.open_tags["?"]:
            values = split(tag)[1]
            oblique = values.get("case", "nom") != "nom"
            likely = itself - 0.1 * len(form) - (0.5 if oblique else 0.0)
            if declined and (values.get("gender"), values.get("case", "nom")) not in _UNCHANGED:
                likely -= UNDECLINED
            yield form, tag, likely


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
        "agreement": {},
        "values": {head: list(found) for head, found in values.items()},
        "conversion": conversion.to_data(),
        "open_tags": {key: sorted(found) for key, found in open_tags.items()},
        "lemma_counts": {lemma: count for lemma, count in lemma_counts.items() if count > 2},
    }
