"""The state of an archive depends on its articles, not on the order or the batches in which they came."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive_material import annotated, article, build, contents, generated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzqa.archive import Archive
from kzqa.archive.settle import settle
from kzqa.archive.writer import Writer, fingerprint

ARTICLES = [
    *generated(8, seed=4),
    article("polska", "Polski rząd i polski sejm. Polska i Polska. W Polsce."),
    article("premier", "Premiera filmu. Premierę odwołano. Premierą roku jest premiera."),
    article("szef", "Słowa premiera. Premier wyszedł. Premierowi i premierem."),
    article("empty", ""),
]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    with Archive.open(build(tmp_path_factory.mktemp("settling") / "a.kzqa", ARTICLES)) as archive:
        assert archive.check() == []
        return contents(archive)


@given(order=st.permutations(range(len(ARTICLES))), batch=st.integers(1, 5), gone=st.sets(st.integers(0, 7)))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_batches_and_former_articles_leave_no_trace(
    tmp_path_factory: pytest.TempPathFactory, expected: dict[str, object], order: list[int], batch: int, gone: set[int]
) -> None:
    path = tmp_path_factory.mktemp("settling") / "a.kzqa"
    former = generated(8, seed=5)
    with Writer(path) as writer:
        with writer.batch():
            for number in gone:  # earlier versions of some articles
                source = former[number]
                writer.add(source.id, source, (annotated(source),), fingerprint(source, ""))
        for begin in range(0, len(order), batch):
            with writer.batch():
                for number in order[begin : begin + batch]:
                    source = ARTICLES[number]
                    writer.add(source.id, source, (annotated(source),), fingerprint(source, ""))
        settle(writer)
    with Archive.open(path) as archive:
        assert archive.check() == []
        assert contents(archive) == expected


def test_a_form_stands_for_its_most_frequent_lemma_in_passages_and_questions(tmp_path: Path) -> None:
    films = article("film", "Premiera filmu. Premierę odwołano. Premierą roku jest premiera.")
    chiefs = article("szef", "Premier wyszedł. Premierowi i premierem. Premierzy. Premierów.")
    with Archive.open(build(tmp_path / "film.kzqa", [films])) as archive:
        assert archive.lexicon.term("premiera") == "premiera"
        assert archive.lexicon.term("Premierami") == "premiera"
    path = build(tmp_path / "both.kzqa", [films, chiefs], batch=1)
    with Archive.open(path) as archive:
        assert archive.lexicon.term("premiera") == "premier"
        assert archive.lexicon.frequency("premier") == 2
        assert "premier" in archive.sentences(archive.articles().__next__())[0].terms


def test_names_that_the_dictionary_does_not_know_meet_in_one_term(tmp_path: Path) -> None:
    text = "Smadijarow mówi. Słowa Smadijarowa. Ze Smadijarowem. Maria Zacharowa. Marii Zacharowej. Marię Zacharową."
    with Archive.open(build(tmp_path / "names.kzqa", [article("x", text)])) as archive:
        lexicon = archive.lexicon
        assert len({lexicon.term(form) for form in ("Smadijarow", "smadijarowa", "Smadijarowowi")}) == 1
        assert len({lexicon.term(form) for form in ("Zacharowa", "Zacharowej", "Zacharową")}) == 1


def test_forms_are_found_without_diacritics_and_with_a_typing_error(tmp_path: Path) -> None:
    text = "Ajbek Smadijarow zareagował. Żółć i żołć. Łódź."
    with Archive.open(build(tmp_path / "forms.kzqa", [article("x", text)])) as archive:
        lexicon = archive.lexicon
        assert lexicon.forms("zolc") == ["żołć", "żółć"]
        assert lexicon.forms("Łódź") == ["łódź"] == lexicon.forms("lodz")
        assert lexicon.forms("zareagowal") == ["zareagował"]
        for typo in ("smadjarow", "smadijaroww", "smadyjarow", "samdijarow"):
            assert lexicon.similar(typo) == ["smadijarow"]
        assert lexicon.similar("smadijarow") == []
        assert lexicon.knows("AJBEK")
        assert not lexicon.knows("ajbka")
