"""The writer's side of the lexicon: which term each form stands for, how often forms and terms occur.

A form stands for the one of its candidates with the greatest weight, frozen when the form is first seen and settled
when an index run ends (see `kzqa.archive.settle`), so that passages and questions agree at any moment. A form that
occurs n times in passages gives each of its c candidates n * 60 / c of weight.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from kzqa.language.terms import candidates, fold

SHARES = 60
"""What one occurrence gives to a form's candidates together: most numbers of candidates divide it."""
_CACHED = 100_000
_PER_QUERY = 500
_Item = TypeVar("_Item", int, str)


class Vocabulary:
    """Counts are gathered in memory and written by `flush`, within the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._terms: dict[str, int] = {}
        self._options: dict[str, tuple[int, ...]] = {}
        """Of the known forms: the row id of the term that each stands for, and those of all that it may stand for."""
        self._strings: dict[str, int] = {}
        self._forms: Counter[str] = Counter()
        self._passages: Counter[int] = Counter()

    def count(self, forms: Iterable[str], sign: int = 1) -> None:
        """Occurrences of forms in passages (`sign` -1: that are gone)."""
        _count(self._forms, forms, sign)

    def count_passages(self, terms: Iterable[int], sign: int = 1) -> None:
        """The distinct terms of one passage that came (`sign` -1: went)."""
        _count(self._passages, terms, sign)

    def terms(self, forms: Sequence[str]) -> list[int]:
        """The terms of forms that `flush` has made known."""
        try:
            return list(map(self._terms.__getitem__, forms))
        except KeyError:
            self._fetch(forms)
        return list(map(self._terms.__getitem__, forms))

    def flush(self) -> None:
        """Write all counts; choose the terms of forms that were not known, by all the weights there are by now."""
        new = self._update_forms()
        weights = self._weights([option for _, _, options in new if len(options) > 1 for option in options])
        chosen = []
        for form, count, options in new:
            term = options[0] if len(options) == 1 else heaviest(options, weights.__getitem__)
            folded = fold(form)
            chosen.append(
                (form, folded if folded != form else None, count, term, _join(options) if len(options) > 1 else None)
            )
            self._terms[form], self._options[form] = term, options
        self._connection.executemany("INSERT INTO form VALUES (?, ?, ?, ?, ?)", chosen)
        self._connection.executemany(
            "UPDATE term SET passages = passages + ? WHERE id = ?",
            [(number, term) for term, number in sorted(self._passages.items()) if number],
        )
        self._passages.clear()

    def choose(self, terms: Mapping[str, int]) -> None:
        """Let forms stand for other terms of their candidates, given by row id."""
        self._connection.executemany(
            "UPDATE form SET term = ? WHERE form = ?", [(term, form) for form, term in terms.items()]
        )
        self._terms.update((form, term) for form, term in terms.items() if form in self._terms)

    def forget(self) -> None:
        """Drop what is cached and gathered, after a transaction that did not come about or dropped rows."""
        self._terms.clear()
        self._options.clear()
        self._strings.clear()
        self._forms.clear()
        self._passages.clear()

    def intern(self, text: str) -> int:
        """The row id of a string in the table `string`."""
        found = self._strings.get(text)
        return self.intern_all((text,))[text] if found is None else found

    def intern_all(self, texts: Iterable[str]) -> dict[str, int]:
        """The row ids of strings; those that are new get theirs in the order given."""
        wanted = list(dict.fromkeys(texts))
        missing = [text for text in wanted if text not in self._strings]
        if len(self._strings) + len(missing) > _CACHED:
            self._strings.clear()
            missing = wanted
        found = dict(self._select("SELECT text, id FROM string WHERE text IN", missing))
        new = self._numbered("string", [text for text in missing if text not in found])
        self._connection.executemany("INSERT INTO string (text, id) VALUES (?, ?)", new.items())
        self._strings.update(found | new)
        return {text: self._strings[text] for text in wanted}

    def _numbered(self, table: str, texts: Iterable[str]) -> dict[str, int]:
        """The row ids that SQLite would give to new rows."""
        last = self._connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
        return {text: last + number for number, text in enumerate(texts, 1)}

    def _update_forms(self) -> list[tuple[str, int, tuple[int, ...]]]:
        """Write the counts of forms and the weights of their candidates; return the new forms with their candidates."""
        changed = {form: count for form, count in self._forms.items() if count}
        self._forms.clear()
        self._fetch(list(changed))
        texts = {form: candidates(form) for form in changed if form not in self._options}
        ids = self._term_ids(dict.fromkeys(text for options in texts.values() for text in options))
        weights: dict[int, int] = defaultdict(int)
        new, known = [], []
        for form, count in changed.items():
            options = self._options.get(form)
            if options is None:
                options = tuple([ids[text] for text in texts[form]])
                new.append((form, count, options))
            else:
                known.append((count, form))
            share = count * max(SHARES // len(options), 1)
            for option in options:
                weights[option] += share
        self._connection.executemany("UPDATE form SET count = count + ? WHERE form = ?", known)
        self._connection.executemany(
            "UPDATE term SET weight = weight + ? WHERE id = ?", [(add, term) for term, add in sorted(weights.items())]
        )
        return new

    def _term_ids(self, texts: Iterable[str]) -> dict[str, int]:
        """The row ids of terms; those that the archive does not know are written."""
        wanted = list(texts)
        found = dict(self._select("SELECT text, id FROM term WHERE text IN", wanted))
        new = self._numbered("term", [text for text in wanted if text not in found])
        self._connection.executemany("INSERT INTO term (text, id, weight, passages) VALUES (?, ?, 0, 0)", new.items())
        return found | new

    def _weights(self, terms: Iterable[int]) -> dict[int, int]:
        return dict(self._select("SELECT id, weight FROM term WHERE id IN", sorted(set(terms))))

    def _select(self, query: str, items: Sequence[_Item]) -> Iterator[Any]:
        """The rows of a query that ends in IN, for any number of items."""
        for begin in range(0, len(items), _PER_QUERY):
            some = items[begin : begin + _PER_QUERY]
            yield from self._connection.execute(f"{query} ({', '.join('?' * len(some))})", some)

    def _fetch(self, forms: Sequence[str]) -> None:
        missing = list(set(forms).difference(self._terms))
        if len(self._terms) + len(missing) > _CACHED:
            self._terms.clear()
            self._options.clear()
            missing = list(set(forms))
        for form, term, options in self._select("SELECT form, term, candidates FROM form WHERE form IN", missing):
            self._terms[form] = term
            self._options[form] = tuple(map(int, options.split())) if options else (term,)


def heaviest(options: Sequence[int], weight: Callable[[int], int]) -> int:
    """The candidate with the greatest weight, the first in the order of `candidates` where several have it."""
    return max(options, key=weight)


def _count(counts: Counter[_Item], items: Iterable[_Item], sign: int) -> None:
    if sign == 1:  # almost always; `update` counts much faster than a loop
        counts.update(items)
    else:
        counts.subtract(items)


def _join(options: Iterable[int]) -> str:
    return " ".join(map(str, options))
