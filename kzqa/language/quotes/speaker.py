"""Who speaks: the subject of a cue, the phrase after "zdaniem", or the one whom an omitted subject takes up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kzqa.language.quotes.cast import Cast
from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.passage import Passage
from kzqa.language.quotes.phrases import Phrase, base_form, can_speak, is_noun, phrase
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention

_REACH = 16
"""Tokens between a verb and its subject, at most, where no parse tells it."""
_SENTENCES = 8
"""Sentences that an omitted subject looks back over."""
_PRONOUNS = {"on": "Masc", "ona": "Fem", "oni": "Plur", "one": "Plur"}


class Speaker(NamedTuple):
    """`mention` holds the offsets of the words that name the speaker nearest by, `offset` where it was said."""

    name: str
    mention: tuple[int, int] | None
    gender: str
    number: str
    offset: int
    person: bool


class Speakers:
    """Finds the speakers of one article; it remembers them, so cues are to be asked for in the order of the text."""

    def __init__(self, passages: Sequence[Passage], mentions: Sequence[Mention]) -> None:
        self._passages = passages
        self._cast = Cast(mentions)
        self._history: list[Speaker] = []

    def of_cue(self, place: int, cue: Cue, *, inverted: bool, quoted: bool) -> Speaker | None:
        """The speaker of a cue in the paragraph at `place`.

        `inverted` looks for the subject behind the verb first; a `quoted` cue, one within direct speech, needs a
        subject of its own and is not remembered.
        """
        passage = self._passages[place]
        offset = passage.tokens[cue.index].start
        if cue.kind == "source":
            found = self._source(place, cue)
        elif cue.kind == "impersonal":
            found = None if quoted else self._recent(place, cue.index, "", "")
        else:
            head = self._subject(passage, cue, inverted=inverted)
            found = None
            if head is not None:
                found = self._named(passage, phrase(passage, head), cue.gender, cue.number)
            if found is None and not quoted:
                found = self._recent(place, cue.index, cue.gender, cue.number)
        if found is not None and not quoted:
            self._remember(found, offset)
        return found

    def of_name(self, mention: Mention) -> Speaker:
        """A named person or institution as speaker ("Tusk: ...")."""
        found = self._entity(mention)
        self._remember(found, mention.start)
        return found

    def last(self, offset: int) -> Speaker | None:
        """The last speaker before an offset, without the words that name them."""
        before = [speaker for speaker in self._history if speaker.offset < offset]
        return before[-1]._replace(mention=None) if before else None

    def _remember(self, speaker: Speaker, offset: int) -> None:
        self._history.append(speaker._replace(offset=offset))

    def _entity(self, mention: Mention) -> Speaker:
        person = mention.type == "person"
        gender = self._cast.gender(mention.entity) if person else ""
        return Speaker(
            mention.entity, (mention.start, mention.end), gender, "Sing" if person else "", mention.start, person
        )

    # The subject of a verb

    def _subject(self, passage: Passage, cue: Cue, *, inverted: bool) -> int | None:
        if passage.parsed:
            head = _parsed_subject(passage, cue.index)
            if head is not None and (passage.lower(head) in _PRONOUNS or self._agrees(passage, head, cue)):
                return head
        sides = [1, -1] if inverted or cue.aside else [-1, 1]
        if cue.kind == "converb":
            sides = [-1]
        for side in sides:
            head = self._nearest(passage, cue, side)
            if head is not None:
                return head
        return None

    def _nearest(self, passage: Passage, cue: Cue, side: int) -> int | None:
        """The nearest noun before (-1) or behind (1) the cue that may be its subject."""
        first, last = passage.sentence(cue.index)
        places = (
            range(cue.index + 1, min(last, cue.index + _REACH)) if side > 0 else range(cue.index - 1, first - 1, -1)
        )
        table = tables()
        for place in places:
            word = passage.lower(place)
            if side > 0 and (word in table.complementisers or word in {":", ";", ","} or passage.is_dash(place)):
                return None
            if side < 0 and passage.is_dash(place):
                return None
            if word in _PRONOUNS and passage.tokens[place].pos in {"PRON", "DET", ""}:
                return place
            if self._nominative(passage, place) and self._agrees(passage, place, cue):
                return place
        return None

    def _nominative(self, passage: Passage, index: int) -> bool:
        mention = passage.names.get(index)
        if not is_noun(passage, index) or not can_speak(passage, index):
            return mention is not None and mention.type == "place" and _country(passage, index, mention)
        before = index - 1
        if mention is not None:
            before = passage.index(mention.start) - 1
            if mention.text.casefold() != mention.base.casefold():
                return False
        elif passage.form(index).case not in {"Nom", ""}:
            return False
        return before < 0 or passage.tokens[before].pos != "ADP"

    def _agrees(self, passage: Passage, index: int, cue: Cue) -> bool:
        mention, form = passage.names.get(index), passage.form(index)
        if mention is not None and mention.type == "person":
            gender = self._cast.gender(mention.entity)
            return cue.number != "Plur" and (not gender or not cue.gender or gender == cue.gender)
        if mention is not None:
            return True
        if form.number and cue.number and form.number != cue.number:
            return False
        if form.human or passage.tokens[index].lemma in tables().people:
            return True
        return not cue.gender or cue.number == "Plur" or not form.gender or form.gender == cue.gender

    # From a phrase to a speaker

    def _named(self, passage: Passage, found: Phrase, gender: str, number: str) -> Speaker | None:
        """The speaker whom a noun phrase names, None for a pronoun."""
        if passage.lower(found.head) in _PRONOUNS:
            return None
        direct = passage.names.get(found.head)
        if direct is not None:
            self._learn(direct, gender)
            return self._entity(direct)
        person = self._apposed(passage, found, gender)
        if person is not None:
            self._learn(person, gender)
            return self._entity(person)
        return self._role(passage, found, gender, number)

    def _learn(self, mention: Mention, gender: str) -> None:
        if mention.type == "person":
            self._cast.learn(mention.entity, gender)

    def _apposed(self, passage: Passage, found: Phrase, gender: str) -> Mention | None:
        """The person whose role is the phrase's head: "rzeczniczka MSZ Rosji Maria Zacharowa"."""
        nominative = passage.form(found.head).case in {"Nom", ""}
        best = None
        for index in range(found.head + 1, found.last):
            mention = passage.names.get(index)
            if mention is None or mention.type != "person" or mention is best:
                continue
            known = self._cast.gender(mention.entity)
            if gender and known and known != gender:
                continue
            if nominative and mention.text.casefold() != mention.base.casefold():
                continue
            if mention.role and passage.index(mention.start) - len(mention.role.split()) > found.head:
                continue
            best = mention
        return best

    def _role(self, passage: Passage, found: Phrase, gender: str, number: str) -> Speaker:
        token, form, table = passage.tokens[found.head], passage.form(found.head), tables()
        offsets = (passage.tokens[found.first].start, passage.tokens[found.last - 1].end)
        name = base_form(passage, found)
        human = form.human or token.lemma in table.people
        plain = Speaker(name, offsets, gender or form.gender, number or form.number, offsets[0], human)
        if form.number == "Plur":
            return plain
        if human:
            holder = self._cast.holder(name, offsets[0], gender or ("" if token.lemma in table.people else form.gender))
            if holder is not None:
                return self._entity(holder)._replace(mention=offsets)
            if found.last - found.first == 1 and token.lemma in table.person_anaphors:
                last = self._last_matching(offsets[0], gender or form.gender, person=True)
                return last._replace(mention=offsets) if last else plain
            return plain
        if found.last - found.first == 1:
            same = self._institution(token.lemma, offsets[0])
            if same is not None:
                return Speaker(same.entity, offsets, gender, number, offsets[0], False)
        return plain

    def _institution(self, lemma: str, offset: int) -> Mention | None:
        """The institution that a bare noun takes up: one that is called so, else the last one for "gazeta", "firma"."""
        before = [m for m in self._cast.mentions if m.type == "organisation" and m.start < offset]
        for mention in reversed(before):
            if lemma in mention.entity.lower().split()[:1]:
                return mention
        if lemma not in tables().institution_anaphors:
            return None
        spoken = [speaker.name for speaker in self._history if not speaker.person]
        for mention in reversed(before):
            if mention.entity in spoken:
                return mention
        return before[-1] if before else None

    def _last_matching(self, offset: int, gender: str, *, person: bool) -> Speaker | None:
        for speaker in reversed(self._history):
            if speaker.offset < offset and speaker.person == person and (not gender or speaker.gender in {gender, ""}):
                return speaker
        for mention in reversed(self._cast.mentions):
            if (
                mention.start < offset
                and mention.type == "person"
                and self._cast.gender(mention.entity) in {gender, ""}
            ):
                return self._entity(mention)
        return None

    # Sources and omitted subjects

    def _source(self, place: int, cue: Cue) -> Speaker | None:
        passage = self._passages[place]
        if cue.possessor:
            gender, number = ("", "Plur") if cue.possessor == "Plur" else (cue.possessor, "Sing")
            return self._recent(place, cue.index, gender, number)
        found = source_phrase(passage, cue)
        return self._named(passage, found, "", "") if found else None

    def _recent(self, place: int, index: int, gender: str, number: str) -> Speaker | None:
        """The speaker or subject nearest before a token that agrees with a verb without a subject of its own."""
        passage = self._passages[place]
        limit = passage.tokens[index].start
        seen = 0
        for number_of in range(place, -1, -1):
            current = self._passages[number_of]
            for first, last in reversed(current.bounds):
                start, end = current.tokens[first].start, min(limit, current.tokens[last - 1].end)
                if start >= limit:
                    continue
                found = self._in_sentence(current, start, end, gender, number)
                if found is not None:
                    return found._replace(mention=None)
                seen += 1
                if seen > _SENTENCES:
                    return None
        return None

    def _in_sentence(self, passage: Passage, start: int, end: int, gender: str, number: str) -> Speaker | None:
        for speaker in reversed(self._history):
            if start <= speaker.offset < end and _fits(speaker, gender, number):
                return speaker
        for mention in passage.mentions:
            index = passage.index(mention.start)
            if start <= mention.start < end and mention.type != "place" and self._nominative(passage, index):
                candidate = self._entity(mention)
                if _fits(candidate, gender, number) and (candidate.person or number != "Plur"):
                    return candidate
        return None


