"""Who has spoken so far in an article, for verbs without a subject and words that take somebody up."""

from __future__ import annotations

from typing import NamedTuple

from kzqa.language.quotes.cast import Cast
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention


class Speaker(NamedTuple):
    """`mention` holds the offsets of the words that name the speaker nearest by, `offset` where it was said.

    `gender` and `number` are those that a verb with this subject may have, empty where any may be.
    """

    name: str
    mention: tuple[int, int] | None
    gender: str
    number: str
    offset: int
    person: bool


class Memory:
    """The speakers of an article in the order of the text, and the spans of direct speech, whose names do not count."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._said: list[Speaker] = []
        self._quoted: list[tuple[int, int]] = []

    def leave_out(self, start: int, end: int) -> None:
        """Names within direct speech are no subjects that the text goes on with."""
        self._quoted.append((start, end))

    def is_left_out(self, offset: int) -> bool:
        """Whether an offset lies in direct speech."""
        return any(start <= offset < end for start, end in self._quoted)

    def remember(self, speaker: Speaker, offset: int) -> None:
        """Keep who said something at an offset."""
        self._said.append(speaker._replace(offset=offset))

    def entity(self, mention: Mention) -> Speaker:
        """A named person or institution as speaker."""
        person = mention.type == "person"
        gender = self._cast.gender(mention.entity)
        number = "Sing" if person or gender else ""
        return Speaker(mention.entity, (mention.start, mention.end), gender, number, mention.start, person)

    def last(self, offset: int) -> Speaker | None:
        """The last speaker before an offset, without the words that name them."""
        before = [speaker for speaker in self._said if speaker.offset < offset]
        return before[-1]._replace(mention=None) if before else None

    def between(self, start: int, end: int, gender: str = "", number: str = "") -> Speaker | None:
        """The last speaker of those from `start` up to `end` who may be the subject of a verb."""
        for speaker in reversed(self._said):
            if start <= speaker.offset < end and fits(speaker, gender, number):
                return speaker
        return None

    def institution(self, lemma: str, offset: int) -> Mention | None:
        """The institution that a bare noun takes up: one that is called so, else the last one for "gazeta", "firma"."""
        known = [m for m in self._cast.mentions if m.type == "organisation" or self._cast.is_medium(m.entity)]
        before = [mention for mention in known if mention.start < offset]
        for mention in reversed(before):
            if lemma in mention.entity.lower().split()[:1]:
                return mention
        if lemma not in tables().institution_anaphors:
            return None
        if lemma in tables().media:
            nearest = [*reversed(before), *known[len(before) :]]
            media = (mention for mention in nearest if self._cast.is_medium(mention.entity))
            return next(media, None)
        spoken = [speaker.name for speaker in self._said if not speaker.person]
        before = [mention for mention in before if not self._cast.is_medium(mention.entity)] or before
        return next(
            (mention for mention in reversed(before) if mention.entity in spoken), before[-1] if before else None
        )

    def person(self, offset: int, gender: str, *, without_role: bool = False) -> Speaker | None:
        """The last speaker, else the last person named, of a gender; for a role, one of whom no other role is told."""
        for speaker in reversed(self._said):
            if (
                speaker.offset < offset
                and speaker.person
                and self._suits(speaker.name, speaker.gender, gender, without_role)
            ):
                return speaker
        for mention in reversed(self._cast.mentions):
            known = self._cast.gender(mention.entity)
            if (
                mention.start < offset
                and mention.type == "person"
                and self._suits(mention.entity, known, gender, without_role)
            ):
                return self.entity(mention)
        return None

    def _suits(self, name: str, known: str, gender: str, without_role: bool) -> bool:
        if without_role:
            return bool(gender) and known == gender and not self._cast.has_role(name) and self._cast.is_name(name)
        return known in {gender, ""}


def fits(speaker: Speaker, gender: str, number: str) -> bool:
    """Whether a verb may have this subject; an institution whose gender is not known has no verbs of the past."""
    if not speaker.person and not speaker.gender and gender and number != "Plur":
        return False
    if number and speaker.number and number != speaker.number:
        return False
    return not gender or not speaker.gender or gender == speaker.gender or number == "Plur"
