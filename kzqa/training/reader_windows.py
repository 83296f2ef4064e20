"""From documents and questions to windows: where the answer is, and where it only seems to be.

A window is a run of whole sentences. The one that holds the answer is drawn anew at each visit, so that the answer
stands now at its beginning, now at its end; the ones that do not are the best that BM25 finds, from the same document
and from others, so that the reader learns what BM25 does not know.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from rank_bm25 import BM25Okapi

from kzqa.answering.reader.encoding import Window
from kzqa.answering.windows import runs
from kzqa.training.reader_data import Document, Question, QuestionSet, terms
from kzqa.training.reader_spoiling import Renaming, erased

# Windows of two to six sentences; four are about 500 characters.
WINDOW_CHARACTERS = (350, 500, 500, 700)
HARD_NEGATIVES = 8
# A paragraph that answers a question without a mark where is read whole, up to so many characters.
LONGEST_UNMARKED = 1100


class Example(NamedTuple):
    """A window as the network is to see it.

    `present`: the answer is here; `span`: its offsets in `window.text`, None where nothing marks it; `yes`: the
    answer to a yes/no question; `weight` of the presence loss.
    """

    window: Window
    present: bool
    span: tuple[int, int] | None = None
    yes: bool | None = None
    weight: float = 1.0


class Group(NamedTuple):
    """A question with its windows, at most one of which holds the answer; that one is the first."""

    question: str
    examples: tuple[Example, ...]


class Place(NamedTuple):
    """Sentences `first` to `last` (included) of a document."""

    document: str
    first: int
    last: int


def covering(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    """The first and the last sentence that `span` touches."""
    touched = [i for i, (start, end) in enumerate(document.sentences) if start < span[1] and end > span[0]]
    return (touched[0], touched[-1]) if touched else (0, 0)


def grow(document: Document, first: int, last: int, characters: int, rng: random.Random) -> tuple[int, int]:
    """Add sentences before and behind, at random, while the window stays within `characters`."""
    sentences = document.sentences
    while True:
        sides = []
        if first > 0 and sentences[last][1] - sentences[first - 1][0] <= characters:
            sides.append(-1)
        if last + 1 < len(sentences) and sentences[last + 1][1] - sentences[first][0] <= characters:
            sides.append(1)
        if not sides:
            return first, last
        if rng.choice(sides) < 0:
            first -= 1
        else:
            last += 1


def cut(document: Document, first: int, last: int) -> tuple[Window, int]:
    """The window of some sentences, and the offset in the document where it begins."""
    start, end = document.sentences[first][0], document.sentences[last][1]
    return Window(document.title, document.text[start:end]), start


def places(document: Document, characters: int, overlap: int = 0) -> list[Place]:
    """The document in windows of at most `characters` (but at least a sentence), sharing `overlap` sentences."""
    return [Place(document.id, first, last) for first, last in runs(document.sentences, characters, overlap)]


class Index:
    """BM25 over the windows of some documents."""

    def __init__(self, documents: dict[str, Document], characters: int = 500, overlap: int = 0) -> None:
        self.documents = documents
        self.runs = [run for key in documents for run in places(documents[key], characters, overlap)]
        self.bm25 = BM25Okapi([terms(f"{window.title} {window.text}") for window in map(self.window, self.runs)])

    def window(self, run: Place) -> Window:
        return cut(self.documents[run.document], run.first, run.last)[0]

    def best(self, question: str, limit: int) -> list[tuple[Place, float]]:
        """The `limit` best windows with their scores, best first; equal ones in the order of the documents."""
        scores = self.bm25.get_scores(terms(question))
        order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:limit]
        return [(self.runs[i], float(scores[i])) for i in order]


def hard_negatives(question: Question, index: Index) -> list[Place]:
    """Windows that BM25 likes and that do not hold the answer, up to `HARD_NEGATIVES`, best first.

    Left out: the sentences of the answer, every window that holds the answer's words (it may answer the question as
    well), and of a question whose answer is not marked, the whole document.
    """
    own = index.documents.get(question.document)
    held: tuple[int, int] | None = None
    words: set[str] = set()
    if own is not None and question.span is not None:
        held = covering(own, question.span)
        words = set(terms(own.text[slice(*question.span)])) if question.answerable else set()
    found = []
    for run, _ in index.best(question.text, 4 * HARD_NEGATIVES):
        if own is not None and run.document == own.id:
            if question.answerable and held is None:
                continue
            if held is not None and run.first <= held[1] and held[0] <= run.last:
                continue
        if words and question.yes is None and words <= set(terms(index.window(run).text)):
            continue
        found.append(run)
    return found[:HARD_NEGATIVES]


class Sampler:
    """Draws the windows of a set's questions, differently at each visit but the same for the same seed."""

    def __init__(
        self,
        source: QuestionSet,
        hard: Sequence[Sequence[Place]],
        *,
        negatives: float,
        silent_weight: float = 1.0,
        erased: float = 0.0,
        renamed: float = 0.0,
    ) -> None:
        """`hard` holds the hard negatives of each question, `negatives` how many of them a group takes on average.

        `erased` is the chance that a group also takes its window without the answer, `renamed` that the question is
        asked once more of its window under another name.
        """
        self.source = source
        self.hard = hard
        self.negatives = negatives
        self.silent_weight = silent_weight
        self.erased, self.renamed = erased, renamed
        self.renaming = Renaming(source.questions)

    def groups(self, rng: random.Random) -> list[Group]:
        """One group a question, except for those that nothing can be drawn for, and those of the renamed questions."""
        found = []
        for number, question in enumerate(self.source.questions):
            group = self._group(question, self.hard[number], rng)
            if group.examples:
                found.append(group)
            if group.examples and group.examples[0].present and rng.random() < self.renamed:
                window = group.examples[0].window
                renamed = self.renaming.rename(question.text, window, rng)
                if renamed is not None:
                    found.append(Group(renamed, (Example(window, False),)))
        return found

    def _group(self, question: Question, hard: Sequence[Place], rng: random.Random) -> Group:
        examples = []
        document = self.source.documents[question.document]
        if question.span is not None:
            characters = rng.choice(WINDOW_CHARACTERS)
            answer = covering(document, question.span)
            first, last = grow(document, *answer, characters, rng)
            window, offset = cut(document, first, last)
            start, end = question.span[0] - offset, question.span[1] - offset
            if question.answerable:
                examples.append(Example(window, True, (max(start, 0), min(end, len(window.text))), question.yes))
                words = set(terms(document.text[slice(*question.span)]))
                if rng.random() < self.erased and (rest := erased(document, first, last, answer, words)):
                    examples.append(Example(rest, False))
            else:
                examples.append(Example(window, False, weight=self.silent_weight))
        elif question.answerable and len(document.text) <= LONGEST_UNMARKED:
            window, _ = cut(document, 0, len(document.sentences) - 1)
            examples.append(Example(window, True))
        wanted = int(self.negatives) + (rng.random() < self.negatives % 1)
        if not question.answerable and question.span is None:
            wanted = max(wanted, 2)
        # the better BM25 likes a window, the likelier it is drawn
        chosen = sorted(range(len(hard)), key=lambda place: rng.random() ** (1 / (1 + place)))[:wanted]
        for place in chosen:
            run = hard[place]
            examples.append(Example(cut(self.source.documents[run.document], run.first, run.last)[0], False))
        return Group(question.text, tuple(examples))
