"""Retrieval finds what rank_bm25 over the whole archive finds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from archive_material import article, build, generated
from rank_bm25 import BM25Okapi

from kzqa.archive import Archive, Filters, retrieval
from kzqa.archive.retrieval import FREQUENT, idf


class PositiveBM25(BM25Okapi):
    """rank_bm25 itself, with an idf that is positive for frequent terms as well."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: idf(self.corpus_size, holding) for term, holding in nd.items()}


def words_of_passages(archive: Archive) -> dict[int, list[str]]:
    """What the passages hold, computed from the text: passage, heading and title."""
    found = {}
    for info in archive.articles():
        for passage in archive.passages(range(info.first_passage, info.last_passage + 1)):
            titled = archive._rows("SELECT titled FROM passage WHERE id = ?", (passage.id,))[0][0]
            parts = (passage.text, passage.heading or "", (info.title or "") if titled else "")
            found[passage.id] = [term for part in parts for term in archive.lexicon.sequence(part)]
    return found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    path = tmp_path_factory.mktemp("retrieval") / "large.kzqa"
    return Archive.open(build(path, generated(300), batch=100))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    path = tmp_path_factory.mktemp("retrieval") / "small.kzqa"
    return Archive.open(build(path, generated(120, seed=2)))


@pytest.mark.parametrize("name", ["seeds_archive", "small", "large"])
def test_the_ten_best_are_those_of_rank_bm25_over_all_passages(name: str, request: pytest.FixtureRequest) -> None:
    archive: Archive = request.getfixturevalue(name)
    passages = words_of_passages(archive)
    assert len(passages) == archive.statistics.passages
    whole = PositiveBM25(list(passages.values()))
    assert whole.avgdl == pytest.approx(archive.statistics.average_length)
    terms = sorted({term for words in passages.values() for term in words})
    chance = random.Random(3)
    for _ in range(12):
        question = chance.sample(terms, chance.randint(1, 5))
        scores = dict(zip(passages, whole.get_scores(question), strict=True))
        expected = sorted((score for score in scores.values() if score > 0), reverse=True)[:10]
        hits = archive.retrieve(dict.fromkeys(question, 1.0), limit=10)
        assert [hit.score for hit in hits] == pytest.approx(expected)
        assert [hit.score for hit in hits] == pytest.approx([scores[hit.passage_id] for hit in hits])


