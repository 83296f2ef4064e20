"""An archive gives back what was written into it, and says in Polish what is wrong with a file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_material import annotated, article, build, contents, generated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kzqa.archive import Archive, Filters
from kzqa.archive.codec import decode_tokens, encode_tokens, reading, shared
from kzqa.archive.schema import FORMAT
from kzqa.archive.settle import settle
from kzqa.archive.writer import Writer, fingerprint
from kzqa.errors import ArchiveError
from kzqa.model import AnnotatedArticle, DateMention, Mention, Quote, Token
from kzqa.reading import seeds


def interned(tokens: tuple[Token, ...], start: int, text: str) -> tuple[Token, ...]:
    strings = list(dict.fromkeys(map(reading, map(shared, tokens))))
    numbers = [strings.index(reading(shared(token))) for token in tokens]
    return decode_tokens(encode_tokens(tokens, start, numbers), start, text, dict(enumerate(strings)))


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\t"), min_size=1, max_size=12)
tags = st.sampled_from(["", "NOUN", "subst:sg:nom:m1", "Case=Nom|Gender=Masc"])


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(words, st.text(" \n", max_size=5), words | st.just(""), tags, tags, st.integers(0, 99))))
def test_tokens_survive_storage(parts: list[tuple[str, str, str, str, str, int]]) -> None:
    start, text, tokens = 1000, "", []
    for form, space, lemma, pos, dep, head in parts:
        begin = start + len(text)
        text += form
        tokens.append(Token(form, begin, begin + len(form), lemma, pos, pos, pos, head % len(parts), dep, bool(space)))
        text += space
    assert interned(tuple(tokens), start, text) == tuple(tokens)


def test_everything_that_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "seeds.kzqa"
    with Writer(path) as writer:
        with writer.batch():
            for source in seeds():
                writer.add(source.id, source, (annotated(source),), fingerprint(source, ""))
        settle(writer)
    with Archive.open(path) as archive:
        for source in seeds():
            info = archive.article(source.id)
            assert info is not None
            assert (info.path, info.title, info.date, info.url, info.author) == (
                source.path, source.title, source.date, source.url, source.author
            )  # fmt: skip
            assert archive.text(info) == source.text
            assert archive.text(info.rowid, 10, 20) == source.text[10:20]
            written = annotated(source)
            found = archive.sentences(info)
            assert [item.tokens for item in found] == [sentence.tokens for sentence in written.sentences]
            for item, sentence in zip(found, written.sentences, strict=True):
                assert item.text == source.text[sentence.start : sentence.end]
                assert archive.sentence(item.citation) == item == archive.sentence_at(info.rowid, item.start)
            # The entity is that of the whole archive, where names of several articles are joined.
            mentions = zip(archive.mentions(info.rowid), written.mentions, strict=True)
            assert all(found._replace(entity=mention.entity) == mention for found, mention in mentions)
        assert archive.check() == []


def test_a_speaker_has_the_name_that_the_archive_knows_the_person_by(seeds_archive: Archive) -> None:
    """One of the seeds writes "Kasym Żomart-Tokajew"."""
    speakers = {quote.speaker for _, quote in seeds_archive.all_quotes()}
    assert "Kasym-Żomart Tokajew" in speakers
    assert "Kasym Żomart-Tokajew" not in speakers


def test_names_dates_and_quotes_are_read(tmp_path: Path) -> None:
    source = article("x", "Maria Zacharowa mówiła: „Nie” 21 czerwca.", date="2022-06")
    mention = Mention(0, 15, "Maria Zacharowa", "persName", "Maria Zacharowa", "Maria Zacharowa", "rzeczniczka MSZ")
    date = DateMention(30, 40, "21 czerwca", "2022-06-21", True)
    unknown = DateMention(0, 5, "Maria", None, False)
    quote = Quote(25, 28, "Nie", "direct", "Maria Zacharowa", (0, 15), "mówiła")
    whole = AnnotatedArticle(source, annotated(source).sentences, (mention,), (unknown, date), (quote,))
    path = tmp_path / "x.kzqa"
    with Writer(path) as writer:
        with writer.batch():
            writer.add("x", source, (whole,), fingerprint(source, ""))
        settle(writer)
    with Archive.open(path) as archive:
        info = archive.article("x")
        assert info is not None
        assert archive.mentions(info.rowid) == [mention]
        assert archive.dates(info.rowid) == [unknown, date]
        assert archive.dates(info.rowid, 10) == [date]
        assert archive.quotes(info.rowid) == [quote]
        assert archive.quotes(info.rowid, 0, 20) == []
        assert list(archive.all_dates()) == [(info, date), (info, unknown)]
        assert list(archive.all_quotes()) == [(info, quote)]
        [entity] = archive.entities(type="person")
        assert (entity.name, entity.count, entity.articles) == ("Maria Zacharowa", 1, ("x",))
        assert entity.spellings == ("Maria Zacharowa",)
        assert list(archive.entity_mentions(entity.id)) == [(info, mention)]
        assert archive.entities(type="place") == []
        for word in ("zacharowa", "MARIA", archive.lexicon.term("Zacharowej")):
            assert archive.entities_for(word) == [(entity.id, "Maria Zacharowa", "person")]
        status = archive.status()
        assert (status.articles, status.entities, status.mentions, status.dates, status.quotes) == (1, 1, 1, 2, 1)
        assert (status.first_date, status.last_date) == ("2022-06-01", "2022-06-30")


def test_text_and_names_of_any_characters(tmp_path: Path) -> None:
    text = "Zdanie \x00 \x1b[31m [red] \u202e😀.\r\nDrugie „zdanie” – z\u0301.\r"
    source = article("x", text, title="[link=a]\x07 <b>&")
    with Archive.open(build(tmp_path / "ścieżka z\nodstępami?#%.kzqa", [source])) as archive:
        info = archive.article("x")
        assert info is not None
        assert archive.text(info) == text
        assert info.title == source.title
        assert archive.check() == []


def test_rows_that_are_gone_lead_nowhere(tmp_path: Path) -> None:
    path = build(tmp_path / "a.kzqa", generated(3))
    with Archive.open(path) as archive:
        info = archive.article("a0")
        assert info is not None
        with Writer(path) as writer, writer.batch():
            writer.detach("a0.txt")
        assert archive.article(info.rowid) is None
        assert archive.article("a0") is None
        assert archive.passage(info.first_passage) is None
        assert archive.sentences(info) == []
        assert archive.sentence("a0:1.1") is None
        assert archive.sentence("nonsense") is None
        assert archive.sentence("\udcff:1.1") is None
        assert list(archive.articles(Filters(articles=("\udcff",)))) == []
        assert archive.status().articles == 2


def damaged(path: Path, kind: str) -> Path:
    if kind == "missing":
        path.unlink()
    elif kind == "folder":
        path.unlink()
        path.mkdir()
    elif kind == "text":
        path.write_text("To nie jest archiwum. " * 1000, encoding="utf-8")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "truncated":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif kind == "other":
        path.unlink()
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE meta (key, value)")
    else:
        with sqlite3.connect(path) as connection:
            version = FORMAT + 1 if kind == "newer" else 0
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("UPDATE meta SET value = '9.9' WHERE key = 'readable_by'")
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('readable_by', '9.9')")
    return path


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("missing", "Nie ma archiwum .*a.kzqa: "),
        ("folder", "a.kzqa to folder: "),
        ("text", "a.kzqa nie jest archiwum kzqa: "),
        ("empty", "a.kzqa jest pustym plikiem, .*: uruchom kzqa index"),
        ("other", "a.kzqa nie jest archiwum kzqa: "),
        ("newer", r"a.kzqa ma nowszy format \(2, a ta wersja kzqa zna 1\): zainstaluj kzqa 9.9 lub nowsze"),
        ("older", "a.kzqa ma stary format"),
    ],
)
def test_a_file_that_is_no_archive_of_ours_is_refused_in_polish(tmp_path: Path, kind: str, message: str) -> None:
    path = damaged(build(tmp_path / "a.kzqa", generated(2)), kind)
    with pytest.raises(ArchiveError, match=message):
        Archive.open(path)


def test_a_truncated_archive_is_refused_or_found_damaged(tmp_path: Path) -> None:
    path = damaged(build(tmp_path / "a.kzqa", generated(40)), "truncated")
    with pytest.raises(ArchiveError, match="uszkodzone"), Archive.open(path) as archive:
        for info in archive.articles():
            archive.sentences(info)
        archive.retrieve({"kazachstan": 1.0})


def test_damage_within_texts_and_tokens_is_said_in_polish(tmp_path: Path) -> None:
    path = build(tmp_path / "a.kzqa", generated(5))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE text SET data = zeroblob(100) WHERE id = (SELECT min(id) FROM text)")
        connection.execute("UPDATE sentence SET tokens = x'ff00ff00ff' WHERE article > 1")
    with Archive.open(path) as archive:
        first, second = list(archive.articles())[:2]
        with pytest.raises(ArchiveError, match="uszkodzone"):
            archive.sentences(first)
        with pytest.raises(ArchiveError, match="uszkodzone"):
            assert archive.sentences(second)[0].tokens
        assert archive.check() != []


def test_check_finds_wrong_statistics_and_missing_sentences(tmp_path: Path) -> None:
    path = build(tmp_path / "a.kzqa", generated(5))
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE term SET passages = passages + 1 WHERE id = (SELECT max(term) FROM form)")
        connection.execute("DELETE FROM sentence WHERE id = 1")
    with Archive.open(path) as archive:
        problems = archive.check()
    assert any("Statystyki słów" in problem for problem in problems)
    assert any("artykuły bez części zdań: 1" in problem for problem in problems)


@pytest.mark.parametrize("target", ["folder", "missing/a.kzqa", "text.kzqa", "text.kzqa/a.kzqa"])
def test_a_target_that_cannot_be_written_is_said_in_polish(tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.kzqa").write_text("moje notatki", encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        Writer(tmp_path / target, wait=0.1)
    assert target.removesuffix("/a.kzqa") in str(caught.value)
    assert str(caught.value).endswith(".")
    assert (tmp_path / "text.kzqa").read_text(encoding="utf-8") == "moje notatki"


@pytest.fixture
def guarded() -> Iterator[Path]:
    """A folder for a test that must not have the rights of root, which no permission stops."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    # What is imported or read late must be there before: kzqa may lie where only root may look.
    warm = build(folder / "warm.kzqa", generated(1))
    with Archive.open(warm) as archive:
        archive.check()
        archive.status()
    warm.unlink()
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        os.seteuid(user)
        for inner in folder.rglob("*"):
            inner.chmod(0o777)
        shutil.rmtree(folder)


