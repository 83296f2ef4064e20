"""Linear models learned from a handful of examples made for the purpose."""

from __future__ import annotations

import pytest

from kzqa.answering.weights import probability, score
from kzqa.training.ranking_learning import Example, Verdict, balanced, best_threshold, learn, learn_logistic

LISTS = [
    Example([{"cover": 1.0, "noise": 0.3}, {"cover": 0.2, "noise": 0.3}, {"noise": 0.9}], [1.0, 0.0, 0.0]),
    Example([{"cover": 0.1, "noise": 0.5}, {"cover": 0.8, "noise": 0.1}], [0.0, 1.0]),
    Example([{"cover": 0.9}, {"cover": 0.7, "noise": 1.0}, {"cover": 0.9}], [0.5, 0.0, 0.5]),
]


def test_what_marks_the_right_ones_gets_weight() -> None:
    model = learn(LISTS, 1e-3)
    assert model["cover"] > 0
    for example in LISTS:
        scores = [score(row, model) for row in example.rows]
        assert example.targets[scores.index(max(scores))] > 0


def test_learning_is_deterministic_and_blind_to_order() -> None:
    assert learn(LISTS, 1e-3) == learn(LISTS, 1e-3)
    assert learn(LISTS[::-1], 1e-2) == pytest.approx(learn(LISTS, 1e-2), abs=1e-2)


def test_a_heavier_penalty_makes_lighter_weights() -> None:
    assert 0 < learn(LISTS, 1.0)["cover"] < learn(LISTS, 1e-2)["cover"]


def test_a_feature_that_tells_nothing_is_left_out() -> None:
    same = [Example([{"cover": 1.0, "same": 1.0}, {"same": 1.0}], [1.0, 0.0])]
    assert learn(same, 1e-3).keys() == {"cover"}


def test_logistic_regression_finds_slope_and_bias() -> None:
    rows = [{"x": number / 10} for number in range(10)]
    model = learn_logistic(rows, [number >= 5 for number in range(10)], [1.0] * 10, 1e-3)
    assert model["x"] > 0 > model["bias"]
    assert probability({"x": 0.0}, model) < 0.2 < 0.8 < probability({"x": 0.9}, model)


def test_the_bias_alone_gives_the_share_of_right_ones() -> None:
    model = learn_logistic([{}] * 4, [True, True, True, False], [1.0] * 4, 1e-3)
    assert probability({}, model) == pytest.approx(0.75, abs=0.01)


def test_rows_count_for_their_shares() -> None:
    model = learn_logistic([{}, {}], [True, False], [3.0, 1.0], 1e-3)
    assert probability({}, model) == pytest.approx(0.75, abs=0.01)


def test_the_threshold_depends_on_how_many_questions_have_no_answer() -> None:
    silent, answered = Verdict(0.5, False, False), Verdict(0.5, True, True)
    others = [Verdict(0.9, True, True), Verdict(0.2, False, False)]
    assert best_threshold([*others, silent, silent]) > 0.5
    assert best_threshold([*others, answered, answered, answered, silent]) <= 0.5


def test_verdicts_count_as_if_another_share_of_them_had_an_answer() -> None:
    few = [Verdict(0.6, True, True), *[Verdict(0.5, False, False)] * 3]
    many = balanced(few, 0.75)
    assert sum(verdict.share for verdict in many if verdict.answerable) == pytest.approx(3.0)
    assert sum(verdict.share for verdict in many) == pytest.approx(4.0)
    assert balanced(few[:1], 0.5) == few[:1]
    wrong = [Verdict(0.4, True, True), Verdict(0.6, False, False), Verdict(0.6, False, False)]
    assert best_threshold(wrong) > 0.4 >= best_threshold(balanced(wrong, 0.95))


def test_the_threshold_parts_right_from_unanswerable() -> None:
    confidences = [0.9, 0.8, 0.7, 0.31, 0.2]
    verdicts = [Verdict(sure, sure > 0.5, sure > 0.5) for sure in confidences]
    assert 0.31 < best_threshold(verdicts) <= 0.7


def test_nothing_is_learned_from_nothing() -> None:
    assert learn([], 1e-3) == {}
