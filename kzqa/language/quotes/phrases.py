"""Noun phrases that name a speaker: how far they reach, and their base form."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kzqa.language.dictionary import analyse, generate
from kzqa.language.quotes.passage import CLOSING, OPENING, Passage
from kzqa.language.quotes.tables import tables


class Phrase(NamedTuple):
    """Tokens `first` up to `last` (excluded) around the noun at `head`."""

    first: int
    last: int
    head: int


_SHORTEST = 3
"""Letters of the shortest common noun that may speak; shorter ones are abbreviations."""
_ATTRIBUTES = frozenset({"ADJ", "NUM", "DET"})
_LINKS = frozenset({"ds.", "ds", "ws.", "ws", "do", "w", "we", "z", "ze", "przy", "na"})


def is_noun(passage: Passage, index: int) -> bool:
    return passage.tokens[index].pos in {"NOUN", "PROPN"} or index in passage.names


def can_speak(passage: Passage, index: int) -> bool:
    """Whether the noun at `index` names a person, a group or an institution."""
    mention = passage.names.get(index)
    if mention is not None:
        return mention.type != "place"
    token, table = passage.tokens[index], tables()
    if token.pos != "NOUN" or len(token.text) < _SHORTEST or token.lemma in table.documents:
        return False
    return is_person_noun(passage, index) or token.lemma in table.institutions


def is_person_noun(passage: Passage, index: int) -> bool:
    """Whether a common noun names a person: a masculine personal one, also when used of a woman, or a listed one."""
    token = passage.tokens[index]
    if token.pos != "NOUN":
        return False
    form = passage.form(index)
    if form.kind == "brev":
        return False
    return form.human or token.lemma in tables().people or _personal(token.text.lower(), token.lemma)


@lru_cache(maxsize=20_000)
def _personal(form: str, lemma: str) -> bool:
    """Whether the dictionary knows a form of a noun as masculine personal ("rzecznik", that may be feminine, too)."""
    return any(reading.lemma == lemma and ":m1" in reading.tag for reading in analyse(form))


def partitive(passage: Passage, index: int) -> bool:
    """Whether a token begins a phrase like "jeden z pilotów"."""
    follows = index + 1 < len(passage.tokens) and passage.lower(index + 1) in {"z", "ze"}
    return follows and passage.lower(index) in tables().partitives


def phrase(passage: Passage, head: int) -> Phrase:
    """The noun phrase around a noun: adjectives and numerals before it, genitives and names after it."""
    lower, upper = passage.sentence(head)
    first, last = head, head + 1
    case = passage.form(head).case
    while first > lower:
        token, form = passage.tokens[first - 1], passage.form(first - 1)
        same = passage.names.get(first) is not None and passage.names.get(first - 1) is passage.names.get(first)
        agrees = token.pos in _ATTRIBUTES and form.case in {case, ""}
        if not same and not agrees and token.text.lower() not in tables().quantifiers:
            break
        first -= 1
    if partitive(passage, head):
        noun = next((index for index in range(head + 2, upper) if is_noun(passage, index)), None)
        return Phrase(head, phrase(passage, noun).last if noun is not None else head + 1, head)
    while last < upper:
        reach = _extend(passage, last, upper, case)
        if reach == last:
            break
        last = reach
    return Phrase(first, last, head)


def _extend(passage: Passage, index: int, upper: int, case: str) -> int:
    """How far a phrase whose head stands in `case` goes on at `index`; `index` itself where it ends."""
    token, form = passage.tokens[index], passage.form(index)
    if index in passage.names:
        mention = passage.names[index]
        while index < upper and passage.names.get(index) is mention:
            index += 1
        return index
    if token.text.lower() in {"ds", "ws"} and index + 2 < upper and passage.tokens[index + 1].text == ".":
        return index + 3
    if token.pos == "NOUN" and form.case == "Gen" and form.kind not in {"inf", "ger"}:
        return index + 1
    if token.pos == "PROPN":
        return index + 1
    if token.pos == "ADJ" and form.case and index + 1 < upper and _extend(passage, index + 1, upper, case) > index + 1:
        return index + 1
    if token.pos == "ADJ" and form.case == case and form.kind == "adj":
        return index + 1
    if token.text.lower() in _LINKS and index + 1 < upper:
        following = passage.names.get(index + 1)
        if token.text.lower().startswith(("ds", "ws")):
            return index + 2
        if token.text.lower() in {"w", "we", "z", "ze"} and following is not None and following.type != "person":
            return index + 1
        if token.text.lower() == "do" and passage.lower(index + 1) == "spraw":
            return index + 2
    if token.text in OPENING and index + 2 < upper:
        for place in range(index + 2, min(index + 6, upper)):
            if passage.tokens[place].text in CLOSING and passage.tokens[index + 1].text[:1].isupper():
                return place + 1
    return index


def base_form(passage: Passage, found: Phrase) -> str:
    """The phrase in the nominative: the head and what agrees with it before it; the rest stays as it is."""
    tokens = passage.tokens[found.first : found.last]
    text = passage.text[tokens[0].start : tokens[-1].end]
    form = passage.form(found.head)
    if form.case not in {"Nom", ""}:
        pieces, position = [], tokens[0].start
        for index in range(found.first, found.head + 1):
            token = passage.tokens[index]
            pieces += [
                passage.text[position : token.start],
                _nominative(token.text, token.lemma, form.number, form.gender),
            ]
            position = token.end
        text = "".join(pieces) + passage.text[position : tokens[-1].end]
    first = passage.tokens[found.first]
    if found.first not in passage.names and first.text[1:].islower() and first.pos != "PROPN":
        text = text[:1].lower() + text[1:]
    return " ".join(text.split())


def _nominative(text: str, lemma: str, number: str, gender: str) -> str:
    """A form in the nominative of the same number and gender; the form itself where the dictionary knows none."""
    readings = [reading for reading in analyse(text) if reading.lemma == lemma] or list(analyse(text))
    wanted = "pl" if number == "Plur" else "sg"
    human = any(":m1" in reading.tag for reading in readings)
    genders = {"Masc": {"m1"} if human else {"m2", "m3"}, "Fem": {"f"}, "Neut": {"n"}}.get(gender, set())
    for found in sorted({reading.lemma for reading in readings}):
        for form, _, tag in generate(found):
            flexeme, *values = tag.replace(".", ":").split(":")
            if flexeme not in {"subst", "adj", "num", "ppas", "pact"} or not {wanted, "nom"} <= set(values):
                continue
            if (genders and not genders & set(values)) or {"com", "sup", "neg", "col"} & set(values):
                continue
            return form.capitalize() if text[:1].isupper() and text[1:].islower() else form
    return text
