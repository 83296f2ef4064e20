"""Which noun is the subject of a cue: by case, agreement and nearness.

A dependency parse is not asked: on news, whose parses are wrong in a quarter of the arcs, these rules do better.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kzqa.language.dictionary import analyse
from kzqa.language.quotes.cast import Cast
from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.passage import OPENING, Passage
from kzqa.language.quotes.phrases import Phrase, can_speak, is_noun, is_person_noun, partitive, phrase
from kzqa.language.quotes.tables import tables

_TITLE = 4
"""Words of a title in quotation marks that may stand before the name in it, at most."""
_REACH = 16
"""Tokens between a verb and a subject behind it, at most, where no parse tells it."""
_ATTRIBUTES = frozenset({"ADJ", "DET", "NUM"})
PRONOUNS = frozenset({"on", "ona", "ono", "oni", "one"})


def subject(passage: Passage, cue: Cue, cast: Cast, *, inverted: bool, quoted: bool) -> int | None:
    """The head of the phrase, or the pronoun, that is the subject of a cue; None for an omitted subject.

    `inverted` looks behind the verb first; a `quoted` cue has its subject in its own clause.
    """
    if cue.kind == "converb":
        return _nearest(passage, _main_clause(passage, cue), cue, cast, inverted=False)
    first, last = passage.sentence(cue.token)
    antecedent = _antecedent(passage, cue, first, cast)
    if antecedent is not None:
        return antecedent
    behind = range(cue.token + 1, min(last, cue.token + _REACH))
    if quoted:
        first = next((place for place in range(cue.token - 1, first, -1) if passage.is_verb(place)), first)
    ahead = range(cue.token - 1, first - 1, -1)
    sides = [behind, ahead] if inverted or cue.aside else [ahead, behind]
    for side in sides:
        head = _nearest(passage, side, cue, cast, inverted=inverted or cue.aside)
        if head is not None:
            return head
    return None


def told_by_document(passage: Passage, cue: Cue) -> bool:
    """Whether the subject is a document or data, which speak in no quote: "badanie wskazuje, że"."""
    documents = tables().documents
    first, _ = passage.sentence(cue.token)
    for place in range(cue.token - 1, first - 1, -1):
        if (
            passage.tokens[place].pos == "NOUN"
            and passage.form(place).case == "Nom"
            and passage.tokens[place - 1].pos != "ADP"
        ):
            return passage.tokens[place].lemma in documents
        if place in passage.names or passage.tokens[place].text == ",":
            return False
    return False


def source_phrase(passage: Passage, cue: Cue) -> Phrase | None:
    """The genitive after "zdaniem" or "według", if it names a person or an institution."""
    _, last = passage.sentence(cue.token)
    for index in range(cue.token + 1, min(last, cue.token + 5)):
        if is_noun(passage, index):
            speaks = can_speak(passage, index) or index in passage.names
            return _without_subject(passage, phrase(passage, index)) if speaks else None
        token = passage.tokens[index]
        if any(reading.lemma in tables().documents for reading in analyse(token.text.lower())):
            return None
        if token.pos not in {*_ATTRIBUTES, "ADV"} and token.text not in OPENING:
            return None
    return None


def _without_subject(passage: Passage, found: Phrase) -> Phrase:
    """A source without the subject of the clause behind it: "zdaniem ekspertów | ceny spadną"."""
    last = found.last
    if last - 1 <= found.head or last - 1 in passage.names or last >= len(passage.tokens) or not passage.is_verb(last):
        return found
    if not _nominative_reading(passage.lower(last - 1), passage.form(last).number):
        return found
    return found._replace(last=last - 1)


@lru_cache(maxsize=20_000)
def _nominative_reading(word: str, number: str) -> bool:
    """Whether a word may be a noun in the nominative of a number."""
    wanted = "pl" if number == "Plur" else "sg"
    return any(reading.tag.startswith(f"subst:{wanted}:nom") for reading in analyse(word))


def nominative(passage: Passage, index: int, *, any_noun: bool = False) -> bool:
    """Whether a noun may stand in the nominative and is governed by no preposition and no other noun.

    Common nouns have to name people or institutions, unless `any_noun` that the tagger has in the nominative counts.
    """
    mention = passage.names.get(index)
    if mention is None:
        if not can_speak(passage, index) and not (any_noun and _plain_subject(passage, index)):
            return False
        if counted(passage, index):
            return True
        if not _nominative_form(passage, index):
            return False
        before = index - 1
    else:
        if mention.text.casefold() != mention.base.casefold():
            return False
        before = _before_mark(passage, passage.index(mention.start) - 1)
    while before >= 0 and (passage.tokens[before].pos in _ATTRIBUTES or passage.tokens[before].text in OPENING):
        if passage.form(before).case == "Nom" and mention is not None and mention.type == "organisation":
            return True
        before -= 1
    if before < 0:
        return True
    token = passage.tokens[before]
    if token.pos == "ADP":
        return False
    if mention is None or token.pos != "NOUN" or before in passage.names:
        return True
    if token.lemma in tables().times:
        return True
    in_nominative = passage.form(before).case in {"Nom", ""}
    if mention.type == "person":
        return in_nominative or not is_person_noun(passage, before) or _role_before(passage, before)
    return in_nominative and token.lemma in tables().institutions


def _role_before(passage: Passage, index: int) -> bool:
    """Whether a genitive belongs to a role in the nominative: "mąż kobiety Jan X"."""
    while index >= 0 and (passage.tokens[index].pos in {"NOUN", "PROPN", "ADJ"} or index in passage.names):
        if is_person_noun(passage, index) and passage.form(index).case == "Nom":
            return True
        index -= 1
    return False


def _before_mark(passage: Passage, index: int) -> int:
    """The token before the opening mark that a name's first words stand behind; `index` where there is none."""
    for place in range(index, max(-1, index - _TITLE), -1):
        if passage.tokens[place].text in OPENING:
            return place
        if not passage.tokens[place].text[:1].isalnum():
            break
    return index


