"""The public question sets that the reader is trained on, as plain documents and questions.

PoQuAD (with answers), its question-paragraph pairs (without), the questions on news and XQuAD all come out in one
shape. Offsets are characters in `Document.text`; nothing here knows of tokens or of torch.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A sentence ends at . ? ! or … (with closing marks) before white space and a capital, a digit or an opening mark, but
# not behind an initial or the commonest abbreviations. Rough, but windows need no more.
_BOUNDARY = re.compile(
    r"(?<![\s.(][A-ZĄĆĘŁŃÓŚŹŻ])(?<!\bdr)(?<!\bul)(?<!\bim)(?<!\bśw)(?<!\bgen)(?<!\bprof)(?<!\btzw)(?<!\bnp)(?<!\bok)"
    r"(?<!\bmin)(?<!\bpłk)(?<!\bks)[.?!…]+[\"”’»)]*(\s+)(?=[\"„«(–—-]*\s*[A-ZĄĆĘŁŃÓŚŹŻ0-9])"
)
_HEADER = re.compile(r"\A---\r?\n.*?\n---\r?\n", re.DOTALL)
_WORD = re.compile(r"\w+")
_TITLE_CHARACTERS = 120
_QUESTIONS = Path(__file__).with_name("questions")
"""Questions written for kzqa, half of them without an answer, in the form of those of `qa-news`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A paragraph of an encyclopaedia or a whole news article; `sentences` are (start, end) offsets in `text`."""

    id: str
    title: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question asked about `document`.

    `span` holds the offsets of the answer; of an unanswerable question, those of the plausible answer where one is
    given. An answerable question without a span is known only to be answered somewhere in the document. `yes` is the
    answer to a yes/no question.
    """

    text: str
    document: str
    answerable: bool
    span: tuple[int, int] | None = None
    yes: bool | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The documents of a source by id, and its questions in the source's order."""

    name: str
    documents: dict[str, Document]
    questions: tuple[Question, ...]

    def only(self, documents: set[str]) -> QuestionSet:
        """The part of the set that is about `documents`."""
        return QuestionSet(
            self.name,
            {key: document for key, document in self.documents.items() if key in documents},
            tuple(question for question in self.questions if question.document in documents),
        )

    def apart_from(self, other: QuestionSet) -> QuestionSet:
        """The part of the set that is about no text of `other`."""
        texts = {document.text for document in other.documents.values()}
        return self.only({key for key, document in self.documents.items() if document.text not in texts})


def terms(text: str) -> list[str]:
    """Words folded to lower case without diacritics and cut to six letters, so that most inflected forms meet."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    text = "".join(character for character in text if not unicodedata.combining(character))
    return [word[:6] for word in _WORD.findall(text)]


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences: line by line, by punctuation; white space between them belongs to none."""
    found = []
    for line in re.finditer(r"[^\r\n]+", text):
        start = line.start()
        ends = [(match.start(1), match.end(1)) for match in _BOUNDARY.finditer(text, line.start(), line.end())]
        for end, following in [*ends, (line.end(), line.end())]:
            piece = text[start:end]
            if piece.strip():
                found.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
            start = following
    return tuple(found)


def document(key: str, title: str, text: str) -> Document:
    """A document with its sentences; a title as long as a paragraph is cut at a word."""
    if len(title) > _TITLE_CHARACTERS:
        title = title[:_TITLE_CHARACTERS].rsplit(" ", 1)[0] + "…"
    return Document(key, title, text, split_sentences(text))


def read_squad(path: Path, name: str, *, titles: bool = True) -> QuestionSet:
    """A file in SQuAD's format: PoQuAD, its questions without answers, or XQuAD. A document is a paragraph."""
    documents: dict[str, Document] = {}
    questions: list[Question] = []
    for index, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for number, paragraph in enumerate(article["paragraphs"]):
            key = f"{name}/{article.get('id', index)}/{number}"
            title = article["title"].replace("_", " ") if titles and "title" in article else ""
            documents[key] = document(key, title, paragraph["context"])
            questions += (_squad_question(entry, key) for entry in paragraph["qas"])
    return QuestionSet(name, documents, tuple(questions))


