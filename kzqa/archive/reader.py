"""Reading an archive: the class that answering and the commands work with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from kzqa.archive import schema
from kzqa.archive.codec import KINDS, decode_tokens, string_ids
from kzqa.archive.filters import Filters
from kzqa.archive.lexicon import Lexicon
from kzqa.archive.records import ArticleInfo, EntityInfo, Hit, Passage, Statistics, Status, StoredSentence
from kzqa.archive.stored import ChunkedText
from kzqa.language.terms import fold, normal
from kzqa.model import DateMention, EntityType, Mention, Quote, Token

_T = TypeVar("_T")
_EVERYTHING = Filters()
_PER_QUERY = 500


class Archive:
    """An archive that is open for reading. Opening reads next to nothing; use it with `with`, or `close` it.

    A writer may work on the file meanwhile: within `snapshot()` everything read belongs to one state of it, outside,
    each call sees the last finished batch, and row ids of articles that are gone lead nowhere.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._text = ChunkedText(connection)
        self._strings: dict[int, str] = {}
        self._articles: dict[int, ArticleInfo] = {}
        self._seen = -1
        self._depth = 0

    @classmethod
    def open(cls, path: str | Path) -> Archive:
        """Open the archive in a file. Raises ArchiveError where it is missing, no archive, damaged or too new."""
        path = Path(path)
        return cls(schema.connect(path), path)

    @classmethod
    def seeds(cls, notify: Callable[[str], None] | None = None) -> Archive:
        """The archive of the shipped articles, built in the user's cache folder at the first use.

        `notify` gets a sentence in Polish where building takes a while or the cache cannot be used.
        """
        from kzqa.archive.seeds import open_seeds

        return open_seeds(notify)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Within it, everything belongs to one state of the archive. Keep it short: per question, not per session."""
        with self._errors():
            if self._depth == 0:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT 1 FROM meta").fetchone()  # from here on the state stands
                self._refresh()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("COMMIT")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise schema.failure(error, self.path) from error

    def _refresh(self) -> None:
        """Forget what is cached when a writer has changed the file."""
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._seen:
            if self._seen >= 0:
                self._text = ChunkedText(self._connection)
                self._strings.clear()
                self._articles.clear()
                for name in ("lexicon", "statistics"):
                    self.__dict__.pop(name, None)
            self._seen = version

    def _rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        with self._errors():
            self._refresh_outside()
            return self._connection.execute(sql, parameters).fetchall()

    def _refresh_outside(self) -> None:
        if self._depth == 0:
            self._refresh()

    # Retrieval

    def retrieve(
        self, terms: Mapping[str, float], *, limit: int = 25, candidates: int = 200, where: Filters = _EVERYTHING
    ) -> list[Hit]:
        """The passages that hold at least one of the index terms, the best first.

        `terms` maps index terms (see `lexicon`) to weights above 0 that multiply their BM25 contribution. `candidates`
        passages are scored, `limit` returned. Nothing is returned where nothing matches.
        """
        from kzqa.archive.retrieval import retrieve  # numpy, which only a search needs

        with self.snapshot():
            return retrieve(self._connection, self.statistics, terms, limit=limit, candidates=candidates, where=where)

    @cached_property
    def statistics(self) -> Statistics:
        """Passages and average length of the whole archive."""
        meta = dict(self._rows("SELECT key, value FROM meta WHERE key IN ('passages', 'words')"))
        passages = int(meta.get("passages", 0))
        return Statistics(passages, int(meta.get("words", 0)) / passages if passages else 0.0)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Forms and terms of the archive."""
        return Lexicon(self._connection)

    def passage(self, passage_id: int) -> Passage | None:
        """One passage, None where it is gone."""
        return next(iter(self.passages((passage_id,))), None)

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """Passages in the order of their ids given; those that are gone are left out."""
        found = {}
        for some in _portions(list(ids)):
            for row in self._rows(
                'SELECT id, article, first, last, "start", "end", heading_start, heading_end FROM passage'
                f" WHERE id IN ({_marks(some)})", some,
            ):  # fmt: skip
                number, article, first, last, start, end, heading_start, heading_end = row
                heading = None if heading_start is None else self._text.read(article, heading_start, heading_end)
                text = self._text.read(article, start, end)
                found[number] = Passage(number, article, first, last, start, end, text, heading)
        return [found[number] for number in ids if number in found]

    # Articles and sentences

    def article(self, article: int | str) -> ArticleInfo | None:
        """An article by its row id or by its id in citations; None where there is none."""
        if isinstance(article, int):
            self._refresh_outside()
            if article not in self._articles:
                for info in self._infos("article.id = ?", (article,)):
                    self._articles[article] = info
            return self._articles.get(article)
        return next(self._infos("article.name = ?", (article,)), None)

    def articles(self, where: Filters = _EVERYTHING) -> Iterator[ArticleInfo]:
        """Articles in the order in which they came in."""
        condition, parameters = where.sql()
        return self._infos(condition or "1", parameters)

    def _infos(self, condition: str, parameters: Sequence[object]) -> Iterator[ArticleInfo]:
        for row in self._rows(
            "SELECT id, name, path, title, date, url, author, extra, length, first_sentence, last_sentence,"
            f" first_passage, last_passage FROM article WHERE {condition} ORDER BY id", parameters,
        ):  # fmt: skip
            sources = self._rows("SELECT path FROM source WHERE article = ? ORDER BY path", (row[0],))
            paths = tuple(source[0] for source in sources)
            yield ArticleInfo._make((*row[:7], json.loads(row[7]), *row[8:], paths))

    def text(self, article: int | ArticleInfo, start: int = 0, end: int | None = None) -> str:
        """The text of an article, or a stretch of it; as it was read, header and white space included."""
        info = article if isinstance(article, ArticleInfo) else self.article(article)
        if info is None:
            return ""
        with self._errors():
            return self._text.read(info.rowid, start, info.length if end is None else min(end, info.length))

    def sentences(self, of: Passage | ArticleInfo | Iterable[int]) -> list[StoredSentence]:
        """The sentences of a passage or an article in the order of the text, or those with the given row ids in theirs.

        The neighbours of a sentence have the row ids before and after its own, as far as `article` is the same.
        """
        if isinstance(of, Passage):
            return self._sentences("sentence.id BETWEEN ? AND ?", (of.first, of.last))
        if isinstance(of, ArticleInfo):
            return self._sentences("sentence.id BETWEEN ? AND ?", (of.first_sentence, of.last_sentence))
        ids = list(of)
        found = {
            sentence.rowid: sentence
            for some in _portions(ids)
            for sentence in self._sentences(f"sentence.id IN ({_marks(some)})", some)
        }
        return [found[rowid] for rowid in ids if rowid in found]

    def sentence_at(self, article: int, offset: int) -> StoredSentence | None:
        """The sentence of an article (row id) that holds an offset, else the last one that begins before it."""
        found = self._sentences(
            'sentence.id BETWEEN first_sentence AND last_sentence AND "start" <= ? AND article.id = ?'
            " ORDER BY sentence.id DESC LIMIT 1", (offset, article),
        )  # fmt: skip
        return found[0] if found else None

    def sentence(self, citation: str) -> StoredSentence | None:
        """The sentence with a citation id (ARTICLE:PARAGRAPH.NUMBER); None where there is none."""
        name, _, place = citation.rpartition(":")
        paragraph, _, number = place.partition(".")
        info = self.article(name)
        if info is None or not (paragraph.isdecimal() and number.isdecimal()):
            return None
        found = self._sentences(
            "sentence.id BETWEEN ? AND ? AND paragraph = ? AND number = ?",
            (info.first_sentence, info.last_sentence, int(paragraph), int(number)),
        )
        return found[0] if found else None

    def _sentences(self, condition: str, parameters: Sequence[object]) -> list[StoredSentence]:
        rows = self._rows(
            'SELECT sentence.id, article, name, paragraph, number, kind, "start", "end"'
            f" FROM sentence JOIN article ON article.id = sentence.article WHERE {condition}", parameters,
        )  # fmt: skip
        return [
            StoredSentence(
                row, article, f"{name}:{paragraph}.{number}", paragraph, number, KINDS[kind], start, end,
                self._text.read(article, start, end), self._tokens, self._terms,
            )
            for row, article, name, paragraph, number, kind, start, end in rows
        ]  # fmt: skip

    def _tokens(self, sentence: StoredSentence) -> tuple[Token, ...]:
        rows = self._rows("SELECT tokens FROM sentence WHERE id = ?", (sentence.rowid,))
        if not rows:
            return ()
        data = rows[0][0]
        missing = sorted({number for number in string_ids(data) if number not in self._strings})
        for some in _portions(missing):
            self._strings.update(self._rows(f"SELECT id, text FROM string WHERE id IN ({_marks(some)})", some))
        return decode_tokens(data, sentence.start, sentence.text, self._strings)

    def _terms(self, text: str) -> tuple[str, ...]:
        with self._errors():
            return self.lexicon.sequence(text)

    # What was found in the text

    def mentions(self, article: int, start: int = 0, end: int | None = None) -> list[Mention]:
        """The names in an article (row id) that lie within start..end, in the order of the text."""
        return [mention for _, mention in self._mentions(*_within("mention", article, start, end))]

    def dates(self, article: int, start: int = 0, end: int | None = None) -> list[DateMention]:
        """The dates in an article (row id) that lie within start..end."""
        return [date for _, date in self._dates(*_within("date", article, start, end))]

    def quotes(self, article: int, start: int = 0, end: int | None = None) -> list[Quote]:
        """The quotes in an article (row id) that lie within start..end."""
        return [quote for _, quote in self._quotes(*_within("quote", article, start, end))]

    def all_dates(self, where: Filters = _EVERYTHING) -> Iterator[tuple[ArticleInfo, DateMention]]:
        """The dates of the archive that are resolved first, by their first day, then the others."""
        condition, parameters = where.sql()
        found = self._dates(
            f"{condition or '1'} ORDER BY date.first_day IS NULL, date.first_day, date.last_day,"
            " article.id, date.number",
            parameters,
        )
        return self._with_articles(found)

    def all_quotes(self, where: Filters = _EVERYTHING) -> Iterator[tuple[ArticleInfo, Quote]]:
        """The quotes of the archive, article by article."""
        condition, parameters = where.sql()
        return self._with_articles(self._quotes(f"{condition or '1'} ORDER BY article.id, quote.number", parameters))

    def entity_mentions(self, entity: int, where: Filters = _EVERYTHING) -> Iterator[tuple[ArticleInfo, Mention]]:
        """The mentions of an entity (see `entities`), article by article."""
        condition, parameters = where.sql()
        found = self._mentions(
            f"entity.id = ? AND {condition or '1'} ORDER BY article.id, mention.number", (entity, *parameters)
        )
        return self._with_articles(found)

    def entities(
        self, *, type: EntityType | None = None, where: Filters = _EVERYTHING, ids: Sequence[int] | None = None
    ) -> list[EntityInfo]:
        """Persons, places and organisations, the most often mentioned first; `ids` restricts them to some."""
        condition, parameters = where.sql()
        conditions = [condition] if condition else []
        values: list[object] = list(parameters)
        if type is not None:
            conditions.append("entity.type = ?")
            values.append(type)
        if ids is not None:
            conditions.append(f"entity.id IN ({_marks(ids)})")
            values.extend(ids)
        found: dict[int, tuple[str, EntityType, list[int], dict[str, None], dict[str, None]]] = {}
        for article, entity, name, kind, start, end, public in self._rows(
            'SELECT mention.article, entity.id, entity.name, entity.type, mention."start", mention."end", article.name'
            f" {_MENTIONS} WHERE {' AND '.join(conditions) or '1'} ORDER BY mention.article, mention.number", values,
        ):  # fmt: skip
            _, _, count, articles, spellings = found.setdefault(entity, (name, kind, [0], {}, {}))
            count[0] += 1
            articles[public] = None
            spellings[self._text.read(article, start, end)] = None
        infos = [
            EntityInfo(entity, name, kind, count[0], tuple(articles), tuple(spellings))
            for entity, (name, kind, count, articles, spellings) in found.items()
        ]
        return sorted(infos, key=lambda info: (-info.count, info.name, info.type))

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
            text = self._text.read(article, start, end)
            yield article, Mention(start, end, text, label, base, entity, role)

    def _dates(self, condition: str, parameters: Sequence[object]) -> Iterator[tuple[int, DateMention]]:
        for article, start, end, iso, relative in self._rows(
            'SELECT date.article, date."start", date."end", iso, relative'
            f" FROM date JOIN article ON article.id = date.article WHERE {condition}", parameters,
        ):  # fmt: skip
            yield article, DateMention(start, end, self._text.read(article, start, end), iso, bool(relative))

    def _quotes(self, condition: str, parameters: Sequence[object]) -> Iterator[tuple[int, Quote]]:
        for article, start, end, kind, speaker, mention_start, mention_end, cue in self._rows(
            'SELECT quote.article, quote."start", quote."end", kind, speaker, mention_start, mention_end, cue'
            f" FROM quote JOIN article ON article.id = quote.article WHERE {condition}", parameters,
        ):  # fmt: skip
            mention = None if mention_start is None else (mention_start, mention_end)
            yield article, Quote(start, end, self._text.read(article, start, end), kind, speaker, mention, cue)

    def _with_articles(self, found: Iterator[tuple[int, _T]]) -> Iterator[tuple[ArticleInfo, _T]]:
        for article, item in found:
            info = self.article(article)
            if info is not None:
                yield info, item

    # Health

    def status(self) -> Status:
        """What the archive holds."""
        from kzqa.archive.health import status

        with self._errors():
            return status(self._connection, self.path)

    def is_intact(self) -> bool:
        """Whether the file's structure is sound, by SQLite's quick check: some milliseconds for a small archive."""
        return bool(self._rows("PRAGMA quick_check(1)") == [("ok",)])

    def check(self) -> list[str]:
        """What is wrong with the archive, one Polish sentence each; empty where all is well. Reads all of it."""
        from kzqa.archive.health import check

        with self._errors(), self.snapshot():
            return check(self._connection, self.path)


_MENTIONS = (
    "FROM mention JOIN name ON name.id = mention.name JOIN entity ON entity.id = name.entity"
    " JOIN article ON article.id = mention.article"
)


def _within(table: str, article: int, start: int, end: int | None) -> tuple[str, tuple[int, ...]]:
    condition = f'{table}.article = ? AND {table}."start" >= ?'
    if end is not None:
        return f'{condition} AND {table}."end" <= ? ORDER BY {table}.number', (article, start, end)
    return f"{condition} ORDER BY {table}.number", (article, start)


def _marks(items: Sequence[object]) -> str:
    return ", ".join("?" * len(items))


def _portions(items: Sequence[int]) -> Iterator[Sequence[int]]:
    return (items[begin : begin + _PER_QUERY] for begin in range(0, len(items), _PER_QUERY))
