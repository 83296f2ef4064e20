"""What the reader reads: the sentences of the best passages, cut into windows of one size.

Passages overlap by half and are of any length. Cut anew, windows are as long as those that the reader has learned from,
which it judges best, and share few sentences, so that little text is read twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kzqa.answering.ranking import Scored

CHARACTERS = 500
"""A window holds at most so many characters, or one sentence."""
SHARED = 2
"""So many sentences a window shares with the next one."""


def runs(spans: Sequence[tuple[int, int]], characters: int, shared: int = 0) -> Iterator[tuple[int, int]]:
    """Cut consecutive sentences (start, end) into runs of at most `characters`, but at least one sentence.

    Gives the indices of the first and the last sentence of each run; neighbours have `shared` sentences in common where
    they are long enough. No run lies within another.
    """
    first, reached = 0, -1
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= characters:
            last += 1
        if last > reached:
            yield first, last
            reached = last
        if last + 1 >= len(spans):
            break
        first = max(last + 1 - shared, first + 1)


def best_windows(sentences: Sequence[Scored], weights: Sequence[float], limit: int) -> list[Sequence[Scored]]:
    """The `limit` best windows of the sentences, which come in the order of the archive; equal ones in that order.

    A window is worth what its sentences meet of the question together, in themselves and around them; `weights` are
    those of the question's words. That finds the answer in fewer windows than the BM25 scores of their passages.
    """

    def worth(window: Sequence[Scored]) -> float:
        return sum(weight * max(one.context[word] for one in window) for word, weight in enumerate(weights))

    windows = [
        stretch[first : last + 1]
        for stretch in _stretches(sentences)
        for first, last in runs([(one.sentence.start, one.sentence.end) for one in stretch], CHARACTERS, SHARED)
    ]
    return sorted(windows, key=lambda window: -worth(window))[:limit]


def _stretches(sentences: Sequence[Scored]) -> Iterator[Sequence[Scored]]:
    """The sentences that follow each other in one article."""
    begun = 0
    for index in range(1, len(sentences) + 1):
        before = sentences[index - 1]
        after = sentences[index] if index < len(sentences) else None
        if (
            after is None
            or after.sentence.rowid != before.sentence.rowid + 1
            or after.article.rowid != before.article.rowid
        ):
            yield sentences[begun:index]
            begun = index
