"""An article's text to blocks: one for each line that holds text, and what kind of line it is.

Headings, captions and titles are told by their form alone: length, the character at their end, their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kzqa.model import Block, BlockKind

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# One line end and the beginning of a line that is not blank; none of it where a blank line follows.
_AFTER = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])[^\S\r\n\u2028\u2029]*(?![\r\n\u2028\u2029\s])")
MAX_BLOCKS = 200_000
_MAX_HEADING = 120
_MAX_TITLE = 160
_MAX_CAPTION = 300
_SHORTEST_LIST = 3  # so many heading-like lines in a row are a list, a table, verse or hard-wrapped text

_QUOTES = "\"'„”“«»‚’‘"
# What a line ends with that goes on in the next one or was a sentence.
_RUNNING_END = re.compile(rf"[.…,;:–—-][{_QUOTES})\]]*\Z")
_SENTENCE_IN_QUOTES = re.compile(rf"[{_QUOTES}].*[.!?…][{_QUOTES}]+\Z", re.DOTALL)
# Dialogue and list items: a dash or a bullet, "1." or "a)".
_ITEM_START = re.compile(r"(?:[-–—―•·*▪■●►>+]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z]\)\s)")
_HEADING_START = re.compile(rf"[{_QUOTES}(\[]*[^\W_]")
_LAST_WORD = re.compile(r"(\w+)\.\Z")
_ABBREVIATIONS = frozenset({"r", "br", "in", "proc", "tys", "mln", "mld", "godz", "zł", "gr", "ub", "km"})

_AGENCIES = (
    r"Getty Images|Shutterstock(?:\.com)?|AP Photo|AP|PAP|EPA|AFP|Reuters|East News|Eastnews|Forum|BE&W|Agencja Gazeta|"
    r"Agencja Wyborcza\.pl|Newspix|Reporter|iStock|Wikimedia Commons|Wikipedia|TASS|Bloomberg|Xinhua|ZUMA|Twitter|X|"
    r"Facebook|Pixabay|Unsplash|Adobe Stock|123RF|Domena publiczna|archiwum prywatne|materiały prasowe"
)
_CAPTION = re.compile(
    rf"(?:Zdjęcie|Fotografia|Na zdjęciu)\b.*(?:/\s*\S|:)|.*/\s*(?:{_AGENCIES})\b[^/]{{0,30}}\Z|"
    r"(?:Fot|fot|Foto|foto|Zdj|zdj)\s?[.:/]|.*[\s(\[,/](?:[Ff]ot|FOT|[Ff]oto|FOTO|[Zz]dj)\s?[.:/].{1,60}\Z",
    re.DOTALL,
)


class Line(NamedTuple):
    """The text of one line without the white space around it.

    `before_blank`: a blank line or the end comes after it; `breaks`: it ends with two spaces, Markdown's line break.
    """

    start: int
    end: int
    text: str
    before_blank: bool
    breaks: bool


def split_lines(text: str, start: int = 0) -> list[Line]:
    """The lines of `text[start:]` that hold more than white space; the first MAX_BLOCKS + 1 of them."""
    lines: list[Line] = []
    for found in _LINE.finditer(text, start):
        if stripped := found[0].strip():
            first = found.start() + found[0].index(stripped[0])
            after = _AFTER.match(text, found.end())
            before_blank = after is None or after.end() == len(text)
            lines.append(Line(first, first + len(stripped), stripped, before_blank, found[0].endswith("  ")))
            if len(lines) > MAX_BLOCKS:
                break
    return lines


def find_blocks(text: str, start: int = 0, *, title: str | None = None, titled: bool = False) -> tuple[Block, ...]:
    """The blocks of `text[start:]`. Offsets are exact: `text[block.start:block.end]` is the line without its margins.

    `title` is the title that the source gives; the first line is marked as one where it says the same. Without it the
    first line is the title where it looks like one: `titled` says that a header came before it, so that no blank line
    after it is needed.
    """
    lines = split_lines(text, start)
    kinds = _kinds(lines)
    if lines and _is_title(lines, kinds[0], title, titled):
        kinds[0] = "title"
    return tuple(
        Block(number, kind, line.start, line.end)
        for number, (line, kind) in enumerate(zip(lines, kinds, strict=True), start=1)
    )


def _is_title(lines: Sequence[Line], kind: BlockKind, title: str | None, titled: bool) -> bool:
    first = lines[0]
    if title is not None:
        return " ".join(first.text.split()).casefold() == title.casefold()
    if kind == "caption" or len(lines) < 2 or len(first.text) > _MAX_TITLE or not (titled or first.before_blank):
        return False
    last_word = _LAST_WORD.search(first.text)
    stops = first.text.endswith(".") and not first.text.endswith("...")
    stops = stops and not (last_word and last_word[1] in _ABBREVIATIONS)
    return not stops and not first.text.endswith((":", ",", ";")) and (titled or _starts_like_heading(first.text))


def _kinds(lines: Sequence[Line]) -> list[BlockKind]:
    """The kind of each line, by its form and its neighbours."""
    if len(lines) > MAX_BLOCKS:  # no article, and soon refused
        return ["paragraph"] * len(lines)
    kinds: list[BlockKind] = []
    for number, line in enumerate(lines):
        if is_caption(line.text):
            kinds.append("caption")
        elif _looks_like_heading(line.text) and _may_stand_between(lines, number):
            kinds.append("heading")
        else:
            kinds.append("paragraph")
    return _without_lists(kinds)


def is_caption(text: str) -> bool:
    """Whether a line is the caption of a picture: it begins with one, or ends with who took it."""
    return len(text) <= _MAX_CAPTION and _CAPTION.match(text) is not None


def _looks_like_heading(text: str) -> bool:
    return (
        len(text) <= _MAX_HEADING
        and not _RUNNING_END.search(text)
        and not _SENTENCE_IN_QUOTES.fullmatch(text)
        and _starts_like_heading(text)
    )


def _starts_like_heading(text: str) -> bool:
    found = _HEADING_START.match(text)
    if found is None or found[0][-1].islower() or _ITEM_START.match(text):
        return False
    return any(map(str.isalpha, text)) and not ("”" in text and "„" not in text and "“" not in text)


def _may_stand_between(lines: Sequence[Line], number: int) -> bool:
    """Whether a heading can stand here: text follows that does not go on in lower case, no colon leads to it."""
    if number + 1 == len(lines) or lines[number + 1].text[0].islower():
        return False
    return number == 0 or not lines[number - 1].text.endswith(":")


def _without_lists(kinds: list[BlockKind]) -> list[BlockKind]:
    """The same, with long runs of headings as the paragraphs that they are."""
    start = 0
    for number in range(len(kinds) + 1):
        if number == len(kinds) or kinds[number] != "heading":
            if number - start >= _SHORTEST_LIST:
                kinds[start:number] = ["paragraph"] * (number - start)
            start = number + 1
    return kinds
