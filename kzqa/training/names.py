"""Training examples for the recogniser of names: NKJP, articles with lists of names, and invented variants.

The articles come with the names that they hold, not with their places, and without dates and adjectives of places,
which NKJP marks: names are found again in the text, words that NKJP mostly marks take NKJP's label, and what may be a
date, a product, an event or a name that is not listed counts as unknown. The variants put foreign and hyphenated names
in the place of Polish ones (by the ending, so that the case stays) and write some sentences in capitals. Paragraphs of
PoQuAD, where nobody annotated names, serve where `kzqa.training.names_teacher` has given its probabilities.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from kzqa.language.dictionary import analyse
from kzqa.language.recogniser import SOFT
from kzqa.training.corpora import NamedText, NewsArticle, news, nkjp, paragraphs
from kzqa.training.readers import Part

LABELS = ("persName", "placeName", "geogName", "orgName", "date", "time")
"""The labels of spaCy's Polish pipelines, in the order of the recogniser's roles."""
TEACHER_FILE = "roles.npz"
_HELD_DOCUMENT = 12
_SENTENCES = 4
_VARIANTS = 0.1
"""The share of the pieces with persons that are written again with other names; half as many are put in capitals."""
_LABELS = {"PER": "persName", "LOC": "placeName", "ORG": "orgName"}
_TIME_WORDS = """
    styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień rok wiek godzina
    poniedziałek wtorek środa czwartek piątek sobota niedziela
"""
_TIMES = frozenset(_TIME_WORDS.split())
_GEOGRAPHY = re.compile(
    r"(?i)\b(morz|zato|gór|rzek|jezior|ocean|wysp|półwys|dolin|wyżyn|nizin|kanał|przylądk|bliski\w* wsch)"
)

Piece = tuple[str, list[tuple[int, int, str]]]
"""A text with its names; the label "?" marks what is not known to be a name or none."""


def held_out(index: int) -> bool:
    """Whether the document of this index in NKJP is held out."""
    return index % _HELD_DOCUMENT == _HELD_DOCUMENT - 1


def pieces(record: NamedText) -> Iterator[Piece]:
    """A document in runs of a few sentences, with offsets in the run."""
    ends = [*record.starts[1:], len(record.text)]
    names = list(record.names)
    for first in range(0, len(record.starts), _SENTENCES):
        last = min(first + _SENTENCES, len(record.starts)) - 1
        start, end = record.starts[first], ends[last]
        text = record.text[start:end].rstrip()
        yield text, [(a - start, b - start, label) for a, b, label in names if start <= a and b <= start + len(text)]


def lexicon(records: Iterable[NamedText]) -> dict[str, str]:
    """Lemmas of single words that NKJP mostly marks (polski, Rosjanin, Europa), with their label."""
    marked: dict[str, Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    for record in records:
        seen.update(map(_lemma, re.findall(r"\w+", record.text)))
        for start, end, label in record.names:
            if end - start > 3 and record.text[start:end].isalpha():
                marked[_lemma(record.text[start:end])][label] += 1
    return {
        lemma: counts.most_common(1)[0][0]
        for lemma, counts in marked.items()
        if counts.total() >= 3
        and counts.total() > 0.6 * seen[lemma]
        and counts.most_common(1)[0][0] in {"placeName", "geogName"}
    }


def _lemma(form: str) -> str:
    readings = analyse(form) or analyse(form.lower())
    return readings[0].lemma if readings else form


def article_pieces(article: NewsArticle, known: dict[str, str]) -> Iterator[Piece]:
    """The paragraphs of an article with its listed names found in them."""
    forms = {form: label for form, label in article.names if len(form) > 1}
    if not forms:
        return
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in sorted(forms, key=len, reverse=True)))
    for line in article.text.splitlines():
        text = line.strip()
        if len(text) < 20:
            continue
        names = []
        for match in pattern.finditer(text):
            label = _LABELS.get(forms[match.group()], "?")
            if label == "placeName":
                label = "geogName" if _GEOGRAPHY.match(match.group()) else known.get(_lemma(match.group()), label)
            names.append((match.start(), match.end(), label))
        taken = {place for start, end, _ in names for place in range(start, end)}
        for match in re.finditer(r"\w+", text):
            word = match.group()
            if match.start() not in taken:
                lemma = _lemma(word)
                if lemma in known:
                    names.append((match.start(), match.end(), known[lemma]))
                elif word.isdigit() or lemma in _TIMES or (word[0].isupper() and _inside(text, match.start())):
                    names.append((match.start(), match.end(), "?"))
        yield text, sorted(names)


def _inside(text: str, start: int) -> bool:
    """Whether a word stands behind another of its sentence, so that a capital letter makes it a name."""
    return start > 1 and (text[start - 2].isalnum() or text[start - 2] == ",") and text[start - 1] == " "


class Variants:
    """Invents variants of a piece: other persons' names by their endings, hyphens, capitals."""

    def __init__(self, articles: Iterable[NewsArticle], seed: int) -> None:
        self.random = random.Random(seed)
        self.parts: dict[str, list[str]] = defaultdict(list)
        for article in articles:
            for form, label in article.names:
                if label == "PER":
                    for part in form.split():
                        if part[:1].isupper() and part.isalpha() and len(part) > 3 and not analyse(part):
                            self.parts[part[-2:]].append(part)

    def foreign(self, piece: Piece) -> Piece:
        """Some words of persons' names replaced by foreign ones, some first names made double."""
        text, names = piece
        result, moved, position = "", [], 0
        for start, end, label in names:
            result += text[position:start]
            name = text[start:end]
            if label == "persName":
                words = name.split(" ")
                for index, word in enumerate(words):
                    others = self.parts.get(word[-2:], [])
                    if others and word[:1].isupper() and self.random.random() < 0.5:
                        words[index] = self.random.choice(others)
                if len(words) > 1 and self.random.random() < 0.3 and words[0].isalpha():
                    others = self.parts.get(words[0][-2:], [])
                    if others:
                        words[0] += "-" + self.random.choice(others)
                name = " ".join(words)
            moved.append((len(result), len(result) + len(name), label))
            result += name
            position = end
        return result + text[position:], moved

    def capitals(self, piece: Piece) -> Piece:
        """The whole piece in capitals, where that keeps its length."""
        text, names = piece
        return (text.upper(), names) if len(text.upper()) == len(text) else piece


