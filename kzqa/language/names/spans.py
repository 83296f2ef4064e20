"""Mends the spans that a statistical recogniser proposes, where rules are sure.

Cuts off quotation marks, titles and roles; drops adjectives and inhabitants that were taken for places; joins a name
cut in two; splits a person off the end of an institution's name; heeds the words beside a name; adds the surnames that
it missed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from kzqa.language.dictionary import analyse
from kzqa.language.names.neighbours import Found, by_neighbours
from kzqa.language.names.similarity import is_first_name, possible_bases
from kzqa.language.names.tables import particles, roles
from kzqa.language.names.words import is_common_word, is_geographic, is_inhabitant, may_be_adjective, only_adjective
from kzqa.model import ENTITY_TYPES, NameLabel, Sentence, Token

_EDGES = frozenset("\"'„”“’‘«»()[]{},.;:!?…-–—/|*")
_START, _END = attrgetter("start"), attrgetter("end")


def mend(sentences: Sequence[Sentence], spans: Iterable[tuple[int, int, NameLabel]]) -> list[Found]:
    """The spans as runs of tokens, mended, in the order of the text and without overlaps."""
    found = [_trim(sentences[one.sentence].tokens, one) for one in _align(sentences, spans)]
    kept = [one for one in found if one is not None and not _is_no_name(sentences[one.sentence].tokens, one)]
    joined = _join(sentences, kept)
    parted = [part for one in joined for part in _split(sentences[one.sentence].tokens, one)]
    voted = _vote(sentences, by_neighbours(sentences, parted))
    return _complete(sentences, voted)


def _align(sentences: Sequence[Sentence], spans: Iterable[tuple[int, int, NameLabel]]) -> list[Found]:
    """Each span as the tokens that it touches; of overlapping spans the earlier and longer stays."""
    found: list[Found] = []
    ordered = sorted({span for span in spans if span[0] < span[1]}, key=lambda span: (span[0], -span[1], span[2]))
    index, covered = 0, -1
    for start, end, label in ordered:
        if start < covered:
            continue
        while index < len(sentences) and sentences[index].end <= start:
            index += 1
        if index == len(sentences):
            break
        tokens = sentences[index].tokens
        first, last = bisect_right(tokens, start, key=_END), bisect_left(tokens, end, key=_START)
        if first < last:
            found.append(Found(index, first, last, label))
            covered = max(end, tokens[last - 1].end)
    return found


def _trim(tokens: Sequence[Token], one: Found) -> Found | None:
    """Without punctuation at the ends, and without the roles and titles that precede a person's name."""
    first, last = one.first, one.last
    while first < last and tokens[first].text[:1] in _EDGES and not tokens[first].text[1:2].isalnum():
        first += 1
    while last > first and tokens[last - 1].text in _EDGES:
        last -= 1
    if one.label == "persName":
        while last - first > 1 and _is_title(tokens[first].text) and tokens[first + 1].text[:1].isupper():
            first += 1
    if first == one.first and last == one.last:
        return one
    return one._replace(first=first, last=last) if first < last else None


@lru_cache(maxsize=50_000)
def _is_title(word: str) -> bool:
    """A role in small letters, or with a capital where the word is no name (Prezydent, not Król)."""
    small = word.lower()
    known = analyse(small)
    role = small in roles() or any(reading.lemma in roles() for reading in known)
    as_name = any(reading.names & {"imię", "nazwisko"} for reading in analyse(word))
    return role and (word.islower() or not as_name)


def _is_no_name(tokens: Sequence[Token], one: Found) -> bool:
    words = [token.text for token in tokens[one.first : one.last]]
    if not any(character.isalpha() for word in words for character in word):
        return True
    if ENTITY_TYPES[one.label] == "place" and len(words) == 1:
        word = words[0]
        if (
            only_adjective(word)
            or (word.islower() and may_be_adjective(word))
            or (one.first == 0 and only_adjective(word.lower()) and not is_geographic(word))
        ):
            return True
        return is_inhabitant(word)
    if one.label == "persName" and len(words) == 1:
        return words[0].islower() or (one.first == 0 and is_common_word(words[0]))
    return all(word.islower() and only_adjective(word) for word in words)


def _join(sentences: Sequence[Sentence], found: Sequence[Found]) -> list[Found]:
    """A first name and a surname that were taken for two names, also with a hyphen between, become one."""
    joined: list[Found] = []
    for one in found:
        before = joined[-1] if joined else None
        if before is not None and before.sentence == one.sentence and one.label != "orgName":
            tokens = sentences[one.sentence].tokens
            between = tokens[before.last : one.first]
            adjacent = not between and tokens[before.last - 1].space
            hyphen = len(between) == 1 and between[0].text == "-" and not between[0].space
            person = "persName" in (before.label, one.label) and before.label != "orgName"
            word = tokens[before.last - 1].text
            given = before.last - before.first == 1 and _may_be_given(word) and not is_inhabitant(word)
            if person and (hyphen or (adjacent and given)):
                joined[-1] = before._replace(last=one.last, label="persName")
                continue
        joined.append(one)
    return joined


