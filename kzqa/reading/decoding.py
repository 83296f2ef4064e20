"""Bytes to text, with the encodings that Polish files come in.

A byte order mark decides; else UTF-8; else Windows-1250 or ISO 8859-2. Line ends are left as they are, and a byte
order mark is no part of the text, so that offsets are those of `open(path, encoding=..., newline="")` with `utf-8-sig`
or `utf-16` where the file has one.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from kzqa.errors import OptionError

# The letters that the two encodings place differently; all others of the Polish alphabet are the same bytes.
_WINDOWS_LETTERS = frozenset("ĄąŚśŹź".encode("cp1250"))
_ISO_LETTERS = frozenset("ĄąŚśŹź".encode("iso8859-2"))
_C1 = re.compile(rb"[\x80-\x9f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
# White space, and the marks that old printing and terminal programs leave, are no sign of a binary file.
_CONTROL = re.compile(r"[\x00-\x06\x0e-\x1a\x7f-\x84\x86-\x9f]")

_MAGIC = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP, DOCX albo ODT",
    b"\xd0\xcf\x11\xe0": "DOC",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"SQLite format 3\x00": "SQLite",
}
_MAX_CONTROL = 0.01  # share of control characters above which a text is taken for binary,
_FREE_CONTROL = 16  # unless they are few
_MAX_UNKNOWN = 0.02  # unknown characters among those beyond ASCII that a UTF-8 text may hold
_MAX_HIGH = 0.75  # share of letters beyond ASCII; a Polish text has 8 %, a short one up to 60 %, Cyrillic nearly all


class Decoded(NamedTuple):
    """A text, the codec that gives it, and a Polish word of warning where some characters were unknown."""

    text: str
    encoding: str
    warning: str | None = None


class UndecodableError(ValueError):
    """The bytes are no text that kzqa can read; `str(error)` is the Polish reason."""


def check_encoding(name: str) -> str:
    """The name of a text codec as Python spells it; OptionError where there is none of this name."""
    try:
        "a".encode(name)  # a codec from text to bytes, not rot13 or zlib
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        raise OptionError(
            f"Nie znam kodowania „{name[:40]!r}”; podaj na przykład utf-8, windows-1250 albo iso-8859-2."
        ) from None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of `data`; `encoding` overrides the guess. Raises UndecodableError."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise UndecodableError(f"to plik binarny ({kind}), a nie tekst")
    decoded = _decode_as(data, encoding) if encoding else _guess(data)
    if "\0" in decoded.text:
        raise UndecodableError("to plik binarny, a nie tekst (UTF-16 bez znacznika BOM wskaż opcją --encoding)")
    if len(_CONTROL.findall(decoded.text)) > max(_FREE_CONTROL, _MAX_CONTROL * len(decoded.text)):
        raise UndecodableError("to plik binarny, a nie tekst: za wiele znaków sterujących")
    return decoded


def _decode_as(data: bytes, encoding: str) -> Decoded:
    codec = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
    try:
        text = data.decode(codec)
    except ValueError:
        raise UndecodableError(f"nie jest zapisany w kodowaniu {encoding}; podaj inne w opcji --encoding") from None
    return Decoded(text.removeprefix("\ufeff"), codec)


def _guess(data: bytes) -> Decoded:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _decode_as(data, "utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_as(data, "utf-16")
    codec = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise UndecodableError("to plik binarny, a nie tekst")
    text = data.decode(codec, errors="replace")
    unknown = text.count("\ufffd")
    if codec == "utf-8-sig" or unknown <= _MAX_UNKNOWN * sum(char > "\x7f" for char in text):
        return Decoded(text, codec, f"nieznane znaki w tekście: {unknown}")
    return _guess_one_byte(data)


def _guess_one_byte(data: bytes) -> Decoded:
    """Windows-1250 or ISO 8859-2, by the bytes 0x80-0x9f, which ISO has no characters for, and by ą, ś and ź."""
    high = len(_HIGH.findall(data))
    if high > _MAX_HIGH * len(_LETTER.findall(data)):
        raise UndecodableError("nieznane kodowanie; wskaż je opcją --encoding")
    windows = sum(data.count(byte) for byte in _WINDOWS_LETTERS)
    iso = sum(data.count(byte) for byte in _ISO_LETTERS)
    encoding = "iso8859-2" if iso > windows and not _C1.search(data) else "cp1250"
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        raise UndecodableError("nieznane kodowanie; wskaż je opcją --encoding") from None
