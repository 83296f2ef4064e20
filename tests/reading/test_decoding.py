"""Encodings: byte order marks, UTF-8, the two Polish one-byte encodings, and what is no text."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_helpers import both, the_article, the_error

from kzqa.errors import OptionError
from kzqa.reading import read, seeds

SHORT = [
    "Zażółć gęślą jaźń.",
    "Władze ogłosiły stan wyjątkowy.",
    "Świętokrzyskie: śnieg i mróz.",
    "Źle się dzieje.",
    "Rząd się zgodził na pięć kroków.",
    "Kasym-Żomart Tokajew mówi o współpracy.",
    "„Doceniam jego żart” – powiedział.",
]


@pytest.mark.parametrize("text", SHORT)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
def test_short_polish_texts(tmp_path: Path, text: str, encoding: str) -> None:
    if encoding == "iso8859-2":
        text = text.translate(str.maketrans("„”–", '""-'))
    assert the_article(tmp_path / "a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
def test_every_paragraph_of_the_seeds(tmp_path: Path, encoding: str) -> None:
    for article in seeds():
        for block in article.blocks:
            text = article.text[block.start : block.end]
            data = text.encode(encoding, errors="replace")
            assert the_article(tmp_path / "a.txt", data).text == data.decode(encoding)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    article = the_article(tmp_path / "a.txt", b"\xef\xbb\xbf date 2022-10 Rz\xc4\x85d.")
    assert article.text == " date 2022-10 Rząd."
    assert article.date == "2022-10"


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    data = "Pierwszy.\r\n\r\nDrugi.\rTrzeci.\nCzwarty."
    article = the_article(tmp_path / "a.txt", data.encode("utf-16"))
    assert article.text == data
    assert [data[b.start : b.end] for b in article.blocks] == ["Pierwszy.", "Drugi.", "Trzeci.", "Czwarty."]


def test_the_option_overrides_the_guess(tmp_path: Path) -> None:
    data = "Привет, мир.".encode("koi8-r")
    assert "--encoding" in the_error(tmp_path / "a.txt", data).reason
    assert the_article(tmp_path / "a.txt", data, encoding="koi8-r").text == "Привет, мир."


def test_a_wrong_option_is_refused(tmp_path: Path) -> None:
    assert "utf-8" in the_error(tmp_path / "a.txt", "ą".encode("cp1250"), encoding="UTF-8").reason
    for name in ("brak", "rot13", "a\0b", "zlib"):
        with pytest.raises(OptionError, match="kodowania"):
            next(read([tmp_path], encoding=name))


def test_a_few_unknown_characters_are_borne_with_a_warning(tmp_path: Path) -> None:
    data = seeds()[0].text.encode() + b" \xff koniec."
    article = the_article(tmp_path / "a.txt", data)
    assert article.text.endswith(" \ufffd koniec.")
    assert article.warnings == ("nieznane znaki w tekście: 1",)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 tekst",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        b"tekst z bajtem \x00 w nim",
        "zdanie".encode("utf-16-le"),
        bytes(range(256)),
        b"\x01\x02\x03abc" * 20,
        "Zażółć gęślą jaźń".encode("cp852") * 5,
    ],
)
def test_what_is_no_text_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plik.txt"
    path.write_bytes(data)
    articles, [error] = both(path)
    assert not articles
    assert error.path == str(path)
    assert error.reason
