"""Files and folders: order, names, what is skipped with a word, and what comes on standard input as paths."""

from __future__ import annotations

import io
import os
import pickle
import socket
import stat
from pathlib import Path

import pytest
from reading_helpers import both, the_error

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading import Source, files, read, sources


def write(path: Path, text: str = "Zdanie.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def names(folder: Path, articles: list[Article]) -> list[str]:
    return [str(Path(article.path).relative_to(folder)) for article in articles]


def test_a_folder_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.md", "c/d/e.txt", "nie.tsv", ".ukryty.txt", ".git/x.txt", "B.TXT"):
        write(tmp_path / name)
    articles, errors = both(tmp_path)
    assert not errors
    assert names(tmp_path, articles) == ["B.TXT", "a/1.md", "a/2.txt", "b.txt", "c/d/e.txt"]


def test_names_with_spaces_newlines_and_polish_letters(tmp_path: Path) -> None:
    write(tmp_path / "żółta łódź 1.txt")
    write(tmp_path / "dwa\nwiersze\x1b.txt")
    articles, errors = both(tmp_path)
    assert not errors
    assert [(article.id, Path(article.path).name) for article in articles] == [
        ("dwa-wiersze", "dwa\nwiersze\x1b.txt"),
        ("żółta-łódź-1", "żółta łódź 1.txt"),
    ]


def test_a_name_that_is_no_utf8_is_read_and_shown(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xb1.txt"
    try:
        Path(os.fsdecode(raw)).write_text("Zdanie.")
    except OSError:
        return  # this file system holds no such names
    [article] = both(tmp_path)[0]
    assert article.path.endswith("\\xb1.txt")
    article.path.encode("utf-8")


def test_deep_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 10] * 80)
    write(deep / "a.txt")
    assert [article.text for article in both(tmp_path)[0]] == ["Zdanie."]


def test_links_are_followed_and_loops_are_not(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt")
    (tmp_path / "a" / "wyżej").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "1.txt")
    (tmp_path / "pętla").symlink_to(tmp_path / "pętla")
    (tmp_path / "zerwane.txt").symlink_to(tmp_path / "nie ma")
    articles, errors = both(tmp_path)
    assert names(tmp_path, articles) == ["a/1.txt", "b/1.txt", "c.txt"]
    assert {error.path.removeprefix(f"{tmp_path}/"): error.reason for error in errors} == {
        "a/wyżej": "dowiązanie prowadzi do folderu, który jest już czytany",
        "b/wyżej": "dowiązanie prowadzi do folderu, który jest już czytany",
        "pętla": "dowiązania tworzą pętlę",
        "zerwane.txt": "dowiązanie prowadzi donikąd",
    }


def test_special_files_are_named_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may not be long
    os.mkfifo("potok.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("gniazdo")
        articles, errors = both(".", "/dev/null")
    assert not articles
    assert [(error.path, error.reason) for error in errors] == [
        ("gniazdo", "to gniazdo sieciowe, a nie zwykły plik"),
        ("potok.txt", "to potok (FIFO), a nie zwykły plik"),
        ("/dev/null", "to urządzenie, a nie zwykły plik"),
    ]


def test_an_empty_folder_a_missing_path_and_an_empty_file(tmp_path: Path) -> None:
    [error] = both(tmp_path)[1]
    assert error.reason.startswith("w tym folderze nie ma artykułów")
    [error] = both(tmp_path / "nie ma")[1]
    assert error.reason == "nie ma takiego pliku ani folderu"
    [error] = both("a\0b")[1]
    assert error.reason == "niemożliwa ścieżka"
    for text in ("", " \n\t\n", " date 2022-10 ", "---\nid: a\n---\n", "\ufeff"):
        assert the_error(tmp_path / "a.txt", text).reason == "nie ma w nim tekstu"


def test_a_file_that_is_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    assert [article.id for article in both(write(tmp_path / "notatka"), write(tmp_path / "a.text"))[0]] == [
        "notatka",
        "a.text",
    ]


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    found = iter(list(sources([tmp_path])))
    first = next(found)
    assert isinstance(first, Source)
    (tmp_path / "a.txt").unlink()
    [error] = list(first.articles())
    assert isinstance(error, ReadingError)
    assert error.path == str(tmp_path / "a.txt")
    with pytest.raises(ReadingError, match="nie ma takiego pliku"):
        first.digest()


def test_an_unreadable_file_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the system's refusal is played for it."""
    write(tmp_path / "a.txt")
    write(tmp_path / "b" / "c.txt")
    real_open, real_iterdir = Path.open, Path.iterdir

    def refuse(path: Path) -> None:
        if path.name in ("a.txt", "b"):
            raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", lambda path, *args, **options: refuse(path) or real_open(path, *args, **options))
    monkeypatch.setattr(Path, "iterdir", lambda path: refuse(path) or real_iterdir(path))
    articles, errors = both(tmp_path)
    assert not articles
    assert [error.reason for error in errors] == ["brak prawa do odczytu", "brak prawa do odczytu"]


def test_a_file_larger_than_an_article_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(70 * 2**20)
    [error] = both(tmp_path)[1]
    assert "64 MB" in error.reason


def test_a_source_tells_path_size_time_and_digest_and_can_be_sent(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Zdanie ą.")
    [source] = sources([path])
    assert isinstance(source, Source)
    status = path.stat()
    assert (source.path, source.size, source.mtime_ns) == (str(path), status.st_size, status.st_mtime_ns)
    assert stat.S_ISREG(status.st_mode)
    [article] = pickle.loads(pickle.dumps(source)).articles()
    assert article.digest == source.digest()


def test_paths_on_standard_input(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a b.txt"), write(tmp_path / "c\nd.txt")
    by_line = list(read(["-"], stdin=io.BytesIO(f"{first}\r\n\n{tmp_path}/brak.txt\n".encode())))
    assert [type(item) for item in by_line] == [Article, ReadingError]
    by_nul = list(read(["-"], stdin=io.BytesIO(f"{first}\0{second}\0".encode())))
    assert [item.path for item in by_nul if isinstance(item, Article)] == [str(first), str(second)]
    assert list(read(["-"], stdin=io.BytesIO(b""))) == []


def test_system_errors_have_polish_reasons() -> None:
    assert files.explain(OSError(36, "File name too long")) == "ścieżka jest za długa"
    assert files.explain(OSError(999, "Odd")) == "nie da się tego odczytać (Odd)"
