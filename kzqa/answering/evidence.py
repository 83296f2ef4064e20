"""A sentence as the search for short answers reads it: its tokens and all that was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kzqa.model import DateMention, Mention, Quote, Token


class Span(NamedTuple):
    """A span that the reader points at: offsets in the article and a score, higher is better, 0 for its best span."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with all that was found in it. `matched` maps the index of a token to the degree (0 to 1) to which it
    meets a word of the question, `roles` the offsets of a name to the share of the question that its role meets;
    `spans` are the reader's, best first."""

    text: str
    start: int
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    matched: Mapping[int, float] = field(default_factory=dict)
    roles: Mapping[tuple[int, int], float] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets of the article."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]
