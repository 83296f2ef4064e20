"""Who may speak in an article: the named persons and institutions, with gender and roles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kzqa.language.dictionary import analyse
from kzqa.language.names.tables import first_names
from kzqa.language.quotes.passage import OPENING
from kzqa.language.quotes.roles import Role, likeness, role_of
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
            if (mention.type != "place" and not media.isdisjoint(mention.entity.lower().split()))
            or (mention.type == "organisation" and text[mention.start - 1 : mention.start] in OPENING)
        }
        self.mentions = sorted(mentions, key=lambda mention: mention.start)
        self._persons = {mention.entity for mention in mentions if mention.type == "person"}
        self._genders: dict[str, str] = {}
        self._roles: dict[str, list[Role]] = {}
        for mention in self.mentions:
            if mention.type == "organisation" and mention.entity not in self._genders:
                self._genders[mention.entity] = noun_gender(mention.entity)
            if mention.type != "person":
                continue
            if not self._genders.get(mention.entity):
                self._genders[mention.entity] = name_gender(mention.entity) or name_gender(mention.base)
            if mention.role:
                roles = self._roles.setdefault(mention.entity, [])
                roles.extend(role_of(part) for part in mention.role.split(",") if part.strip())

    def gender(self, entity: str) -> str:
        """The gender of verbs beside a name, empty where neither the name nor a verb has told it."""
        return self._genders.get(entity, "")

    def is_medium(self, entity: str) -> bool:
        """Whether an institution is one of the press, by the words of its name or quotation marks around it."""
        return entity in self._media

    def learn(self, entity: str, gender: str) -> None:
        """Keep the gender that a verb shows for its subject."""
        if gender in {"Masc", "Fem", "Neut"} and not self._genders.get(entity):
            self._genders[entity] = gender

    def holder(self, role: str, offset: int, gender: str) -> Mention | None:
        """The person who has the role that a common noun phrase names: the best match, of equals the last before it."""
        wanted = role_of(role)
        best: tuple[int, int, Mention] | None = None
        for mention in self.mentions:
            if mention.entity not in self._roles or (gender and self.gender(mention.entity) not in {gender, ""}):
                continue
            score = max(likeness(wanted, known) for known in self._roles[mention.entity])
            place = mention.start if mention.start < offset else -mention.start
            if score > 0 and (best is None or (score, place) > best[:2]):
                best = (score, place, mention)
        return best[2] if best else None

    def is_name(self, entity: str) -> bool:
        """Whether an entity is a person who is named in the article."""
        return entity in self._persons

    def has_role(self, entity: str) -> bool:
        """Whether the article tells a role of a person."""
        return entity in self._roles


@lru_cache(maxsize=10_000)
def name_gender(name: str) -> str:
    """The gender that a personal name tells by a first name of the dictionary or by its ending, else nothing."""
    words = name.split()
    for word in words[:2]:
        abroad = first_names().get(word)
        if abroad is not None and len(words) > 1:
            return "Fem" if abroad == "f" else "Masc"
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
