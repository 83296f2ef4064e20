"""The NKJP tagset taken apart, and its translation to Universal Dependencies.

A tag (subst:sg:nom:m1) is a flexeme class and one value for some of its categories. `Conversion` is the table that
gives a word's part of speech and features in UD from lemma and tag, learned from the treebanks when the tagger is
trained and shipped with it: what is usual for a tag, and what single lemmas (on, który, być) have otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

_CLASSES = """
    subst depr ger adj adja adjp adjc adv num dig romandig ppron12 ppron3 siebie fin bedzie aglt praet impt imps inf
    pcon pant pact ppas winien pred prep conj comp part interj brev interp ign frag cond emo sym
"""
FLEXEMES = tuple(_CLASSES.split())
"""The flexeme classes."""

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "number": ("sg", "pl"),
    "case": ("nom", "gen", "dat", "acc", "inst", "loc", "voc", "postp", "wok_case"),
    "gender": ("m1", "m2", "m3", "f", "n"),
    "person": ("pri", "sec", "ter"),
    "degree": ("pos", "com", "sup"),
    "aspect": ("imperf", "perf"),
    "negation": ("aff", "neg"),
    "accent": ("akc", "nakc"),
    "after_preposition": ("praep", "npraep"),
    "agreement": ("congr", "rec"),
    "vocalic": ("wok", "nwok"),
    "collective": ("col", "ncol", "pt"),
    "full_stop": ("pun", "npun"),
}
"""The values of each category of the tagset; every value belongs to one category."""

_CATEGORY = {value: category for category, values in CATEGORIES.items() for value in values}


@cache
def split(tag: str) -> tuple[str, dict[str, str]]:
    """The flexeme class of a tag and its values by category."""
    flexeme, *values = tag.split(":")
    return flexeme, {_CATEGORY[value]: value for value in values if value in _CATEGORY}


@lru_cache(maxsize=30_000)
def lemma_key(lemma: str) -> str:
    """Under which name the table keeps a lemma: numbers share one, Roman ones another."""
    if lemma[:1].isdigit():
        return "0"
    return "I" if len(lemma) > 1 and not lemma.strip("IVXLCM") else lemma


_LEXICAL_NAMES = """
    Abbr AdpType ConjType Emphatic Foreign Hyph NumForm NumType Number[psor] PartType Poss PrepCase PronType
    PunctSide PunctType Reflex VerbType
"""
LEXICAL = frozenset(_LEXICAL_NAMES.split())
"""UD features that the lemma decides, not the tag."""


EXTERNAL = "ExtPos"
"""The UD feature of the first word of a fixed expression: the part of speech of the whole."""

_LEXICAL_OF_CLASS = {"part": frozenset({"Polarity"}), "adj": frozenset({"Person"})}


def _part(feats: str, flexeme: str, *, lexical: bool) -> str:
    names = LEXICAL | _LEXICAL_OF_CLASS.get(flexeme, frozenset())
    return "|".join(
        feature for feature in feats.split("|") if feature and (feature.partition("=")[0] in names) == lexical
    )


def without(feats: str, name: str) -> str:
    """UD features but for one."""
    return "|".join(feature for feature in feats.split("|") if feature.partition("=")[0] != name)


def lexical_part(tag: str, feats: str) -> str:
    """Those of a word's UD features that its lemma decides."""
    return _part(feats, split(tag)[0], lexical=True)


