"""Polish plural forms: 1 odpowiedź, 2 odpowiedzi, 5 odpowiedzi, 22 odpowiedzi, 112 odpowiedzi."""

from __future__ import annotations

from typing import Literal

Noun = Literal[
    "answer",
    "article",
    "character",
    "date",
    "day",
    "entity",
    "error",
    "file",
    "hour",
    "mention",
    "minute",
    "passage",
    "question",
    "quote",
    "second",
    "sentence",
    "word",
]

# The forms after 1, after 2-4 and after 5: nominative singular, nominative plural, genitive plural.
NOUNS: dict[Noun, tuple[str, str, str]] = {
    "answer": ("odpowiedź", "odpowiedzi", "odpowiedzi"),
    "article": ("artykuł", "artykuły", "artykułów"),
    "character": ("znak", "znaki", "znaków"),
    "date": ("data", "daty", "dat"),
    "day": ("dzień", "dni", "dni"),
    "entity": ("nazwa", "nazwy", "nazw"),
    "error": ("błąd", "błędy", "błędów"),
    "file": ("plik", "pliki", "plików"),
    "hour": ("godzina", "godziny", "godzin"),
    "mention": ("wzmianka", "wzmianki", "wzmianek"),
    "minute": ("minuta", "minuty", "minut"),
    "passage": ("fragment", "fragmenty", "fragmentów"),
    "question": ("pytanie", "pytania", "pytań"),
    "quote": ("wypowiedź", "wypowiedzi", "wypowiedzi"),
    "second": ("sekunda", "sekundy", "sekund"),
    "sentence": ("zdanie", "zdania", "zdań"),
    "word": ("słowo", "słowa", "słów"),
}


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form that stands after `count`: one after 1, few after 2-4, 22-24, 32-34, ..., many after all others."""
    if count == 1:
        return one
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return few
    return many


def number(count: int) -> str:
    """`count` as Polish writes it: from 10,000 on in groups of three, parted by a no-break space."""
    return f"{count:,}".replace(",", "\N{NO-BREAK SPACE}") if abs(count) >= 10_000 else str(count)


def counted(count: int, noun: Noun) -> str:
    """The number with its noun in the right form: `counted(22, "answer")` is "22 odpowiedzi"."""
    return f"{number(count)} {plural(count, *NOUNS[noun])}"
