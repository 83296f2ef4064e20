"""What a question asks: its type, the kind of answer expected, the words that carry content, and its constraints.

A pure function of the text: no archive, no spaCy. Readings come from Morfeusz, the words that ask from a table. Verbs
of saying turn "co" and "jak" questions into questions for a statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, NamedTuple

from kzqa.answering.question_words import (
    TYPES,
    Asking,
    Expected,
    keywords,
    listed,
    noun_forms,
    nouns,
    phrases,
    verbless,
    which_forms,
)
from kzqa.answering.question_words import words as asking_words
from kzqa.language.dictionary import Analysis, analyse
from kzqa.language.terms import fold, lemmas, tokenize
from kzqa.model import QuestionType

WordKind = Literal["name", "noun", "verb", "adjective", "number", "other"]

# How much a matched word of each kind says about a sentence; its rarity in the archive comes on top.
KIND_WEIGHTS: Mapping[WordKind, float] = {
    "name": 1.5,
    "number": 1.2,
    "noun": 1.0,
    "verb": 0.8,
    "adjective": 0.8,
    "other": 0.6,
}
_KIND_OF_TAG: Mapping[str, WordKind] = {
    "subst": "noun", "depr": "noun", "ger": "noun", "brev": "noun", "adj": "adjective", "adja": "adjective",
    "adjp": "adjective", "adjc": "adjective", "adv": "other", "num": "number", "dig": "number", "romandig": "number",
    "fin": "verb", "praet": "verb", "inf": "verb", "imps": "verb", "impt": "verb", "bedzie": "verb", "pact": "verb",
    "ppas": "verb", "pcon": "verb", "pant": "verb", "cond": "verb", "winien": "verb", "pred": "verb",
}  # fmt: skip
_ACCORDING = frozenset({"zdaniem", "według", "wedle", "opinii", "ocenie"})
_ANSWERING_FOR = "za"  # "kto odpowiada za finanse" asks for nobody's words
_REPORTING = frozenset({"co", "jak", "czego", "czym"})
_NEGATIONS = frozenset({"nie", "nikt", "nic", "żaden", "nigdy", "nigdzie"})
_ADJECTIVAL = ("y", "i")  # how the lemma of an adjective ends, also where the dictionary calls it a noun
_NOUN_WINDOW = 4


class Word(NamedTuple):
    """A word of the question. `lemmas` are all it may have, in lower case; `weight` is 0 for words without content."""

    form: str
    start: int
    end: int
    lemmas: tuple[str, ...]
    kind: WordKind
    weight: float


@dataclass(frozen=True, slots=True)
class Question:
    """The analysis of one question.

    `asking` holds the indices of the words that ask, `speaker` those of the words that name whose statement counts
    ("zdaniem X", "co X powiedział"); `target` is the lemma of the noun asked for ("jaki order": order, "ile ton":
    tona); `case` holds the cases that the answer would stand in, joined by a full stop, and `preposition` the
    preposition before the question word; `plural` tells that several things are asked for ("jakich państw").
    """

    text: str
    type: QuestionType
    expects: Expected
    words: tuple[Word, ...]
    asking: tuple[int, ...] = ()
    target: str | None = None
    case: str | None = None
    preposition: str | None = None
    speaker: tuple[int, ...] = ()
    negated: bool = False
    plural: bool = False

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that carry content, in order."""
        return tuple(word for word in self.words if word.weight > 0)

    @property
    def content_forms(self) -> frozenset[str]:
        """The lemmas of all words that carry content."""
        return frozenset(lemma for word in self.words if word.weight > 0 for lemma in word.lemmas)

    def is_exact(self, iso: str | None) -> bool:
        """Is an ISO date (of an interval, its beginning) as exact as the noun asks for: a day for "którego dnia"?"""
        return bool(iso) and len(str(iso).partition("/")[0]) >= _LENGTHS.get(self.target or "", 0)


_LENGTHS: Mapping[str, int] = {"dzień": 10, "miesiąc": 7}
"""The characters of an ISO date that is as exact as a noun asks for."""


class _Found(NamedTuple):
    asking: Asking
    indices: tuple[int, ...]
    target: str | None = None


def understand(text: str) -> Question:
    """Analyse one question. Any text has an analysis: without a word that asks it is a search for its keywords."""
    tokens = tokenize(text)
    forms = [form for form, _, _ in tokens]
    folded = [fold(form) for form in forms]
    found = (
        _polar(folded)
        or _phrase(folded)
        or _which(text, tokens)
        or _single(text, tokens, folded)
        or _keyword(forms, folded)
    )
    words = tuple(
        _word(text, form, start, end, asked=index in found.indices) for index, (form, start, end) in enumerate(tokens)
    )
    asked, target = found.asking, found.target
    if asked.expects == "number" and target is None:
        target = _counted(words, found.indices)
    asked = _quoted(_verbless(asked, words, found.indices), words, found.indices)
    first = min(found.indices, default=0)
    return Question(
        text=text,
        type=asked.type,
        expects=asked.expects,
        words=words,
        asking=found.indices,
        target=target,
        case=asked.case,
        preposition=forms[first - 1] if found.indices and first and _is_preposition(forms[first - 1]) else None,
        speaker=_speaker(words, asked, found.indices),
        negated=any(form in _NEGATIONS for form in forms),
        plural=asked.expects != "number" and _is_plural(text, target),
    )


