"""Which names of an archive mean one entity, across its articles.

Joins names that differ in capitals, diacritics or hyphens alone, forms that an article could not reduce ("Emmanuela
Macrona"), initials and left-out middle names, a rare misspelling of a frequent name, acronyms and what they stand for,
a country's names, and a surname alone with the one person of the archive who has it. First names that differ keep
persons apart. The result depends on the set of names and counts alone, not on their order, and every step looks names
up by key, so that the time grows with the number of names (some thousands a second).

Two people of one full name are not told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice, product
from typing import NamedTuple

from kzqa.language.geography import countries_of, institutions_of
from kzqa.language.names.readings import FEMININE_SURNAMES
from kzqa.language.names.similarity import abbreviates, near, possible_bases, same_first_name, words_of
from kzqa.language.names.tables import name_heads
from kzqa.model import ENTITY_TYPES, EntityType, NameLabel

_DOMINANT = 0.8
"""The share of a surname's full-name mentions that one person needs to own the surname alone."""
_MISSPELT = 10
"""How many times more frequent a name has to be for a rare one to count as its misspelling."""
_COMBINATIONS = 64


class ArticleEntity(NamedTuple):
    """An entity as one article, or several with the same name for it, know it.

    `name` is `Mention.entity`, `mentions` their number, `spellings` the base forms that went into it; `written` counts
    the mentions that are the name itself and no shorter or other form: a slip that stands once for a whole article
    does not outweigh how the other articles write the name.
    """

    name: str
    label: NameLabel
    mentions: int
    spellings: tuple[str, ...] = ()
    written: int = 0


class _Type:
    """The names of one type: folded key to count, spelling to show, and the group as a disjoint set over keys."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, ...]] = Counter()
        self.shown: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        self.acronyms: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        self.parent: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, entity: ArticleEntity) -> None:
        key = words_of(entity.name)
        self.counts[key] += entity.mentions
        self.shown[key][entity.name] += entity.written or 1
        self.parent.setdefault(key, key)
        for spelling in entity.spellings:
            if _is_acronym(spelling) and not _is_acronym(entity.name):
                self.acronyms[spelling.casefold()][key] += entity.mentions

    def find(self, key: tuple[str, ...]) -> tuple[str, ...]:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def join(self, left: tuple[str, ...], right: tuple[str, ...]) -> None:
        left, right = self.find(left), self.find(right)
        if left != right:
            self.parent[max(left, right)] = min(left, right)

    def ordered(self) -> list[tuple[str, ...]]:
        return sorted(self.counts, key=lambda key: (-self.counts[key], key))

    def name(self, key: tuple[str, ...]) -> str:
        """The spelling of a key that is written most often."""
        return min(self.shown[key], key=lambda name: (-self.shown[key][name], name))


def link(entities: Iterable[ArticleEntity]) -> dict[tuple[str, NameLabel], str]:
    """For every (name, label) the name of the entity that it belongs to in the whole archive.

    Names of one type (person, place, organisation) that map to one name are one entity; the others map to their own.
    """
    types: dict[EntityType, _Type] = defaultdict(_Type)
    keys: dict[tuple[str, NameLabel], tuple[EntityType, tuple[str, ...]]] = {}
    for entity in entities:
        type_ = ENTITY_TYPES[entity.label]
        types[type_].add(entity)
        keys[entity.name, entity.label] = (type_, words_of(entity.name))
    for type_, names in types.items():
        _join_inflected(names, type_)
        if type_ == "person":
            _join_persons(names)
        else:
            _join_known(names, type_)
            _join_shortened(names, type_)
        _join_misspelt(names)
    shown = {type_: _display(names) for type_, names in types.items()}
    return {found: shown[type_][types[type_].find(key)] for found, (type_, key) in keys.items()}


def _is_acronym(name: str) -> bool:
    return " " not in name and len(name) <= 8 and sum(letter.isupper() for letter in name) >= 2


def _join_inflected(names: _Type, type_: EntityType) -> None:
    """A name all of whose words may be forms of another name's words, where that one is at least as frequent."""
    for key in names.ordered():
        shown = names.name(key).replace("-", " ").split()
        if len(shown) != len(key) or len(key) > 4 or not all(word[:1].isupper() for word in shown):
            continue
        if type_ == "person" and shown[-1].endswith(FEMININE_SURNAMES):
            continue
        options = [sorted(possible_bases(word) - {folded}) or [folded] for word, folded in zip(shown, key, strict=True)]
        if any(option == [word] and word[-1] not in "aeiouy" for option, word in zip(options, key, strict=True)):
            continue
        fitting = [
            base
            for base in islice(product(*options), _COMBINATIONS)
            if base != key and names.counts.get(base, 0) >= names.counts[key]
        ]
        if fitting:
            names.join(key, min(fitting, key=lambda base: (-names.counts[base], base)))


