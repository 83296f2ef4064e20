"""What a single word of a text may be as a part of a name, by the dictionary."""

from __future__ import annotations

from functools import lru_cache

from kzqa.language.dictionary import analyse
from kzqa.language.geography import country_of

_ADJECTIVES = frozenset({"adj", "ppas", "pact", "adv", "adja"})


@lru_cache(maxsize=50_000)
def only_adjective(word: str) -> bool:
    known = analyse(word)
    return bool(known) and all(reading.tag.split(":")[0] in _ADJECTIVES for reading in known)


@lru_cache(maxsize=50_000)
def may_be_adjective(word: str) -> bool:
    return any(reading.tag.startswith("adj") for reading in analyse(word))


@lru_cache(maxsize=50_000)
def is_common_word(word: str) -> bool:
    """Whether a word with a capital is in the dictionary in small letters alone, as at the start of a sentence."""
    known = analyse(word)
    return bool(known) and all(reading.lemma.islower() and not reading.names for reading in known)


@lru_cache(maxsize=50_000)
def is_inhabitant(word: str) -> bool:
    people = [reading for reading in analyse(word) if reading.tag.startswith(("subst", "depr"))]
    for reading in people:
        country = country_of(reading.lemma)
        if country is not None and reading.lemma in (*country.men, *country.women):
            return not any("geograficzn" in name for other in people for name in other.names)
    return False


@lru_cache(maxsize=50_000)
def is_geographic(word: str) -> bool:
    return any("geograficzn" in name for reading in analyse(word) for name in reading.names)