@lru_cache(maxsize=50_000)
def _may_be_given(word: str) -> bool:
    parts = word.split("-")
    if any("imię" in reading.names for part in parts for reading in analyse(part)):
        return True
    return any(not analyse(part) and any(is_first_name(base) for base in _as_written(part)) for part in parts)


def _as_written(word: str) -> list[str]:
    return [base.capitalize() for base in possible_bases(word)]


def _split(tokens: Sequence[Token], one: Found) -> list[Found]:
    """ "Instytutu Historii Najnowszej Jan Nowak": an institution, then a person in the nominative."""
    if one.label != "orgName" or one.last - one.first < 3 or not analyse(tokens[one.first].text):
        return [one]
    for place in range(one.first + 1, one.last - 1):
        word, after = tokens[place].text, tokens[place + 1].text
        # A name in the genitive belongs to the institution (Uniwersytet Adama Mickiewicza), one in the nominative not.
        nominative = is_first_name(word) and all(":nom:" in r.tag for r in analyse(word) if r.lemma == word)
        if nominative and after[:1].isupper() and not after.isupper() and tokens[place - 1].text.lower() != "im.":
            left = one._replace(last=place)
            return [left, Found(one.sentence, place, one.last, "persName")] if left.first < left.last else [one]
    return [one]


def _vote(sentences: Sequence[Sentence], found: Sequence[Found]) -> list[Found]:
    """One label for one name: the majority's, and a surname's is its full name's."""
    labels: dict[str, Counter[NameLabel]] = defaultdict(Counter)
    forms = [one.words(sentences) for one in found]
    keys = list(map(_key, forms))
    surnames: set[str] = set()
    people: set[str] = set()
    for one, words, key in zip(found, forms, keys, strict=True):
        labels[key][one.label] += 1
        if one.label == "persName" and words[-1].isalpha():
            people |= possible_bases(words[-1])
            surnames |= possible_bases(words[-1]) if len(words) > 1 else set()
    voted = []
    for one, words, key in zip(found, forms, keys, strict=True):
        counts = labels[key]
        label = one.label
        if len(counts) > 1:
            label = max(counts, key=lambda candidate: (counts[candidate], candidate == one.label, candidate))
        if label != "persName":
            if len(words) == 1:
                known = set() if analyse(words[0]) else surnames
            else:
                known = people if label == "orgName" else set()
            if known and _only_names(words) and not known.isdisjoint(possible_bases(words[-1])):
                label = "persName"
        voted.append(one if label == one.label else one._replace(label=label))
    return voted


def _only_names(words: Sequence[str]) -> bool:
    """Whether words are such as persons' names are made of, the last one a surname or unknown to the dictionary."""
    return (
        _only_surname(words[-1])
        and not words[-1].isupper()
        and all(word.istitle() and (is_first_name(word) or not analyse(word)) for word in words[:-1])
    )


def _key(words: Sequence[str]) -> str:
    """What the inflected forms of one name share: the shortest possible base form of every word."""
    return " ".join(map(_shortest_base, words))


@lru_cache(maxsize=30_000)
def _shortest_base(word: str) -> str:
    return min(possible_bases(word), key=lambda base: (len(base), base))


@lru_cache(maxsize=50_000)
def _may_be_surname(word: str) -> bool:
    """Whether a word with a capital may be one."""
    return len(word) > 3 and _only_surname(word) and word.lower() not in particles()


def _only_surname(word: str) -> bool:
    """Whether the dictionary knows a word as nothing but a surname, or not at all."""
    return all("nazwisko" in reading.names for reading in analyse(word))


def _complete(sentences: Sequence[Sentence], found: Sequence[Found]) -> list[Found]:
    """Adds words that can only be the surname of a person whom the article names in full."""
    surnames: set[str] = set()
    taken: dict[int, set[int]] = defaultdict(set)
    for one in found:
        words = one.words(sentences)
        taken[one.sentence].update(range(one.first, one.last))
        if one.label == "persName" and len(words) > 1 and words[-1].isalpha() and _only_surname(words[-1]):
            surnames |= possible_bases(words[-1])
    forms = {token.text for sentence in sentences for token in sentence.tokens} if surnames else set()
    wanted = {
        form
        for form in forms
        if form[:1].isupper() and _may_be_surname(form) and not surnames.isdisjoint(possible_bases(form))
    }
    added = []
    if wanted:
        for index, sentence in enumerate(sentences):
            for place, token in enumerate(sentence.tokens):
                if token.text in wanted and place not in taken[index]:
                    added.append(Found(index, place, place + 1, "persName"))
    return sorted([*found, *added])