def _plain_subject(passage: Passage, index: int) -> bool:
    token = passage.tokens[index]
    return token.pos == "NOUN" and passage.form(index).case == "Nom" and token.lemma not in tables().documents


def _is_person(passage: Passage, index: int, cast: Cast) -> bool:
    mention = passage.names.get(index)
    return mention is not None and mention.type == "person" and not cast.is_medium(mention.entity)


def counted(passage: Passage, index: int) -> bool:
    """Whether a numeral makes a genitive the subject: "kilka partii", "wielu ekspertów"."""
    before = index - 1
    while before >= 0 and passage.tokens[before].pos == "ADJ":
        before -= 1
    return before >= 0 and passage.form(index).case == "Gen" and passage.lower(before) in tables().quantifiers


def _nominative_form(passage: Passage, index: int) -> bool:
    """Whether the tagger, or any reading of the dictionary, has a form in the nominative."""
    token, form = passage.tokens[index], passage.form(index)
    if form.case in {"Nom", ""}:
        return True
    return any(
        reading.lemma == token.lemma
        and ":nom:" in f"{reading.tag}:"
        and (":pl:" in reading.tag) == (form.number == "Plur")
        for reading in analyse(token.text.lower())
    )


def agrees(passage: Passage, index: int, cue: Cue, cast: Cast) -> bool:
    """Whether a noun and a cue may agree in number and gender."""
    mention, form = passage.names.get(index), passage.form(index)
    if mention is None and counted(passage, index):
        return cue.number == "Sing" and cue.gender in {"", "Neut"}
    if mention is not None and mention.type == "person":
        gender = cast.gender(mention.entity)
        return cue.number != "Plur" and (not gender or not cue.gender or gender == cue.gender)
    if mention is not None:
        gender = cast.gender(mention.entity)
        return not gender or not cue.gender or cue.number == "Plur" or gender == cue.gender
    if form.number and cue.number and form.number != cue.number:
        return False
    if is_person_noun(passage, index):
        return True
    return not cue.gender or cue.number == "Plur" or not form.gender or form.gender == cue.gender


def _nearest(passage: Passage, places: Iterable[int], cue: Cue, cast: Cast, *, inverted: bool) -> int | None:
    """The first noun at `places` that may be the subject; a medium behind the verb only where nobody else is.

    Behind an `inverted` verb any nominative is its subject; behind another one only names and people are.
    """
    table = tables()
    addressee = None
    for place in places:
        word = passage.lower(place)
        if passage.is_dash(place) or word == ";":
            break
        if place > cue.token and (word in table.complementisers or word in {":", ","}):
            break
        if word in PRONOUNS and passage.tokens[place].pos in {"PRON", "DET"}:
            return place
        if partitive(passage, place) and cue.number != "Plur":
            return place
        if place == cue.token + 1 and nominative(passage, place) and _is_person(passage, place, cast):
            return place
        if nominative(passage, place, any_noun=inverted and place > cue.token) and agrees(passage, place, cue, cast):
            if place > cue.token and not inverted and place not in passage.names and not is_person_noun(passage, place):
                continue
            if place > cue.token and place in passage.names and cast.is_medium(passage.names[place].entity):
                addressee = place if addressee is None else addressee
                continue
            return place
    return addressee


def _antecedent(passage: Passage, cue: Cue, first: int, cast: Cast) -> int | None:
    """Whom a relative pronoun takes up that is the cue's subject: the nearest noun before it that agrees."""
    for place in range(cue.token - 1, first, -1):
        if passage.tokens[place].text == "," or passage.is_verb(place):
            return None
        if passage.lower(place) in tables().relatives and passage.tokens[place - 1].text == ",":
            nouns = (index for index in range(place - 2, first - 1, -1) if can_speak(passage, index))
            return next((index for index in nouns if agrees(passage, index, cue, cast)), None)
    return None


def _main_clause(passage: Passage, cue: Cue) -> Iterable[int]:
    """The places before a converb, the beginning of the sentence first up to its verb, then back from the converb."""
    first, _ = passage.sentence(cue.token)
    verb = next((place for place in range(first, cue.token) if passage.is_verb(place)), cue.token)
    return [*range(verb - 1, first - 1, -1), *range(verb + 1, cue.token)]