def to_reference(nlp: Language, piece: Piece) -> Doc | None:
    """A Doc with the names; None where they do not fit the tokens at all."""
    text, names = piece
    doc = nlp.make_doc(text)
    spans: list[Span] = []
    unknown: list[Span] = []
    end_of_last = 0
    for start, end, label in names:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and span.start >= end_of_last:
            (unknown if label == "?" else spans).append(span)
            end_of_last = span.end
    if not len(doc):
        return None
    doc.set_ents(spans, missing=unknown)
    return doc


def held_out_pieces(data: Path) -> list[Piece]:
    """The held-out documents of NKJP."""
    return [piece for index, record in enumerate(nkjp(data / "nkjp")) if held_out(index) for piece in pieces(record)]


def training_pieces(data: Path, part: Part, seed: int = 1) -> list[Piece]:
    """What the recogniser learns from: NKJP (without its held-out documents, unless `part` is "all"), the articles,
    the variants, and paragraphs in which nothing is known."""
    records = [record for index, record in enumerate(nkjp(data / "nkjp")) if part == "all" or not held_out(index)]
    listed = list(news(data / "news"))
    known = lexicon(records)
    found = [piece for record in records for piece in pieces(record)]
    found += [piece for article in listed for piece in article_pieces(article, known)]
    return [*found, *_variants(found, Variants(listed, seed)), *_unknown(data / "poquad" / "poquad.json")]


def _variants(found: Sequence[Piece], invent: Variants) -> Iterator[Piece]:
    for piece in found:
        chance = invent.random.random()
        if chance < _VARIANTS and any(label == "persName" for _, _, label in piece[1]):
            yield invent.foreign(piece)
        elif chance > 1 - _VARIANTS / 2:
            yield invent.capitals(piece)


def _unknown(path: Path) -> Iterator[Piece]:
    for text in paragraphs(path):
        yield text, [(0, len(text), "?")]


def text_key(text: str) -> int:
    """The number by which a text's probabilities are found."""
    return int.from_bytes(blake2b(text.encode("utf-8"), digest_size=8).digest(), "big")


def to_references(nlp: Language, found: Iterable[Piece]) -> list[Doc]:
    """The Docs of all pieces whose names fit the tokens."""
    return [doc for doc in (to_reference(nlp, piece) for piece in found) if doc is not None]


@registry.readers("kzqa.Names.v1")
def names(
    data: Path, part: Part, tagger: Path | None = None, teacher: Path | None = None, limit: int = 0
) -> Callable[[Language], Iterable[Example]]:
    """Examples for the recogniser.

    `tagger` is a pipeline that tags the inputs, `teacher` the folder that `kzqa.training.names_teacher` wrote; with
    `limit`, so many pieces at most are read.
    """
    return partial(_prepared, data=Path(data), part=part, tagger=tagger, teacher=teacher, limit=limit)


@cache  # spaCy makes and reads a corpus twice, to initialise and to train, and tagging takes minutes
def _prepared(
    nlp: Language, *, data: Path, part: Part, tagger: Path | None, teacher: Path | None, limit: int
) -> list[Example]:
    found = held_out_pieces(data) if part == "held" else training_pieces(data, part)
    references = to_references(nlp, found[: limit or None])
    if teacher is not None:
        _teach(references, Path(teacher) / TEACHER_FILE)
    return list(tagged(nlp, references, tagger))


def _teach(references: Sequence[Doc], path: Path) -> None:
    """Give every Doc the teacher's probabilities for its text."""
    with np.load(path, allow_pickle=False) as stored:
        keys, ends, roles = stored["keys"].tolist(), stored["ends"].tolist(), stored["roles"]
    places: dict[int, NDArray[np.float16]] = dict(zip(keys, np.split(roles, ends[:-1]), strict=True))
    for doc in references:
        doc.user_data[SOFT] = places.get(text_key(doc.text))


def tagged(nlp: Language, references: Sequence[Doc], tagger: Path | None) -> Iterator[Example]:
    """Examples whose inputs carry the tags of a trained tagger."""
    inputs = [
        Doc(nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc])
        for doc in references
    ]
    if tagger is not None:
        component = spacy.load(tagger, vocab=nlp.vocab).get_pipe("kzqa_tagger")
        inputs = list(component.pipe(inputs, batch_size=256))
    for doc, reference in zip(inputs, references, strict=True):
        yield Example(doc, reference)
