"""`kzqa_kinds`: what the recogniser's labels leave open. Adjectives and inhabitants set apart, one name one type.

The corpus that the recogniser learned from counts "rosyjski" and "Rosjanin" as place names. They keep their label in
`doc.ents`, as in spaCy's Polish pipelines, but carry the entity id `adjective` or `inhabitant`, so that those who
want places alone can leave them out. Double names of persons are made whole. And a name that was given different types
in one text has the type that most of its occurrences have.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from kzqa.language.dictionary import analyse
from kzqa.language.geography import countries, institutions
from kzqa.language.inflection import VOWELS
from kzqa.language.morphology import analyses_of
from kzqa.language.plain import NameSpan
from kzqa.language.tagset import split
from kzqa.model import NameLabel, Sentence, Token

ADJECTIVE, INHABITANT = "adjective", "inhabitant"
_DASHES = frozenset("-–—")
_PLACES = frozenset({"placeName", "geogName"})
_AGREEING = ("case", "number", "gender")
_VOTING = frozenset({"persName", "placeName", "geogName", "orgName"})


@cache
def _known_places() -> frozenset[str]:
    """Countries and capitals in lower case, but for those that are institutions (Unia Europejska) or first names too
    (Dominika, Kuba, Victoria)."""
    names = {name for country in countries() for name in (country.name, *country.capitals)}
    names -= {institution.name for institution in institutions()}
    return frozenset(
        name.lower() for name in names if not any("imię" in reading.names for reading in analyses_of(name))
    )


@cache
def _inhabitants() -> frozenset[str]:
    return frozenset(name for country in countries() for name in (*country.men, *country.women))


def apart(name: Span) -> str:
    """`adjective` or `inhabitant` for a name of a place that is none, else nothing."""
    if name.label_ not in _VOTING or (len(name) > 1 and not name.text[0].islower()):
        return ""
    if (
        all(token.pos_ in {"ADJ", "ADV", "PUNCT", "X"} or "-" in token.text for token in name)
        and name.text[0].islower()
    ):
        return ADJECTIVE
    readings = analyses_of(name[0].text)
    if name.label_ in _PLACES and len(name) == 1:
        if name[0].pos_ == "ADJ" and readings and not any(reading.names for reading in readings):
            return ADJECTIVE
        if name[0].lemma_ in _inhabitants():
            return INHABITANT
        if name[0].tag_.endswith(":m1") and not any(reading.names for reading in readings):
            return INHABITANT
    return ""


def key(words: Iterable[tuple[str, str]]) -> str:
    """Under what the occurrences of a name are counted, given as forms and lemmas: the lemmas, without regard to case,
    or the forms where they are those of a country (Stany Zjednoczone, not stan zjednoczony)."""
    forms, lemmas = zip(*words, strict=True)
    written = " ".join(forms).lower()
    return written if written in _known_places() else " ".join(lemmas).lower()


def voted(labels: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For pairs of (key, label), the label that most occurrences of a key have, where there is a majority."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, label in labels:
        counts[name][label] += 1
    return {
        name: found.most_common(1)[0][0]
        for name, found in counts.items()
        if len(found) > 1 and found.most_common(1)[0][1] * 2 > found.total()
    }


def kind(name: str, label: str, votes: Mapping[str, str]) -> str:
    """The label of a name (by its key): what the table of countries knows, else the vote, else its own."""
    if label in {"persName", "orgName"} and name in _known_places():
        return "placeName"
    return votes.get(name, label)


def agreed(sentences: Sequence[Sentence], names: Sequence[NameSpan]) -> list[NameSpan]:
    """The names of a whole article with one type for the occurrences of one name.

    Two names that stand side by side in different cases ("wobec Rosji Kazachstan ...") are parted, where both also
    occur alone; a longer name whose last word alone names a person is a person's, unless it is an organisation with a
    common word or an abbreviation in its name (Fundacja Batorego); names joined by dashes are of one type.
    """
    tokens = [token for sentence in sentences for token in sentence.tokens]
    starts = [token.start for token in tokens]
    runs = [_Run(bisect_left(starts, start), bisect_left(starts, end), label) for start, end, label in names]
    single = {_key(tokens[run.first : run.last]) for run in runs if run.last - run.first == 1} | _known_places()
    parted: list[tuple[_Run, list[Token], str]] = []
    for run in runs:
        words = tokens[run.first : run.last]
        if len(words) == 2 and _cases_differ(*words) and all(_key([word]) in single for word in words):
            halves = [run._replace(last=run.first + 1), run._replace(first=run.first + 1)]
            parted.extend((half, [word], _key([word])) for half, word in zip(halves, words, strict=True))
        elif words:
            parted.append((run, words, _key(words)))
    votes = voted((name, run.label) for run, _, name in parted)
    alone = {name: kind(name, run.label, votes) for run, words, name in parted if len(words) == 1}
    result = []
    for run, words, name in parted:
        chosen = kind(name, run.label, votes)
        persons = len(words) > 1 and alone.get(_key(words[-1:])) == "persName"
        if persons and (chosen in _PLACES or (chosen == "orgName" and all(map(_only_a_name, words)))):
            chosen = "persName"
        result.append(run if chosen == run.label else run._replace(label=cast(NameLabel, chosen)))
    return [(tokens[run.first].start, tokens[run.last - 1].end, run.label) for run in _alike(result, tokens)]


class _Run(NamedTuple):
    """A name as the tokens of an article from `first` up to `last` (excluded)."""

    first: int
    last: int
    label: NameLabel


def _alike(names: Sequence[_Run], tokens: Sequence[Token]) -> Iterator[_Run]:
    """Names that dashes join (Berlin–Warszawa–Mińsk) with the label that most of them have."""
    chains: list[list[_Run]] = []
    end = len(tokens)
    for name in names:
        if name.first == end + 1 and tokens[end].text in _DASHES:
            chains[-1].append(name)
        else:
            chains.append([name])
        end = name.last
    for chain in chains:
        if len(chain) == 1:
            yield chain[0]
            continue
        label, count = Counter(name.label for name in chain).most_common(1)[0]
        yield from (name._replace(label=label) if count * 2 > len(chain) else name for name in chain)


def _key(words: Sequence[Token]) -> str:
    return key((word.text, word.lemma) for word in words)


def _only_a_name(word: Token) -> bool:
    """Whether a word is no common one and no abbreviation."""
    return not word.text.isalpha() or not (word.text.isupper() or analyse(word.text.lower()))


def _cases_differ(first: Token, second: Token) -> bool:
    one, other = map(_case, (first, second))
    return one is not None and other is not None and one != other


def _case(word: Token) -> str | None:
    """The tagger's case, but for a man's name on a consonant in its base form: that is a nominative."""
    values = split(word.tag)[1]
    base = word.text == word.lemma and word.text[-1].lower() not in VOWELS
    return "nom" if base and values.get("gender") == "m1" else values.get("case")


def whole(names: Sequence[Span]) -> list[Span]:
    """The names of a Doc with double names of persons and institutions with their adjectives whole.

    What a hyphen without spaces joins is one name of a person: a capitalised word beyond the hyphen belongs to it even
    where it was taken for none (Anna Nowak-Kowalska), names on both sides are one. An adjective with a capital that
    agrees with the last word of an institution's name belongs to it (Rada Bezpieczeństwa Narodowego).
    """
    found: list[Span] = []
    taken = {token for name in names for token in range(name.start, name.end)}
    for name in names:
        if name.label_ == "persName":
            doc, start, end = name.doc, name.start, name.end
            if _hyphen(doc, start - 1):
                if found and found[-1].end == start - 1 and found[-1].label_ == "persName":
                    start = found.pop().start
                elif start - 2 not in taken and doc[start - 2].is_title:
                    start -= 2
            if _hyphen(doc, end) and end + 1 not in taken and doc[end + 1].is_title:
                end += 2
            name = Span(doc, start, end, name.label_)
        elif name.label_ == "orgName" and name.end not in taken and _agree(name.doc, name.end):
            name = Span(name.doc, name.start, name.end + 1, name.label_)
        found.append(name)
    return found


def _agree(doc: Doc, index: int) -> bool:
    """Whether the token is an adjective with a capital in the case, number and gender of the noun before it."""
    if index >= len(doc) or not doc[index].is_title or doc[index].is_sent_start:
        return False
    (kind, own), (other, values) = split(doc[index].tag_), split(doc[index - 1].tag_)
    return kind == "adj" and other == "subst" and all(own.get(name) == values.get(name) for name in _AGREEING)


def _hyphen(doc: Doc, index: int) -> bool:
    """Whether the token is a hyphen that joins the words before and after it."""
    return (
        0 < index < len(doc) - 1
        and doc[index].text == "-"
        and not (doc[index - 1].whitespace_ or doc[index].whitespace_ or doc[index + 1].is_sent_start)
    )


@Language.component("kzqa_kinds", requires=["doc.ents", "token.lemma"], assigns=["doc.ents"])
def kzqa_kinds(doc: Doc) -> Doc:
    """Make double names whole, set entity ids, and one type for the occurrences of one name."""
    names = whole(doc.ents)
    keys = [key((token.text, token.lemma_) for token in name) for name in names]
    votes = voted((found, name.label_) for found, name in zip(keys, names, strict=True) if name.label_ in _VOTING)
    doc.ents = [
        Span(doc, name.start, name.end, kind(found, name.label_, votes), span_id=apart(name))
        for found, name in zip(keys, names, strict=True)
    ]
    return doc
