"""Zip and gz: members in order, bombs bounded, paths that climb out refused, damage named."""

from __future__ import annotations

import gzip
import struct
import zipfile
from pathlib import Path

import pytest
from reading_helpers import both, the_error


def pack(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return path


def test_members_are_articles_in_the_order_of_their_names(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "a.zip",
        {
            "b/żółw 2.txt": "Żółw.",
            "a.jsonl": '{"text": "A."}\nzły',
            "7_x.md": "# T\n\nZ.",
            "obraz.png": b"\x89PNG",
            "__MACOSX/._a.txt": b"\0",
        },
    )
    articles, [error] = both(path)
    assert [(article.id, article.path) for article in articles] == [
        ("7", f"{path}!7_x.md"),
        ("a", f"{path}!a.jsonl#1"),
        ("żółw-2", f"{path}!b/żółw 2.txt"),
    ]
    assert error.path == f"{path}!a.jsonl#2"


@pytest.mark.parametrize("name", ["../x.txt", "a/../../x.txt", "/etc/x.txt", "C:/x.txt", "..\\x.txt"])
def test_a_member_that_climbs_out_is_refused(tmp_path: Path, name: str) -> None:
    path = pack(tmp_path / "a.zip", {name: "Zdanie.", "dobry.txt": "Dobry."})
    articles, [error] = both(path)
    assert [article.text for article in articles] == ["Dobry."]
    assert error.reason == "ścieżka w archiwum wychodzi poza nie"


def test_a_bomb_is_bounded(tmp_path: Path) -> None:
    content = b'{"text": "a"}\n' * 100 + (b" " * 2**20 + b"\n") * 90
    bomb = tmp_path / "a.jsonl.gz"
    bomb.write_bytes(gzip.compress(content))
    for path in (pack(tmp_path / "a.zip", {"a.jsonl": content, "b.txt": "Nie dojdzie do niego."}), bomb):
        articles, [error] = both(path)
        assert len(articles) == 100
        assert error.path == str(path)
        assert error.reason == "po rozpakowaniu jest podejrzanie duży; rozpakuj go i podaj folder"


def test_a_member_larger_than_an_article_leaves_the_others(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"1.txt": b"a" * 65 * 2**20 + bytes(range(256)) * 4000, "2.txt": "Dobry."})
    articles, [error] = both(path)
    assert [article.text for article in articles] == ["Dobry."]
    assert error.path == f"{path}!1.txt"


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"b.zip": b"", "c.txt.gz": b"", "d.txt": "D."})
    articles, errors = both(path)
    assert len(articles) == 1
    assert {error.reason for error in errors} == {"to archiwum w archiwum; rozpakuj je"}


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": "Zdanie."})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    path.write_bytes(data)
    [error] = both(path)[1]
    assert error.reason == "jest zaszyfrowany; rozpakuj archiwum"


def test_an_unknown_method_is_refused(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": "Zdanie."})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(signature) + offset, 97)
    path.write_bytes(data)
    [error] = both(path)[1]
    assert error.reason == "jest spakowany nieznaną metodą; rozpakuj archiwum"


def test_names_from_polish_windows(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"xxxx.txt": "Zdanie."})
    path.write_bytes(path.read_bytes().replace(b"xxxx", "żółw".encode("cp852")))
    assert [article.id for article in both(path)[0]] == ["żółw"]


def test_damage_is_named(tmp_path: Path) -> None:
    good = pack(tmp_path / "a.zip", {"a.txt": "Zdanie o czymś. " * 1000}).read_bytes()
    for data in (good[: len(good) // 2], b"to nie zip", good.replace(good[60:90], bytes(30))):
        assert "uszkodzone" in the_error(tmp_path / "b.zip", data).reason
    packed = gzip.compress(("Zdanie o czymś. " * 1000).encode())
    for data in (packed[:-20], b"to nie gz", packed[:30] + bytes(9) + packed[39:]):
        assert "uszkodzone" in the_error(tmp_path / "b.txt.gz", data).reason


def test_a_zip_without_articles(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"obraz.png": b"\x89PNG"})
    assert both(path)[1][0].reason == "w tym archiwum nie ma artykułów"


def test_gz(tmp_path: Path) -> None:
    for name in ("12_a.txt.gz", "notatka.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b" date 2022-10 Zdanie.\r\n"))
    articles, errors = both(tmp_path / "12_a.txt.gz", tmp_path / "notatka.gz")
    assert not errors
    assert [(article.id, article.date, article.text) for article in articles] == [
        ("12", "2022-10", " date 2022-10 Zdanie.\r\n"),
        ("notatka", "2022-10", " date 2022-10 Zdanie.\r\n"),
    ]
    assert "artykul.txt.gz" in the_error(tmp_path / "a.tar.gz", gzip.compress(b"x")).reason
