"""Annotated articles in any number, made of the seeds: what the benchmark of large archives writes.

Every sentence is one of the seeds with its real annotation, in which names and other words are put in place of the old
ones: those that follow each other in rank have Zipf's frequencies, so that vocabulary and names grow as those of news
do. On 5,600 passages of Polish news the shipped pipeline finds 27,600 forms, 16,200 terms and 2,300 names; here there
are 17,900 forms, 31,900 terms and 2,900 names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kzqa.archive import Archive
from kzqa.language.dictionary import generate
from kzqa.model import (
    AnnotatedArticle,
    Article,
    Block,
    BlockKind,
    DateMention,
    Mention,
    NameLabel,
    Quote,
    QuoteKind,
    Sentence,
    Token,
)

KEPT_NAMES = 0.5
"""The share of the seeds' mentions, of which they hold twice as many as other news."""
NEW_NAMES, NEW_WORDS = 0.7, 0.8
"""How often a name, and a word of content, is another one than in the seeds."""
ZIPF_NAMES, ZIPF_WORDS = 0.35, 0.25
"""The exponents a by which few names and words are frequent: the number of different ones among n grows as
n ** (1 / (1 + a))."""
ENDINGS = ("", "", "a", "owi", "em")
SYLLABLES = tuple(
    start + vowel + end
    for start in ("b", "ch", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "w", "z")
    for vowel in "aeiou"
    for end in ("", "l", "n", "r", "s", "k", "j")
)
CONTENT = frozenset(("NOUN", "VERB", "ADJ"))


class Name(NamedTuple):
    """A mention of a name over the tokens first..last of a sentence."""

    first: int
    last: int
    label: NameLabel
    role: str | None


class Template(NamedTuple):
    """A sentence of the seeds; offsets count from its beginning, `words` are the tokens that others may replace."""

    kind: BlockKind
    tokens: tuple[Token, ...]
    words: tuple[int, ...]
    names: tuple[Name, ...]
    dates: tuple[tuple[int, int], ...]
    quotes: tuple[tuple[int, int, QuoteKind, str | None], ...]


def templates() -> list[Template]:
    """All sentences of the seeds as their archive has them."""
    found = []
    with Archive.seeds() as archive:
        for info in archive.articles():
            for sentence in archive.sentences(info):
                start, end = sentence.start, sentence.end
                tokens = tuple(
                    token._replace(start=token.start - start, end=token.end - start) for token in sentence.tokens
                )
                begins = {token.start: index for index, token in enumerate(tokens)}
                ends = {token.end: index for index, token in enumerate(tokens)}
                names = tuple(
                    Name(begins[mention.start - start], ends[mention.end - start], mention.label, mention.role)
                    for mention in archive.mentions(info.rowid, start, end)
                    if mention.start - start in begins and mention.end - start in ends
                )
                named = {index for name in names for index in range(name.first, name.last + 1)}
                words = tuple(
                    index
                    for index, token in enumerate(tokens)
                    if index not in named and token.pos in CONTENT and len(token.text) > 3 and token.text.isalpha()
                )
                dates = tuple(
                    (begins[date.start - start], ends[date.end - start])
                    for date in archive.dates(info.rowid, start, end)
                    if date.start - start in begins and date.end - start in ends
                )
                quotes = tuple(
                    (begins[quote.start - start], ends[quote.end - start], quote.kind, quote.cue)
                    for quote in archive.quotes(info.rowid, start, end)
                    if quote.start - start in begins and quote.end - start in ends
                )
                found.append(Template(sentence.kind, tokens, words, names, dates, quotes))
    return found


