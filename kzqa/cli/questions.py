"""Where questions come from: the command line, a stream with one a line, a person at a prompt."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import BinaryIO, NamedTuple

from kzqa.cli.terminal import is_terminal, say

PROMPT = "Pytanie: "
WELCOME = "Zadaj pytanie; pusty wiersz kończy rozmowę."
LINE_MAX = 1_000_000  # bytes of a line that are looked at; far more than a question that can be answered
NOT_UTF8 = "Pytanie nie jest poprawnym tekstem UTF-8; zapisz je w tym kodowaniu."
HOLDS_NUL = "Pytanie zawiera bajt zerowy, więc plik z pytaniami nie jest tekstem; zapisz go jako UTF-8."


class Question(NamedTuple):
    """A question as typed; `error` says, in Polish, why it cannot even be asked."""

    text: str
    error: str | None = None


def decode(raw: bytes) -> Question:
    """A line of bytes as a question; what is not UTF-8 is shown as replacement characters and refused, NUL as well."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return Question(raw.decode("utf-8", errors="replace"), NOT_UTF8)
    return Question(text, HOLDS_NUL if "\0" in text else None)


def typed(words: Sequence[str]) -> Question:
    """The words of the command line as one question; the system hands on bytes that are not UTF-8 as surrogates."""
    text = " ".join(words)
    try:
        return Question(text.encode("utf-8").decode("utf-8"))
    except UnicodeEncodeError:
        return decode(text.encode("utf-8", errors="surrogateescape"))


def streamed(stream: BinaryIO) -> Iterator[Question]:
    """One question a line, each as soon as its line is there; an empty line is an (empty) question, too."""
    first = True
    while raw := stream.readline(LINE_MAX):
        line, rest = raw, raw
        while not rest.endswith(b"\n") and (rest := stream.readline(LINE_MAX)):
            pass
        if first:
            line = line.removeprefix(b"\xef\xbb\xbf")
            first = False
        yield decode(line.rstrip(b"\r\n"))


def prompted() -> Iterator[Question]:
    """Ask a person until an empty line or the end of input; the prompt never mixes with piped answers."""
    on_screen = is_terminal(sys.stdout)
    say(WELCOME)
    if on_screen:
        with suppress(ImportError):  # Windows has none; it only makes a typed line editable
            import_module("readline")
    while True:
        if not on_screen:
            print(PROMPT, end="", file=sys.stderr, flush=True)
        try:
            line = input(PROMPT if on_screen else "")
        except EOFError:
            print(file=sys.stderr)
            return
        if not line.strip():
            return
        yield typed([line])
