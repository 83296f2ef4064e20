"""What the other forms of an article or archive say about the base form of a foreign word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from kzqa.language.inflection import reductions

_ATTESTED = 3.0
_RELATED = 1.0
_MOST_RELATED = 2.0


class Attestation:
    """The forms that stand in one article or archive.

    `forms` counts word forms, in any case, that stand in the same article or archive. A base form is supported when it
    stands there itself, and by every other form that may belong to it.
    """

    def __init__(self, forms: Mapping[str, int] | Iterable[str] = ()) -> None:
        self._forms = frozenset(forms)
        self._related: defaultdict[str, set[str]] = defaultdict(set)
        for form in self._forms:
            if form[:1].isupper():
                for base in _bases(form):
                    self._related[base].add(form)

    def spelling(self, word: str) -> str:
        """A word in small letters with the capitals that it has elsewhere; other words as they are."""
        if not word.islower() or word in self._forms:
            return word
        return next((form for form in (word.capitalize(), word.upper()) if form in self._forms), word)

    def gains(self, bases: Iterable[str], form: str) -> tuple[tuple[str, float], ...]:
        """The base forms that something speaks for, with their `gain`."""
        if not self._forms:
            return ()
        found = ((base, self.gain(base, form)) for base in bases if base in self._related or base in self._forms)
        return tuple((base, gain) for base, gain in found if gain)

    def gain(self, base: str, form: str) -> float:
        """How much cheaper it becomes to read `form` as a form of `base`; 0 where nothing speaks for it."""
        if base == form:
            others = len(self._related.get(base, ()))
            return min(_RELATED * others, _MOST_RELATED)
        own = _ATTESTED if base in self._forms else 0.0
        related = self._related.get(base, ())
        others = len(related) - (form in related)
        return own + min(_RELATED * others, _MOST_RELATED)


@lru_cache(maxsize=50_000)
def _bases(form: str) -> tuple[str, ...]:
    return tuple({proposal.base for proposal in reductions(form) if proposal.tag.startswith("subst:sg")})


NOTHING_ATTESTED = Attestation()
