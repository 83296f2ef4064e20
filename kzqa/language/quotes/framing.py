"""What all direct speech shares: where it may begin, and the cue before or behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.passage import CLOSING, FINAL, Passage
from kzqa.language.quotes.phrases import is_person_noun

AFTER = 5
"""Tokens between the end of a quote and the verb of its cue, at most."""


class Direct(NamedTuple):
    """Direct speech by offsets. `cue` is None where only the surroundings tell the speaker.

    `inverted` cues have their subject behind them; `colon` is the token of a colon before the words, else -1.
    """

    start: int
    end: int
    cue: Cue | None
    inverted: bool
    colon: int = -1
    reported: bool = False


def opens_sentence(passage: Passage, before: int) -> bool:
    """Whether words that begin after the token at `before` begin a sentence."""
    if before < 0:
        return True
    text = passage.tokens[before].text
    return set(text) <= FINAL or text in CLOSING or text in {":", ";"} or passage.is_dash(before)


def cue_at(passage: Passage, index: int, cues: Sequence[Cue], *, near: int) -> Cue | None:
    """The cue within `near` tokens from `index`, if they begin small and nothing divides them."""
    if index >= len(passage.tokens) or not passage.tokens[index].text[:1].islower() or passage.lower(index) == "to":
        return None
    by_index = {cue.token: cue for cue in cues}
    for place in range(index, min(len(passage.tokens), index + near)):
        cue = by_index.get(place)
        if cue is not None and cue.kind in {"verb", "impersonal"}:
            return cue
        text = passage.tokens[place].text
        if set(text) <= FINAL or text in {",", ":", ";"} or passage.is_dash(place):
            break
    return _other_verb(passage, index) if near == AFTER else None


def _other_verb(passage: Passage, index: int) -> Cue | None:
    """A verb that is no cue elsewhere, but stands like one behind a dash: "– wzdycha Maria"."""
    token, form = passage.tokens[index], passage.form(index)
    if form.kind not in {"fin", "praet"} or token.pos != "VERB" or passage.person(index) != "3":
        return None
    following = index + 1
    if following < len(passage.tokens) and passage.lower(following) == "się":
        following += 1
    ends = following >= len(passage.tokens) or set(passage.tokens[following].text) <= FINAL
    named = not ends and passage.names.get(following) is not None and passage.names[following].type == "person"
    if not ends and not named and not is_person_noun(passage, following):
        return None
    gender = form.gender if form.kind == "praet" else ""
    return Cue(index, "verb", "direct", token.lemma, token.text, form.number, gender, None, False)


def cue_before(passage: Passage, colon: int, cues: Sequence[Cue]) -> Cue | None:
    """The last cue of the sentence that a colon ends."""
    first, _ = passage.sentence(colon)
    before = [cue for cue in cues if first <= cue.token < colon and cue.kind != "source"]
    return before[-1] if before else None


def offsets(passage: Passage, first: int, last: int) -> tuple[int, int]:
    """The offsets of some tokens without the comma or full stop behind them."""
    while last > first + 1 and passage.tokens[last - 1].text in {",", "."}:
        last -= 1
    return passage.tokens[first].start, passage.tokens[max(first, last - 1)].end
