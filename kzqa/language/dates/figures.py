"""Tokens that begin with a digit, and Roman numbers, to the categories of the date grammar."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_NUMERIC_DATE = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(\d{4})[-./](\d{2})[-./](\d{2})")
_ROMAN_DATE = re.compile(r"(\d{1,2})\.([IVX]+)\.(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.(0\d|1[0-2])")
_DECIMAL = re.compile(r"\d{1,2},\d")
_ORDINAL_NUMBER = re.compile(r"(\d{1,2})-?[a-ząćęłńóśźż]+")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_DIGITS = frozenset("IVX")

Values = Mapping[str, Any]


def roman(text: str) -> int | None:
    """The value of a Roman number up to XXXIX, None for anything else."""
    if text[:1] not in _ROMAN_DIGITS:  # as nearly all words
        return None
    match = _ROMAN.fullmatch(text)
    if match is None:
        return None
    units = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
    return 10 * len(match[1]) + units[match[2]]


def _whole_number(text: str) -> Values:
    value = int(text)
    values: dict[str, Any] = {"num": value}
    if len(text) <= 2 and 1 <= value <= 31:
        values["day"] = value
    if len(text) == 2 and value % 10 == 0 and value:
        values["decade"] = value
    if len(text) == 2:
        values["short_year"] = value
    if len(text) == 4 and 1000 <= value <= 2199:
        values["year"] = value
    if len(text) == 3:
        values["old_year"] = value
    return values


def numeric(text: str) -> Values:
    """The categories of a token that begins with a digit."""
    if text.isdecimal():
        return _whole_number(text)
    if match := _ISO_DATE.fullmatch(text):
        return {"date": (int(match[1]), int(match[2]), int(match[3]))}
    if match := _NUMERIC_DATE.fullmatch(text):
        year = int(match[3])
        return {"date": (year if year > 99 else year + (1900 if year > 50 else 2000), int(match[2]), int(match[1]))}
    if match := _ROMAN_DATE.fullmatch(text):
        return {"date": (int(match[3]), roman(match[2]) or 0, int(match[1]))}
    if match := _DAY_MONTH.fullmatch(text):
        return {"day_month": (int(match[2]), int(match[1]))}
    if _DECIMAL.fullmatch(text):
        return {"card": float(text.replace(",", "."))}
    if "/" in text:
        first, _, last = text.partition("/")
        return {"years": (int(first), int(first[: 4 - len(last)] + last))}
    if match := _ORDINAL_NUMBER.fullmatch(text):
        value = int(match[1])
        values: dict[str, Any] = {"ord": value} if value else {}
        if value and value % 10 == 0:
            values["decade"] = value
        return values
    return {}
