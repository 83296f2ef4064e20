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

from spacy.language import Language
from spacy.tokens import Doc, Token

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
        text = doc.text
        found = {place.offset: place for place in places(text)}
        lines = {match.end() for match in _LINE_BREAK.finditer(text)}
        pending = False
        for token in doc:
            place = found.get(token.idx)
            start = token.i == 0 or pending or token.idx in lines
            pending = token.is_space and (start or "\n" in token.text)
            start = start or (place is not None and place.begins)
            if not start and self.only_sure and (_doubtful(token) if place is None else not place.sure):
                continue
            token.is_sent_start = start
        return doc


def _doubtful(token: Token) -> bool:
    return not token.text[0].islower() and not token.is_punct


@Language.factory("kzqa_sentences", assigns=["token.is_sent_start", "doc.sents"], default_config={"only_sure": False})
def create_sentences(nlp: Language, name: str, only_sure: bool) -> SentencesComponent:
    """spaCy's factory of the component."""
    return SentencesComponent(name, only_sure)
