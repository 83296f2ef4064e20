"""Morfeusz 2 with SGJP, the inflectional dictionary of Polish, behind two cached functions. Needs no spaCy."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from morfeusz2 import Morfeusz


_UNKNOWN = "\ufffd"  # the replacement character, of which Morfeusz complains on stderr


class Analysis(NamedTuple):
    """One reading of a word form.

    `lemma` stands without Morfeusz's homonym marks (Warszawa, not Warszawa:Sf); `tag` is a full NKJP tag with one
    value per category; `names` are the dictionary's name classes (imię, nazwisko, nazwa_geograficzna, ...).
    """

    lemma: str
    tag: str
    names: frozenset[str]


@cache
def _analyser() -> Morfeusz:
    from morfeusz2 import Morfeusz

    return Morfeusz(generate=False, separate_numbering=True, whitespace=302)


@cache
def _generator() -> Morfeusz:
    """Apart from the analyser: few questions generate forms, and what that takes is 10 MB of memory."""
    from morfeusz2 import Morfeusz

    return Morfeusz(analyse=False, separate_numbering=True, whitespace=302)


@lru_cache(maxsize=30_000)
def analyse(form: str) -> tuple[Analysis, ...]:
    """The readings of one word form, in the dictionary's order; empty for a word that it does not know.

    A form that Morfeusz takes apart (poszedłem = poszedł + em) has the readings of its first segment.
    """
    if not form or form.isspace() or _UNKNOWN in form:
        return ()
    readings: dict[Analysis, None] = {}
    for start, _, (_, lemma, tag, names, _) in _analyser().analyse(form):
        if start == 0 and tag != "ign":
            lemma, classes = intern(_bare(lemma)), _classes(tuple(names))
            for single in expand(tag):
                readings[Analysis(lemma, single, classes)] = None
    return tuple(readings)


@cache
def _classes(names: tuple[str, ...]) -> frozenset[str]:
    """The name classes, one object for all words: most have none."""
    return frozenset(names) - {"nazwa_pospolita"}


def _bare(lemma: str) -> str:
    """A lemma without the mark that tells homonyms apart; the colon itself stays."""
    return lemma.partition(":")[0] or lemma


def lemmas_of(form: str) -> set[str]:
    """The lemmas of one word form alone, which is much faster than all its readings; empty for an unknown word."""
    if _UNKNOWN in form:
        return set()
    return {
        _bare(lemma) for start, _, (_, lemma, tag, _, _) in _analyser().analyse(form) if start == 0 and tag != "ign"
    }


@cache
def expand(tag: str) -> tuple[str, ...]:
    """A tag with alternatives (subst:sg:dat.loc:f) as single tags (subst:sg:dat:f, subst:sg:loc:f)."""
    return tuple(":".join(values) for values in product(*(part.split(".") for part in tag.split(":"))))


@lru_cache(maxsize=5_000)
def generate(lemma: str) -> tuple[tuple[str, str, str], ...]:
    """All forms of a lemma as (form, lemma, tag with alternatives); empty for a lemma that Morfeusz does not know."""
    return tuple((form, _bare(found), tag) for form, found, tag, _, _ in _generator().generate(lemma) if tag != "ign")