def test_without_write_permission_archives_are_read_but_not_written(guarded: Path) -> None:
    folder = guarded / "readonly"
    folder.mkdir()
    path = build(folder / "a.kzqa", generated(5))
    assert [file.name for file in folder.iterdir()] == ["a.kzqa"]
    path.chmod(0o444)
    folder.chmod(0o555)
    with Archive.open(path) as archive:
        assert archive.check() == []
    for target in (path, folder / "new.kzqa"):
        with pytest.raises(ArchiveError, match=rf"{target.name} nie można zapisać \(brak uprawnień"):
            Writer(target, wait=0.1)


def test_an_archive_left_in_wal_mode_is_read_without_write_permission(guarded: Path) -> None:
    path = build(guarded / "a.kzqa", generated(5))
    writer = Writer(path)
    with Archive.open(path) as reader, reader.snapshot():
        reader.status()
        writer.close()  # while somebody reads, the log cannot be folded away
    folder = guarded / "copies"
    folder.mkdir()
    (folder / "a.kzqa").write_bytes(path.read_bytes())
    folder.chmod(0o555)
    with Archive.open(folder / "a.kzqa") as archive:
        assert archive.check() == []


def test_an_archive_without_read_permission_is_said_in_polish(guarded: Path) -> None:
    path = build(guarded / "a.kzqa", generated(1))
    path.chmod(0)
    with pytest.raises(ArchiveError, match="nie można odczytać: sprawdź uprawnienia"):
        Archive.open(path)


