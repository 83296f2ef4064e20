"""The words of a question in the terms of an archive: the same word, a mended spelling, its family, its relatives.

Every index term that meets a word of the question does so to a degree: 1 for the word itself, less for a form mended
against the archive's vocabulary (no diacritics, a typing error), for a word of the same family (przyjęcie for przyjąć),
and for a relative by general knowledge (Astana for Kazachstan, MSZ for ministerstwo spraw zagranicznych).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from kzqa.answering.question import Question, Word, WordKind
from kzqa.language.derivation import family
from kzqa.language.geography import institutions, relatives
from kzqa.language.terms import fold, lemmas, tokenize
from kzqa.language.thesaurus import entry

if TYPE_CHECKING:
    from kzqa.archive.lexicon import Lexicon

How = Literal["word", "spelling", "family", "relative", "synonym", "related"]

DEGREES: Mapping[How, float] = {
    "word": 1.0,
    "spelling": 0.9,
    "family": 0.7,
    "relative": 0.6,
    "synonym": 0.5,
    "related": 0.3,
}
_OTHER_WORD = 0.5
_RETRIEVAL: Mapping[WordKind, float] = {
    "name": 1.2,
    "noun": 1.0,
    "number": 1.0,
    "verb": 0.9,
    "adjective": 0.9,
    "other": 0.7,
}
_PHRASE_DEGREE = 0.4  # of each word of a relative of several words
_MENDED_FROM = 5  # letters from which a typing error is mended; shorter words are too near to each other
_PREFIX = 4
_FLOOR = 0.15  # of the weight of its kind, for a word that every passage holds


class Match(NamedTuple):
    """That a term meets the word `word` (an index into `Question.words`), how and to what degree."""

    word: int
    degree: float
    how: How


@dataclass(frozen=True, slots=True)
class Matching:
    """A question in the terms of one archive.

    `terms` maps an index term to the words it meets; `weights` holds a weight for every word of the question, its kind
    times its rarity (idf of its most frequent term), 0 for words without content; `known` tells which words the
    archive holds in any way; `mended` maps a form of the question to the form that was taken for it.
    """

    question: Question
    terms: Mapping[str, tuple[Match, ...]]
    weights: tuple[float, ...]
    known: tuple[bool, ...]
    mended: Mapping[str, str]

    @property
    def query(self) -> dict[str, float]:
        """Index terms with their weights, for retrieval.

        Kinds of words differ less than in ranking, since BM25 knows how rare they are; a term that is not the word
        itself weighs half its degree (of 220 questions about news the passage is among 16 for 75 %, in full for 70 %).
        """
        kinds = [word.kind for word in self.question.words]
        return {
            term: max(
                _RETRIEVAL[kinds[match.word]]
                * match.degree
                * (1 if match.degree >= DEGREES["spelling"] else _OTHER_WORD)
                for match in matches
            )
            for term, matches in self.terms.items()
        }


def match(question: Question, lexicon: Lexicon, passages: int) -> Matching:
    """Every index term of an archive of so many passages that meets a word of the question."""
    found: dict[str, dict[int, Match]] = {}
    mended: dict[str, str] = {}
    content = [(index, word) for index, word in enumerate(question.words) if word.weight > 0]
    direct = lexicon.terms([word.form for _, word in content])
    held = lexicon.frequencies({lemma for _, word in content for lemma in word.lemmas} | set(direct.values()))

    def add(term: str, index: int, degree: float, how: How) -> None:
        known = found.setdefault(term, {})
        if index not in known or known[index].degree < degree:
            known[index] = Match(index, degree, how)

    for index, word in content:
        own = {term for term in (direct[word.form], *word.lemmas) if term in held}
        how: How = "word"
        if not own and (form := _mend(word, lexicon)):
            mended[word.form] = form
            own, how = {lexicon.term(form)}, "spelling"
        for term in own:
            add(term, index, DEGREES[how], how)
        for term in _family(own or set(word.lemmas), lexicon):
            add(term, index, DEGREES["family"], "family")
        for term, degree in _relatives(own or set(word.lemmas)).items():
            add(term, index, degree, "relative")
        for alike in map(entry, word.lemmas if word.kind != "name" else ()):
            for term in alike.synonyms:
                add(term, index, DEGREES["synonym"], "synonym")
            for term in alike.related:
                add(term, index, DEGREES["related"], "related")
    for index, acronym in _acronyms(question.words):
        add(acronym, index, DEGREES["relative"], "relative")
    frequencies = lexicon.frequencies(found)
    terms = {term: tuple(matches.values()) for term, matches in found.items() if term in frequencies}
    met = {match.word for matches in terms.values() for match in matches}
    return Matching(
        question,
        terms,
        tuple(_weight(index, word, terms, frequencies, passages) for index, word in enumerate(question.words)),
        tuple(index in met for index in range(len(question.words))),
        mended,
    )


def _weight(
    index: int, word: Word, terms: Mapping[str, Sequence[Match]], frequencies: Mapping[str, int], passages: int
) -> float:
    """Kind times idf, from 0 to the weight of the kind; a word that the archive does not hold counts as the rarest."""
    if word.weight == 0:
        return 0.0
    own = [
        frequencies[term]
        for term, matches in terms.items()
        if any(match.word == index and match.degree >= DEGREES["spelling"] for match in matches)
    ]
    rarity = math.log((1 + passages) / (max(own) if own else 1))
    return word.weight * (_FLOOR + (1 - _FLOOR) * rarity / math.log(1 + passages)) if passages else word.weight


def _mend(word: Word, lexicon: Lexicon) -> str | None:
    """The form of the archive that was meant: without diacritics first, then with one typing error."""
    same = lexicon.forms(fold(word.form))
    if same:
        return same[0]
    if len(word.form) < _MENDED_FROM or not word.form.isalpha():
        return None
    return next(
        (form for form in lexicon.similar(word.form) if form[0] == word.form[0] or len(form) > _MENDED_FROM), None
    )


def _family(own: Iterable[str], lexicon: Lexicon) -> set[str]:
    found: set[str] = set()
    for term in own:
        key = family(term)
        if key:
            found.update(other for other in lexicon.starting(term[:_PREFIX]) if other != term and family(other) == key)
    return found


def _relatives(own: Iterable[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for term in own:
        for name in relatives(term):
            words = [lemmas(form)[0] for form, _, _ in tokenize(name)]
            degree = DEGREES["relative"] if len(words) == 1 else _PHRASE_DEGREE
            for lemma in (name,) if len(words) == 1 else words:
                found[lemma] = max(found.get(lemma, 0.0), degree)
    return found


@cache
def _institution_names() -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """The first word of an institution's name to its acronym and all words of the name, in lower case."""
    names: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for row in institutions():
        for name in (row.name, *row.aliases):
            words = tuple(name.lower().split())
            if len(words) > 1:
                names[words[0]] = (*names.get(words[0], ()), (row.acronym.lower(), words))
    return names


def _acronyms(words: Sequence[Word]) -> list[tuple[int, str]]:
    """Acronyms of institutions whose full names stand in the question, with the index of the name's first word."""
    found = []
    for start, word in enumerate(words):
        for lemma in word.lemmas:
            for acronym, name in _institution_names().get(lemma, ()):
                here = words[start : start + len(name)]
                if len(here) == len(name) and all(
                    set(lemmas(n)) & set(w.lemmas) for n, w in zip(name, here, strict=True)
                ):
                    found.append((start, acronym))
    return found
