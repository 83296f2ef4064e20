"""Roles and offices: whether two descriptions ("szef rządu", "brytyjska premier") may mean one person."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from kzqa.language.dictionary import analyse
from kzqa.language.quotes.tables import tables

_DEPUTY = "wice"


class Role(NamedTuple):
    """A role by lemmas: its head noun, its other words, and the offices (rows of the table, the head) it may name.

    `whole` tells that the head alone does not name the office ("szef rządu"): its words are no attributes then.
    """

    head: str
    attributes: frozenset[str]
    offices: frozenset[str]
    whole: bool


@lru_cache(maxsize=10_000)
def role_of(text: str) -> Role:
    """The role that a noun phrase names."""
    words = _lemmas(text)
    place = next((index for index, (_, noun) in enumerate(words) if noun), 0)
    lemmas = [lemma for lemma, _ in words]
    if not lemmas:
        return Role("", frozenset(), frozenset(), False)
    head, tail = lemmas[place], " ".join(lemmas[place:])
    offices = {head, head.removeprefix(_DEPUTY)}
    attributes = set(lemmas) - {head}
    whole = False
    for number, row in enumerate(_offices()):
        for name in row:
            if tail == name or tail.startswith(name + " "):
                offices.add(f"#{number}")
                if " " in name:
                    whole = True
                    attributes -= set(name.split())
    return Role(head, frozenset(attributes), frozenset(offices), whole)


def likeness(one: Role, other: Role) -> int:
    """How well two roles agree: 0 not at all, 1 by the office alone, one more for every attribute that they share.

    Roles of one office that have different attributes disagree ("rzecznik MSZ", "rzecznik policji").
    """
    if not one.head or not one.offices & other.offices:
        return 0
    shared = one.attributes & other.attributes
    if shared or not one.attributes or not other.attributes or one.whole or other.whole:
        return 1 + len(shared)
    return 0


def names_office(role: Role, *, alone: bool) -> bool:
    """Whether a role is an office of the table: by several words, or by its head if that stands `alone` at its end."""
    return role.whole or (alone and any(office.startswith("#") for office in role.offices))


def _lemmas(text: str) -> list[tuple[str, bool]]:
    """The lemmas of nouns and adjectives, each with whether it is a noun."""
    found = []
    for word in text.split():
        word = word.strip('.,;:()„”"')
        readings = analyse(word) or analyse(word.lower())
        nouns = [reading for reading in readings if reading.tag.startswith(("subst", "depr"))]
        adjectives = [reading for reading in readings if reading.tag.startswith(("adj", "pact", "ppas"))]
        if nouns or adjectives:
            found.append(((nouns or adjectives)[0].lemma.lower(), bool(nouns)))
        elif word and not readings:
            found.append((word.lower(), True))
    return found


@cache
def _offices() -> tuple[frozenset[str], ...]:
    """The table of offices, lemmatised as roles are."""
    return tuple(frozenset(" ".join(lemma for lemma, _ in _lemmas(name)) for name in row) for row in tables().offices)
