"""The answers to questions, in the form that was asked for."""

from __future__ import annotations

from typing import Protocol

from kzqa.answering.ask import Explanation
from kzqa.cli.output import json_lines, plain
from kzqa.cli.output.forms import Form
from kzqa.model import Answer


class AnswerWriter(Protocol):
    """Writes the answers as they come."""

    def answer(self, answer: Answer, explanation: Explanation | None = None) -> None:
        """Write one answer, or that there is none, and how it came about where that was asked for."""

    def failure(self, question: str, message: str) -> None:
        """Keep the place of a question that failed, where the form has one; the message itself goes to stderr."""


class JsonWriter:
    def answer(self, answer: Answer, explanation: Explanation | None = None) -> None:
        record = json_lines.answer_record(answer)
        if explanation is not None:
            from kzqa.cli.output.explanations import as_data

            record["explanation"] = as_data(explanation)
        json_lines.write(record)

    def failure(self, question: str, message: str) -> None:
        json_lines.write(json_lines.failure_record(question, message))


class ShortWriter:
    """The short answer alone; among many, an empty line for a question without one, so that lines match questions."""

    def __init__(self, *, many: bool) -> None:
        self._many = many

    def answer(self, answer: Answer, explanation: Explanation | None = None) -> None:
        if answer.answer is not None or self._many:
            plain.write(answer.answer or "")
        _write_explanation(explanation)

    def failure(self, question: str, message: str) -> None:
        if self._many:
            plain.write()


class PlainWriter:
    """Plain text; the answers to many questions are parted by empty lines."""

    def __init__(self, *, many: bool) -> None:
        self._many = many

    def answer(self, answer: Answer, explanation: Explanation | None = None) -> None:
        plain.write_answer(answer)
        _write_explanation(explanation)
        self._part()

    def failure(self, question: str, message: str) -> None:
        if self._many:
            plain.write(plain.FAILED)
            self._part()

    def _part(self) -> None:
        if self._many:
            plain.write()


def _write_explanation(explanation: Explanation | None) -> None:
    if explanation is not None:
        from kzqa.cli.output.explanations import told

        for line in told(explanation):
            plain.write_line(line)


def writer(form: Form, *, many: bool) -> AnswerWriter:
    """The writer of a form; rich is imported for a terminal only."""
    if form == "json":
        return JsonWriter()
    if form == "short":
        return ShortWriter(many=many)
    if form == "plain":
        return PlainWriter(many=many)
    from kzqa.cli.output.answers_screen import ScreenWriter

    return ScreenWriter(many=many)
