"""Which articles count: by date and by id."""

from __future__ import annotations

from typing import NamedTuple

from kzqa.archive.codec import storable


class Filters(NamedTuple):
    """`since` and `until` are ISO dates of any precision (2023, 2023-02, 2023-02-14), `articles` ids of articles.

    An article matches when some day of its date, at its own precision, lies in the interval: one of 2023-02 matches
    since=2023-02-20. One without a date matches no interval.
    """

    since: str | None = None
    until: str | None = None
    articles: tuple[str, ...] = ()

    def sql(self) -> tuple[str, list[str]]:
        """A condition over the table `article`, empty where nothing is filtered, and its parameters."""
        conditions, parameters = [], []
        if self.since is not None:
            conditions.append("article.last_day >= ?")
            parameters.append(days(self.since)[0])
        if self.until is not None:
            conditions.append("article.first_day <= ?")
            parameters.append(days(self.until)[1])
        if self.articles:
            conditions.append(f"article.name IN ({', '.join('?' * len(self.articles))})")
            parameters.extend(map(storable, self.articles))
        return " AND ".join(conditions), parameters


def days(iso: str) -> tuple[str, str]:
    """The first and the last day of an ISO date or interval (FIRST/LAST). Times of day are left out."""
    first, _, last = iso.partition("/")
    return _bound(first, False), _bound(last or first, True)


def _bound(iso: str, last: bool) -> str:
    parts = iso[:10].split("-")
    if len(parts) == 1:
        return f"{iso}-12-31" if last else f"{iso}-01-01"
    if len(parts) == 2:
        return f"{iso}-{_days_of(int(parts[0]), int(parts[1]))}" if last else f"{iso}-01"
    return iso[:10]


def _days_of(year: int, month: int) -> int:
    from calendar import monthrange  # seldom needed, and slow to load

    return monthrange(year, month)[1]
