"""Answers on a terminal: the answer first, how sure it is, then the sentences that support it with their sources."""

from __future__ import annotations

from collections.abc import Sequence

from kzqa.cli.output import explanations, plain, screen
from kzqa.cli.terminal import say_error
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
    def __init__(self, *, many: bool) -> None:
        self._many = many
        self._console = screen.console()

    def answer(self, answer: Answer, explanation: object | None = None) -> None:
        out = self._console
        out.print()
        if self._many:
            out.print(screen.styled(answer.question, screen.ASIDE))
        if answer.answered:
            out.print(screen.styled(answer.answer or "", screen.ANSWER))
            out.print(screen.aside(_remarks(answer)))
            self._sentences(answer.citations)
        else:
            out.print(screen.styled(plain.UNANSWERED, screen.WARNING))
            if answer.related:
                out.print(screen.styled("Najbliższe zdania:", screen.ASIDE))
                self._sentences(answer.related)
        if explanation is not None:
            out.print()
            out.print(screen.styled("Skąd ta odpowiedź:", screen.HEADING))
            for line in explanations.lines(explanations.as_data(explanation)):
                out.print(screen.styled(line, screen.ASIDE))
        out.print()

    def failure(self, question: str, message: str) -> None:
        say_error(message)

    def _sentences(self, citations: Sequence[Citation]) -> None:
        for citation in citations:
            self._console.print()
            self._console.print(screen.source_line(citation.id, citation.date, citation.title or citation.path))
            self._console.print(screen.indented(screen.marked(citation.text, citation.highlights)))


def _remarks(answer: Answer) -> list[str]:
    """How sure the answer is, what was asked, and the parts of its value that the answer does not say itself."""
    value = answer.value or {}
    said = [
        f"{label}: {value[key]}"
        for key, label in {"iso": "data", "speaker": "mówi"}.items()
        if value.get(key) and value[key] != answer.answer
    ]
    return [f"pewność {round(100 * answer.confidence)}%", TYPES[answer.type], *said]
