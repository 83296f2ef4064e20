"""Direct speech without marks after a colon, and headlines that name their speaker before one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kzqa.language.quotes.cues import Cue
from kzqa.language.quotes.framing import Direct, cue_before, offsets
from kzqa.language.quotes.passage import CLOSING, OPENING, Passage
from kzqa.language.quotes.phrases import can_speak, phrase
from kzqa.language.quotes.subjects import nominative


def colons(passage: Passage, cues: Sequence[Cue]) -> Iterator[Direct]:
    """Words without marks after a colon that a cue announces: one sentence, or all to the end when they begin big."""
    if ":" not in passage.texts:
        return
    for index, token in enumerate(passage.tokens[:-1]):
        if token.text != ":" or not token.space:
            continue
        following = passage.tokens[index + 1]
        if following.text in OPENING or passage.is_dash(index + 1) or not following.text[:1].isalpha():
            continue
        cue = cue_before(passage, index, cues)
        if cue is None and passage.kind in {"title", "heading"} and _headline(passage, index):
            yield Direct(*offsets(passage, index + 1, len(passage.tokens)), None, False, index)
            return
        if cue is None or cue.clause is not None or cue.frame in {"naming", "denied"}:
            continue
        _, last = passage.sentence(index + 1)
        end = len(passage.tokens) if following.text[:1].isupper() else last
        if end - index > 3:
            yield Direct(*offsets(passage, index + 1, end), cue, False, index)


def _headline(passage: Passage, colon: int) -> bool:
    """Whether a headline names a speaker before its colon and says something behind it: "Tusk: to był błąd"."""
    first, _ = passage.sentence(colon)
    if any(passage.is_verb(index) for index in range(first, colon)):
        return False
    if not any(passage.is_verb(index) for index in range(colon + 1, len(passage.tokens))):
        return False
    for index in range(first, colon):
        if nominative(passage, index) and can_speak(passage, index):
            return phrase(passage, index).last >= colon - (passage.tokens[colon - 1].text in CLOSING)
    return False
