"""Where sentences begin, by rules: full stops of abbreviations, initials and ordinals, quotes, dialogue, titles.

A boundary stands after . ! ? or an ellipsis, and the closing marks behind it, where a capital, a number, an opening
quotation mark or the dash of a dialogue follows. The rules say which of those places are none. Plain text in, offsets
out; the trained segmenter of the pipeline learns the rest.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_PUNCT, IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc

_END = re.compile(r"(?P<mark>\.{2,}|…|[.!?]+…?)(?P<close>[\"”’»)\]']*)(?P<space>\s+)(?=(?P<next>\S+))")
_OPENING = "\"„“«‘'(["
_DASHES = "-–—"
_WORD_BEFORE = re.compile(r"[\w.]*\w$")
_LINE_BREAK = re.compile(r"\n\s*")
_ROMAN = re.compile(r"[IVXLC]+$")
_FOLLOWING = re.compile(rf"[{_DASHES}]?\s*[{re.escape(_OPENING)}]*\s*(?P<first>\w)")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    text = resources.files("kzqa.language").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    final = frozenset(table["final"].split())
    return frozenset(table["inside"].split()) - final, final


class Place(NamedTuple):
    """A place where a sentence may begin; `sure` tells that no context could say otherwise."""

    offset: int
    begins: bool
    sure: bool


def boundaries(text: str) -> Iterator[int]:
    """The offsets at which a new sentence begins, the first sentence's excepted."""
    return (place.offset for place in places(text) if place.begins)


def places(text: str) -> Iterator[Place]:
    """What the rules say of every place behind a mark that may end a sentence."""
    start = 0
    for match in _END.finditer(text):
        begins, sure = _judge(text, start, match)
        yield Place(match.end("space"), begins, sure)
        if begins:
            start = match.end("space")


def _judge(text: str, start: int, match: re.Match[str]) -> tuple[bool, bool]:
    following = _FOLLOWING.match(text, match.end("space"))
    if following is None or following["first"].islower():
        return False, True
    dash = text[match.end("space")] in _DASHES
    if dash and not text[match.end("space") + 1 : match.end("space") + 2].isspace():
        return False, True
    mark, close = match["mark"], match["close"]
    if mark == ".":
        return _judge_full_stop(text, start, match, following["first"])
    # "Kto się boi?" and the like: a title inside a sentence ends none, unless speech was announced
    return not (close and close[0] in '"”»' and not dash and _is_title(text, start, match.start())), True


def _judge_full_stop(text: str, start: int, match: re.Match[str], first: str) -> tuple[bool, bool]:
    if match["close"]:
        return True, True
    before = _WORD_BEFORE.search(text, start, match.start())
    if before is None:
        return True, True
    word = before.group()
    inside, final = _abbreviations()
    last = word.rpartition(".")[2]
    if last.isupper() and len(last) == 1:
        return False, True
    if word.lower() in final or last.lower() in final:
        return not first.isdigit(), False
    if last.lower() in inside:
        return False, len(last) > 2
    if word.isdigit():
        # an ordinal: 21. Pułk; at a sentence's head a number of a list
        return before.start() > start and (len(word) > 2 or not first.isdigit()), False
    return not (_ROMAN.match(word) and before.start() == start), True


def _is_title(text: str, start: int, end: int) -> bool:
    opening = max(text.rfind(mark, start, end) for mark in '"„“«')
    lead = text[start:opening].rstrip() if opening > start else ""
    return bool(lead) and lead[-1] not in ":,.?!" + _DASHES


class SentencesComponent:
    """Sets sentence starts by the rules of this module; line breaks end sentences too.

    With `only_sure`, it sets those that the rules are sure of and leaves doubtful tokens (a capital behind an
    abbreviation, or without a full stop before it) to the trained segmenter that comes behind.
    """

    def __init__(self, name: str, only_sure: bool) -> None:
        self.name = name
        self.only_sure = only_sure

    def __call__(self, doc: Doc) -> Doc:
        if len(doc):
            doc.from_array([SENT_START], self._starts(doc).astype(np.uint64))
        return doc

    def _starts(self, doc: Doc) -> NDArray[np.int64]:
        """1 for a token that begins a sentence, -1 for one that does not, 0 where the segmenter has to decide."""
        text = doc.text
        columns = doc.to_array([IDX, IS_SPACE, IS_PUNCT]).astype(np.int64)
        offsets = columns[:, 0].tolist()
        index = {offset: number for number, offset in enumerate(offsets)}
        starts = np.full(len(doc), -1, dtype=np.int64)
        if self.only_sure:
            capital = np.array([not text[offset].islower() for offset in offsets])
            starts[capital & (columns[:, 2] == 0)] = 0
        for place in places(text):
            if place.offset in index:
                starts[index[place.offset]] = 1 if place.begins else -1 if place.sure or not self.only_sure else 0
        forced = {0, *(index[match.end()] for match in _LINE_BREAK.finditer(text) if match.end() in index)}
        for number in np.flatnonzero(columns[:, 1]).tolist():
            if number + 1 < len(doc) and (number in forced or "\n" in doc[number].text):
                forced.add(number + 1)
        starts[list(forced)] = 1
        return starts


@Language.factory("kzqa_sentences", assigns=["token.is_sent_start", "doc.sents"], default_config={"only_sure": False})
def create_sentences(nlp: Language, name: str, only_sure: bool) -> SentencesComponent:
    """spaCy's factory of the component."""
    return SentencesComponent(name, only_sure)
