"""Which readings of neighbouring words go together."""

from __future__ import annotations

import numpy as np
import pytest

from kzqa.language.agreement import Agreement, learn, pattern

NOUN = ("subst:sg:acc:f", "subst:sg:gen:m3")
ADJECTIVE = ("adj:sg:acc:n:pos", "adj:sg:gen:f:pos", "adj:sg:gen:m3:pos")


def test_pattern() -> None:
    assert pattern("adj:sg:gen:m3:pos", "subst:sg:gen:m3") == "adj subst ==="
    assert pattern("prep:loc", "subst:sg:gen:m3") == "prep subst ./."
    assert pattern("interp", "fin:sg:ter:imperf") == "interp fin ..."


def test_what_agrees_has_weight() -> None:
    right = [("adj:sg:gen:m3:pos", ADJECTIVE), ("subst:sg:gen:m3", NOUN)]
    weights = learn([right] * 20)
    assert weights["adj subst ==="] > 1
    assert weights["adj subst =//"] < -1


def test_neighbours_change_a_close_choice() -> None:
    agreement = Agreement({"adj subst ===": 2.0, "adj subst =//": -2.0})
    scores = np.array([0.0, 0.1, 0.0, 0.0, 0.5], dtype=np.float32)
    found = agreement.beliefs(scores, agreement.kinds([*ADJECTIVE, *NOUN]), np.array([3, 2]))
    assert found[:3].argmax() == 2
    assert found[3:].argmax() == 1


def test_texts_do_not_touch() -> None:
    agreement = Agreement({"adj subst ===": 2.0})
    scores = np.zeros(5, dtype=np.float32)
    assert (
        agreement.beliefs(scores, agreement.kinds([*ADJECTIVE, *NOUN]), np.array([3, 0, 2])).tolist() == scores.tolist()
    )


@pytest.mark.parametrize("length", [2, 3, 4])
def test_as_viterbi_on_short_texts(length: int) -> None:
    chance = np.random.default_rng(length)
    tags = [tuple(sorted({*chance.choice([*NOUN, *ADJECTIVE], 3).tolist()})) for _ in range(length)]
    names = {pattern(a, b) for a in (*NOUN, *ADJECTIVE) for b in (*NOUN, *ADJECTIVE)}
    agreement = Agreement({name: float(chance.normal()) for name in sorted(names)})
    counts = np.array([len(one) for one in tags])
    scores = chance.normal(size=counts.sum()).astype(np.float32)
    flat = agreement.kinds([tag for one in tags for tag in one])
    ends = np.cumsum(counts)[:-1]
    found = np.split(agreement.beliefs(scores, flat, counts), ends)
    assert [int(part.argmax()) for part in found] == _viterbi(agreement, tags, np.split(scores, ends))


def _viterbi(agreement: Agreement, tags: list[tuple[str, ...]], scores: list[np.ndarray]) -> list[int]:
    paths = [(float(score), [index]) for index, score in enumerate(scores[0])]
    for before, here, values in zip(tags, tags[1:], scores[1:], strict=False):
        paths = [
            max(
                (total + float(value) + agreement.weights[pattern(before[path[-1]], tag)], [*path, index])
                for total, path in paths
            )
            for index, (tag, value) in enumerate(zip(here, values, strict=True))
        ]
    return max(paths)[1]
