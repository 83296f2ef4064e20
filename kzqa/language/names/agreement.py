"""Reads a name as a whole: for every case, number and gender the cheapest way in which its words agree.

Of a person's name every word changes; of a place's or organisation's the head, the adjectives that agree with it, and
a second head joined by "i" (Prawo i Sprawiedliwość); what follows stays as it is (Rada Ministrów). Foreign words of
which the dictionary knows nothing may keep their form, at a cost. Costs are those of `kzqa.language.names.readings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kzqa.language.names.options import NO_OPTIONS, Frame, Part, options_of
from kzqa.language.names.readings import Kind, Reading, analyse, unchanged
from kzqa.language.names.shape import constant, is_acronym
from kzqa.language.names.similarity import is_first_name
from kzqa.language.names.tables import belarusian_first_names, first_names

CASE_COST: Mapping[str, float] = {"nom": 0.0, "gen": 0.4, "acc": 1.0, "inst": 0.8, "loc": 0.8, "dat": 1.2}
_ALWAYS = tuple(Frame("nom", "sg", gender) for gender in ("m", "f", "n"))
Gains = tuple[tuple[str, float], ...]
"""Base forms of a word, with what attested forms take off their cost."""
_DASHES = frozenset("-–—")
_CONJUNCTIONS = frozenset({"i", "oraz", "&", "and"})
_UNREAD = 4.0
_KNOWN = 3.0
_NOUN_LIKE_ADJECTIVE = 2.0
_BROKEN = 2.5
_FOREIGN_PHRASE = 1.2
_UNKNOWN_ADJECTIVE = 1.5
_ADJECTIVE_ALONE = 1.0
_WRONG_CASE = 1.6
_WRONG_GENDER = 3.0
_WRONG_NUMBER = 1.6
_NO_FIRST_NAME = 4.0
_FEMININE_NAMES = ("ska", "cka", "dzka", "owa", "ewa", "ova", "eva", "ella", "etta", "illa", "eira", "ini")


class _Choice(NamedTuple):
    cost: float
    words: tuple[str, ...]


@lru_cache(maxsize=50_000)
def read_name(
    words: tuple[str, ...],
    separators: tuple[str, ...],
    kind: Kind,
    expected: tuple[str | None, str | None, str | None],
    gains: tuple[Gains, ...],
) -> tuple[str, ...]:
    """The words of a name in the base form.

    `separators` stand between the words. `gains` tells for every word how much cheaper attested forms make which of
    its base forms; `expected` gender, case and number, where they are known, weigh against readings in others.
    """
    return _NameReader(words, separators, kind, gains).best(*expected)


class _NameReader:
    """One name being read; words are spoken of by their index."""

    def __init__(
        self, words: tuple[str, ...], separators: tuple[str, ...], kind: Kind, gains: tuple[Gains, ...]
    ) -> None:
        self.words = words
        self.separators = separators
        self.kind = kind
        self.fixed = [self._is_fixed(index) for index in range(len(words))]
        self.options = [
            NO_OPTIONS if fixed else options_of(word, kind, gain)
            for word, fixed, gain in zip(words, self.fixed, gains, strict=True)
        ]
        self.unchanged = [unchanged(word) - dict(gain).get(word, 0.0) for word, gain in zip(words, gains, strict=True)]

    def best(self, gender: str | None, case: str | None, number: str | None) -> tuple[str, ...]:
        """The words as the cheapest way to read the name has them."""
        frames = set(_ALWAYS).union(*(options.frames for options in self.options))
        if case is not None and case in CASE_COST:
            frames |= {Frame(case, "sg", "m"), Frame(case, "sg", "f")}
        choices = []
        for frame in frames:
            choice = self._person(frame) if self.kind == "person" else self._phrase(frame)
            if choice is not None:
                cost = choice.cost + CASE_COST[frame.case]
                cost += _WRONG_CASE if case in CASE_COST and case != frame.case else 0.0
                cost += _WRONG_NUMBER if number not in (None, frame.number) else 0.0
                cost += _WRONG_GENDER if frame.number == "sg" and gender not in (None, frame.gender) else 0.0
                choices.append(_Choice(cost, choice.words))
        words = min(choices).words if choices else self.words
        if belarusian_first_names().intersection(words):
            return tuple(word[:-1] + "a" if word.endswith("enko") else word for word in words)
        return words

    def _is_fixed(self, index: int) -> bool:
        """Whether a word keeps its form: particles and such, and the first part of a double adjective (środkowo-)."""
        word = self.words[index]
        return constant(word) or (index + 1 < len(self.words) and self._is_half(index))

    def _is_half(self, index: int) -> bool:
        """Whether a word is the first half of an adjective: Środkowo-Wschodnia, also with a space or dash between."""
        word = self.words[index]
        if word in _DASHES:
            return True
        place = index + 2 if self.words[index + 1 : index + 2] and self.words[index + 1] in _DASHES else index + 1
        after = analyse(self.words[place]) if place < len(self.words) else ()
        if not word.endswith("o") or not any(analysis.tag.startswith("adj:") for analysis in after):
            return any(analysis.tag == "adja" for analysis in analyse(word))
        return self.separators[index] == "-" or any(analysis.tag.startswith("adv") for analysis in analyse(word))

    def _cheapest(self, index: int, frame: Frame, part: Part | None = None) -> Reading | None:
        return self.options[index].cheapest.get((frame, part))

    def _keeps(self, index: int, frame: Frame) -> float:
        """The cost of a word of a person's name standing in its base form although the frame is another case."""
        word = self.words[index]
        last = index == len(self.words) - 1
        cost = self.unchanged[index]
        if frame.case == "nom":
            return cost + self._foreign_gender(word, frame)
        if frame.gender == "f" and word[-1:] not in "aą":
            return cost
        if not last and self.separators[index] == "-":
            return cost + (2.0 if word.endswith("a") else 0.5)
        listed = first_names().get(word)
        if listed is not None:
            return cost + (1.5 if listed == frame.gender else 4.0)
        ending = word[-1:].lower()
        if ending in "oué":
            return cost + 0.8
        if ending in "eiy":
            return cost + (1.2 if ending == "e" else 2.0)
        return cost + (3.0 if last else 1.5)

    def _foreign_gender(self, word: str, frame: Frame) -> float:
        listed = first_names().get(word)
        if listed is not None:
            return 2.0 if frame.gender != listed else 0.0 if analyse(word) else -1.0
        if word.endswith(_FEMININE_NAMES):
            return {"f": 0.0, "m": 0.5, "n": 1.5}[frame.gender]
        if word.endswith("a"):
            return {"f": 2.2, "m": 2.4, "n": 3.0}[frame.gender]
        return {"m": 0.0, "f": 0.7, "n": 1.5}[frame.gender]

    def _person(self, frame: Frame) -> _Choice | None:
        """All words agree; foreign ones may keep one form."""
        if frame.gender == "n" if frame.number == "sg" else len(self.words) > 1:
            return None
        cost, found = 0.0, []
        for index, word in enumerate(self.words):
            if self.fixed[index]:
                found.append(word)
                continue
            reading = self._cheapest(index, frame, "noun" if word in first_names() else None)
            known = bool(analyse(word)) and word not in first_names()
            keeping = self._keeps(index, frame) + (_KNOWN if known else 0.0) if frame.number == "sg" else None
            if reading is not None and (keeping is None or reading.cost <= keeping):
                cost += reading.cost + (_NO_FIRST_NAME if index == 0 and self._loses_first_name(reading.base) else 0.0)
                found.append(reading.base)
            elif keeping is not None:
                cost += keeping
                found.append(word)
            else:
                return None
        return _Choice(cost, tuple(found))

    def _loses_first_name(self, base: str) -> bool:
        """Whether the first of several words is a first name as it stands, but none in this base form."""
        return len(self.words) > 1 and base != self.words[0] and is_first_name(self.words[0]) > is_first_name(base)

    def _phrase(self, frame: Frame) -> _Choice | None:
        """Adjectives and a head that agree, then what depends on the head, unchanged."""
        cost, found, index = 0.0, list(self.words), 0
        head: Reading | None = None
        adjectives: list[int] = []
        while index < len(self.words):
            word = self.words[index]
            following = index + 1 < len(self.words)
            noun = self._cheapest(index, frame, "noun")
            adjective = self._cheapest(index, frame, "adjective")
            if adjective is not None and following and (noun is None or frame in self.options[index + 1].frames):
                adjectives.append(index)
                found[index] = adjective.base
                cost += adjective.cost
            elif noun is not None or adjective is not None:
                alone = [] if adjective is None else [adjective._replace(cost=adjective.cost + _ADJECTIVE_ALONE)]
                head = min([*alone, *([] if noun is None else [noun])], key=lambda reading: reading.cost)
                virile = head.part == "adjective" and self.kind == "organisation" and frame.number == "pl"
                found[index] = self._virile(index, frame) if virile else head.base
                cost += head.cost + (
                    _NOUN_LIKE_ADJECTIVE if following and self.options[index].may_be_adjective else 0.0
                )
                break
            elif self.fixed[index]:
                if not following or (is_acronym(word) and "." not in word and not adjectives):
                    break
            elif analyse(word):
                return self._as_it_stands(frame)
            else:
                cost += self._stays(index, frame)
                if not following or (self.kind == "organisation" and analyse(self.words[index + 1])):
                    break
            index += 1
        if head is not None and head.virile and frame.number == "pl":
            for place in adjectives:
                found[place] = self._virile(place, frame)
        return self._after_head(index + 1, frame, cost, found, head)

    def _virile(self, index: int, frame: Frame) -> str:
        return self.options[index].virile.get(frame, self.words[index])

    def _stays(self, index: int, frame: Frame) -> float:
        """The cost of a foreign word that keeps its form, as a head or before another foreign word (Wizz Air)."""
        word = self.words[index]
        cost = self.unchanged[index]
        if word[-1:] == "u" and word[-2:-1] not in "aeiouy":
            cost += 0.8
        if index + 1 < len(self.words) and not analyse(self.words[index + 1]):
            return cost
        if frame.case == "nom":
            return cost + (0.0 if frame.gender == "m" and frame.number == "sg" else 0.3)
        return cost + (0.8 if word[-1:].lower() in "oueéóiy" else 2.5)

    def _as_it_stands(self, frame: Frame) -> _Choice | None:
        """The name unchanged: cheap for a foreign phrase of which the dictionary knows a word by chance."""
        if frame != Frame("nom", "sg", "m"):
            return None
        known = [index for index, word in enumerate(self.words) if analyse(word) and not self.fixed[index]]
        foreign = len(known) + sum(self.fixed) < len(self.words) and not any(self._broken_off(index) for index in known)
        return _Choice(_FOREIGN_PHRASE if foreign else _UNREAD, tuple(self.words))

    def _broken_off(self, index: int) -> bool:
        """Whether a known word cannot stand in the nominative."""
        return not any(frame.case == "nom" or frame[:2] == ("gen", "pl") for frame in self.options[index].frames)

    def _after_head(
        self, first: int, frame: Frame, cost: float, found: list[str], head: Reading | None
    ) -> _Choice | None:
        """What follows the head: agreeing adjectives, a second head after "i", a foreign part; the rest stays."""
        index = first
        while index < len(self.words):
            word = self.words[index]
            adjective = self._cheapest(index, frame, "adjective")
            if index == first and word.lower() in _CONJUNCTIONS:
                joined = self._second_head(index + 1, frame)
                if joined is None:
                    cost += _BROKEN
                    break
                cost += joined.cost
                found[index + 1] = joined.base
                index += 1
            elif index + 1 < len(self.words) and self._is_half(index):
                pass
            elif adjective is not None and (adjective.known or not analyse(word)):
                virile = head is not None and head.virile and frame.number == "pl"
                found[index] = self._virile(index, frame) if virile else adjective.base
                cost += min(adjective.cost, _UNKNOWN_ADJECTIVE)
            elif index == first and self._broken(index):
                cost += _BROKEN
                break
            elif not analyse(word) and not self.fixed[index] and self._foreign_head(first - 1, head):
                second = self._cheapest(index, frame, "noun")
                stays = self._stays(index, frame)
                if second is not None and second.cost < stays:
                    found[index] = second.base
                cost += stays if second is None else min(second.cost, stays)
            else:
                break
            index += 1
        return _Choice(cost, tuple(found))

    def _foreign_head(self, index: int, head: Reading | None) -> bool:
        """Whether the head is a foreign word, or one that has the same form in every case (Cambridge Analytica)."""
        if head is None:
            return False
        if not head.known:
            return True
        word = self.words[index]
        same = {reading.case for reading in self.options[index].readings if reading.base == word}
        return head.part == "noun" and len(same) > 4

    def _second_head(self, index: int, frame: Frame) -> Reading | None:
        if index >= len(self.words):
            return None
        fitting = [one for one in self.options[index].readings if one.known and one.case == frame.case]
        return min(fitting, key=lambda reading: (reading.cost, reading.base), default=None)

    def _broken(self, index: int) -> bool:
        """Whether the word after the head can neither depend on it nor begin what does: an adjective, a locative."""
        word = self.words[index]
        known = analyse(word)
        if not known or self.fixed[index]:
            return False
        parts = {analysis.tag.split(":")[0] for analysis in known}
        if parts <= {"adj", "ppas", "pact"}:
            return index + 1 == len(self.words)
        cases = {tag[2] for tag in (analysis.tag.split(":") for analysis in known) if len(tag) > 2}
        return "subst" in parts and not cases & {"nom", "gen"}
