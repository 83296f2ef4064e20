"""The writer's side of the lexicon: which term each form stands for, how often forms and terms occur.

A form stands for the one of its candidates with the greatest weight, frozen when the form is first seen and settled
when an index run ends (see `kzqa.archive.settle`), so that passages and questions agree at any moment. A form that
occurs n times in passages gives each of its c candidates n * 60 / c of weight.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence

from kzqa.language.terms import candidates, fold

SHARES = 60
"""What one occurrence gives to a form's candidates together: most numbers of candidates divide it."""
_CACHED = 300_000
_PER_QUERY = 500


class Vocabulary:
    """Counts are gathered in memory and written by `flush`, within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._terms: dict[str, int] = {}
        self._strings: dict[str, int] = {}
        self._forms: Counter[str] = Counter()
        self._passages: Counter[int] = Counter()

    def count(self, forms: Iterable[str], sign: int = 1) -> None:
        """Occurrences of forms in passages (`sign` -1: that are gone)."""
        for form in forms:
            self._forms[form] += sign

    def count_passages(self, terms: Iterable[int], sign: int = 1) -> None:
        """The distinct terms of one passage that came (`sign` -1: went)."""
        for term in terms:
            self._passages[term] += sign

    def terms(self, forms: Sequence[str]) -> list[int]:
        """The terms of forms that `flush` has made known."""
        self._fetch(forms)
        return [self._terms[form] for form in forms]

    def flush(self) -> None:
        """Write all counts; choose the terms of forms that were not known, by all the weights there are by now."""
        new = self._update_forms()
        chosen = []
        for form, count, options in new:
            term = options[0] if len(options) == 1 else heaviest(options, self._weights(options))
            folded = fold(form)
            chosen.append(
                (form, folded if folded != form else None, count, term, _join(options) if len(options) > 1 else None)
            )
            self._terms[form] = term
        self._connection.executemany("INSERT INTO form VALUES (?, ?, ?, ?, ?)", chosen)
        self._connection.executemany(
            "UPDATE term SET passages = passages + ? WHERE id = ?",
            sorted((number, term) for term, number in self._passages.items() if number),
        )
        self._passages.clear()

    def renew(self) -> None:
        """Drop what is cached, after terms or strings have changed."""
        self._terms.clear()
        self._strings.clear()

    def forget(self) -> None:
        """Drop what is gathered, too, after a transaction that did not come about."""
        self.renew()
        self._forms.clear()
        self._passages.clear()

    def intern(self, text: str) -> int:
        """The row id of a string in the table `string`."""
        found = self._strings.get(text)
        if found is None:
            found = self._row("string", text)
            if len(self._strings) > _CACHED:
                self._strings.clear()
            self._strings[text] = found
        return found

    def _row(self, table: str, text: str) -> int:
        row = self._connection.execute(f"SELECT id FROM {table} WHERE text = ?", (text,)).fetchone()
        if row is not None:
            return int(row[0])
        columns, values = ("text", "?") if table == "string" else ("text, weight, passages", "?, 0, 0")
        return self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", (text,)).lastrowid or 0

    def _update_forms(self) -> list[tuple[str, int, list[int]]]:
        """Write the counts of forms and the weights of their candidates; return the new forms."""
        changed = {form: count for form, count in self._forms.items() if count}
        self._forms.clear()
        self._fetch(list(changed))
        weights: Counter[int] = Counter()
        new = []
        known = []
        for form, count in changed.items():
            options = [self._row("term", candidate) for candidate in candidates(form)]
            for option in options:
                weights[option] += count * (SHARES // len(options))
            if form in self._terms:
                known.append((count, form))
            else:
                new.append((form, count, options))
        self._connection.executemany("UPDATE form SET count = count + ? WHERE form = ?", known)
        self._connection.executemany(
            "UPDATE term SET weight = weight + ? WHERE id = ?", sorted((add, term) for term, add in weights.items())
        )
        return new

    def _weights(self, terms: Sequence[int]) -> dict[int, int]:
        marks = ", ".join("?" * len(terms))
        return dict(self._connection.execute(f"SELECT id, weight FROM term WHERE id IN ({marks})", terms).fetchall())

    def _fetch(self, forms: Sequence[str]) -> None:
        missing = list({form for form in forms if form not in self._terms})
        if len(self._terms) + len(missing) > _CACHED:
            self._terms.clear()
            missing = list(set(forms))
        for begin in range(0, len(missing), _PER_QUERY):
            some = missing[begin : begin + _PER_QUERY]
            marks = ", ".join("?" * len(some))
            self._terms.update(
                self._connection.execute(f"SELECT form, term FROM form WHERE form IN ({marks})", some).fetchall()
            )


def heaviest(options: Sequence[int], weights: dict[int, int]) -> int:
    """The candidate with the greatest weight, the first in the order of `candidates` where several have it."""
    return max(options, key=lambda option: weights.get(option, 0))


def _join(options: Iterable[int]) -> str:
    return " ".join(map(str, options))
