"""Which mentions of one article mean the same: full name, surname, initials, acronym, other spellings.

Works on distinct base forms, in a few passes from the sure to the likely; a name that fits two entities goes to the
one that the article speaks of more. Nicknames, kinship and metonymy (the Kremlin for Russia) are not resolved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kzqa.language.geography import countries_of
from kzqa.language.names.similarity import (
    abbreviates,
    acronym_of,
    fold,
    is_first_name,
    near,
    possible_bases,
    same_first_name,
    words_of,
)
from kzqa.language.names.tables import name_heads
from kzqa.model import EntityType

_MANY = 300


class Name(NamedTuple):
    """A distinct name of an article: base form, type, how often, the forms it has, its place in order of mention."""

    base: str
    type: EntityType
    mentions: int
    forms: frozenset[str]
    order: int


class _Groups:
    """Disjoint sets of names by index, with the number of mentions of each."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._parent = list(range(len(names)))
        self._mentions = [name.mentions for name in names]

    def find(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, left: int, right: int) -> None:
        left, right = sorted((self.find(left), self.find(right)))
        if left != right:
            self._parent[right] = left
            self._mentions[left] += self._mentions[right]

    def mentions(self, index: int) -> int:
        """How often the group of a name is mentioned."""
        return self._mentions[self.find(index)]


