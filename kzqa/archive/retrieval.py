"""BM25 over the archive: the full-text index proposes candidates, Okapi BM25 scores them.

The candidates are scored with the statistics of the whole archive (number of passages, passages that hold a term,
average length), so that the best of them, and their scores, are those that rank_bm25 over all passages finds.
Candidates' own statistics would not do that. The library itself is left to the tests: it imports numpy, which takes as
long as the whole of a cold search.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kzqa.archive.filters import Filters
from kzqa.archive.records import Hit, Statistics
from kzqa.archive.stored import ChunkedText, StoredPassage, forms_of

FREQUENT = 0.1
"""Terms of a greater part of the passages select no candidates where ranking all that they match takes long."""
MANY = 100_000
"""How many matches, of all terms together, are ranked (in about 100 ms)."""
SKIPPED = 3 * MANY
"""How many matches are looked at for those that the filters let through (in about 200 ms)."""
_K1, _B = 1.5, 0.75  # as in rank_bm25: how soon a term counts no more, how much length counts


def idf(passages: int, holding: int) -> float:
    """Inverse document frequency as in Lucene: positive also for a term that most passages hold."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


class _Term(NamedTuple):
    id: int
    text: str
    holding: int


def retrieve(
    connection: sqlite3.Connection,
    statistics: Statistics,
    terms: Mapping[str, float],
    *,
    limit: int,
    candidates: int,
    where: Filters,
) -> list[Hit]:
    """The passages that hold at least one of the terms, the best first, those of one score in the archive's order."""
    known = _known(connection, {term: weight for term, weight in terms.items() if weight > 0})
    if not known or statistics.passages == 0:
        return []
    chosen = known if where.articles else _selective(known, statistics)
    found = _select(connection, chosen, candidates, where, statistics.passages)
    if not found and len(chosen) < len(known):  # the articles that count hold the frequent terms alone
        found = _select(connection, known, candidates, where, statistics.passages)
    if not found:
        return []
    text = ChunkedText(connection)
    by_form = _forms(connection, known)
    weights = {term.text: terms[term.text] * idf(statistics.passages, term.holding) for term in known}
    hits = []
    for passage in found:
        forms = forms_of(passage, text)
        counts = Counter(by_form[form] for form in forms if form in by_form)
        if counts:
            hits.append(Hit(passage.id, _score(counts, weights, len(forms) / statistics.average_length)))
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:limit]


def _score(counts: Mapping[str, int], weights: Mapping[str, float], length: float) -> float:
    """Okapi BM25 of a passage that holds terms so often; `length` is in average passages."""
    norm = _K1 * (1 - _B + _B * length)
    return sum(weights[term] * count * (_K1 + 1) / (count + norm) for term, count in counts.items())


def _known(connection: sqlite3.Connection, terms: Mapping[str, float]) -> list[_Term]:
    marks = ", ".join("?" * len(terms))
    rows = connection.execute(
        f"SELECT id, text, passages FROM term WHERE text IN ({marks}) AND passages > 0 ORDER BY passages, text",
        list(terms),
    )
    return [_Term(*row) for row in rows]


def _selective(known: Sequence[_Term], statistics: Statistics) -> Sequence[_Term]:
    """The terms, the rarest first, that propose candidates: as many as can be ranked in time, and at least one."""
    left = MANY
    if sum(term.holding for term in known) <= left:
        return known
    chosen: list[_Term] = []
    for term in known:
        left -= term.holding
        if chosen and (left < 0 or term.holding > statistics.passages * FREQUENT):
            break
        chosen.append(term)
    return chosen


def _select(
    connection: sqlite3.Connection, terms: Sequence[_Term], candidates: int, where: Filters, passages: int
) -> list[StoredPassage]:
    """The best passages by the full-text index. Its rank is computed for those alone that the filters let through."""
    density = sum(term.holding for term in terms) / passages
    condition, parameters = ("", []) if where.articles else where.sql()
    join = condition and (
        "CROSS JOIN passage ON passage.id = passage_terms.rowid CROSS JOIN article ON article.id = passage.article"
    )
    ranked: list[tuple[float, int]] = []
    for first, last in _of_articles(connection, where) if where.articles else _of_all(connection, where, density):
        ranked += connection.execute(
            f"SELECT bm25(passage_terms) AS score, passage_terms.rowid FROM passage_terms {join}"
            f" WHERE passage_terms MATCH ? AND passage_terms.rowid BETWEEN ? AND ? AND {condition or 1}"
            " ORDER BY score LIMIT ?",
            (" OR ".join(f'"{term.id}"' for term in terms), first, last, *parameters, candidates),
        )
    best = ", ".join(str(rowid) for _, rowid in sorted(ranked)[:candidates])
    found = connection.execute(StoredPassage.select(f"passage.id IN ({best}) ORDER BY passage.id"))
    return [StoredPassage(*row) for row in found]


_Range = tuple[int, int]
"""Row ids of passages, the first and the last."""


def _of_articles(connection: sqlite3.Connection, where: Filters) -> list[_Range]:
    """The passages of the articles that were asked for."""
    condition, parameters = where.sql()
    return connection.execute(
        f"SELECT first_passage, last_passage FROM article WHERE {condition}", parameters
    ).fetchall()


def _of_all(connection: sqlite3.Connection, where: Filters, density: float) -> list[_Range]:
    """The passages to look at: all or, where even the rarest word stands nearly everywhere (`density` matches a
    passage), as many of the last that the filters let through as can be ranked in time."""
    first, last = connection.execute("SELECT (SELECT min(id) FROM passage), (SELECT max(id) FROM passage)").fetchone()
    ranked, met = MANY / density, SKIPPED / density
    if first is None or last - first < ranked:
        return [] if first is None else [(first, last)]
    if where == Filters():
        return [(int(last - ranked), last)]
    condition, parameters = where.sql()
    found: list[_Range] = []
    for begin, end in connection.execute(
        "SELECT first_passage, last_passage FROM article NOT INDEXED"
        f" WHERE {condition} AND first_passage <= last_passage ORDER BY id DESC",
        parameters,
    ):
        last = found[0][1] if found else end
        if found and (ranked <= 0 or last - begin > met):
            break
        found = [(begin, last)]
        ranked -= end - begin + 1
    return found


def _forms(connection: sqlite3.Connection, terms: Sequence[_Term]) -> dict[str, str]:
    """The term of every form that stands for one of the terms."""
    found: dict[str, str] = {}
    for term in terms:
        for (form,) in connection.execute("SELECT form FROM form WHERE term = ?", (term.id,)):
            found[form] = term.text
    return found
