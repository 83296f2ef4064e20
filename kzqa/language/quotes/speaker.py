"""Who speaks: the subject of a cue, the phrase after "zdaniem", or the one whom an omitted subject takes up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kzqa.language.quotes.cast import Cast
from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.passage import CLOSING, Passage
from kzqa.language.quotes.phrases import Phrase, base_form, can_speak, is_person_noun, phrase
from kzqa.language.quotes.roles import names_office, role_of
from kzqa.language.quotes.subjects import PRONOUNS, nominative, source_phrase, subject
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention

_STEM = 4
"""Letters that the forms of one noun mostly share."""
_DOCUMENT = 12
"""Tokens between an impersonal verb and the institution whose words it tells, at most."""
_SENTENCES = 10
"""Sentences that an omitted subject looks back over."""


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


class Speakers:
    """Finds the speakers of one article; it remembers them, so cues are to be asked for in the order of the text."""

    def __init__(self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention]) -> None:
        self._passages = passages
        self._cast = Cast(text, mentions)
        self._history: list[Speaker] = []
        self._quoted: list[tuple[int, int]] = []

    def leave_out(self, start: int, end: int) -> None:
        """Names within direct speech are no subjects that the text goes on with."""
        self._quoted.append((start, end))

    def of_cue(self, place: int, cue: Cue, *, inverted: bool, quoted: bool) -> Speaker | None:
        """The speaker of a cue in the paragraph at `place`.

        `inverted` looks for the subject behind the verb first; a `quoted` cue, one within direct speech, needs a
        subject of its own and is not remembered.
        """
        passage = self._passages[place]
        offset = passage.tokens[cue.token].start
        found = None
        gender, number = cue.gender, cue.number
        if cue.kind == "source":
            if cue.possessor:
                gender, number = ("", "Plur") if cue.possessor == "Plur" else (cue.possessor, "Sing")
            else:
                source = source_phrase(passage, cue)
                return self._remember(self._named(passage, source, "", ""), offset, quoted) if source else None
        elif cue.kind == "impersonal":
            found = self._behind(passage, cue)
        elif cue.kind == "converb" and (found := self._same_sentence(passage, cue)) is not None:
            found = found._replace(mention=None)
        else:
            head = subject(passage, cue, self._cast, inverted=inverted, quoted=quoted)
            if head is not None and passage.lower(head) not in PRONOUNS:
                found = self._named(passage, phrase(passage, head), gender, number)
        if found is None and not quoted:
            found = self._recent(place, cue, gender, number)
        return self._remember(found, offset, quoted)

    def _same_sentence(self, passage: Passage, cue: Cue) -> Speaker | None:
        """The last speaker of a cue before this one in its sentence."""
        first, _ = passage.sentence(cue.token)
        start, end = passage.tokens[first].start, passage.tokens[cue.token].start
        return next((speaker for speaker in reversed(self._history) if start <= speaker.offset < end), None)

    def before_colon(self, passage: Passage, colon: int) -> Speaker | None:
        """The name or role right before a colon without a verb: "Tusk: ...", "Ekspert: ..."."""
        last = colon - 1
        while last >= 0 and passage.tokens[last].text in CLOSING:
            last -= 1
        first, _ = passage.sentence(last) if last >= 0 else (0, 0)
        for head in range(first, last + 1):
            if nominative(passage, head):
                found = phrase(passage, head)
                if found.last > last:
                    return self._remember(self._named(passage, found, "", ""), passage.tokens[head].start, False)
        return None

    def last(self, offset: int) -> Speaker | None:
        """The last speaker before an offset, without the words that name them."""
        before = [speaker for speaker in self._history if speaker.offset < offset]
        return before[-1]._replace(mention=None) if before else None

    def _remember(self, speaker: Speaker | None, offset: int, quoted: bool) -> Speaker | None:
        if speaker is not None and not quoted:
            self._history.append(speaker._replace(offset=offset))
        return speaker

    def _entity(self, mention: Mention) -> Speaker:
        person = mention.type == "person"
        gender = self._cast.gender(mention.entity)
        number = "Sing" if person or gender else ""
        return Speaker(mention.entity, (mention.start, mention.end), gender, number, mention.start, person)

    # From a phrase to a speaker

    def _named(self, passage: Passage, found: Phrase, gender: str, number: str) -> Speaker:
        """The speaker whom a noun phrase names: a name in it or beside it, the holder of a role, or the role itself."""
        direct = passage.names.get(found.head)
        person = direct or self._within(passage, found, gender) or self._beside(passage, found, gender)
        if person is None:
            return self._role(passage, found, gender, number)
        if number != "Plur":
            self._cast.learn(person.entity, gender)
        return self._entity(person)

    def _within(self, passage: Passage, found: Phrase, gender: str) -> Mention | None:
        """The person whose role is the phrase's head: "rzeczniczka MSZ Rosji Maria Zacharowa"."""
        if passage.form(found.head).number == "Plur":
            return None
        subjective = passage.form(found.head).case in {"Nom", ""}
        best = None
        _, last = passage.sentence(found.head)
        for index in range(found.head + 1, last):
            mention = passage.names.get(index)
            if mention is None and index >= found.last and not _goes_on(passage, index):
                break
            if mention is None or mention is best or not self._bears(passage, found, mention, gender):
                continue
            medium = passage.tokens[found.head].lemma in tables().media and index < found.last
            if mention.type == "organisation" and not medium:
                continue
            if index >= found.last and not subjective:
                break
            if not subjective or mention.text.casefold() == mention.base.casefold():
                best = mention
        return best

    def _bears(self, passage: Passage, found: Phrase, mention: Mention, gender: str) -> bool:
        """Whether a name may be that of the phrase's head, not that of somebody in a genitive beneath it."""
        known = self._cast.gender(mention.entity)
        if mention.type == "place" or (mention.type == "person" and gender and known and known != gender):
            return False
        if not mention.role:
            return True
        head = passage.tokens[found.head].lemma.lower()
        return any(word[:_STEM].lower() == head[:_STEM] for word in mention.role.split())

    def _beside(self, passage: Passage, found: Phrase, gender: str) -> Mention | None:
        """The name that a comma divides from its role: "były wiceszef MSW, Anton X", "Anna X, rzeczniczka Y"."""
        if passage.form(found.head).number == "Plur":
            return None
        first, last = passage.sentence(found.head)
        end = found.last
        while end + 1 < last and passage.lower(end) in {"i", "oraz"} and not passage.is_verb(end + 1):
            noun = next((i for i in range(end + 1, min(last, end + 4)) if passage.tokens[i].pos == "NOUN"), None)
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
            if mention is None or mention.type != "person" or not self._bears(passage, found, mention, gender):
                continue
            if place == following or nominative(passage, place):
                return mention
        return None

    def _role(self, passage: Passage, found: Phrase, gender: str, number: str) -> Speaker:
        """A common noun as speaker, or the person or institution that it takes up."""
        token, form, table = passage.tokens[found.head], passage.form(found.head), tables()
        offsets = (passage.tokens[found.first].start, passage.tokens[found.last - 1].end)
        name = base_form(passage, found)
        human = is_person_noun(passage, found.head)
        plain = Speaker(name, offsets, gender or form.gender, number or form.number, offsets[0], human)
        bare = found.last - found.first == 1
        known: Speaker | None = None
        if form.number == "Plur":
            return plain
        if human:
            gender = gender or ("" if token.lemma in table.people or not form.human else form.gender)
            holder = self._cast.holder(name, offsets[0], gender)
            if holder is None and self._told_to_medium(passage, found):
                holder = self._cast.holder(token.lemma, offsets[0], gender)
            if holder is not None:
                known = self._entity(holder)
            elif bare and token.lemma in table.person_anaphors:
                known = self._last_person(offsets[0], gender)
            elif bare or names_office(role_of(name)):
                known = self._last_person(offsets[0], gender, without_role=True)
        elif bare:
            same = self._institution(token.lemma, offsets[0])
            known = self._entity(same)._replace(gender=gender, number=number) if same else None
        return known._replace(mention=offsets) if known else plain

    def _told_to_medium(self, passage: Passage, found: Phrase) -> bool:
        """Whether nothing but a medium follows the head: "powiedział adwokat AFP" may mean that he told AFP."""
        names = [passage.names.get(index) for index in range(found.head + 1, found.last)]
        return bool(names) and all(name is not None and self._cast.is_medium(name.entity) for name in names)

    def _institution(self, lemma: str, offset: int) -> Mention | None:
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
        spoken = [speaker.name for speaker in self._history if not speaker.person]
        before = [mention for mention in before if not self._cast.is_medium(mention.entity)] or before
        return next(
            (mention for mention in reversed(before) if mention.entity in spoken), before[-1] if before else None
        )

    def _last_person(self, offset: int, gender: str, *, without_role: bool = False) -> Speaker | None:
        """The last speaker, else the last person named, of a gender; for a role, one of whom no other role is told."""
        for speaker in reversed(self._history):
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
                return self._entity(mention)
        return None

    def _suits(self, name: str, known: str, gender: str, without_role: bool) -> bool:
        if without_role:
            return bool(gender) and known == gender and not self._cast.has_role(name) and self._cast.is_name(name)
        return known in {gender, ""}

    def _behind(self, passage: Passage, cue: Cue) -> Speaker | None:
        """The institution whose document an impersonal verb speaks of: "napisano w komunikacie resortu"."""
        _, last = passage.sentence(cue.token)
        for index in range(cue.token + 1, min(last, cue.token + _DOCUMENT)):
            if passage.tokens[index].text in {",", ":"} or passage.is_verb(index):
                return None
            mention = passage.names.get(index)
            if can_speak(passage, index) and (mention is None or mention.type == "organisation"):
                return self._named(passage, phrase(passage, index), "", "")
        return None

    # Omitted subjects

    def _recent(self, place: int, cue: Cue, gender: str, number: str) -> Speaker | None:
        """The speaker or subject nearest before a cue that agrees with a verb without a subject of its own."""
        limit = self._passages[place].tokens[cue.token].start
        seen = 0
        for current in reversed(self._passages[: place + 1]):
            for first, last in reversed(current.bounds):
                start, end = current.tokens[first].start, min(limit, current.tokens[last - 1].end)
                if start >= limit:
                    continue
                found = self._in_sentence(current, start, end, gender, number, impersonal=cue.kind == "impersonal")
                if found is not None:
                    return found._replace(mention=None)
                seen += 1
                if seen > _SENTENCES:
                    return None
        return None

    def _in_sentence(
        self, passage: Passage, start: int, end: int, gender: str, number: str, *, impersonal: bool
    ) -> Speaker | None:
        for speaker in reversed(self._history):
            if start <= speaker.offset < end and _fits(speaker, gender, number):
                return speaker
        for index in range(passage.index(start), passage.index(end)):
            mention = passage.names.get(index)
            noun = mention is None and is_person_noun(passage, index) and passage.form(index).case == "Nom"
            if (not noun and (mention is None or mention.type == "place")) or self._is_quoted(passage.starts[index]):
                continue
            if not nominative(passage, index):
                continue
            if mention is None:
                candidate = self._named(passage, phrase(passage, index), gender, passage.form(index).number)
            else:
                candidate = self._entity(mention)
            institution = mention is not None and mention.type == "organisation"
            if institution and not impersonal and (not gender or candidate.gender != gender):
                continue
            if _fits(candidate, gender, number):
                return candidate
        return None

    def _is_quoted(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._quoted)


def _goes_on(passage: Passage, index: int) -> bool:
    """Whether a word may belong to the long title of an office: "szef biura do spraw X i rzecznik Y Jan Z"."""
    token = passage.tokens[index]
    if token.pos in {"NOUN", "PROPN", "ADJ", "ADP", "CCONJ", "X"} or token.text in {"i", "oraz", "ds", "ws"}:
        return True
    return token.text == "." and len(passage.tokens[index - 1].text) <= 2


def _fits(speaker: Speaker, gender: str, number: str) -> bool:
    """Whether a verb may have this subject; an institution whose gender is not known has no verbs of the past."""
    if not speaker.person and not speaker.gender and gender and number != "Plur":
        return False
    if number and speaker.number and number != speaker.number:
        return False
    return not gender or not speaker.gender or gender == speaker.gender or number == "Plur"
