"""The public corpora that the pipeline is trained on, read into plain records.

    nkjp/nkjp-ner.iob.7z   NKJP 1M: words and names by hand; its lemmas and tags are not disambiguated and not used
    ud/*.conllu            UD Polish PDB (dev), PUD, LFG (dev and test)
    news/*/*.txt, *.entities.tsv   BSNLP 2017 and 2019: articles and their lists of names
    poquad/*.json          PoQuAD: paragraphs of Wikipedia

NKJP holds no white space: it is rebuilt by rules, with the agglutinates of the verb (zrobił|em) joined again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple


class Word(NamedTuple):
    """One word of a treebank; `head` is its index in the sentence, the word's own for the root."""

    text: str
    lemma: str
    pos: str
    tag: str
    feats: str
    head: int
    dep: str
    space: bool


class Tree(NamedTuple):
    """One sentence of a treebank."""

    id: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return "".join(word.text + " " * word.space for word in self.words).strip()


class NamedText(NamedTuple):
    """A paragraph with its names as (start, end, label) and the offsets at which its sentences begin."""

    document: str
    text: str
    names: tuple[tuple[int, int, str], ...]
    starts: tuple[int, ...]


def trees(path: Path) -> Iterator[Tree]:
    """The sentences of a CoNLL-U file, with its multiword tokens (zrobił|em) joined into one word."""
    rows: list[list[str]] = []
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Tree(name, _join(rows))
            rows = []
    if rows:
        yield Tree(name, _join(rows))


def _join(rows: Sequence[Sequence[str]]) -> tuple[Word, ...]:
    parts: dict[int, int] = {}  # a word's number in the file to its index after joining
    words: list[Sequence[str]] = []
    last = 0
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts.update(dict.fromkeys(range(first, last + 1), len(words)))
            inner = rows[rows.index(row) + 1]
            words.append([inner[0], row[1], *inner[2:9], row[9]])
        elif "." not in row[0] and int(row[0]) > last:
            parts[int(row[0])] = len(words)
            words.append(row)
    inside = {int(row[0]): int(row[6]) for row in rows if row[0].isdigit()}
    joined = []
    for index, row in enumerate(words):
        head, relation = int(row[6]), row[7]
        while head and parts[head] == index:  # the head stands in the same joined word: take that word's own
            relation = next(other[7] for other in rows if other[0] == str(head))
            head = inside[head]
        feats = "" if row[5] == "_" else row[5]
        joined.append(
            Word(
                row[1],
                row[2],
                row[3],
                row[4],
                feats,
                parts[head] if head else index,
                "ROOT" if not head else relation,
                "SpaceAfter=No" not in row[9],
            )
        )
    return tuple(joined)


_NO_SPACE_BEFORE = frozenset(",.;:!?)]}%…”»")
_NO_SPACE_AFTER = frozenset("([{„«")
_AGGLUTINATES = frozenset(["em", "m", "eś", "ś", "śmy", "eśmy", "ście", "eście"])


def nkjp(folder: Path) -> Iterator[NamedText]:
    """The documents of NKJP 1M in `folder`, packed (nkjp-ner.iob.7z) or plain (*.iob).

    The label of a name is its outermost type without the subtype.
    """
    packed = folder / "nkjp-ner.iob.7z"
    if not packed.exists():
        yield from _documents(folder)
        return
    from py7zr import SevenZipFile

    with TemporaryDirectory() as unpacked:
        with SevenZipFile(packed) as archive:
            archive.extractall(unpacked)
        yield from _documents(Path(unpacked))


def _documents(folder: Path) -> Iterator[NamedText]:
    for file in sorted(folder.glob("*.iob")):
        with file.open(encoding="utf-8") as lines:
            yield from nkjp_lines(lines)


def nkjp_lines(lines: Iterable[str]) -> Iterator[NamedText]:
    """As `nkjp`, from the lines of the corpus itself."""
    document = ""
    sentences: list[list[tuple[str, str, str]]] = [[]]
    for line in lines:
        if line.startswith("-DOCSTART"):
            if any(sentences):
                yield _rebuild(document, sentences)
            document, sentences = line.rpartition("/")[2].strip(), [[]]
        elif not line.strip():
            sentences.append([])
        else:
            cells = line.rstrip("\n").split("\t")
            sentences[-1].append((cells[0], cells[2], cells[3]))
    if any(sentences):
        yield _rebuild(document, sentences)


def _rebuild(document: str, sentences: Sequence[Sequence[tuple[str, str, str]]]) -> NamedText:
    text = ""
    names: list[tuple[int, int, str]] = []
    starts = []
    for sentence in sentences:
        if not sentence:
            continue
        text += " " if text else ""
        starts.append(len(text))
        quoted = glue = False
        before = ("", "", "O")
        for index, (form, tag, label) in enumerate(sentence):
            following = sentence[index + 1][0] if index + 1 < len(sentence) else ""
            closing = form == '"' and quoted
            apart = not (
                index == 0 or glue or closing or form in _NO_SPACE_BEFORE or _is_agglutinate(before, form, tag)
                or (form == "-" and before[0].isalnum() and following[:1].isalnum() and "name" in label.lower())
            )  # fmt: skip
            text += " " if apart else ""
            start = len(text)
            text += form
            kind = label.partition("#")[0].partition("-")
            name = kind[2].partition("-")[0]
            if kind[0] == "I" and names and names[-1][2] == name:
                names[-1] = (names[-1][0], len(text), name)
            elif kind[0] in {"B", "I"}:
                names.append((start, len(text), name))
            glue = form in _NO_SPACE_AFTER or (form == '"' and not quoted) or (form == "-" and not apart and index > 0)
            quoted ^= form == '"'
            before = (form, tag, label)
    return NamedText(document, text, tuple(names), tuple(starts))


def _is_agglutinate(before: tuple[str, str, str], form: str, tag: str) -> bool:
    if form in _AGGLUTINATES and tag.startswith("aglt"):
        return True
    return form == "by" and before[1].startswith(("praet", "winien"))


class NewsArticle(NamedTuple):
    """An article of the BSNLP shared tasks; `names` are (form, type) with the types PER, LOC, ORG, PRO and EVT."""

    id: str
    text: str
    names: tuple[tuple[str, str], ...]


def news(folder: Path) -> Iterator[NewsArticle]:
    """The articles of `folder`/TOPIC/N.txt without their headers, with the lists of names beside them."""
    for path in sorted(folder.glob("*/*.txt")):
        text = path.read_text(encoding="utf-8")
        body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
        table = path.with_name(f"{path.stem}.entities.tsv")
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line.strip()]
        yield NewsArticle(f"{path.parent.name}-{path.stem}", body, tuple((row[0], row[2]) for row in rows))


def paragraphs(path: Path) -> Iterator[str]:
    """The lines of text of the paragraphs of a file in PoQuAD's form; none where there is no such file."""
    for page in json.loads(path.read_text(encoding="utf-8"))["data"] if path.exists() else ():
        for paragraph in page["paragraphs"]:
            yield from filter(None, map(str.strip, paragraph["context"].splitlines()))
