"""Articles, passages and sentences of an archive."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kzqa.archive import schema
from kzqa.archive.codec import KINDS, decode_tokens, storable, string_ids
from kzqa.archive.filters import Filters
from kzqa.archive.lexicon import Lexicon
from kzqa.archive.records import ArticleInfo, Passage, StoredSentence
from kzqa.archive.session import Session, marks, portions
from kzqa.model import Token

EVERYTHING = Filters()


class Texts(Session):
    """The part of `Archive` that gives back what was read."""

    @cached_property
    def lexicon(self) -> Lexicon:
        """Forms and terms of the archive."""
        return Lexicon(self._rows)

    def passage(self, passage_id: int) -> Passage | None:
        """One passage, None where it is gone."""
        return next(iter(self.passages((passage_id,))), None)

    def passages(self, ids: Iterable[int]) -> list[Passage]:
        """Passages in the order of their ids given; those that are gone are left out."""
        found = {}
        for some in portions(list(ids)):
            for row in self._rows(
                'SELECT id, article, first, last, "start", "end", heading_start, heading_end FROM passage'
                f" WHERE id IN ({marks(some)})", some,
            ):  # fmt: skip
                number, article, first, last, start, end, heading_start, heading_end = row
                heading = None if heading_start is None else self._read(article, heading_start, heading_end)
                text = self._read(article, start, end)
                found[number] = Passage(number, article, first, last, start, end, text, heading)
        return [found[number] for number in ids if number in found]

    def article(self, article: int | str) -> ArticleInfo | None:
        """An article by its row id or by its id in citations; None where there is none."""
        if isinstance(article, int):
            self._refresh_outside()
            if article not in self._articles:
                for info in self._infos("article.id = ?", (article,)):
                    self._articles[article] = info
            return self._articles.get(article)
        return next(self._infos("article.name = ?", (storable(article),)), None)

    def articles(self, where: Filters = EVERYTHING) -> Iterator[ArticleInfo]:
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
        return self._read(info.rowid, start, info.length if end is None else min(end, info.length))

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
            for some in portions(ids)
            for sentence in self._sentences(f"sentence.id IN ({marks(some)})", some)
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
                self._read(article, start, end), self._tokens, self._terms,
            )
            for row, article, name, paragraph, number, kind, start, end in rows
        ]  # fmt: skip

    def _tokens(self, sentence: StoredSentence) -> tuple[Token, ...]:
        rows = self._rows("SELECT tokens FROM sentence WHERE id = ?", (sentence.rowid,))
        if not rows:
            return ()
        data = rows[0][0]
        try:
            missing = sorted({number for number in string_ids(data) if number not in self._strings})
            for some in portions(missing):
                self._strings.update(self._rows(f"SELECT id, text FROM string WHERE id IN ({marks(some)})", some))
            return decode_tokens(data, sentence.start, sentence.text, self._strings)
        except (ArithmeticError, LookupError, ValueError, RuntimeError) as error:
            raise schema.damaged(self.path) from error

    def _terms(self, text: str) -> tuple[str, ...]:
        return self.lexicon.sequence(text)
