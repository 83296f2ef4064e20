"""`kzqa_kinds`: what the recogniser's labels leave open. Adjectives and inhabitants set apart, one name one type.

The corpus that the recogniser learned from counts "rosyjski" and "Rosjanin" as place names. They keep their label in
`doc.ents`, as in spaCy's Polish pipelines, but carry the entity id `adjective` or `inhabitant`, so that those who
want places alone can leave them out. Double names of persons are made whole. And a name that was given different types
in one text has the type that most of its occurrences have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc, Span

from kzqa.language.dictionary import analyse
from kzqa.language.geography import countries
from kzqa.language.inflection import VOWELS
from kzqa.language.morphology import analyses_of
from kzqa.language.plain import NameSpan
from kzqa.language.tagset import split
from kzqa.model import NameLabel, Sentence, Token

ADJECTIVE, INHABITANT = "adjective", "inhabitant"
_DASHES = frozenset("-–—")
_PLACES = frozenset({"placeName", "geogName"})
_VOTING = frozenset({"persName", "placeName", "geogName", "orgName"})


@cache
def _known_places() -> frozenset[str]:
    """Countries and capitals in lower case, but for those that are first names too (Dominika, Kuba, Victoria)."""
    names = {name for country in countries() for name in (country.name, *country.capitals)}
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


def key(name: Span) -> str:
    """Under what the occurrences of one name are counted: its lemmas, without regard to case."""
    return " ".join(token.lemma_ for token in name).lower()


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
    tokens = {token.start: token for sentence in sentences for token in sentence.tokens}
    words = [[tokens[place] for place in range(start, end) if place in tokens] for start, end, _ in names]
    single = {_key(found) for found in words if len(found) == 1} | _known_places()
    parted: list[tuple[list[Token], NameLabel]] = []
    for found, (_, _, label) in zip(words, names, strict=True):
        apart = len(found) == 2 and _cases_differ(*found) and all(_key([word]) in single for word in found)
        parted.extend(([word], label) for word in found) if apart else parted.append((found, label))
    votes = voted((_key(found), label) for found, label in parted)
    alone = {_key(found): kind(_key(found), label, votes) for found, label in parted if len(found) == 1}
    result = []
    for found, label in parted:
        if found:
            chosen = kind(_key(found), label, votes)
            persons = len(found) > 1 and alone.get(_key(found[-1:])) == "persName"
            if persons and (chosen in _PLACES or (chosen == "orgName" and all(map(_only_a_name, found)))):
                chosen = "persName"
            result.append((found[0].start, found[-1].end, cast(NameLabel, chosen)))
    return _alike(result, list(tokens.values()))


def _alike(names: Sequence[NameSpan], tokens: Sequence[Token]) -> list[NameSpan]:
    """Names that dashes join (Berlin–Warszawa–Mińsk) with the label that most of them have."""
    first = {token.start: number for number, token in enumerate(tokens)}
    final = {token.end: number for number, token in enumerate(tokens)}
    chains: list[list[NameSpan]] = []
    for name in names:
        last = final[chains[-1][-1][1]] if chains else -1
        if chains and first[name[0]] == last + 2 and tokens[last + 1].text in _DASHES:
            chains[-1].append(name)
        else:
            chains.append([name])
    result: list[NameSpan] = []
    for chain in chains:
        label, count = Counter(name[2] for name in chain).most_common(1)[0]
        result.extend((start, end, label if count * 2 > len(chain) else own) for start, end, own in chain)
    return result


def _key(words: Sequence[Token]) -> str:
    return " ".join(word.lemma for word in words).lower()


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
    """The names of a Doc with double names of persons whole: what a hyphen without spaces joins is one name.

    A capitalised word beyond the hyphen belongs to the person's name even where it was taken for none (Anna
    Nowak-Kowalska), names on both sides of it are one.
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
        found.append(name)
    return found


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
    votes = voted((key(name), name.label_) for name in names if name.label_ in _VOTING)
    doc.ents = [
        Span(doc, name.start, name.end, kind(key(name), name.label_, votes), span_id=apart(name)) for name in names
    ]
    return doc
