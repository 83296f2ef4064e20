"""Answerable questions spoilt, so that the reader learns silence from what looks like an answer and is none.

Two ways: the sentence that answers is taken out of its window, and everything else that speaks for the window stays;
or a name or a year of the question gives way to another, as in the automatic negatives of SQuAD 2.0's followers.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from kzqa.answering.reader.encoding import Window
from kzqa.training.reader_data import Document, Question, terms

_NAME = re.compile(r"(?<=[\w,] )[A-ZĄĆĘŁŃÓŚŹŻ][\w-]{2,}")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_ENDING = 2  # letters that two names must share at their ends, so that mostly the case stays right


def erased(document: Document, first: int, last: int, answer: tuple[int, int], words: set[str]) -> Window | None:
    """The window of the sentences `first` to `last` without those of the answer, `answer` the first and last of them.

    None where nothing is left, or where the rest still holds all of `words`, the answer's terms.
    """
    kept = [place for place in range(first, last + 1) if not answer[0] <= place <= answer[1]]
    text = " ".join(document.text[slice(*document.sentences[place])] for place in kept)
    if not text or words <= set(terms(text)):
        return None
    return Window(document.title, text)


class Renaming:
    """Puts other names and years into questions: those of other questions."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._names: dict[str, list[str]] = {}
        self._years: list[str] = []
        for question in questions:
            for match in _NAME.finditer(question.text):
                self._names.setdefault(match.group()[-_ENDING:], []).append(match.group())
            self._years += _YEAR.findall(question.text)

    def rename(self, question: str, window: Window, rng: random.Random) -> str | None:
        """The question with one name or year that stands in the window changed for one that does not, else None."""
        held = set(terms(f"{window.title} {window.text}"))
        places = [
            match
            for pattern in (_NAME, _YEAR)
            for match in pattern.finditer(question)
            if set(terms(match.group())) <= held
        ]
        for place in rng.sample(places, len(places)):
            old = place.group()
            pool = self._years if old.isdigit() else self._names.get(old[-_ENDING:], [])
            others = [new for new in pool if not set(terms(new)) & held]
            if others:
                return question[: place.start()] + rng.choice(others) + question[place.end() :]
        return None