def _polar(folded: Sequence[str]) -> _Found | None:
    if folded[:1] == ["czy"]:
        return _Found(Asking("yes_no", "polarity", None), (0,))
    return None


def _phrase(folded: Sequence[str]) -> _Found | None:
    for sequence, asking in phrases():
        for start in range(len(folded) - len(sequence) + 1):
            if tuple(folded[start : start + len(sequence)]) == sequence:
                return _Found(asking, tuple(range(start, start + len(sequence))))
    return None


def _relative(text: str, start: int) -> bool:
    """Is the word at `start` a relative pronoun, that is, behind a comma (and perhaps a preposition)?"""
    before = text[:start].rstrip()
    if before.endswith(","):
        return True
    head, _, last = before.rpartition(" ")
    return head.rstrip().endswith(",") and _is_preposition(last.lower())


def _which(text: str, tokens: Sequence[tuple[str, int, int]]) -> _Found | None:
    """jaki/który with the noun that it asks for, unless another question word comes first."""
    for index, (form, start, _) in enumerate(tokens):
        if fold(form) in asking_words() and not _relative(text, start):
            return None
        pronoun = which_forms().get(fold(form))
        if pronoun is None or _relative(text, start):
            continue
        case = ".".join(
            dict.fromkeys(parts[2] for reading in analyse(pronoun) if len(parts := reading.tag.split(":")) > 3)
        )
        for after in range(index + 1, min(index + 1 + _NOUN_WINDOW, len(tokens))):
            readings = analyse(tokens[after][0]) or analyse(noun_forms().get(tokens[after][0], ""))
            noun = next((r for r in readings if r.tag.startswith(("subst", "depr"))), None)
            if noun is None or (noun.lemma.endswith(_ADJECTIVAL) and _noun_follows(tokens, after)):
                continue
            expects = nouns().get(noun.lemma.lower()) or ("person" if _is_human(noun, readings) else "thing")
            return _Found(Asking(TYPES[expects], expects, case or None), (index,), noun.lemma.lower())
        return _Found(Asking("what", "thing", case or None), (index,))
    return None


def _noun_follows(tokens: Sequence[tuple[str, int, int]], index: int) -> bool:
    following = tokens[index + 1][0] if index + 1 < len(tokens) else ""
    return any(reading.tag.startswith(("subst", "depr")) for reading in analyse(following))


def _is_plural(text: str, target: str | None) -> bool:
    """Does the noun asked for stand in the plural? ("jakich państw")"""
    if target is None:
        return False
    for form, _, _ in tokenize(text):
        readings = [reading.tag.split(":") for reading in analyse(form) if reading.lemma.lower() == target]
        if readings:
            return all("pl" in tag for tag in readings)
    return False


def _is_human(noun: Analysis, readings: Sequence[Analysis]) -> bool:
    """Does a noun mean a man, an office that may be a woman's (minister), or a woman by a man's noun (lekarka)?"""
    genders = {reading.tag.rpartition(":")[2] for reading in readings if reading.lemma == noun.lemma}
    return ":m1" in noun.tag or noun.tag.startswith("depr") or genders == {"m1", "f"} or _of_man(noun.lemma)


def _of_man(lemma: str) -> bool:
    """Is a noun in -ka made of one for a man: autor, lekarz, prawnik?"""
    stem = lemma.removesuffix("ka")
    stems = {stem, f"{stem}z"} | ({f"{stem[:-2]}k"} if stem.endswith("cz") else set())
    return lemma.endswith("ka") and any(
        reading.lemma == form and ":nom" in reading.tag and ":m1" in reading.tag
        for form in stems
        for reading in analyse(form)
    )


def _single(text: str, tokens: Sequence[tuple[str, int, int]], folded: Sequence[str]) -> _Found | None:
    for index, form in enumerate(folded):
        asking = asking_words().get(form)
        if asking and (index == 0 or not _relative(text, tokens[index][1])):
            return _Found(asking, (index,))
    return None


def _keyword(forms: Sequence[str], folded: Sequence[str]) -> _Found:
    for index, form in enumerate(forms):
        for lemma in (*lemmas(form), folded[index]):
            if lemma in keywords():
                expects = keywords()[lemma]
                return _Found(Asking(TYPES[expects], expects, None), (), lemma)
    return _Found(Asking("what", "thing", None), ())


