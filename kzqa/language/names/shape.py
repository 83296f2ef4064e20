"""What a word of a name looks like: an acronym, a particle or numeral that never changes, a word in capitals."""

from __future__ import annotations

from functools import lru_cache

from kzqa.language.names.readings import analyse
from kzqa.language.names.tables import first_names, particles


@lru_cache(maxsize=50_000)
def constant(word: str) -> bool:
    """Whether a word of a name never changes: a particle, a numeral, an initial, an acronym, an abbreviation."""
    if word in particles() or (word[:1].islower() and word.lower() in particles()):
        return True
    if not any(character.isalpha() for character in word) or word.endswith("."):
        return True
    if len(word) == 1:
        return True
    return is_acronym(word) and not _shouted(word)


def _shouted(word: str) -> bool:
    """Whether a word in capitals is an ordinary name or noun rather than an acronym."""
    if not word.isupper() or len(word) < 4:
        return False
    as_name = word.capitalize()
    return not analyse(word) and bool(analyse(as_name) or as_name in first_names() or len(word) > 5)


@lru_cache(maxsize=50_000)
def is_acronym(word: str) -> bool:
    """Whether a word is written like an acronym: letters of which the last and one more are capitals, or A.B."""
    if word.endswith("."):
        return all(len(part) == 1 for part in word[:-1].split("."))
    return word.isalpha() and word[-1:].isupper() and sum(letter.isupper() for letter in word) > 1
