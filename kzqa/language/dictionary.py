"""Morfeusz 2 with SGJP, the inflectional dictionary of Polish, behind two cached functions. Needs no spaCy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from sys import intern
from typing import Any, NamedTuple

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
def _analyser() -> Any:
    """What `Morfeusz` wraps: the wrapper spells out labels and tags of every reading, half of an analysis's time."""
    from morfeusz2 import Morfeusz

    return Morfeusz(generate=False, separate_numbering=True, whitespace=302)._morfeusz_obj


@cache
def _generator() -> Any:
    """Apart from the analyser: few questions generate forms, and what that takes is 10 MB of memory."""
    from morfeusz2 import Morfeusz

    return Morfeusz(analyse=False, separate_numbering=True, whitespace=302)._morfeusz_obj


@lru_cache(maxsize=30_000)
def analyse(form: str) -> tuple[Analysis, ...]:
    """The readings of one word form, in the dictionary's order; empty for a word that it does not know.

    A form that Morfeusz takes apart (poszedłem = poszedł + em) has the readings of its first segment.
    """
    if not form or form.isspace() or _UNKNOWN in form:
        return ()
    readings: dict[Analysis, None] = {}
    for found in _first_segment(form):
        tags, names = _tags(found), _names(found)
        lemma = intern(_bare(found.lemma))
        for tag in tags:
            readings[Analysis(lemma, tag, names)] = None
    return tuple(readings)


def _first_segment(form: str) -> Iterator[Any]:
    """Morfeusz's interpretations of the first segment of a form, unknown words left out."""
    return (found for found in _analyser().analyse(form) if not found.startNode and not found.isIgn())


_single_tags: dict[int, tuple[str, ...]] = {}
_name_classes: dict[int, frozenset[str]] = {}


def _tags(found: Any) -> tuple[str, ...]:
    """The single tags of an interpretation, spelt out once for all words."""
    tags = _single_tags.get(found.tagId)
    if tags is None:
        tags = _single_tags[found.tagId] = expand(found.getTag(_analyser()))
    return tags


def _names(found: Any) -> frozenset[str]:
    """The name classes of an interpretation, one object for all words: most have none."""
    names = _name_classes.get(found.nameId)
    if names is None:
        names = _name_classes[found.nameId] = frozenset(found.getName(_analyser())) - {"nazwa_pospolita"}
    return names


def _bare(lemma: str) -> str:
    """A lemma without the mark that tells homonyms apart; the colon itself stays."""
    return lemma.partition(":")[0] or lemma


def lemmas_of(form: str) -> set[str]:
    """The lemmas of one word form alone, which is much faster than all its readings; empty for an unknown word."""
    if _UNKNOWN in form:
        return set()
    return {_bare(found.lemma) for found in _first_segment(form)}


@cache
def expand(tag: str) -> tuple[str, ...]:
    """A tag with alternatives (subst:sg:dat.loc:f) as single tags (subst:sg:dat:f, subst:sg:loc:f)."""
    return tuple(":".join(values) for values in product(*(part.split(".") for part in tag.split(":"))))


@lru_cache(maxsize=5_000)
def generate(lemma: str) -> tuple[tuple[str, str, str], ...]:
    """All forms of a lemma as (form, lemma, tag with alternatives); empty for a lemma that Morfeusz does not know."""
    return tuple((found.orth, _bare(found.lemma), _tag(found)) for found in _generator().generate(lemma) if found.tagId)


_generated_tags: dict[int, str] = {}


def _tag(found: Any) -> str:
    """The tag of a generated form, spelt out once for all."""
    tag = _generated_tags.get(found.tagId)
    if tag is None:
        tag = _generated_tags[found.tagId] = found.getTag(_generator())
    return tag
