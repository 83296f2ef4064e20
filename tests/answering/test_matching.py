"""The words of a question in the terms of the archive of the seeds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzqa.answering.matching import DEGREES, How, Matching, match
from kzqa.answering.question import understand
from kzqa.archive import Archive


def matching(archive: Archive, question: str) -> Matching:
    return match(understand(question), archive.lexicon, archive.statistics.passages)


def degree(found: Matching, term: str) -> float:
    return max((one.degree for one in found.terms.get(term, ())), default=0.0)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Kogo spotkał prezydent?", "prezydent"),
        ("O kim mówił prezydentowi minister?", "prezydent"),
        ("Kto odwiedził Rosję?", "rosja"),
        ("Ile ORDERÓW przyznano?", "order"),
    ],
)
def test_a_word_is_met_in_any_form(seeds_archive: Archive, question: str, term: str) -> None:
    assert degree(matching(seeds_archive, question), term) == DEGREES["word"]


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        ("Kim jest Zacharova?", "zacharova", "zacharowa"),
        ("Kiedy Tokajev pojechał do Paryża?", "tokajev", "tokajew"),
        ("Co powiedziala rzeczniczka MSZ?", "powiedziala", "powiedział"),
        ("gdzie sa mezczyzni uciekajacy przed mobilizacja", "mobilizacja", None),
        ("Kto mówił o mobilizaji?", "mobilizaji", "mobilizacji"),
        ("o kim mowil Lukaszenke", "lukaszenke", "łukaszenkę"),
    ],
)
def test_spellings_are_mended_against_the_archive(
    seeds_archive: Archive, question: str, typed: str, meant: str | None
) -> None:
    found = matching(seeds_archive, question)
    assert found.mended.get(typed) == meant
    if meant is not None:
        assert degree(found, seeds_archive.lexicon.term(meant)) == DEGREES["spelling"]


@pytest.mark.parametrize(
    ("question", "term", "least"),
    [
        ("Co z przyjęciem orderu?", "przyjąć", "family"),
        ("Kto przyjął order?", "przyjmować", "family"),
        ("Co zrobił prezydent Rosji?", "rosyjski", "relative"),
        ("Co zrobił rosyjski prezydent?", "rosja", "relative"),
        ("Gdzie mieszkają Rosjanie?", "rosja", "relative"),
        ("Co oświadczyło ministerstwo spraw zagranicznych?", "msz", "relative"),
        ("Czyj dowcip docenił prezydent?", "żart", "synonym"),
        ("Jaki medal przyznano?", "order", "synonym"),
    ],
)
def test_related_words_are_met_to_a_degree(seeds_archive: Archive, question: str, term: str, least: How) -> None:
    found = degree(matching(seeds_archive, question), term)
    assert DEGREES[least] <= found <= DEGREES["word"]


def test_the_full_name_is_found_by_its_acronym(seeds_archive: Archive) -> None:
    found = matching(seeds_archive, "Kto pracuje w MSZ?")
    assert 0 < degree(found, "ministerstwo") < degree(found, "msz") == DEGREES["word"]


def test_what_the_archive_does_not_hold_is_known_to_be_missing(seeds_archive: Archive) -> None:
    found = matching(seeds_archive, "Kim jest Kwaśniewski?")
    assert found.known == (False, False, False)
    assert found.terms == found.query == {}
    assert found.weights[2] == found.question.words[2].weight


def test_rare_words_weigh_more_than_frequent_ones(seeds_archive: Archive) -> None:
    found = matching(seeds_archive, "Kiedy Kazachstan i Szoszyn?")
    weights = {word.form: weight for word, weight in zip(found.question.words, found.weights, strict=True)}
    assert 0 < weights["kazachstan"] < weights["szoszyn"]
    assert weights["kiedy"] == weights["i"] == 0


WORDS = ["kto", "Tokajev", "co", "MSZ", "rosyjski", "łódź", "żółw", "2022", "'", "%", "*", '"', "(", "NEAR", "order"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS)))
def test_any_words_can_be_matched(seeds_archive: Archive, words: list[str]) -> None:
    found = matching(seeds_archive, " ".join(words))
    assert len(found.weights) == len(found.known) == len(found.question.words)
    assert found.query.keys() == seeds_archive.lexicon.frequencies(found.terms).keys()
    for matches in found.terms.values():
        assert all(0 < one.degree <= 1 and found.known[one.word] for one in matches)
