"""Who speaks: the subject of a cue, the phrase after "zdaniem", or the one whom an omitted subject takes up."""

from __future__ import annotations

from collections.abc import Sequence

from kzqa.language.quotes.apposition import apposed
from kzqa.language.quotes.cast import Cast
from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.memory import Memory, Speaker, fits
from kzqa.language.quotes.passage import CLOSING, Passage
from kzqa.language.quotes.phrases import Phrase, base_form, can_speak, is_person_noun, phrase
from kzqa.language.quotes.roles import names_office, role_of
from kzqa.language.quotes.subjects import PRONOUNS, counted, nominative, source_phrase, subject
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention

_DOCUMENT = 12
"""Tokens between an impersonal verb and the institution whose words it tells, at most."""
_SENTENCES = 10
"""Sentences that an omitted subject looks back over."""


class Speakers:
    """Finds the speakers of one article; it remembers them, so cues are to be asked for in the order of the text."""

    def __init__(self, text: str, passages: Sequence[Passage], mentions: Sequence[Mention]) -> None:
        self._passages = passages
        self._cast = Cast(text, mentions)
        self.memory = Memory(self._cast)

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
                found = self._named(passage, source, "", "") if source else None
                return self._kept(found, offset, quoted)
        elif cue.kind == "impersonal":
            found = self._behind(passage, cue)
        elif cue.kind == "converb":
            first, _ = passage.sentence(cue.token)
            found = self.memory.between(passage.tokens[first].start, offset)
            found = found and found._replace(mention=None)
        if cue.kind in {"verb", "converb"} and found is None:
            head = subject(passage, cue, self._cast, inverted=inverted, quoted=quoted)
            if head is not None and passage.lower(head) not in PRONOUNS:
                found = self._named(passage, phrase(passage, head), gender, number)
        if found is None and not quoted:
            found = self._recent(place, cue, gender, number)
        return self._kept(found, offset, quoted)

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
                    return self._kept(self._named(passage, found, "", ""), passage.tokens[head].start, False)
        return None

    def _kept(self, speaker: Speaker | None, offset: int, quoted: bool) -> Speaker | None:
        if speaker is not None and not quoted:
            self.memory.remember(speaker, offset)
        return speaker

    # From a phrase to a speaker

    def _named(self, passage: Passage, found: Phrase, gender: str, number: str) -> Speaker:
        """The speaker whom a noun phrase names: a name in it or beside it, the holder of a role, or the role itself."""
        direct = passage.names.get(found.head)
        person = direct or apposed(passage, found, self._cast, gender)
        if person is None:
            return self._role(passage, found, gender, number)
        if number != "Plur":
            self._cast.learn(person.entity, gender)
        return self.memory.entity(person)

    def _role(self, passage: Passage, found: Phrase, gender: str, number: str) -> Speaker:
        """A common noun as speaker, or the person or institution that it takes up."""
        token, form, table = passage.tokens[found.head], passage.form(found.head), tables()
        offsets = (passage.tokens[found.first].start, passage.tokens[found.last - 1].end)
        name = base_form(passage, found)
        human = is_person_noun(passage, found.head)
        plain = Speaker(name, offsets, gender or form.gender, number or form.number, offsets[0], human)
        bare = found.last - found.first == 1
        known: Speaker | None = None
        if counted(passage, found.head):
            text = passage.text[passage.tokens[found.first].start : offsets[1]]
            return plain._replace(name=text[:1].lower() + text[1:])
        if form.number == "Plur":
            return plain
        if human:
            gender = gender or ("" if token.lemma in table.people or not form.human else form.gender)
            holder = self._cast.holder(name, offsets[0], gender)
            if holder is None and self._told_to_medium(passage, found):
                holder = self._cast.holder(token.lemma, offsets[0], gender)
            if holder is not None:
                known = self.memory.entity(holder)
            elif bare and token.lemma in table.person_anaphors:
                known = self.memory.person(offsets[0], gender)
            elif names_office(role_of(name), alone=found.last - 1 == found.head) or bare:
                known = self.memory.person(offsets[0], gender, without_role=True)
        elif bare:
            same = self.memory.institution(token.lemma, offsets[0])
            known = self.memory.entity(same)._replace(gender=gender, number=number) if same else None
        return known._replace(mention=offsets) if known else plain

    def _told_to_medium(self, passage: Passage, found: Phrase) -> bool:
        """Whether nothing but a medium follows the head: "powiedział adwokat AFP" may mean that he told AFP."""
        names = [passage.names.get(index) for index in range(found.head + 1, found.last)]
        return bool(names) and all(name is not None and self._cast.is_medium(name.entity) for name in names)

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
        said = self.memory.between(start, end, gender, number)
        if said is not None:
            return said
        for index in range(passage.index(start), passage.index(end)):
            mention = passage.names.get(index)
            noun = mention is None and is_person_noun(passage, index) and passage.form(index).case == "Nom"
            if (not noun and (mention is None or mention.type == "place")) or self.memory.is_left_out(
                passage.starts[index]
            ):
                continue
            if not nominative(passage, index):
                continue
            if mention is None:
                candidate = self._named(passage, phrase(passage, index), gender, passage.form(index).number)
            else:
                candidate = self.memory.entity(mention)
            institution = mention is not None and mention.type == "organisation"
            if institution and not impersonal and (not gender or candidate.gender != gender):
                continue
            if fits(candidate, gender, number):
                return candidate
        return None
