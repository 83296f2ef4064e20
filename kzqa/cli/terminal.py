"""What a terminal can do and what it must not be told: streams, colours, untrusted text."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

# Characters that steer a terminal or turn the order of what it shows: C0 and C1 controls with ESC and DEL, the
# bidirectional controls, and lone surrogates, which no stream can encode. White space among them is one blank.
_BLANK = re.compile(r" *[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029][ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]*")
_STEERING = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff]"
)
# Characters that nobody sees: soft hyphen, zero-width ones, byte order mark, tags.
_UNSEEN = re.compile(r"[\u00ad\u180e\u200b-\u200d\u2060-\u2065\ufeff\U000e0000-\U000e007f]")
UNSAFE = re.compile(f"{_STEERING.pattern}|{_UNSEEN.pattern}|{_BLANK.pattern}")
ERROR_LABEL = "Błąd:"
MAX_WIDTH = 100  # longer lines are hard to read, however wide the terminal
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """`text` as one line that is safe to show: steering characters replaced, unseen ones dropped."""
    return _STEERING.sub(REPLACEMENT, _UNSEEN.sub("", _BLANK.sub(" ", text)))


def highlighted(text: str, highlights: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut `text` into cleaned pieces, each with whether it is highlighted; overlapping highlights are joined."""
    done = 0
    for start, end in sorted(highlights):
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        if start > done:
            yield clean(text[done:start]), False
        yield clean(text[start:end]), True
        done = end
    if done < len(text):
        yield clean(text[done:]), False


def is_terminal(stream: TextIO) -> bool:
    """Whether `stream` ends at a person's terminal; a closed stream does not."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def coloured(stream: TextIO) -> bool:
    """Whether `stream` may be coloured: a terminal, no `NO_COLOR` (https://no-color.org), no dumb terminal."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def prepare_streams() -> None:
    """Let nothing break a stream: what its encoding lacks is written as a question mark, a closed one is empty."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def leave_stdout() -> None:
    """Send what is left of stdout nowhere: its reader has gone or its disk is full, and exit needs no word of that."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def say_error(message: str) -> None:
    """Write an error for a person on stderr."""
    shown = _wrapped(f"{ERROR_LABEL} {clean(message)}")
    print(
        shown.replace(ERROR_LABEL, f"\x1b[1;31m{ERROR_LABEL}\x1b[0m", 1) if coloured(sys.stderr) else shown,
        file=sys.stderr,
    )


def say(message: str) -> None:
    """Write a remark for a person on stderr."""
    print(_wrapped(clean(message)), file=sys.stderr)


def _wrapped(text: str) -> str:
    """The text in lines of a terminal's width; off a terminal as it is."""
    if not is_terminal(sys.stderr):
        return text
    width = min(shutil.get_terminal_size().columns, MAX_WIDTH)
    return textwrap.fill(text, max(width, 20), break_long_words=False, break_on_hyphens=False)
