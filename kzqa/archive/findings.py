"""What was found in the texts of an archive: names and entities, dates, quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from kzqa.archive.filters import Filters
from kzqa.archive.records import ArticleInfo, EntityInfo
from kzqa.archive.session import marks
from kzqa.archive.texts import EVERYTHING, Texts
from kzqa.language.terms import fold, normal
from kzqa.model import DateMention, EntityType, Mention, Quote

_T = TypeVar("_T")
_MENTIONS = (
    "FROM mention JOIN name ON name.id = mention.name JOIN entity ON entity.id = name.entity"
    " JOIN article ON article.id = mention.article"
)
# A speaker is a name as its article gives it, or a role; persons are linked across articles.
_SPEAKER = (
    "coalesce((SELECT entity.name FROM name JOIN entity ON entity.id = name.entity"
    " WHERE name.name = quote.speaker AND name.label = 'persName'), quote.speaker)"
)


class Findings(Texts):
    """The part of `Archive` that gives back what the pipeline found."""

    def mentions(self, article: int, start: int = 0, end: int | None = None) -> list[Mention]:
        """The names in an article (row id) that lie within start..end, in the order of the text."""
        return [mention for _, mention in self._mentions(*_within("mention", article, start, end))]

    def dates(self, article: int, start: int = 0, end: int | None = None) -> list[DateMention]:
        """The dates in an article (row id) that lie within start..end."""
        return [date for _, date in self._dates(*_within("date", article, start, end))]

    def quotes(self, article: int, start: int = 0, end: int | None = None) -> list[Quote]:
        """The quotes in an article (row id) that lie within start..end."""
        return [quote for _, quote in self._quotes(*_within("quote", article, start, end))]

    def all_dates(self, where: Filters = EVERYTHING) -> Iterator[tuple[ArticleInfo, DateMention]]:
        """The dates of the archive that are resolved first, by their first day, then the others."""
        condition, parameters = where.sql()
        found = self._dates(
            f"{condition or '1'} ORDER BY date.first_day IS NULL, date.first_day, date.last_day,"
            " article.id, date.number",
            parameters,
        )
        return self._with_articles(found)

    def all_quotes(self, where: Filters = EVERYTHING) -> Iterator[tuple[ArticleInfo, Quote]]:
        """The quotes of the archive, article by article."""
        condition, parameters = where.sql()
        return self._with_articles(self._quotes(f"{condition or '1'} ORDER BY article.id, quote.number", parameters))

    def entity_mentions(self, entity: int, where: Filters = EVERYTHING) -> Iterator[tuple[ArticleInfo, Mention]]:
        """The mentions of an entity (see `entities`), article by article."""
        condition, parameters = where.sql()
        found = self._mentions(
            f"entity.id = ? AND {condition or '1'} ORDER BY article.id, mention.number", (entity, *parameters)
        )
        return self._with_articles(found)

    def entities(
        self,
        *,
        type: EntityType | None = None,
        where: Filters = EVERYTHING,
        ids: Sequence[int] | None = None,
        limit: int | None = None,
    ) -> list[EntityInfo]:
        """Persons, places and organisations, the most often mentioned first, `limit` of them at most; `ids` restricts
        them to some. In a large archive a limit saves most of the time."""
        conditions, values = _conditions(where, type, ids)
        chosen = self._rows(
            f"SELECT entity.id, count(*) {_MENTIONS} WHERE {conditions} GROUP BY entity.id"
            " ORDER BY 2 DESC, entity.name, entity.type LIMIT ?",
            (*values, -1 if limit is None else limit),
        )
        return [self._entity(entity, count, where) for entity, count in chosen]

    def _entity(self, entity: int, count: int, where: Filters) -> EntityInfo:
        conditions, values = _conditions(where, None, (entity,))
        articles: dict[str, None] = {}
        spellings: dict[str, None] = {}
        name, kind = self._rows("SELECT name, type FROM entity WHERE id = ?", (entity,))[0]
        for article, public, start, end in self._rows(
            f'SELECT mention.article, article.name, mention."start", mention."end" {_MENTIONS} WHERE {conditions}'
            " ORDER BY mention.article, mention.number", values,
        ):  # fmt: skip
            articles[public] = None
            spellings[self._read(article, start, end)] = None
        return EntityInfo(entity, name, kind, count, tuple(articles), tuple(spellings))

    def entities_for(self, word: str) -> list[tuple[int, str, EntityType]]:
        """The entities with a word in their name, as (id, name, type), in the order of their names.

        The word is a form or an index term of it, in any case, with or without diacritics.
        """
        rows = self._rows(
            "SELECT entity.id, name, type FROM entity_word JOIN entity ON entity.id = entity_word.entity"
            " WHERE word = ? ORDER BY name, type", (fold(normal(word)),),
        )  # fmt: skip
        return [(number, name, kind) for number, name, kind in rows]

    def _mentions(self, condition: str, parameters: Sequence[object]) -> Iterator[tuple[int, Mention]]:
        for article, start, end, label, base, entity, role in self._rows(
            'SELECT mention.article, mention."start", mention."end", label, base.text, entity.name, role.text'
            f" {_MENTIONS} JOIN string AS base ON base.id = mention.base"
            f" LEFT JOIN string AS role ON role.id = mention.role WHERE {condition}", parameters,
        ):  # fmt: skip
            text = self._read(article, start, end)
            yield article, Mention(start, end, text, label, base, entity, role)

    def _dates(self, condition: str, parameters: Sequence[object]) -> Iterator[tuple[int, DateMention]]:
        for article, start, end, iso, relative in self._rows(
            'SELECT date.article, date."start", date."end", iso, relative'
            f" FROM date JOIN article ON article.id = date.article WHERE {condition}", parameters,
        ):  # fmt: skip
            yield article, DateMention(start, end, self._read(article, start, end), iso, bool(relative))

    def _quotes(self, condition: str, parameters: Sequence[object]) -> Iterator[tuple[int, Quote]]:
        for article, start, end, kind, speaker, mention_start, mention_end, cue in self._rows(
            f'SELECT quote.article, quote."start", quote."end", kind, {_SPEAKER}, mention_start, mention_end, cue'
            f" FROM quote JOIN article ON article.id = quote.article WHERE {condition}", parameters,
        ):  # fmt: skip
            mention = None if mention_start is None else (mention_start, mention_end)
            yield article, Quote(start, end, self._read(article, start, end), kind, speaker, mention, cue)

    def _with_articles(self, found: Iterator[tuple[int, _T]]) -> Iterator[tuple[ArticleInfo, _T]]:
        for article, item in found:
            info = self.article(article)
            if info is not None:
                yield info, item


def _within(table: str, article: int, start: int, end: int | None) -> tuple[str, tuple[int, ...]]:
    condition = f'{table}.article = ? AND {table}."start" >= ?'
    if end is not None:
        return f'{condition} AND {table}."end" <= ? ORDER BY {table}.number', (article, start, end)
    return f"{condition} ORDER BY {table}.number", (article, start)


def _conditions(where: Filters, type: EntityType | None, ids: Sequence[int] | None) -> tuple[str, list[object]]:
    """Which mentions count, as a condition over `_MENTIONS` and its parameters."""
    condition, parameters = where.sql()
    conditions = [condition] if condition else []
    values: list[object] = list(parameters)
    if type is not None:
        conditions.append("entity.type = ?")
        values.append(type)
    if ids is not None:
        conditions.append(f"entity.id IN ({marks(ids)})")
        values.extend(ids)
    return " AND ".join(conditions) or "1", values
