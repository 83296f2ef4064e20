"""How an answer came about, for a person and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from kzqa.answering.ask import Explanation
from kzqa.cli.output import lines
from kzqa.cli.output.lines import Line

EXPECTED: dict[str, str] = {
    "person": "osoba",
    "role": "funkcja",
    "place": "miejsce",
    "organisation": "organizacja",
    "date": "data",
    "duration": "czas trwania",
    "number": "liczba",
    "thing": "rzecz",
    "reason": "przyczyna",
    "manner": "sposób",
    "statement": "wypowiedź",
    "name": "nazwa",
    "definition": "określenie",
    "polarity": "tak lub nie",
}
KINDS: dict[str, str] = {
    "name": "nazwa",
    "noun": "rzeczownik",
    "verb": "czasownik",
    "adjective": "przymiotnik",
    "number": "liczba",
    "other": "inne",
}


def as_data(value: object) -> Any:
    """Dataclasses and named tuples become dicts, other sequences lists."""
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: as_data(part) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): as_data(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [as_data(part) for part in value]
    return value


def told(explanation: Explanation) -> Iterator[Line]:
    """The analysis of the question, the best sentences with what made them the best, and the confidence."""
    yield lines.line("Skąd ta odpowiedź", lines.HEADING)
    target = f", szukane: {explanation.target}" if explanation.target else ""
    expected = EXPECTED.get(explanation.expects, explanation.expects)
    yield lines.line(f"pytanie: {explanation.type}, odpowiedzią ma być {expected}{target}", indent=2)
    for word in explanation.words:
        kind = KINDS.get(word.kind, word.kind)
        terms = _numbers(word.terms) or "nieznane"
        yield lines.line(f"„{word.form}” ({kind}, waga {word.weight:g}): {terms}", indent=2)
    for typed, taken in explanation.mended.items():
        yield lines.line(f"„{typed}” odczytane jako „{taken}”", indent=2)
    yield lines.line("Najlepsze zdania", lines.HEADING)
    for sentence in explanation.sentences:
        yield lines.source(sentence.citation, f"ocena {sentence.score:g}", indent=2)
        yield lines.line(sentence.text, indent=4)
        yield lines.line(_numbers(sentence.features), lines.ASIDE, 4)
    yield lines.line(f"pewność {explanation.confidence:g}, próg {explanation.threshold:g}", indent=2)


def _numbers(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {round(value, 3):g}" for name, value in values.items())
