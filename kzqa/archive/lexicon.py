"""The reader's side of the lexicon: which term a form stands for, and which forms the archive knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kzqa.language.terms import candidates, fold, forms, normal

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_PER_QUERY = 500
_CACHED = 50_000


class Lexicon:
    """Forms are taken in any case; terms and forms are given in lower case."""

    def __init__(self, rows: Callable[[str, Sequence[str]], list[Any]]) -> None:
        """`rows` runs a query with its parameters on the archive and gives all rows."""
        self._rows = rows
        self._terms: dict[str, str] = {}

    def term(self, form: str) -> str:
        """The index term of a form: as passages have it or, for a form that no passage holds, the heaviest of its
        candidates in the archive, or its first candidate where the archive knows none of them."""
        return self.terms((form,))[normal(form)]

    def terms(self, forms: Iterable[str]) -> dict[str, str]:
        """The terms of forms (in lower case), by `term`."""
        wanted = {normal(form) for form in forms}
        missing = [form for form in wanted if form not in self._terms]
        if len(self._terms) + len(missing) > _CACHED:
            self._terms.clear()
            missing = list(wanted)
        for some in _portions(missing):
            marks = ", ".join("?" * len(some))
            self._terms.update(
                self._rows(
                    f"SELECT form, text FROM form JOIN term ON term.id = form.term WHERE form IN ({marks})", some
                )
            )
        for form in missing:
            if form not in self._terms:
                self._terms[form] = self._guess(form)
        return {form: self._terms[form] for form in wanted}

    def sequence(self, text: str) -> tuple[str, ...]:
        """The terms of a text's words, in order."""
        words = forms(text)
        terms = self.terms(words)
        return tuple(terms[word] for word in words)

    def knows(self, form: str) -> bool:
        """Whether a form stands in some passage."""
        return bool(self._rows("SELECT 1 FROM form WHERE form = ? AND count > 0", (normal(form),)))

    def frequency(self, term: str) -> int:
        """The number of passages that hold a term."""
        return self.frequencies((term,)).get(term, 0)

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """The number of passages that hold each of the terms; those that none holds are left out."""
        found: dict[str, int] = {}
        for some in _portions(sorted(set(terms))):
            marks = ", ".join("?" * len(some))
            found.update(self._rows(f"SELECT text, passages FROM term WHERE text IN ({marks}) AND passages > 0", some))
        return found

    def starting(self, prefix: str) -> list[str]:
        """The terms that begin with `prefix` and stand in some passage, sorted."""
        rows = self._rows(
            "SELECT text FROM term WHERE text >= ? AND text < ? AND passages > 0 ORDER BY text",
            (prefix, prefix + "\U0010ffff"),
        )
        return [row[0] for row in rows]

    def forms_of(self, term: str) -> list[str]:
        """The forms that stand for a term in the archive."""
        rows = self._rows(
            "SELECT form FROM form JOIN term ON term.id = form.term WHERE text = ? AND count > 0 ORDER BY form", (term,)
        )
        return [row[0] for row in rows]

    def forms(self, folded: str) -> list[str]:
        """The archive's forms that are `folded` without diacritics (itself among them), the most frequent first."""
        return self._known((fold(normal(folded)),))

    def similar(self, form: str) -> list[str]:
        """The archive's forms, diacritics apart, that one typing error parts from `form` (a letter left out, added,
        replaced, or two exchanged), the most frequent first. P. Norvig's way: all errors are tried."""
        word = fold(normal(form))
        cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
        errors = {left + right[1:] for left, right in cuts if right}
        errors |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
        errors |= {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
        errors |= {left + letter + right for left, right in cuts for letter in _LETTERS}
        return self._known(sorted(errors - {word, ""}))

    def _known(self, folded: Sequence[str]) -> list[str]:
        found: dict[str, int] = {}
        for some in _portions(folded):
            marks = ", ".join("?" * len(some))
            for column in ("form", "folded"):
                found.update(
                    self._rows(f"SELECT form, count FROM form WHERE {column} IN ({marks}) AND count > 0", some)
                )
        return sorted(found, key=lambda form: (-found[form], form))

    def _guess(self, form: str) -> str:
        options = candidates(form)
        marks = ", ".join("?" * len(options))
        weights = dict(self._rows(f"SELECT text, weight FROM term WHERE text IN ({marks})", options))
        return max(options, key=lambda option: weights.get(option, 0))


def _portions(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[begin : begin + _PER_QUERY] for begin in range(0, len(items), _PER_QUERY))
