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

from spacy.language import Language
from spacy.tokens import Doc, Token

_END = re.compile(r"(?P<mark>\.{2,}|…|[.!?]+…?)(?P<close>[\"”’»)\]']*)(?P<space>\s+)(?=(?P<next>\S+))")
_OPENING = "\"„“«‘'(["
_DASHES = "-–—"
_WORD_BEFORE = re.compile(r"[\w.]*\w$")
_ROMAN = re.compile(r"[IVXLC]+$")
_FOLLOWING = re.compile(rf"[{_DASHES}]?\s*[{re.escape(_OPENING)}]*\s*(?P<first>\w)")


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    text = resources.files("kzqa.language").joinpath("abbreviations.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    final = frozenset(table["final"].split())
    return frozenset(table["inside"].split()) - final, final


def boundaries(text: str) -> Iterator[int]:
    """The offsets at which a new sentence begins, the first sentence's excepted."""
    start = 0
    for match in _END.finditer(text):
        if _ends(text, start, match):
            start = match.end("space")
            yield start


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    following = _FOLLOWING.match(text, match.end("space"))
    if following is None or following["first"].islower():
        return False
    dash = text[match.end("space")] in _DASHES
    if dash and not text[match.end("space") + 1 : match.end("space") + 2].isspace():
        return False
    mark, close = match["mark"], match["close"]
    if mark == ".":
        return _full_stop_ends(text, start, match, following["first"])
    # "Kto się boi?" and the like: a title inside a sentence ends none, unless speech was announced
    return not (close and close[0] in '"”»' and not dash and _is_title(text, start, match.start()))


def _full_stop_ends(text: str, start: int, match: re.Match[str], first: str) -> bool:
    if match["close"]:
        return True
    before = _WORD_BEFORE.search(text, start, match.start())
    if before is None:
        return True
    word = before.group()
    inside, final = _abbreviations()
    if word.rpartition(".")[2].isupper() and len(word.rpartition(".")[2]) == 1:
        return False
    lower = word.lower().rpartition(".")[2] if word.lower() not in final else word.lower()
    if lower in final:
        return not first.isdigit()
    if lower in inside and (len(word) > 1 or word.islower()):
        return False
    if word.isdigit():
        # an ordinal: 21. Pułk; at a sentence's head a number of a list
        return before.start() > start and (len(word) > 2 or not first.isdigit())
    return not (_ROMAN.match(word) and before.start() == start)


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
        starts = set(boundaries(text)) | {match.end() for match in re.finditer(r"\n\s*", text)}
        pending = False
        for token in doc:
            start = token.i == 0 or pending or token.idx in starts
            pending = token.is_space and (start or "\n" in token.text)
            if start or not self.only_sure or not _doubtful(token):
                token.is_sent_start = start
        return doc


def _doubtful(token: Token) -> bool:
    return token.i > 0 and not token.text[0].islower() and not token.is_punct


@Language.factory("kzqa_sentences", assigns=["token.is_sent_start", "doc.sents"], default_config={"only_sure": False})
def create_sentences(nlp: Language, name: str, only_sure: bool) -> SentencesComponent:
    """spaCy's factory of the component."""
    return SentencesComponent(name, only_sure)
