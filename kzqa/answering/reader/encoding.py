"""A question and a window of an article as the token ids that the reader takes; the same in training and at run time.

The row is `<s> query: QUESTION </s></s> passage: TITLE. TEXT </s>`, the prefixes being those of the base (E5). The text
is cut into pieces apart from what stands before it, so that its offsets count from its own beginning and so that a row
that is too long can be cut where it hurts least: question and title are bounded first, then the end of the text goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

BEGIN, PAD, END = 0, 1, 2
POSITIONS = 512
QUESTION_POSITIONS = 128
TITLE_POSITIONS = 64


class Window(NamedTuple):
    """Some neighbouring sentences of an article, and the article's title ("" where it has none)."""

    title: str
    text: str


class Row(NamedTuple):
    """One window encoded: its `ids`, the index `body` of the text's first token, the `offsets` of the text's tokens.

    `offsets` are (start, end) character offsets in `Window.text`, one pair for each id from `body` on but the last.
    """

    ids: list[int]
    body: int
    offsets: list[tuple[int, int]]


def encode(tokenizer: Tokenizer, question: str, windows: Sequence[Window], positions: int = POSITIONS) -> list[Row]:
    """The rows of one question with each of the windows, none longer than `positions`."""
    heads = {window.title: _heading(window.title) for window in windows}
    texts = [f"query: {question.strip()}", *heads.values(), *(window.text for window in windows)]
    encodings: list[Encoding] = tokenizer.encode_batch(texts, add_special_tokens=False)
    start = [BEGIN, *encodings[0].ids[:QUESTION_POSITIONS], END, END]
    titles = {title: encodings[index].ids[:TITLE_POSITIONS] for index, title in enumerate(heads, 1)}
    rows = []
    for window, body in zip(windows, encodings[1 + len(heads) :], strict=True):
        head = start + titles[window.title]
        room = positions - len(head) - 1
        rows.append(Row([*head, *body.ids[:room], END], len(head), body.offsets[:room]))
    return rows


def _heading(title: str) -> str:
    title = title.strip()
    if not title:
        return "passage:"
    return f"passage: {title}" if title[-1] in ".?!…" else f"passage: {title}."
