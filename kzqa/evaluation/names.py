"""Scores of base forms and of the joining of names against lists of names by hand (BSNLP shared tasks).

A gold file has a line for each form of a name in an article: form, base form, type (PER, LOC, ORG; others are left
out) and an id that is one for all names of the same entity, in every article, with tabs between. The forms are given:
recognising names is measured elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kzqa.evaluation.extraction import Rates
from kzqa.language.names import ArticleEntity, Attestation, base_form, link
from kzqa.language.names.clusters import Name, entities
from kzqa.model import ENTITY_TYPES, EntityType, NameLabel

_LABELS: Mapping[str, NameLabel] = {"PER": "persName", "LOC": "placeName", "ORG": "orgName"}
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class GoldName(NamedTuple):
    """One form of a name in an article, its base form by hand, and whom or what it means."""

    form: str
    base: str
    label: NameLabel
    id: str


class GoldArticle(NamedTuple):
    """The text of an article with the forms of the names in it."""

    text: str
    names: tuple[GoldName, ...]


class Resolved(NamedTuple):
    """A gold name with the base form and the entity, over all articles, that kzqa gives it."""

    gold: GoldName
    base: str
    entity: str


def read_names(path: Path) -> tuple[GoldName, ...]:
    """The persons, places and organisations of a gold file, in its order."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(
        GoldName(row[0].strip(), row[1].strip(), _LABELS[row[2]], row[3])
        for row in rows
        if len(row) >= 4 and row[2] in _LABELS
    )


def resolve_forms(articles: Iterable[GoldArticle]) -> list[Resolved]:
    """Base form and entity of every gold form: each article by itself, then linked across all of them."""
    found: list[tuple[GoldName, str, str]] = []
    known: Counter[tuple[str, NameLabel]] = Counter()
    spellings: dict[tuple[str, NameLabel], set[str]] = defaultdict(set)
    for article in articles:
        for gold, base, entity in _resolve(article):
            found.append((gold, base, entity))
            known[entity, gold.label] += 1
            spellings[entity, gold.label].add(base)
    linked = link(
        ArticleEntity(name, label, count, tuple(sorted(spellings[name, label])))
        for (name, label), count in known.items()
    )
    return [Resolved(gold, base, linked[entity, gold.label]) for gold, base, entity in found]


def _resolve(article: GoldArticle) -> list[tuple[GoldName, str, str]]:
    forms = Counter(_WORD.findall(article.text))
    support = Attestation(forms)
    bases = [base_form(gold.form, label=gold.label, attested=support) for gold in article.names]
    counts: Counter[tuple[str, EntityType]] = Counter()
    spelt: dict[tuple[str, EntityType], set[str]] = defaultdict(set)
    for gold, base in zip(article.names, bases, strict=True):
        key = (base, ENTITY_TYPES[gold.label])
        counts[key] += max(1, article.text.count(gold.form))
        spelt[key].add(gold.form)
    meant = entities(
        [
            Name(base, type_, count, frozenset(spelt[base, type_]), order)
            for order, ((base, type_), count) in enumerate(counts.items())
        ]
    )
    return [
        (gold, base, meant[base, ENTITY_TYPES[gold.label]]) for gold, base in zip(article.names, bases, strict=True)
    ]


def base_form_accuracy(resolved: Iterable[Resolved]) -> dict[EntityType, float]:
    """For every type the share of forms whose base form is right, ignoring case and the width of white space."""
    right: Counter[EntityType] = Counter()
    total: Counter[EntityType] = Counter()
    for one in resolved:
        type_ = ENTITY_TYPES[one.gold.label]
        total[type_] += 1
        right[type_] += _plain(one.base) == _plain(one.gold.base)
    return {type_: right[type_] / total[type_] for type_ in total}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]]) -> Rates:
    """B-cubed precision, recall and F1 (Bagga and Baldwin 1998) of items given as (cluster found, gold cluster)."""
    found = Counter(one for one, _ in pairs)
    gold = Counter(other for _, other in pairs)
    both = Counter(pairs)
    total = len(pairs)
    if not total:
        return Rates(0.0, 0.0, 0.0)
    precision = sum(count * count / found[one] for (one, _), count in both.items()) / total
    recall = sum(count * count / gold[other] for (_, other), count in both.items()) / total
    return Rates(precision, recall, 2 * precision * recall / (precision + recall))


def score_names(articles: Iterable[GoldArticle]) -> dict[str, Rates | float]:
    """The measures over all articles: "person base" and such (fractions), "person entities" and such (Rates)."""
    resolved = resolve_forms(articles)
    result: dict[str, Rates | float] = {}
    for type_, accuracy in base_form_accuracy(resolved).items():
        of_type = [one for one in resolved if ENTITY_TYPES[one.gold.label] == type_]
        result[f"{type_} base"] = accuracy
        result[f"{type_} entities"] = b_cubed([(one.entity, one.gold.id) for one in of_type])
    return result
