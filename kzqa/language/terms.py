"""Text to index terms, the same for passages and questions. Needs no spaCy, and Morfeusz only for lemmas.

A word's term is the one of its `candidates` that is most frequent in the archive. Which one that is, the archive's
lexicon decides; here stands only what does not depend on an archive. Of a published comparison on Polish retrieval this
was the best way (NDCG@10 25.2 against 21.4 for a tagger's lemmas and 21.2 for all lemmas).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kzqa.language.dictionary import lemmas_of
from kzqa.language.inflection import reductions

# the last of these marks stand apart from their letters even in composed text
_MARKS = r"\u0300-\u036f\u00ad\u0591-\u05c7\u093c\u09bc\u0a3c\u0b3c\u0f71-\u0fb9"
_WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
_FOLDED = str.maketrans(
    {"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "AE"}
    | dict(zip("ąćęńóśźżĄĆĘŃÓŚŹŻ", "acenoszzACENOSZZ", strict=True))  # decomposed as others, but the most frequent
)
_SHORTEST_INFLECTED = 4


def tokenize(text: str) -> list[tuple[str, int, int]]:
    """The words of a text as (form, start, end): runs of letters and digits, in lower case and composed (NFC).

    A hyphen and an apostrophe part words (Kasym-Żomart is two, Biden'a is Biden and a), so no word reaches over the
    end of a sentence, and the words of a text are the words of its sentences.
    """
    return [(normal(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def forms(text: str) -> list[str]:
    """The words of `tokenize` without their places, in a fraction of the time."""
    return _WORD.findall(normal(text))


def normal(form: str) -> str:
    """A form in lower case, composed, without soft hyphens: the form that the lexicon holds."""
    if not form.isascii():
        form = form.replace("\u00ad", "")
        if not unicodedata.is_normalized("NFC", form):
            form = unicodedata.normalize("NFC", form)
    return form.lower()


@lru_cache(maxsize=50_000)
def lemmas(form: str) -> tuple[str, ...]:
    """The distinct lemmas of a form in lower case, sorted, in whatever case it is written; else the form itself."""
    form = normal(form)
    return tuple(sorted({lemma.lower() for lemma in _dictionary_lemmas(form)})) or (form,)


@lru_cache(maxsize=50_000)
def candidates(form: str) -> tuple[str, ...]:
    """The terms that may stand for a form: its lemmas, or for a word that the dictionary does not know (most foreign
    names) the form itself, every base form that the rules of inflection propose, and the lemmas of those: the
    dictionary may know Achmatowa as the genitive of Achmatow alone, and Achmatowej has to meet it there."""
    form = normal(form)
    found = {lemma.lower() for lemma in _dictionary_lemmas(form)}
    if not found and len(form) >= _SHORTEST_INFLECTED and form.isalpha():
        bases = {reduction.base for reduction in reductions(form)}
        found = {form, *bases, *(lemma.lower() for base in bases for lemma in _dictionary_lemmas(base))}
    return tuple(sorted(found)) or (form,)


def _dictionary_lemmas(form: str) -> set[str]:
    """With a capital a word has the readings of both spellings (Polski: of Polska and of polski)."""
    if form.isdigit() or not form:
        return set()
    return lemmas_of(form.capitalize()) or lemmas_of(form)


def fold(text: str) -> str:
    """A text without diacritics, ł included, of the same letters otherwise (żółć becomes zolc)."""
    if text.isascii():
        return text
    text = text.translate(_FOLDED)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char)))