def source_phrase(passage: Passage, cue: Cue) -> Phrase | None:
    """The genitive after "zdaniem" or "według", if it names a person or an institution."""
    _, last = passage.sentence(cue.index)
    for index in range(cue.index + 1, min(last, cue.index + 5)):
        if is_noun(passage, index):
            mention = passage.names.get(index)
            speaks = can_speak(passage, index) or (mention is not None and mention.type == "place")
            return phrase(passage, index) if speaks else None
        if passage.tokens[index].pos not in {"ADJ", "NUM", "DET", "ADV"} and passage.tokens[index].text not in '„"«“”»':
            return None
    return None


def _parsed_subject(passage: Passage, index: int) -> int | None:
    """The subject of a verb by the parse: its own, or that of the verb that it is coordinated with or hangs on."""
    seen = set()
    while index not in seen:
        seen.add(index)
        for child in passage.children[index]:
            if passage.tokens[child].dep.startswith("nsubj"):
                if passage.tokens[child].lemma == "który":
                    head = passage.heads[index]
                    return head if is_noun(passage, head) else None
                return child
        dep = passage.tokens[index].dep
        if not dep.startswith(("conj", "advcl", "xcomp")):
            return None
        index = passage.heads[index]
    return None


def _country(passage: Passage, index: int, mention: Mention) -> bool:
    """Whether a place name stands as the subject may: "Kazachstan zapowiedział, że"."""
    before = passage.index(mention.start) - 1
    base = mention.text.casefold() == mention.base.casefold()
    return base and (before < 0 or passage.tokens[before].pos not in {"ADP", "NOUN"})


def _fits(speaker: Speaker, gender: str, number: str) -> bool:
    if number and speaker.number and number != speaker.number:
        return False
    return not gender or not speaker.gender or gender == speaker.gender or number == "Plur"