def _join_persons(names: _Type) -> None:
    by_surname: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in names.ordered():
        if len(key) > 1:
            by_surname[key[-1]].append(key)
    for full in by_surname.values():
        _join_compatible(names, full)
    for key in names.ordered():
        if len(key) == 1:
            owner = _owner(names, by_surname.get(key[0], ()))
            if owner is not None:
                names.join(key, owner)


def _join_compatible(names: _Type, full: list[tuple[str, ...]]) -> None:
    """Full names with one surname, most frequent first: each joins the only group whose first names allow it."""
    leaders: list[tuple[str, ...]] = []
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in full:
        first = key[0]
        fitting = [leader for leader in by_first[first[0]] if _compatible(key, leader)]
        groups = {names.find(leader) for leader in fitting}
        if len(groups) == 1:
            names.join(key, fitting[0])
        elif not groups or len(first) > 1:
            leaders.append(key)
            by_first[first[0]].append(key)


def _compatible(key: tuple[str, ...], leader: tuple[str, ...]) -> bool:
    given, others = key[:-1], leader[:-1]
    shorter, longer = sorted((given, others), key=len)
    if not same_first_name(shorter[0], longer[0]):
        return False
    return all(any(same_first_name(one, other) for other in longer) for one in shorter)


def _owner(names: _Type, full: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The group that has most of a surname's mentions in full, if it has nearly all of them."""
    shares: Counter[tuple[str, ...]] = Counter()
    for key in full:
        shares[names.find(key)] += names.counts[key]
    if not shares:
        return None
    group = min(shares, key=lambda root: (-shares[root], root))
    return group if shares[group] >= _DOMINANT * shares.total() else None


def _join_known(names: _Type, type_: EntityType) -> None:
    """A country's names, and acronyms with what they stand for: by the articles' own word, else by the tables."""
    countries: dict[str, tuple[str, ...]] = {}
    for key in names.ordered():
        shown = names.name(key)
        if type_ == "place":
            for country in countries_of(shown)[:1]:
                if shown.casefold() in {word.casefold() for word in (country.name, *country.aliases)}:
                    names.join(countries.setdefault(country.name, key), key)
        elif _is_acronym(shown):
            told: Mapping[tuple[str, ...], int] = names.acronyms.get(shown.casefold(), {})
            if told:
                names.join(key, min(told, key=lambda full: (-told[full], full)))
                continue
            for institution in institutions_of(shown):
                full = words_of(institution.name)
                if institution.acronym == shown and full in names.counts:
                    names.join(key, full)


def _join_shortened(names: _Type, type_: EntityType) -> None:
    """Cut words (W. Brytania), and a head alone that nearly always stands in one organisation's name (Unia)."""
    by_end: dict[tuple[int, str], list[tuple[str, ...]]] = defaultdict(list)
    by_head: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in names.ordered():
        if len(key) > 1:
            by_head[key[0]].append(key)
            for end in (key[0], key[-1]):
                if len(by_end[len(key), end]) < _COMBINATIONS:
                    by_end[len(key), end].append(key)
    for key in names.ordered():
        shown = names.name(key)
        if len(key) > 1 and "." in shown:
            candidates = dict.fromkeys([*by_end[len(key), key[0]], *by_end[len(key), key[-1]]])
            full = next((other for other in candidates if abbreviates(shown, names.name(other))), None)
        elif type_ == "organisation" and shown[:1].isupper() and shown.lower() in name_heads():
            full = _owner(names, by_head.get(key[0], ()))
            full = full if full is not None and names.counts[full] >= names.counts[key] else None
        else:
            continue
        if full is not None:
            names.join(key, full)


def _join_misspelt(names: _Type) -> None:
    """A rare name of several words joins a far more frequent one that differs in the spelling of one word."""
    slots: dict[tuple[int, tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
    for key in names.ordered():
        if len(key) < 2:
            continue
        count = names.counts[key]
        for place in range(len(key)):
            slot = (place, key[:place] + key[place + 1 :])
            for other in slots[slot]:
                if names.counts[other] < _MISSPELT * count:
                    break
                if near(other[place], key[place]):
                    names.join(key, other)
                    break
            if len(slots[slot]) < _COMBINATIONS:
                slots[slot].append(key)


def _display(names: _Type) -> dict[tuple[str, ...], str]:
    """For every group the name to show: full rather than short, no acronym, then the most frequent."""
    groups: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key in names.counts:
        groups[names.find(key)].append(key)

    def rank(key: tuple[str, ...]) -> tuple[bool, int, int, tuple[str, ...]]:
        shown = names.name(key)
        given = sum(len(word) > 1 for word in key)
        return (_is_acronym(shown), -min(given, 2), -names.counts[key], key)

    return {root: names.name(min(members, key=rank)) for root, members in groups.items()}