def _squad_question(entry: dict[str, Any], key: str) -> Question:
    impossible = bool(entry.get("is_impossible", False))
    answers = entry.get("plausible_answers" if impossible else "answers", [])
    if not answers:
        return Question(entry["question"], key, not impossible)
    answer = answers[0]
    span = (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
    said = str(answer.get("generative_answer", "")).strip(" .").casefold()
    yes = said == "tak" if said in ("tak", "nie") and not impossible else None
    return Question(entry["question"], key, not impossible, span, yes)


def news_files(data: Path) -> list[Path]:
    """The files of questions on news (JSON Lines): those of `qa-news` in the public data, then kzqa's own."""
    return [*sorted((data / "qa-news").glob("*.jsonl")), _QUESTIONS / "news.jsonl"]


def poquad_files() -> list[Path]:
    """The file of kzqa's own questions on PoQuAD's paragraphs, in the form of those on news."""
    return [_QUESTIONS / "poquad.jsonl"]


def pairs_files() -> list[Path]:
    """The file of the spans that answer PoQuAD's questions without answers, and of kzqa's own on their paragraphs."""
    return [_QUESTIONS / "pairs.jsonl"]


def rows(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Questions as they are written in JSON Lines."""
    return (json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines())


def with_questions(source: QuestionSet, files: Iterable[Path]) -> QuestionSet:
    """The set with those of the questions of some files that are about its documents, behind its own.

    A question of its own that a file gives a span is there once, with the span.
    """
    found: list[Question] = []
    for entry in rows(files):
        key = f"{source.name}/{entry['doc']}"
        if key not in source.documents:
            continue
        span = (entry["start"], entry["end"]) if "start" in entry else None
        word = str(entry.get("answer", "")).strip().casefold()[:3]
        yes = word == "tak" if entry["type"] == "yes_no" and word in ("tak", "nie") else None
        found.append(Question(entry["question"], key, entry["answerable"], span, yes))
    spanned = {(question.text, question.document) for question in found}
    own = (question for question in source.questions if (question.text, question.document) not in spanned)
    return QuestionSet(source.name, source.documents, (*own, *found))


def read_news(folder: Path, files: Iterable[Path], name: str = "news") -> QuestionSet:
    """The questions of some files with all articles of `folder`, asked about or not."""
    documents = {}
    for path in sorted(folder.glob("*/*.txt")):
        text = path.read_bytes().decode("utf-8")
        header = _HEADER.match(text)
        # the header becomes blank, so that offsets stay those of the file
        blank = "\n" * header.end() if header else ""
        body = blank + text[len(blank) :]
        key = f"{name}/{path.parent.name}/{path.name}"
        documents[key] = document(key, body.strip().split("\n", 1)[0].strip(), body)
    return with_questions(QuestionSet(name, documents, ()), files)


def hold_back(source: QuestionSet, one_in: int) -> tuple[QuestionSet, QuestionSet]:
    """Split by document, in the order of the source: the part to train on, and every `one_in`th document held back."""
    asked = list(dict.fromkeys(question.document for question in source.questions))
    held = set(asked[one_in - 1 :: one_in])
    return source.only(set(source.documents) - held), source.only(held)


def normalised(question: str) -> str:
    """A question without case, punctuation and spacing, for telling whether two sets share one."""
    return " ".join(_WORD.findall(question.casefold()))


def without_gold(source: QuestionSet, gold: Sequence[Path]) -> QuestionSet:
    """The set without the questions that stand in a gold file (JSON Lines): those are for measuring only."""
    kept = {normalised(row["question"]) for row in rows(gold)}
    questions = tuple(question for question in source.questions if normalised(question.text) not in kept)
    return QuestionSet(source.name, source.documents, questions)
