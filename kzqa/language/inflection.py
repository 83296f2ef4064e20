"""Words that the dictionary does not know, mostly foreign names: which base form may stand behind an inflected form.

The rules are rows of `inflection.tsv` (ending, ending of the base form, tag, prior), after the declension of foreign
names in Polish grammars. A rule proposes; what decides is a form attested elsewhere in the nominative or, without one,
the prior: positive where the ending alone is telling (-owi, -iego), negative where it also ends base forms (-a).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from kzqa.language.dictionary import expand

VOWELS = frozenset("aeiouyąęó")
MIN_STEM = 2
_LONGEST_ENDING = 6


class Reduction(NamedTuple):
    """A base form that an unknown form may belong to, the tag of the form under it, and the rule's prior."""

    base: str
    tag: str
    prior: int


@cache
def _rules() -> dict[str, tuple[tuple[str, str, int], ...]]:
    table: dict[str, list[tuple[str, str, int]]] = {}
    text = Path(__file__).with_name("inflection.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            ending, base, tags, prior = line.split("\t")
            ending, base = ending.removeprefix("-"), base.removeprefix("-")
            table.setdefault(ending, []).extend((base, tag, int(prior)) for tag in expand(tags))
    return {ending: tuple(rows) for ending, rows in table.items()}


@lru_cache(maxsize=20_000)
def reductions(form: str) -> tuple[Reduction, ...]:
    """All base forms that the rules propose, longest ending first; the form itself is not among them.

    Of a form with hyphens (Kasymem-Żomartem) the last part alone is reduced; a form in capitals keeps its capitals.
    """
    stem, hyphen, last = form.rpartition("-")
    shouted = len(last) > 1 and last.isupper()
    word = last.lower() if shouted else last
    found: dict[tuple[str, str], int] = {}
    for length in range(min(_LONGEST_ENDING, len(word) - MIN_STEM), 0, -1):
        for ending, tag, prior in _rules().get(word[-length:], ()):
            base = word[:-length] + ending
            if base != word:
                base = stem + hyphen + (base.upper() if shouted else base)
                found.setdefault((base, tag), prior)
    return tuple(Reduction(base, tag, prior) for (base, tag), prior in found.items())


def nominative(form: str, attested: Callable[[str], int] | None = None) -> str:
    """The likeliest base form of an unknown form.

    `attested` counts how often a form occurs where it stands in the nominative or unmarked (elsewhere in the article
    or the archive). The most frequent attested base wins; without one, the rule with the highest positive prior;
    without that, the form itself.
    """
    proposals = reductions(form)
    if attested is not None:
        counts = {base: attested(base) for base in {proposal.base for proposal in proposals}}
        best = max(counts, key=lambda base: (counts[base], -len(base), base), default=None)
        if best is not None and counts[best] > attested(form) // 4:
            return best
    telling = [proposal for proposal in proposals if proposal.prior > 0]
    return max(telling, key=lambda proposal: proposal.prior).base if telling else form
