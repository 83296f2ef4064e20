"""The base form of a name in any case: Anną-Marią Achmatową is Anna-Maria Achmatowa.

Plural names stay plural. Attested forms decide between the readings of foreign names: Trumpa beside Trump is a
genitive. Nicknames, titles of works and names inside quotation marks are not covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kzqa.language.names.agreement import read_name
from kzqa.language.names.attestation import Attestation
from kzqa.language.names.options import bases_of
from kzqa.language.names.readings import Kind, analyse
from kzqa.language.names.shape import is_acronym
from kzqa.language.names.tables import first_names
from kzqa.model import ENTITY_TYPES, NameLabel

_SEPARATORS = re.compile(r"(\s+|(?<=\w)-(?=\w))")
_ACRONYM_ENDINGS = frozenset(
    ["etu", "etem", "etowi", "ecie", "u", "owi", "em", "ie", "a", "y", "i", "ę", "ą", "ów", "om", "ami", "ach"]
)
_FOREIGN_FUNCTION_WORDS = frozenset({"of", "the", "and", "for", "du", "des", "der", "für", "et", "y", "to"})
_LONGEST = 24
"""Words of the longest name; what is longer is none, and stays as it is."""
_NOTHING_ATTESTED = Attestation()


def base_form(
    form: str,
    *,
    label: NameLabel | None = None,
    gender: str | None = None,
    attested: Mapping[str, int] | Attestation | None = None,
    case: str | None = None,
    number: str | None = None,
) -> str:
    """The name in the nominative, in the number that it has, with the capitals and separators of `form`.

    `label` tells a person from a place or organisation; without one it is guessed. `gender` (m or f) is that of the
    person where it is known. `attested` counts forms of the same article or archive. `case` (nom, gen, ...) and
    `number` (sg, pl) are those that the context asks for; they weigh, but do not decide. White space at the ends is
    dropped.
    """
    support = (
        attested if isinstance(attested, Attestation) else Attestation(attested) if attested else _NOTHING_ATTESTED
    )
    parts = _SEPARATORS.split(form.strip())
    words, separators = [support.spelling(word) for word in parts[::2]], parts[1::2]
    kind: Kind = ENTITY_TYPES[label] if label is not None else guess_kind(words)
    stem, _, ending = form.strip().rpartition("-")
    if ending in _ACRONYM_ENDINGS and (is_acronym(stem) or is_acronym(stem[:-1])):
        return stem
    if len(words) > _LONGEST or (kind == "organisation" and _FOREIGN_FUNCTION_WORDS.intersection(words)):
        return form.strip()
    gains = tuple(support.gains(bases_of(word, kind), word) for word in words)
    best = read_name(tuple(words), tuple(separators), kind, (gender, case, number), gains)
    return "".join(word + separator for word, separator in zip(best, [*separators, ""], strict=True))


def guess_kind(words: Iterable[str]) -> Kind:
    """The likeliest kind of a name by the classes that the dictionary gives its words."""
    kinds: list[Kind] = []
    for word in words:
        classes = {name for analysis in analyse(word) for name in analysis.names}
        if "imię" in classes or word in first_names():
            return "person"
        if any("geograficzn" in name for name in classes):
            kinds.append("place")
        elif "nazwisko" in classes or (word[:1].isupper() and not analyse(word) and not is_acronym(word)):
            kinds.append("person")
        else:
            kinds.append("organisation")
    return kinds[0] if kinds else "organisation"