def entities(names: Sequence[Name], expansions: Iterable[tuple[str, str]] = ()) -> dict[tuple[str, EntityType], str]:
    """For every (base form, type) the fullest name of the entity that it means.

    `expansions` holds pairs of base forms of which the text itself says that they are one: "Organizacja Układu o
    Bezpieczeństwie Zbiorowym (ODKB)".
    """
    groups = _Groups(names)
    by_base = {(name.base, name.type): index for index, name in enumerate(names)}
    _join_same(names, groups)
    for left, right in expansions:
        first, second = by_base.get((left, "organisation")), by_base.get((right, "organisation"))
        if first is not None and second is not None:
            groups.join(first, second)
    members: dict[EntityType, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        members[name.type].append(index)
    _join_persons(names, members["person"], groups)
    _join_places(names, members["place"], groups)
    _join_organisations(names, members["organisation"], groups)
    clusters: dict[int, list[Name]] = defaultdict(list)
    for index, name in enumerate(names):
        clusters[groups.find(index)].append(name)
    fullest = {root: _fullest(cluster) for root, cluster in clusters.items()}
    return {(name.base, name.type): fullest[groups.find(index)] for index, name in enumerate(names)}


def _join_same(names: Sequence[Name], groups: _Groups) -> None:
    """Names of one type that differ in capitals, diacritics, hyphens and full stops alone."""
    seen: dict[tuple[EntityType, tuple[str, ...]], int] = {}
    for index, name in enumerate(names):
        first = seen.setdefault((name.type, words_of(name.base)), index)
        if first != index:
            groups.join(first, index)


def _fullest(cluster: Sequence[Name]) -> str:
    """The name to call an entity by: no acronym, many words but not a rare long one, frequent, in the text, early."""

    def rank(name: Name) -> tuple[bool, int, int, int, bool, int]:
        words = len(words_of(name.base))
        acronym = name.base.isupper() and len(name.base) <= 6
        full = min(words, 2) if name.type == "person" else min(words, 3)
        return (not acronym, full - _initials_in(name.base), name.mentions, words, name.base in name.forms, -name.order)

    return max(cluster, key=rank).base if len(cluster) > 1 else cluster[0].base


def _initials_in(base: str) -> int:
    return sum(len(word) == 2 and word.endswith(".") for word in base.split())


def _join_persons(names: Sequence[Name], members: list[int], groups: _Groups) -> None:
    full = [index for index in members if len(words_of(names[index].base)) > 1]
    single = [index for index in members if len(words_of(names[index].base)) == 1]
    by_surname: dict[str, list[int]] = defaultdict(list)
    for index in full:
        for surname in _last_words(names[index]):
            by_surname[surname].append(index)
    for shared in by_surname.values():
        _join_pairs(shared[:_MANY], groups, lambda a, b: _same_person(names[a].base, names[b].base))
    if len(full) <= _MANY:
        _join_pairs(full, groups, lambda a, b: _misspelt(names[a].base, names[b].base))
    by_first: dict[str, list[int]] = defaultdict(list)
    for index in full:
        by_first[words_of(names[index].base)[0]].append(index)
    loose = []
    for index in single:
        candidates = {other for base in _bases(names[index]) for other in by_surname.get(base, ())}
        if not candidates and is_first_name(names[index].base):
            candidates = set(by_first.get(fold(names[index].base), ()))
        if not candidates and len(full) <= _MANY:
            word = names[index].base
            candidates = {other for other in full if near(word, words_of(names[other].base)[-1])}
        if candidates:
            groups.join(index, max(candidates, key=lambda other: (groups.mentions(other), -names[other].order)))
        else:
            loose.append(index)
    by_base: dict[str, int] = {}
    for index in loose:
        by_base.setdefault(fold(names[index].base), index)
    for index in loose:
        for base in _bases(names[index]):
            if base in by_base and by_base[base] != index:
                groups.join(index, by_base[base])
    if len(loose) <= _MANY:
        _join_pairs(loose, groups, lambda a, b: near(names[a].base, names[b].base))


def _join_pairs(members: Sequence[int], groups: _Groups, same: Callable[[int, int], bool]) -> None:
    for position, left in enumerate(members):
        for right in members[position + 1 :]:
            if groups.find(left) != groups.find(right) and same(left, right):
                groups.join(left, right)


def _bases(name: Name) -> frozenset[str]:
    """What the single word of a name may be in the base form: as resolved, and as its inflected forms allow."""
    found = {fold(name.base)}
    for form in name.forms:
        found |= possible_bases(form)
    return frozenset(found)


def _last_words(name: Name) -> frozenset[str]:
    words = words_of(name.base)
    found = {words[-1]}
    last = name.base.rpartition(" ")[2]
    if "-" in last:
        found.add(fold(last))
    for form in name.forms:
        ending = form.split()[-1:] if len(form.split()) > 1 else []
        found |= {base for word in ending for base in possible_bases(word)}
    return frozenset(found)


def _same_person(left: str, right: str) -> bool:
    """Two full names with one surname: no first names that contradict each other, initials included."""
    a, b = words_of(left)[:-1], words_of(right)[:-1]
    if not a or not b:
        return True
    shorter, longer = sorted((a, b), key=len)
    return all(any(same_first_name(one, other) for other in longer) for one in shorter)


def _misspelt(left: str, right: str) -> bool:
    """Two full names of as many words, all of them equal or nearly so."""
    a, b = words_of(left), words_of(right)
    return len(a) == len(b) and all(one == other or near(one, other) for one, other in zip(a, b, strict=True))


def _same_phrase(left: str, right: str) -> bool:
    return _misspelt(left, right) or abbreviates(left, right) or abbreviates(right, left)


def _join_places(names: Sequence[Name], members: list[int], groups: _Groups) -> None:
    """One country under several names (USA), and typing errors and abbreviations in those of several words."""
    seen: dict[str, int] = {}
    for index in members:
        base = names[index].base.casefold()
        for country in countries_of(base):
            if base in {word.casefold() for word in (country.name, *country.aliases)}:
                groups.join(seen.setdefault(country.name, index), index)
                break
    several = [index for index in members if " " in names[index].base or "." in names[index].base]
    if len(several) <= _MANY:
        _join_pairs(several, groups, lambda a, b: _same_phrase(names[a].base, names[b].base))


def _join_organisations(names: Sequence[Name], members: list[int], groups: _Groups) -> None:
    acronyms = [index for index in members if " " not in names[index].base and names[index].base[:2].isupper()]
    longer = [index for index in members if " " in names[index].base]
    for index in acronyms:
        fitting = [other for other in longer if acronym_of(names[index].base, names[other].base)]
        if fitting:
            groups.join(index, max(fitting, key=lambda other: (groups.mentions(other), -names[other].order)))
    if len(longer) <= _MANY:
        _join_pairs(longer, groups, lambda a, b: _same_phrase(names[a].base, names[b].base))
    by_head: dict[str, set[int]] = defaultdict(set)
    for index in longer:
        by_head[words_of(names[index].base)[0]].add(groups.find(index))
    for index in members:
        word = names[index].base
        if " " in word or index in acronyms:
            continue
        fuller = {groups.find(root) for root in by_head.get(fold(word), ())}
        if len(fuller) == 1 and word.lower() in name_heads():
            groups.join(index, fuller.pop())
        elif fold(word).endswith("s"):
            bare = [other for other in members if fold(names[other].base) == fold(word)[:-1]]
            for other in bare:
                groups.join(index, other)
