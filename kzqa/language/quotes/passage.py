"""A paragraph as the rules see it: the tokens of its sentences in one row, with their grammar and the names on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from kzqa.model import Mention, Sentence, Token

DASHES = frozenset("-–—―−")
FINAL = frozenset(".!?…")
OPENING = frozenset('„“"«»‟')
CLOSING = frozenset('”“"»«‟')
_FINITE = frozenset({"fin", "praet", "imps", "bedzie", "winien", "impt"})
_PLURAL_ENDINGS = ("liśmy", "łyśmy", "liście", "łyście")
_SINGULAR_ENDINGS = ("łem", "łam", "łeś", "łaś")


class Form(NamedTuple):
    """The grammar of one token. Values are those of UD; `kind` is the flexeme of NKJP (fin, praet, imps, pcon, ...).

    `human` tells a masculine personal noun (m1). Empty strings stand for what the tags do not say.
    """

    kind: str
    case: str
    number: str
    gender: str
    person: str
    human: bool


@lru_cache(maxsize=20_000)
def form(tag: str, morph: str) -> Form:
    """The grammar that an NKJP tag and UD features tell together; of a coarse tag only the flexeme is used."""
    features = dict(pair.split("=", 1) for pair in morph.split("|") if "=" in pair)
    kind, *values = tag.lower().split(":")
    person = features.get("Person", "")
    if not person:
        person = next((digit for value, digit in (("pri", "1"), ("sec", "2"), ("ter", "3")) if value in values), "")
    if kind in {"imps", "fin", "praet", "pcon", "pant", "inf", "ger", "impt"}:
        flexeme = kind
    elif features.get("VerbForm") == "Conv":
        flexeme = "pcon"
    elif features.get("VerbForm") == "Fin":
        flexeme = "imps" if person == "0" else "praet" if features.get("Tense") == "Past" else "fin"
    else:
        flexeme = kind
    human = "m1" in values or features.get("Animacy") == "Hum"
    number = "Plur" if features.get("Number") == "Ptan" else features.get("Number", "")
    return Form(flexeme, features.get("Case", ""), number, features.get("Gender", ""), person, human)


class Passage:
    """The sentences of one paragraph. Indices of tokens run through the whole paragraph."""

    def __init__(self, text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.kind = sentences[0].kind
        self.start, self.end = sentences[0].start, sentences[-1].end
        self.tokens: list[Token] = [token for sentence in sentences for token in sentence.tokens]
        self.texts = [token.text for token in self.tokens]
        """The tokens as they stand, to find single ones among many quickly."""
        self.bounds: list[tuple[int, int]] = []
        """First token and the one after the last, of each sentence."""
        for sentence in sentences:
            first = self.bounds[-1][1] if self.bounds else 0
            self.bounds.append((first, first + len(sentence.tokens)))
        self._firsts = [first for first, _ in self.bounds]
        self.starts = [token.start for token in self.tokens]
        self.mentions = mentions
        """The names that lie in this paragraph, in the order of the text."""

    @cached_property
    def names(self) -> dict[int, Mention]:
        """The name on a token, for the tokens that lie in one."""
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            for index in range(self.index(mention.start), self.index(mention.end)):
                found[index] = mention
        return found

    def form(self, index: int) -> Form:
        token = self.tokens[index]
        return form(token.tag, token.morph)

    def index(self, offset: int) -> int:
        """The first token that starts at or after a character offset of the article."""
        return bisect_left(self.starts, offset)

    def sentence(self, index: int) -> tuple[int, int]:
        """The bounds of the sentence of a token."""
        return self.bounds[max(0, bisect_right(self._firsts, index) - 1)]

    def lower(self, index: int) -> str:
        return self.texts[index].lower()

    def person(self, index: int) -> str:
        """The grammatical person of a verb; past forms show it by their ending or by the word after them."""
        token = self.tokens[index]
        known = self.form(index).person
        if known:
            return known
        if token.text.endswith(_PLURAL_ENDINGS + _SINGULAR_ENDINGS):
            return "1"
        if index + 1 < len(self.tokens):
            following = self.tokens[index + 1]
            if following.start == token.end and following.text.lower() in {"em", "am", "m", "śmy", "ś", "ście", "eś"}:
                return "1"
        return "3"

    def is_dash(self, index: int) -> bool:
        """Whether a token is a dash that stands free, as in dialogue, not a hyphen within a word or a range."""
        if self.texts[index] not in DASHES:
            return False
        token = self.tokens[index]
        free_before = index == 0 or self.tokens[index - 1].end < token.start
        return free_before and token.space

    def is_verb(self, index: int) -> bool:
        """Whether a token is a finite verb, impersonal forms included."""
        token = self.tokens[index]
        return form(token.tag, token.morph).kind in _FINITE


def passages(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Passage]:
    """The paragraphs of an article; sentences without tokens are left out."""
    ordered = sorted(mentions, key=lambda mention: mention.start)
    offsets = [mention.start for mention in ordered]
    found = []
    for _, group in groupby((sentence for sentence in sentences if sentence.tokens), key=lambda item: item.paragraph):
        members = list(group)
        inside = ordered[bisect_left(offsets, members[0].start) : bisect_left(offsets, members[-1].end)]
        found.append(Passage(text, members, inside))
    return found