def test_what_a_killed_writer_left_halfway_is_taken_back_by_the_first_reader(tmp_path: Path) -> None:
    path = build(tmp_path / "a.kzqa", generated(60))
    with Archive.open(path) as archive:
        before = contents(archive)
    halfway = "; ".join([
        "import os, signal, sqlite3, sys", "connection = sqlite3.connect(sys.argv[1], isolation_level=None)",
        "connection.execute('PRAGMA cache_size = 1')", "connection.execute('BEGIN IMMEDIATE')",
        "connection.execute('DELETE FROM sentence')", "os.kill(os.getpid(), signal.SIGKILL)",
    ])  # fmt: skip
    subprocess.run([sys.executable, "-c", halfway, str(path)], check=False)
    assert path.with_name("a.kzqa-journal").stat().st_size
    with Archive.open(path) as archive:
        assert archive.check() == []
        assert contents(archive) == before


def test_a_full_disk_stops_the_batch_and_leaves_the_rest(tmp_path: Path) -> None:
    path = build(tmp_path / "a.kzqa", generated(5))
    with Writer(path) as writer:
        pages = writer.connection.execute("PRAGMA page_count").fetchone()[0]
        writer.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(ArchiveError, match=r"Zabrakło miejsca na dysku z archiwum .*a\.kzqa"), writer.batch():
            for source in generated(60, seed=9)[5:]:
                writer.add(source.id, source, (annotated(source),), fingerprint(source, ""))
    with Archive.open(path) as archive:
        assert archive.status().articles == 5
        assert archive.check() == []


def test_extra_metadata_is_kept(tmp_path: Path) -> None:
    source = article("x", "Zdanie.")
    source = type(source)(
        **{**{name: getattr(source, name) for name in source.__slots__}, "extra": {"dział": ["a", 1]}}
    )
    with Archive.open(build(tmp_path / "x.kzqa", [source])) as archive:
        info = archive.article("x")
        assert info is not None
        assert info.extra == {"dział": ["a", 1]}
