"""BM25 over the archive: the full-text index proposes candidates, rank_bm25 scores them.

The candidates are scored with the statistics of the whole archive (number of passages, passages that hold a term,
average length), so that the best of them are those that rank_bm25 over all passages finds. Candidates' own statistics
would not do that.
"""

from __future__ import annotations

import math
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rank_bm25 import BM25Okapi

from kzqa.archive.filters import Filters
from kzqa.archive.records import Hit, Statistics
from kzqa.archive.stored import ChunkedText, StoredPassage, forms_of

FREQUENT = 0.1
"""Terms of a greater part of the passages select no candidates where ranking all that they match takes long."""
MANY = 100_000
"""How many matches, of all terms together, are ranked (in about 100 ms)."""
SKIPPED = 3 * MANY
"""How many matches are looked at for those that the filters let through (in about 200 ms)."""


def idf(passages: int, holding: int) -> float:
    """Inverse document frequency as in Lucene: positive also for a term that most passages hold."""
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


class ArchiveBM25(BM25Okapi):
    """rank_bm25's Okapi BM25 over some passages of an archive, with the archive's statistics and weighted terms.

    `counts` tells how often each passage holds each term of the question, `lengths` the words of each passage, and
    `holding` the number of passages in the whole archive that hold a term.
    """

    def __init__(
        self,
        counts: Sequence[Mapping[str, int]],
        lengths: Sequence[int],
        holding: Mapping[str, int],
        statistics: Statistics,
        weights: Mapping[str, float],
    ) -> None:
        self._lengths = lengths
        self._holding = holding
        self._statistics = statistics
        self._weights = weights
        super().__init__(counts)

    def _initialize(self, corpus: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
        self.corpus_size = len(corpus)
        self.avgdl = self._statistics.average_length
        self.doc_freqs = list(corpus)
        self.doc_len = list(self._lengths)
        return self._holding

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, holding in nd.items():
            self.idf[term] = self._weights.get(term, 1.0) * idf(self._statistics.passages, holding)


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
    chosen = known if where.articles else _selective(known, statistics, terms)
    found = _select(connection, chosen, candidates, where, statistics.passages)
    if not found and len(chosen) < len(known):  # the articles that count hold the frequent terms alone
        found = _select(connection, known, candidates, where, statistics.passages)
    if not found:
        return []
    text = ChunkedText(connection)
    by_form = _forms(connection, known)
    counts, lengths = [], []
    for passage in found:
        forms = forms_of(passage, text)
        lengths.append(len(forms))
        counts.append(Counter(by_form[form] for form in forms if form in by_form))
    model = ArchiveBM25(counts, lengths, {term.text: term.holding for term in known}, statistics, terms)
    scores = model.get_scores([term.text for term in known])
    hits = [Hit(passage.id, float(score)) for passage, score, count in zip(found, scores, counts, strict=True) if count]
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:limit]


def _known(connection: sqlite3.Connection, terms: Mapping[str, float]) -> list[_Term]:
    marks = ", ".join("?" * len(terms))
    rows = connection.execute(
        f"SELECT id, text, passages FROM term WHERE text IN ({marks}) AND passages > 0 ORDER BY passages, text",
        list(terms),
    )
    return [_Term(*row) for row in rows]


def _selective(known: Sequence[_Term], statistics: Statistics, weights: Mapping[str, float]) -> Sequence[_Term]:
    """The terms, those that score most first, that propose candidates: what can be ranked in time, and at least one."""
    left = MANY
    if sum(term.holding for term in known) <= left:
        return known
    chosen: list[_Term] = []
    for term in sorted(known, key=lambda term: -weights[term.text] * idf(statistics.passages, term.holding)):
        if not chosen or term.holding <= min(left, statistics.passages * FREQUENT):
            chosen.append(term)
            left -= term.holding
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