class Conversion:
    """(lemma, tag) to UD parts of speech and features, most usual first.

    `classes` and `lemmas` give the parts of speech of a flexeme class and of single lemmas; `grammatical` the
    features that a tag brings, `values` those of its parts, for tags that were never seen; `lexical` the features
    that single lemmas add, with more than one entry where the context decides (który: interrogative or relative).
    `named` are the keys of those single lemmas.
    """

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        data = data or {}
        self.classes: dict[str, list[str]] = dict(data.get("classes", {}))
        self.lemmas: dict[str, list[str]] = dict(data.get("lemmas", {}))
        self.grammatical: dict[str, str] = dict(data.get("grammatical", {}))
        self.values: dict[str, str] = dict(data.get("values", {}))
        self.lexical: dict[str, list[str]] = dict(data.get("lexical", {}))
        self.named = {name.rsplit(" ", 1)[0] for name in self.lemmas} | {
            name.rsplit(" ", 2)[0] for name in self.lexical
        }

    def to_data(self) -> dict[str, Any]:
        """The table as plain data."""
        return {name: getattr(self, name) for name in ("classes", "lemmas", "grammatical", "values", "lexical")}

    def parts_of_speech(self, lemma: str, tag: str) -> list[str]:
        """The UD parts of speech that a reading may have; at least one."""
        flexeme = split(tag)[0]
        known = self.lemmas.get(f"{lemma_key(lemma)} {flexeme}")
        if known:
            return known
        usual = self.classes.get(flexeme, ["X"])
        if "PROPN" in usual and not lemma[:1].isupper():
            return [pos for pos in usual if pos != "PROPN"] or usual
        return usual

    def additions(self, lemma: str, tag: str, pos: str) -> list[str]:
        """The features that a lemma may add to those of the tag; at least one entry, which may be empty."""
        key = f"{split(tag)[0]} {pos}"
        return self.lexical.get(f"{lemma_key(lemma)} {key}") or self.lexical.get(f"* {key}", [""])

    def feats(self, tag: str, pos: str, added: str = "") -> str:
        """The UD features of a reading, as spaCy writes them."""
        base = self.grammatical.get(f"{tag} {pos}")
        found = set(self._compose(tag) if base is None else base.split("|")) | set(added.split("|"))
        return "|".join(sorted(found - {""}, key=str.lower))

    def _compose(self, tag: str) -> Iterable[str]:
        flexeme, values = split(tag)
        names = (flexeme, *(f"{flexeme} {value}" for value in values.values()))
        return {feature for name in names for feature in self.values.get(name, "").split("|")}

    @classmethod
    def learn(cls, rows: Iterable[tuple[str, str, str, str]]) -> Conversion:
        """From rows of (lemma, tag, part of speech, features)."""
        classes: dict[str, Counter[str]] = defaultdict(Counter)
        lemmas: dict[str, Counter[str]] = defaultdict(Counter)
        grammatical: dict[str, Counter[str]] = defaultdict(Counter)
        lexical: dict[str, Counter[str]] = defaultdict(Counter)
        values: dict[str, Counter[str]] = defaultdict(Counter)
        totals: Counter[str] = Counter()
        for lemma, tag, pos, feats in rows:
            flexeme, parts = split(tag)
            key = f"{lemma_key(lemma)} {flexeme}"
            base = _part(feats, flexeme, lexical=False)
            classes[flexeme][pos] += 1
            lemmas[key][pos] += 1
            grammatical[f"{tag} {pos}"][base] += 1
            lexical[f"{key} {pos}"][_part(feats, flexeme, lexical=True)] += 1
            for name in (flexeme, *(f"{flexeme} {value}" for value in parts.values())):
                totals[name] += 1
                values[name].update(base.split("|"))
        table = cls()
        # a part of speech is open to every lemma of a class when many words of the class have it
        table.classes = {
            name: [pos for pos, count in counts.most_common() if count >= 0.04 * counts.total()]
            for name, counts in classes.items()
        }
        for name, counts in lemmas.items():
            found = [pos for pos, count in counts.most_common() if count > 0.01 * counts.total()]
            if (
                counts.total() >= 3
                and set(found) - {"NOUN", "PROPN"}
                and found != table.classes[name.rpartition(" ")[2]]
            ):
                table.lemmas[name] = found
        table.grammatical = {name: counts.most_common(1)[0][0] for name, counts in grammatical.items()}
        # what comes (nearly) always with a class or one of its values is what they mean
        for name, counts in values.items():
            meant = sorted(feature for feature, count in counts.items() if feature and count > 0.9 * totals[name])
            if meant:
                table.values[name] = "|".join(meant)
        rare: dict[str, Counter[str]] = defaultdict(Counter)
        for name, counts in lexical.items():
            if counts.total() <= 2:
                rare["* " + name.partition(" ")[2]].update(counts)
        usual = {name: [counts.most_common(1)[0][0]] for name, counts in rare.items()}
        table.lexical = {name: feats for name, feats in usual.items() if feats != [""]}
        for name, counts in lexical.items():
            variants = [feats for feats, count in counts.most_common() if count > 0.02 * counts.total()]
            if variants != usual.get("* " + name.partition(" ")[2], [""]):
                table.lexical[name] = variants
        return table
