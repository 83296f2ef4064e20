"""Who may speak in an article: the named persons and institutions, with gender and roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from kzqa.language.dictionary import analyse
from kzqa.language.quotes.passage import OPENING
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention

_FEMININE = ("ska", "cka", "dzka", "wna")
_MASCULINE = ("ski", "cki", "dzki")


class Cast:
    """The named entities of one article."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        media = tables().media_names
        self._media = {
            mention.entity
            for mention in mentions
            if mention.type == "organisation"
            and (
                not media.isdisjoint(mention.entity.lower().split())
                or text[mention.start - 1 : mention.start] in OPENING
            )
        }
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self._genders: dict[str, str] = {}
        self._roles: dict[str, list[list[str]]] = {}
        for mention in self.mentions:
            if mention.type == "organisation" and mention.entity not in self._genders:
                self._genders[mention.entity] = noun_gender(mention.entity)
            if mention.type != "person":
                continue
            if not self._genders.get(mention.entity):
                self._genders[mention.entity] = name_gender(mention.entity) or name_gender(mention.base)
            if mention.role:
                roles = self._roles.setdefault(mention.entity, [])
                for role in mention.role.split(","):
                    words = content(role)
                    if words and words not in roles:
                        roles.append(words)

    def gender(self, entity: str) -> str:
        """The gender of verbs beside a name, empty where neither the name nor a verb has told it."""
        return self._genders.get(entity, "")

    def is_medium(self, entity: str) -> bool:
        """Whether an institution is one of the press, by the words of its name or quotation marks around it."""
        return entity in self._media

    def learn(self, entity: str, gender: str) -> None:
        """Keep the gender that a verb shows for its subject."""
        if gender in {"Masc", "Fem"} and not self._genders.get(entity):
            self._genders[entity] = gender

    def holder(self, role: str, offset: int, gender: str) -> Mention | None:
        """The person who has the role that a common noun phrase names: the last one before `offset`.

        The heads must be the same or names of one office; where both have attributes, one must be shared.
        """
        words = content(role)
        if not words:
            return None
        best: tuple[int, int, Mention] | None = None
        for mention in self.mentions:
            if mention.entity not in self._roles or (gender and self.gender(mention.entity) not in {gender, ""}):
                continue
            score = max(_match(words, other) for other in self._roles[mention.entity])
            place = mention.start if mention.start < offset else -mention.start
            if score > 0 and (best is None or (score, place) > best[:2]):
                best = (score, place, mention)
        return best[2] if best else None


@lru_cache(maxsize=10_000)
def name_gender(name: str) -> str:
    """The gender that a personal name tells by a first name of the dictionary or by its ending, else nothing."""
    words = name.split()
    for word in words[:2]:
        genders = {
            "Fem" if ":f" in reading.tag else "Masc"
            for reading in analyse(word)
            if "imię" in reading.names and ":nom:" in reading.tag and ":sg:" in reading.tag
        }
        if len(genders) == 1:
            return genders.pop()
    last = words[-1].lower() if words else ""
    if last.endswith(_FEMININE):
        return "Fem"
    return "Masc" if last.endswith(_MASCULINE) else ""


@lru_cache(maxsize=10_000)
def noun_gender(name: str) -> str:
    """The gender of an institution's first noun in the nominative, if the dictionary knows one."""
    for word in name.split()[:3]:
        for reading in analyse(word) or analyse(word.lower()):
            values = reading.tag.split(":")
            if values[0] == "subst" and values[1:3] == ["sg", "nom"]:
                return {"f": "Fem", "n": "Neut"}.get(values[3], "Masc")
            if values[0] == "subst" and values[2] == "nom":
                return ""
    return ""


@lru_cache(maxsize=10_000)
def content(role: str) -> list[str]:
    """The lemmas of the words of a role, the head first where no adjective stands before it."""
    lemmas = []
    for word in role.split():
        word = word.strip('.,;:()„”"')
        readings = analyse(word)
        lemma = readings[0].lemma.lower() if readings else word.lower()
        if any(reading.tag.startswith(("subst", "adj", "ger", "pact", "ppas")) for reading in readings) or not readings:
            lemmas.append(lemma)
    return lemmas


def _match(words: Iterable[str], other: Iterable[str]) -> int:
    """How well two roles agree: 0 not at all, 1 by the office alone, more for every shared attribute."""
    first, second = list(words), list(other)
    shared = set(first) & set(second)
    heads = [word for word in first if word in shared]
    if _office(first) & _office(second):
        rest = set(first[1:]), set(second[1:])
        attributes = shared - {first[0]}
        if attributes or not rest[0] or not rest[1]:
            return 1 + len(attributes)
        return 1 if any(" " in name for name in _names(first) | _names(second)) else 0
    return len(shared) if heads and len(shared) >= 2 and heads[0] == first[0] else 0


def _names(words: list[str]) -> set[str]:
    text = " ".join(words)
    return {text, *words[:2]}


def _office(words: list[str]) -> set[str]:
    """The words and the rows of offices that a role may stand for."""
    text = " ".join(words)
    found = {words[0]} if words else set()
    for place, row in enumerate(tables().offices):
        if any(text == name or text.startswith(name + " ") for name in (_lemmatised(entry) for entry in row)):
            found.add(f"#{place}")
    return found


@lru_cache(maxsize=500)
def _lemmatised(entry: str) -> str:
    return " ".join(content(entry))
