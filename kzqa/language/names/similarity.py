"""When two names in the base form may be one: spelling, typing errors, initials, acronyms.

Used inside an article, where one name under two spellings is likely, and across articles, where it is less so.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kzqa.language.geography import institutions_of
from kzqa.language.inflection import reductions
from kzqa.language.names.readings import analyse
from kzqa.language.names.tables import cut_words, first_names

_GAPS = re.compile(r"[\s\-–—]+")
_NOT_INITIAL = frozenset(
    {"i", "w", "we", "z", "ze", "o", "na", "do", "ds.", "dla", "ds", "spraw", "oraz", "of", "the", "and", "for"}
)
_SHORT = 4
_LONG = 8
_VERY_LONG = 10


@lru_cache(maxsize=30_000)
def fold(text: str) -> str:
    """Small letters without diacritics (ł included), apostrophes and full stops dropped: Erdoğan is erdogan."""
    decomposed = text.casefold().replace("ł", "l").replace("ı", "i")
    if not decomposed.isascii():
        decomposed = unicodedata.normalize("NFD", decomposed)
    elif decomposed.isalnum():
        return decomposed
    return "".join(letter for letter in decomposed if letter.isalnum() or letter.isspace() or letter == "-")


@lru_cache(maxsize=30_000)
def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a name, at least one; hyphens separate: "Anna Maria-Nowak" is "Anna-Maria Nowak"."""
    return tuple(word for word in _GAPS.split(fold(name)) if word) or (name,)


def distance(left: str, right: str, most: int) -> int:
    """The optimal string alignment distance (edits and swapped neighbours), or `most` + 1 where it is greater."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1] if row[-1] <= most else most + 1


@lru_cache(maxsize=30_000)
def is_dictionary_word(word: str) -> bool:
    """Whether the dictionary knows a name or word, in small letters or capitalised."""
    return bool(analyse(word) or analyse(word.capitalize()))


@lru_cache(maxsize=20_000)
def near(left: str, right: str) -> bool:
    """Whether two words differ by what a typing error or another transcription makes, the longer the more.

    Both begin alike; two words that the dictionary knows (Kaczyński, Kuczyński) are two names, unless they are long
    (eurazjatycki, euroazjatycki).
    """
    a, b = fold(left), fold(right)
    if a == b:
        return True
    shorter = min(len(a), len(b))
    if a[:1] != b[:1] or shorter < _SHORT:
        return False
    if is_dictionary_word(left) and is_dictionary_word(right):
        return shorter > _VERY_LONG and a[-3:] == b[-3:] and distance(a, b, 1) <= 1
    if a[-2:] in ("ow", "ew", "ki") and b == a[:-1] + a[-1:] + "a":
        return False
    most = 1 if shorter < _LONG else 2
    return distance(a, b, most) <= most


def abbreviates(short: str, full: str) -> bool:
    """Whether a name is another with words cut short and a full stop: W. Brytania, Korea Płn., Parlament Eur."""
    return "." in short and _abbreviates(short, full)


@lru_cache(maxsize=20_000)
def _abbreviates(short: str, full: str) -> bool:
    words, others = short.replace(".", ". ").split(), full.split()
    if len(words) != len(others) or all(word.endswith(".") for word in words):
        return False
    return all(
        _cut_short(fold(word), fold(other)) if word.endswith(".") else fold(word) == fold(other)
        for word, other in zip(words, others, strict=True)
    )


def _cut_short(short: str, full: str) -> bool:
    return len(short) < len(full) and (full.startswith(short) or full.startswith(cut_words().get(short, full + " ")))


@lru_cache(maxsize=30_000)
def possible_bases(word: str) -> frozenset[str]:
    """The word itself and every base form that the rules or the dictionary allow for it, folded."""
    known = {reading.lemma for reading in analyse(word) if reading.tag.startswith("subst:sg")}
    foreign = {proposal.base for proposal in reductions(word) if proposal.tag.startswith("subst:sg")}
    return frozenset(fold(base) for base in known | foreign | {word})


def same_first_name(left: str, right: str) -> bool:
    """Whether two folded first names may be one: an initial, another form or spelling."""
    if min(len(left), len(right)) == 1:
        return left[0] == right[0]
    if left == right:
        return True
    if is_first_name(left.capitalize()) and is_first_name(right.capitalize()):
        return False
    return near(left, right) or bool(possible_bases(left) & possible_bases(right))


def is_first_name(word: str) -> bool:
    """Whether a word in the base form is a first name of the dictionary or of the table of foreign ones."""
    return word in first_names() or any("imię" in reading.names and reading.lemma == word for reading in analyse(word))


def initials(name: str) -> frozenset[str]:
    """The acronyms that the first letters of a name may form, with and without its short words."""
    words = [word for word in _GAPS.split(name) if word]
    every = "".join(word[0] for word in words).upper()
    content = "".join(word[0] for word in words if word.lower() not in _NOT_INITIAL).upper()
    return frozenset({every, content}) if len(words) > 1 else frozenset()


@lru_cache(maxsize=20_000)
def acronym_of(acronym: str, name: str) -> bool:
    """Whether an acronym may stand for a name: by its first letters or by the table of institutions."""
    letters = acronym.replace(".", "").upper()
    if len(letters) < 2 or not acronym[:1].isupper() or sum(letter.isupper() for letter in acronym) < 2:
        return False
    if letters in initials(name):
        return True
    folded = words_of(name)
    return any(
        folded == words_of(other)
        for institution in institutions_of(acronym)
        for other in (institution.name, *institution.aliases)
    )
