"""Answers on a terminal: the answer first, how sure it is, then the sentences that support it with their sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kzqa.answering.ask import Explanation
from kzqa.cli.output import explanations, lines, plain
from kzqa.cli.output.lines import Line
from kzqa.cli.output.screen import Screen
from kzqa.model import Answer, Citation, QuestionType

TYPES: dict[QuestionType, str] = {
    "who": "kto",
    "where": "gdzie",
    "when": "kiedy",
    "how_many": "ile",
    "what": "co",
    "why": "dlaczego",
    "how": "jak",
    "quote": "wypowiedź",
    "yes_no": "czy",
}


class ScreenWriter:
    """With `many`, each answer stands under its question."""

    def __init__(self, *, many: bool) -> None:
        self._many = many
        self._screen = Screen()

    def answer(self, answer: Answer, explanation: Explanation | None = None) -> None:
        self._screen.show(self._lines(answer, explanation))

    def failure(self, question: str, message: str) -> None:
        """A person sees the message where it is said, on stderr."""

    def _lines(self, answer: Answer, explanation: Explanation | None) -> Iterator[Line]:
        yield lines.EMPTY
        if self._many:
            yield lines.line(answer.question, lines.ASIDE)
        if answer.answered:
            yield lines.line(answer.answer or "", lines.ANSWER)
            yield lines.aside(_remarks(answer))
            yield from _sentences(answer.citations)
        else:
            yield lines.line(plain.UNANSWERED, lines.WARNING)
            if answer.related:
                yield lines.line("Najbliższe zdania:", lines.ASIDE)
                yield from _sentences(answer.related)
        if explanation is not None:
            yield lines.EMPTY
            yield from explanations.told(explanation)
        yield lines.EMPTY


def _sentences(citations: Sequence[Citation]) -> Iterator[Line]:
    for citation in citations:
        yield lines.EMPTY
        yield lines.source(citation.id, citation.date, citation.title or citation.path)
        yield lines.marked(citation.text, citation.highlights)


def _remarks(answer: Answer) -> list[str]:
    """How sure the answer is, what was asked, and the parts of its value that the answer does not say itself."""
    value = answer.value or {}
    said = [
        f"{label}: {value[key]}"
        for key, label in {"iso": "data", "speaker": "mówi"}.items()
        if value.get(key) and value[key] != answer.answer
    ]
    return [f"pewność {round(100 * answer.confidence)}%", TYPES[answer.type], *said]
