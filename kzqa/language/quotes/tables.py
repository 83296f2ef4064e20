"""The cue verbs, source phrases and nouns of `cues.toml`, as sets and mappings for the rules."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from kzqa.language.names.tables import media_nouns

Frame = Literal["that", "that_by", "by", "denied", "direct", "reading", "naming"]
FRAMES: tuple[Frame, ...] = ("that", "that_by", "by", "denied", "direct", "reading", "naming")


class Tables(NamedTuple):
    """All tables. Verbs and nouns are lemmas, the other words lowercased forms."""

    verbs: Mapping[str, Frame]
    saying: frozenset[str]
    """The verbs, and those that are verbs of saying together with a noun."""
    reflexive: frozenset[str]
    admissions: frozenset[str]
    support: Mapping[str, frozenset[str]]
    sources: Mapping[str, tuple[str, ...]]
    complementisers: frozenset[str]
    purpose: frozenset[str]
    coordinators: frozenset[str]
    possessives: Mapping[str, str]
    source_pronouns: Mapping[str, str]
    quantifiers: frozenset[str]
    relatives: frozenset[str]
    partitives: frozenset[str]
    institutions: frozenset[str]
    media: frozenset[str]
    media_names: frozenset[str]
    people: frozenset[str]
    documents: frozenset[str]
    titles: frozenset[str]
    times: frozenset[str]
    person_anaphors: frozenset[str]
    institution_anaphors: frozenset[str]
    offices: tuple[frozenset[str], ...]


@cache
def tables() -> Tables:
    """The tables, read once. `sources` is keyed by the last word of the phrase, which stands before the genitive."""
    raw = tomllib.loads(resources.files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    words, nouns = raw["words"], raw["nouns"]
    phrases = [tuple(phrase.split()) for phrase in raw["sources"]["phrases"]]
    verbs = {lemma: frame for frame in FRAMES for lemma in raw["verbs"][frame]}
    return Tables(
        verbs=verbs,
        saying=frozenset(verbs) | frozenset(raw["support"]),
        reflexive=frozenset(raw["reflexive"]["always"]),
        admissions=frozenset(raw["reflexive"]["admissions"]),
        support={verb: frozenset(found) for verb, found in raw["support"].items()},
        sources={phrase[-1]: phrase for phrase in phrases},
        complementisers=frozenset(words["complementisers"]),
        purpose=frozenset(words["purpose"]),
        coordinators=frozenset(words["coordinators"]),
        possessives=words["possessives"],
        source_pronouns=words["source_pronouns"],
        quantifiers=frozenset(words["quantifiers"]),
        relatives=frozenset(words["relatives"]),
        partitives=frozenset(words["partitives"]),
        institutions=frozenset(nouns["institutions"]) | media_nouns(),
        media=media_nouns(),
        media_names=frozenset(nouns["media_names"]),
        people=frozenset(nouns["people"]),
        documents=frozenset(nouns["documents"]),
        titles=frozenset(nouns["titles"]),
        times=frozenset(nouns["times"]),
        person_anaphors=frozenset(nouns["person_anaphors"]),
        institution_anaphors=frozenset(nouns["institution_anaphors"]),
        offices=tuple(frozenset(row) for row in raw["offices"]["same"]),
    )
