"""The recogniser of names: sequences of roles, learning from names and from probabilities, ways in and out."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from kzqa.language.recogniser import SOFT, Recogniser, best_roles, spans
from kzqa.language.trainable import log_probabilities

ROLES = 5
LABELS = ["persName", "placeName"]
SMALL = {"model": {"tok2vec": {"embed": {"tags": False}}}}
WORDS = ["Anna", "Nowak", "jedzie", "do", "Krakowa"]


def allowed(roles: tuple[int, ...], starts: list[bool]) -> bool:
    return all(
        role == 0 or role % 2 == 1 or (index > 0 and not starts[index] and roles[index - 1] in (role, role - 1))
        for index, role in enumerate(roles)
    )


@given(
    st.lists(
        st.tuples(st.lists(st.floats(-4, 4, width=32), min_size=ROLES, max_size=ROLES), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
def test_roles_are_the_likeliest_that_fit_each_other(rows: list[tuple[list[float], bool]]) -> None:
    logs = log_probabilities(np.array([scores for scores, _ in rows], dtype=np.float32))
    starts = [True, *(start for _, start in rows[1:])]
    found = best_roles(logs, np.array(starts))
    assert allowed(tuple(found.tolist()), starts)
    if np.exp(logs[:, 0]).max() < 0.95:
        total = max(
            sum(float(logs[index, role]) for index, role in enumerate(roles))
            for roles in product(range(ROLES), repeat=len(rows))
            if allowed(roles, starts)
        )
        assert sum(float(logs[index, role]) for index, role in enumerate(found)) == pytest.approx(total, abs=1e-3)


def test_names_of_roles() -> None:
    roles = np.array([1, 2, 2, 3, 4, 0, 1, 1, 0])
    assert list(spans(roles)) == [(0, 3, 0), (3, 5, 1), (6, 7, 0), (7, 8, 0)]


def example(nlp: Language, *, names: bool, soft: bool) -> Example:
    reference = Doc(nlp.vocab, words=WORDS)
    if names:
        reference.set_ents(
            [reference.char_span(0, 10, label="persName"), reference.char_span(21, 28, label="placeName")]
        )
    else:
        reference.set_ents([], missing=[reference[:]])
    if soft:
        reference.user_data[SOFT] = np.eye(ROLES, dtype=np.float16)[[1, 2, 0, 0, 3]]
    return Example(Doc(nlp.vocab, words=WORDS), reference)


def trained(one: Example, nlp: Language) -> Recogniser:
    part = nlp.add_pipe("kzqa_recogniser", config=SMALL)
    assert isinstance(part, Recogniser)
    part.initialize(lambda: [one], nlp=nlp, labels=LABELS)
    optimizer = nlp.create_optimizer()
    for _ in range(30):
        part.update([one], sgd=optimizer)
    return part


@pytest.mark.parametrize(("names", "soft"), [(True, False), (False, True), (True, True)])
def test_it_learns_from_names_and_from_probabilities(names: bool, soft: bool) -> None:
    nlp = spacy.blank("pl")
    trained(example(nlp, names=names, soft=soft), nlp)
    found = nlp("Anna Nowak jedzie do Krakowa")
    assert [(name.text, name.label_) for name in found.ents] == [("Anna Nowak", "persName"), ("Krakowa", "placeName")]


def test_what_is_not_known_teaches_nothing() -> None:
    nlp = spacy.blank("pl")
    one = example(nlp, names=False, soft=False)
    part = trained(example(nlp, names=True, soft=False), nlp)
    _, gradients = part.get_loss([one], part.model.predict([one.predicted]))
    assert not np.concatenate(gradients).any()


@pytest.mark.parametrize("way", ["disk", "bytes"])
def test_it_is_written_and_read(way: str, tmp_path: Path) -> None:
    nlp, other = spacy.blank("pl"), spacy.blank("pl")
    part = trained(example(nlp, names=True, soft=False), nlp)
    copy = other.add_pipe("kzqa_recogniser", config=SMALL)
    assert isinstance(copy, Recogniser)
    if way == "disk":
        part.to_disk(tmp_path)
        copy.from_disk(tmp_path)
    else:
        copy.from_bytes(part.to_bytes())
    assert copy.labels == tuple(LABELS)
    assert [name.text for name in other("Anna Nowak jedzie do Krakowa").ents] == ["Anna Nowak", "Krakowa"]