def test_where_matches_are_many_frequent_terms_select_no_candidates(
    large: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenth = large.statistics.passages * FREQUENT
    frequent = next(term for term in ("w", "i", "z", "na") if large.lexicon.frequency(term) > tenth)
    rare = next(term for term in ("rusofob", "ałmaty", "hymn", "żart") if large.lexicon.frequency(term))

    def found(*terms: str) -> int:
        return len(large.retrieve(dict.fromkeys(terms, 1.0), limit=10_000, candidates=10_000))

    assert found(rare, frequent) >= large.lexicon.frequency(frequent)
    monkeypatch.setattr(retrieval, "MANY", 100)
    assert found(rare, frequent) == large.lexicon.frequency(rare)
    assert 50 < found(frequent) < 150  # where nothing else is left, in some of the passages


def test_filters_do_not_lift_the_bound_on_frequent_terms(large: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last passages that the filters let through are ranked, wherever in the archive they stand."""
    infos = {info.id: info for info in large.articles()}

    def found(**filters: str) -> list[int]:
        where = Filters(**filters)
        hits = large.retrieve({"w": 1.0}, limit=10_000, candidates=10_000, where=where)
        passages = sorted(hit.passage_id for hit in hits)
        let_through = {info.id for info in large.articles(where)}
        held = [range(info.first_passage, info.last_passage + 1) for info in infos.values() if info.id in let_through]
        assert all(any(passage in some for some in held) for passage in passages)
        return passages

    years = sorted({(info.date or "")[:4] for info in infos.values()} - {""})
    choices = [{"since": years[0]}, {"until": years[-1]}, {"since": years[1], "until": years[1]}]
    whole = [found(**filters) for filters in choices]
    monkeypatch.setattr(retrieval, "MANY", 60)
    for filters, passages in zip(choices, whole, strict=True):
        some = found(**filters)
        assert some == passages[-len(some) :]
        assert min(30, len(passages)) <= len(some) < 90
    monkeypatch.setattr(retrieval, "SKIPPED", 40)
    for filters, passages in zip(choices, whole, strict=True):
        some = found(**filters)
        assert some == passages[-len(some) :]
        assert 0 < len(some) < 60


def test_in_the_articles_that_are_asked_for_frequent_terms_select_too(
    large: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is left out of the selection, filters let through what matches without them."""
    rare, frequent = "rusofob", "w"
    passages = words_of_passages(large)
    infos = list(large.articles())

    def found(**filters: str | tuple[str, ...]) -> set[int]:
        query, where = dict.fromkeys((rare, frequent), 1.0), Filters(**filters)
        return {hit.passage_id for hit in large.retrieve(query, limit=10_000, candidates=10_000, where=where)}

    without = next(
        range(info.first_passage, info.last_passage + 1)
        for info in infos
        if not any(rare in passages[number] for number in range(info.first_passage, info.last_passage + 1))
    )
    name = next(info.id for info in infos if info.first_passage == without.start)
    expected = {number for number in without if frequent in passages[number]}
    in_2020 = {number for info in infos if (info.date or "").startswith("2020") for number in passages
               if info.first_passage <= number <= info.last_passage}  # fmt: skip
    for many in (retrieval.MANY, 10):
        monkeypatch.setattr(retrieval, "MANY", many)
        assert found(articles=(name,)) == expected
        year = found(since="2020", until="2020")
        assert year and year <= in_2020


def test_weights_multiply_a_terms_contribution(small: Archive) -> None:
    once = {hit.passage_id: hit.score for hit in small.retrieve({"kazachstan": 1.0}, limit=1000)}
    thrice = {hit.passage_id: hit.score for hit in small.retrieve({"kazachstan": 3.0}, limit=1000)}
    assert once.keys() == thrice.keys()
    assert all(thrice[passage] == pytest.approx(3 * score) for passage, score in once.items())


def test_nothing_is_found_where_nothing_matches(small: Archive) -> None:
    assert small.retrieve({}) == []
    assert small.retrieve({"hipopotam": 1.0}) == []
    assert small.retrieve({"kazachstan": 0.0}) == []
    assert small.retrieve({'" OR "1': 1.0, "kazachstan*": 1.0, "": 1.0}) == []


def test_an_empty_archive_finds_nothing(tmp_path: Path) -> None:
    with Archive.open(build(tmp_path / "empty.kzqa", [])) as archive:
        assert archive.retrieve({"kazachstan": 1.0}) == []
        assert archive.statistics == (0, 0.0)
        assert archive.check() == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_scores_are_positive_in_the_smallest_archives(tmp_path: Path, number: int) -> None:
    articles = [article(str(index), f"Prezydent odmówił przyjęcia orderu {index}.") for index in range(number)]
    with Archive.open(build(tmp_path / "tiny.kzqa", articles)) as archive:
        hits = archive.retrieve({"prezydent": 1.0})
        assert len(hits) == number
        assert all(hit.score > 0 for hit in hits)


def test_filters_keep_articles_whose_date_overlaps_at_its_own_precision(tmp_path: Path) -> None:
    dates = ["2022", "2022-06", "2022-06-21", "2023-02", None]
    articles = [article(f"d{index}", "Prezydent odmówił.", date=date) for index, date in enumerate(dates)]
    with Archive.open(build(tmp_path / "dates.kzqa", articles)) as archive:

        def found(**filters: str | tuple[str, ...]) -> set[str | None]:
            where = Filters(**filters)
            passages = [archive.passage(hit.passage_id) for hit in archive.retrieve({"prezydent": 1.0}, where=where)]
            infos = [archive.article(passage.article) for passage in passages if passage]
            assert {info.id for info in archive.articles(where)} == {info.id for info in infos if info}
            return {info.date for info in infos if info}

        assert found() == set(dates)
        assert found(since="2022-06-22") == {"2022", "2022-06", "2023-02"}
        assert found(since="2022-06", until="2022-06") == {"2022", "2022-06", "2022-06-21"}
        assert found(until="2022-06-20") == {"2022", "2022-06"}
        assert found(since="2023") == {"2023-02"}
        assert found(articles=("d2", "d4", "missing")) == {"2022-06-21", None}
        assert found(articles=("d2", "d4"), since="2000") == {"2022-06-21"}


def test_passages_overlap_and_carry_their_heading_and_title(tmp_path: Path) -> None:
    text = "Wojna i pokój\nJeden pies. Dwa koty. Trzy ryby. Cztery osły. Pięć sów. Sześć żab. Siedem os."
    source = article("x", text, title="Zwierzęta")
    with Archive.open(build(tmp_path / "x.kzqa", [source])) as archive:
        info = archive.article("x")
        assert info is not None
        passages = archive.passages(range(info.first_passage, info.last_passage + 1))
        assert [passage.text for passage in passages] == [
            "Wojna i pokój\nJeden pies. Dwa koty. Trzy ryby. Cztery osły.",
            "Trzy ryby. Cztery osły. Pięć sów. Sześć żab.",
            "Pięć sów. Sześć żab. Siedem os.",
        ]
        assert [passage.heading for passage in passages] == [None, "Wojna i pokój", "Wojna i pokój"]
        assert len(archive.retrieve({"wojna": 1.0})) == 3
        assert len(archive.retrieve({"zwierzę": 1.0})) == 3
        assert [sentence.citation for sentence in archive.sentences(passages[2])] == ["x:2.5", "x:2.6", "x:2.7"]
