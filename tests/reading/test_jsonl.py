"""JSON Lines: one article a line; a bad line is named and the others are read."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from reading_helpers import blocks, both, the_article

from kzqa.errors import ReadingError
from kzqa.model import Article
from kzqa.reading import read


def test_keys_of_an_article(tmp_path: Path) -> None:
    line = json.dumps(
        {
            "id": 7,
            "title": "Tytuł\u0000\u202e",
            "date": "2022-06",
            "url": "http://x",
            "text": "Jeden.\r\nDwa.",
            "tagi": ["a"],
        }
    )
    article = the_article(tmp_path / "a.jsonl", line + "\n")
    assert (article.id, article.title, article.date, article.url) == ("7", "Tytuł", "2022-06", "http://x")
    assert article.extra == {"tagi": ["a"]}
    assert article.path == f"{tmp_path}/a.jsonl#1"
    assert blocks(article) == [("paragraph", "Jeden."), ("paragraph", "Dwa.")]


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    deep = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"
    lines = [
        '{"text": "Pierwszy."}',
        "nie json",
        "",
        "[1]",
        '{"tekst": "x"}',
        '{"text": " "}',
        '{"text": 5}',
        deep,
        "\xff",
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes("\n".join([*lines, '{"text": "Ostatni."}']).encode("latin-1"))
    articles, errors = both(path)
    assert [(article.path, article.text) for article in articles] == [
        (f"{path}#1", "Pierwszy."),
        (f"{path}#10", "Ostatni."),
    ]
    assert [error.path for error in errors] == [f"{path}#{number}" for number in (2, 4, 5, 6, 7, 8, 9)]
    assert all(f"wiersz {error.path.rpartition('#')[2]}" in error.reason for error in errors)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1250"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Zażółć gęślą jaźń w śniegu."}\n{"text": "Źle."}\n'.encode(encoding))
    articles, errors = both(path)
    assert [article.text for article in articles] == ["Zażółć gęślą jaźń w śniegu.", "Źle."]
    assert not errors


def test_half_a_surrogate_and_a_nul_do_not_reach_the_text(tmp_path: Path) -> None:
    assert the_article(tmp_path / "a.jsonl", r'{"text": "a\ud800b\u0000c"}').text == "a\ufffdb\ufffdc"


def test_a_line_of_fifty_megabytes_and_one_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write('{"text": "' + "Długie zdanie. " * 3_300_000 + '"}\n')
        file.write('{"text": "' + "x" * 70_000_000 + '"}\n')
        file.write('{"text": "Krótkie."}\n')
    articles, [error] = both(path)
    assert [len(article.text) for article in articles] == [49_500_000, 8]
    assert error.path == f"{path}#2"
    assert "64 MB" in error.reason


def test_lines_on_standard_input() -> None:
    stdin = io.BytesIO(b'\xef\xbb\xbf{"text": "Jeden."}\n\nzly\n{"id": "x", "text": "Dwa."}')
    found = list(read(["-"], stdin=stdin))
    assert [(item.id, item.path, item.text) for item in found if isinstance(item, Article)] == [
        ("stdin", "-#1", "Jeden."),
        ("x", "-#4", "Dwa."),
    ]
    [error] = [item for item in found if isinstance(item, ReadingError)]
    assert error.path == "-#3"
    assert "wiersz 3" in error.reason