class Generator:
    """The same articles every time."""

    def __init__(self) -> None:
        self._chance = random.Random(1)
        found = templates()
        self._headings = [template for template in found if template.kind == "heading"]
        self._sentences = [template for template in found if template.kind == "paragraph"]
        lemmas = {template.tokens[index].lemma for template in found for index in template.words}
        self._known = sorted({(form, base) for lemma in lemmas for form, base, _ in generate(lemma)})
        self._chance.shuffle(self._known)

    def articles(self) -> Iterator[AnnotatedArticle]:
        """Endlessly many, of about nine passages each."""
        number = 0
        while True:
            yield self._article(number)
            number += 1

    def _article(self, number: int) -> AnnotatedArticle:
        chance = self._chance
        draft = _Draft()
        for place in range(chance.randint(6, 11)):
            if place % 5 == 3:
                draft.paragraph("heading", [self._filled(chance.choice(self._headings))])
            else:
                chosen = chance.choices(self._sentences, k=chance.randint(1, 3))
                draft.paragraph("paragraph", [self._filled(template) for template in chosen])
        date = f"{chance.randint(2000, 2023)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        return draft.finished(f"a{number}", f"news/{number}.txt", date)

    def _filled(self, template: Template) -> _Filled:
        """A template with other words: its new forms and lemmas by token, and the name of each of its mentions."""
        chance = self._chance
        new: dict[int, tuple[str, str]] = {}
        for index in template.words:
            if chance.random() < NEW_WORDS:
                form, lemma = self._word(self._rank(ZIPF_WORDS))
                old = template.tokens[index].text
                new[index] = (form.capitalize() if old[0].isupper() else form, lemma)
        entities: list[str | None] = []
        for name in template.names:
            if chance.random() > KEPT_NAMES:
                entities.append(None)
            elif chance.random() < NEW_NAMES:
                words = self._name(self._rank(ZIPF_NAMES), name.last - name.first + 1)
                for index, word in zip(range(name.first, name.last + 1), words, strict=True):
                    new[index] = (word + chance.choice(ENDINGS) if index == name.last else word, word)
                entities.append(" ".join(words))
            else:
                entities.append(" ".join(token.lemma for token in template.tokens[name.first : name.last + 1]))
        return _Filled(template, new, entities, str(chance.randint(1990, 2023)))

    def _rank(self, exponent: float) -> int:
        return int(self._chance.paretovariate(exponent))

    def _word(self, rank: int) -> tuple[str, str]:
        """A form and its lemma: one of the dictionary's or, of the many rare ones, one that no dictionary has."""
        if rank <= len(self._known):
            return self._known[rank - 1]
        stem = spelt(rank // len(ENDINGS) * 2)
        return stem + ENDINGS[rank % len(ENDINGS)], stem

    def _name(self, rank: int, words: int) -> tuple[str, ...]:
        return tuple(spelt((rank + word) * 2 + 1).capitalize() for word in range(words))


@lru_cache(maxsize=200_000)
def spelt(number: int) -> str:
    """A word for a number: another one for every number up to some hundred millions, neighbours unlike each other."""
    rest = number * 2_654_435_761 % 2**32
    word = ""
    while rest or len(word) < 4:
        rest, syllable = divmod(rest, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word


class _Filled(NamedTuple):
    template: Template
    new: dict[int, tuple[str, str]]
    entities: list[str | None]
    year: str


class _Draft:
    """An article while it is written: text, and annotation with offsets in it."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._sentences: list[Sentence] = []
        self._mentions: list[Mention] = []
        self._dates: list[DateMention] = []
        self._quotes: list[Quote] = []

    def paragraph(self, kind: BlockKind, filled: list[_Filled]) -> None:
        start = self._length
        number = len(self._blocks) + 1
        for place, one in enumerate(filled, 1):
            self._sentence(one, kind, number, place)
        self._blocks.append(Block(number, kind, start, self._length - 1))
        self._put("\n\n")

    def _put(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _sentence(self, filled: _Filled, kind: BlockKind, paragraph: int, place: int) -> None:
        template, new = filled.template, filled.new
        position = self._length
        tokens = []
        pieces = []
        for index, old in enumerate(template.tokens):
            text, lemma = new.get(index) or (old.text, old.lemma)
            end = position + len(text)
            tokens.append(Token(text, position, end, lemma, old.pos, old.tag, old.morph, old.head, old.dep, old.space))
            pieces.append(text)
            position = end
            if old.space:
                pieces.append(" ")
                position += 1
        text = "".join(pieces)
        begin = self._length
        self._sentences.append(Sentence(paragraph, place, kind, begin, tokens[-1].end, tuple(tokens)))

        def between(first: int, last: int) -> tuple[int, int, str]:
            start, end = tokens[first].start, tokens[last].end
            return start, end, text[start - begin : end - begin]

        for name, entity in zip(template.names, filled.entities, strict=True):
            if entity is not None:
                self._mentions.append(Mention(*between(name.first, name.last), name.label, entity, entity, name.role))
        for first, last in template.dates:
            self._dates.append(DateMention(*between(first, last), filled.year, False))
        for first, last, spoken, cue in template.quotes:
            speaker = filled.entities[0] if filled.entities else None
            self._quotes.append(Quote(*between(first, last), spoken, speaker, None, cue))
        self._put(text if text.endswith(" ") else text + " ")

    def finished(self, identifier: str, path: str, date: str) -> AnnotatedArticle:
        text = "".join(self._text)
        digest = f"{int(identifier[1:]):064x}"
        article = Article(identifier, path, text, tuple(self._blocks), digest, date=date)
        return AnnotatedArticle(
            article, tuple(self._sentences), tuple(self._mentions), tuple(self._dates), tuple(self._quotes)
        )
