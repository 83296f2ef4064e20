"""The name that stands with a role: within its phrase, behind its long title, or beside it after a comma."""

from __future__ import annotations

from kzqa.language.quotes.cast import Cast
from kzqa.language.quotes.passage import Passage
from kzqa.language.quotes.phrases import Phrase, is_person_noun, phrase
from kzqa.language.quotes.subjects import nominative
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention

_STEM = 4
"""Letters that the forms of one noun mostly share."""


def apposed(passage: Passage, found: Phrase, cast: Cast, gender: str) -> Mention | None:
    """The person, or the medium, whom the noun phrase of a role names; `gender` is that of the verb, where it shows."""
    if passage.form(found.head).number == "Plur":
        return None
    return _within(passage, found, cast, gender) or _beside(passage, found, cast, gender)


def _within(passage: Passage, found: Phrase, cast: Cast, gender: str) -> Mention | None:
    """The person whose role is the phrase's head: "rzeczniczka MON Norwegii Anna Nowak"."""
    subjective = passage.form(found.head).case in {"Nom", ""}
    best = None
    _, last = passage.sentence(found.head)
    for index in range(found.head + 1, last):
        mention = passage.names.get(index)
        if mention is None and index >= found.last and not _goes_on(passage, index):
            break
        if mention is None or mention is best or not _bears(passage, found, mention, cast, gender):
            continue
        medium = passage.tokens[found.head].lemma in tables().media and index < found.last
        if mention.type == "organisation" and not medium:
            continue
        if index >= found.last and not subjective:
            break
        if not subjective or mention.text.casefold() == mention.base.casefold():
            best = mention
    return best


def _beside(passage: Passage, found: Phrase, cast: Cast, gender: str) -> Mention | None:
    """The name that a comma divides from its role: "były wiceszef MSW, Anton X", "Anna X, rzeczniczka Y"."""
    first, last = passage.sentence(found.head)
    end = found.last
    while end + 1 < last and passage.lower(end) in {"i", "oraz"}:
        noun = next((i for i in range(end + 1, min(last, end + 4)) if is_person_noun(passage, i)), None)
        if noun is None:
            break
        end = phrase(passage, noun).last
    following, preceding = end + 1, found.first - 2
    places = []
    if following < last and passage.tokens[end].text == ",":
        places.append(following)
    if preceding >= first and passage.tokens[found.first - 1].text == ",":
        places.append(preceding)
    for place in places:
        mention = passage.names.get(place)
        if mention is None or mention.type != "person" or not _bears(passage, found, mention, cast, gender):
            continue
        if place == following or nominative(passage, place):
            return mention
    return None


def _bears(passage: Passage, found: Phrase, mention: Mention, cast: Cast, gender: str) -> bool:
    """Whether a name may be that of the phrase's head, not that of somebody in a genitive beneath it."""
    known = cast.gender(mention.entity)
    if mention.type == "place" or (mention.type == "person" and gender and known and known != gender):
        return False
    if not mention.role:
        return True
    head = passage.tokens[found.head].lemma.lower()
    return any(word[:_STEM].lower() == head[:_STEM] for word in mention.role.split())


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a word may belong to the long title of an office: "szef biura do spraw X i rzecznik Y Jan Z"."""
    token = passage.tokens[index]
    if token.pos in {"NOUN", "PROPN", "ADJ", "ADP", "CCONJ", "X"} or token.text in {"i", "oraz", "ds", "ws"}:
        return True
    return token.text == "." and len(passage.tokens[index - 1].text) <= 2