def _word(text: str, form: str, start: int, end: int, *, asked: bool) -> Word:
    written = text[start:end]
    readings = analyse(written) or analyse(form)
    found = lemmas(form)
    kind = _kind(written, readings, initial=not text[:start].strip(" \"„'«-–—¿("))
    empty = asked or not _carries_content(readings, found)
    return Word(form, start, end, found, kind, 0.0 if empty else KIND_WEIGHTS[kind])


def _kind(written: str, readings: Sequence[Analysis], *, initial: bool) -> WordKind:
    if written[:1].isupper() and not initial:
        return "name"
    if not readings:
        return "number" if written[:1].isdigit() else "name"
    if all(reading.names for reading in readings):
        return "name"
    common = [reading for reading in readings if not reading.names]
    kinds = [_KIND_OF_TAG.get(reading.tag.partition(":")[0], "other") for reading in common or readings]
    return min(kinds, key=lambda kind: ("noun", "verb", "adjective", "number", "other").index(kind))


def _carries_content(readings: Sequence[Analysis], found: Sequence[str]) -> bool:
    if listed("function_words") & set(found):
        return False
    classes = {reading.tag.partition(":")[0] for reading in readings}
    return not classes or (
        bool(classes & _KIND_OF_TAG.keys())
        and not classes & {"prep", "conj", "comp", "part", "ppron3", "ppron12", "siebie", "interj"}
    )


def _is_preposition(form: str) -> bool:
    return any(reading.tag.startswith("prep") for reading in analyse(form))


def _counted(words: Sequence[Word], asking: Sequence[int]) -> str | None:
    """The lemma of the noun that follows "ile" and its like."""
    for word in words[max(asking, default=-1) + 1 :][:_NOUN_WINDOW]:
        if word.kind == "noun":
            for reading in analyse(word.form):
                if reading.tag.startswith(("subst", "depr", "ger")):
                    return reading.lemma.lower()
        if word.kind == "verb":
            return None
    return None


def _verbless(asked: Asking, words: Sequence[Word], asking: Sequence[int]) -> Asking:
    """A question for a place turned into one for a reason where it is about a thing without a verb."""
    kinds = {word.kind for index, word in enumerate(words) if index not in asking}
    other = verbless().get(fold(words[asking[0]].form)) if asking else None
    return other if other and "noun" in kinds and "verb" not in kinds else asked


def _quoted(asked: Asking, words: Sequence[Word], asking: Sequence[int]) -> Asking:
    """A question for a thing or manner, or for a person, turned into one for a statement by a verb of saying."""
    verbs = _saying(words, asking)
    if not verbs:
        return asked
    form = fold(words[asking[0]].form) if asking else ""
    # The verb belongs to the question word where it is the first of the question's verbs.
    first = next((index for index, word in enumerate(words) if word.kind == "verb" and index not in asking), None)
    if form in _REPORTING and asked.expects in ("thing", "manner") and first in verbs:
        return Asking("quote", "statement", asked.case)
    if asked.expects == "person" and "nom" in (asked.case or "").split(".") and first in verbs:
        return Asking("quote", "person", asked.case)
    return asked


def _saying(words: Sequence[Word], asking: Sequence[int]) -> list[int]:
    """The indices of the verbs of saying; what is answered for is not said."""
    return [
        index
        for index, (word, after) in enumerate(zip_longest(words, words[1:]))
        if listed("saying") & set(word.lemmas)
        and index not in asking
        and (after is None or after.form != _ANSWERING_FOR)
    ]


def _may_be_genitive(word: Word) -> bool:
    readings = analyse(word.form.capitalize()) or analyse(word.form)
    return not readings or any("gen" in reading.tag.split(":") for reading in readings)


def _speaker(words: Sequence[Word], asked: Asking, asking: Sequence[int]) -> tuple[int, ...]:
    """The words that name whose statement counts: the names after "zdaniem" and "według", or beside the verb of
    saying.
    """
    for index, word in enumerate(words):
        if word.form in _ACCORDING:
            named = [
                i
                for i in range(index + 1, min(index + 5, len(words)))
                if words[i].kind == "name" and _may_be_genitive(words[i])
            ]
            if named:
                return tuple(i for i in named if i - named[0] <= named.index(i))
    if asked.type == "quote" and asked.expects == "statement":
        verb = next(iter(_saying(words, asking)), None)
        if verb is not None:
            before = [i for i in range(max(asking, default=-1) + 1, verb) if words[i].weight > 0]
            after = [i for i in range(verb + 1, min(verb + 3, len(words))) if words[i].kind == "name"]
            return tuple(before or after)
    return ()
