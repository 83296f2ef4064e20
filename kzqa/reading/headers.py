"""What stands before an article's text: the header ` date YYYY-MM ` or a front-matter block, and its values.

date 2022-10 Rzecznik MSZ ...          ---
                                       id: trump-7
                                       date: 2016-11-09
                                       ---
                                       Title ...
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

_DATE_HEADER = re.compile(r"\s{0,20}date[ \t]+(?P<date>\d[\d.:TZ+/-]*)(?=\s|\Z)\s?")
_FENCE = re.compile(r"\s{0,20}---[ \t]*(?:\r\n|\r|\n)")
_LINE = re.compile(r"(?P<text>[^\r\n]{0,10000})(?:\r\n|\r|\n|\Z)")
_ENTRY = re.compile(r"(?P<key>[A-Za-zżźćńółęąśŻŹĆŃÓŁĘĄŚ][\w-]{0,40})[ \t]*:(?:[ \t]+(?P<value>.*)|[ \t]*)\Z")
_MAX_LINES = 200

_MONTHS = {
    "styczeń stycznia": 1, "luty lutego": 2, "marzec marca": 3, "kwiecień kwietnia": 4, "maj maja": 5,
    "czerwiec czerwca": 6, "lipiec lipca": 7, "sierpień sierpnia": 8, "wrzesień września": 9,
    "październik października": 10, "listopad listopada": 11, "grudzień grudnia": 12,
}  # fmt: skip
_MONTH_NUMBERS = {form: number for forms, number in _MONTHS.items() for form in forms.split()}
_DATE_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})(?:[t ]\d.*)?)?)?",  # 2022, 2022-06, 2022-06-21T10:00
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})(?:,? \d.*)?",  # 21.06.2022
        # 21 czerwca 2022 r., czerwiec 2022
        r"(?:(?P<d>\d{1,2}) )?(?P<month>[a-zćęłńóśźż]{3,11}) (?P<y>\d{4})(?: ?r\.?| roku)?(?:,? \d.*)?",
    )
)


class Header(NamedTuple):
    """The values of a header, the offset at which the article itself begins, and which of the two forms it has."""

    values: Mapping[str, str]
    end: int
    is_front_matter: bool = False


class HeaderDate(NamedTuple):
    """A header's date as ISO, None where it is no date, and a Polish word of warning."""

    iso: str | None
    warning: str | None = None


def read_header(text: str) -> Header:
    """The header of a text: keys in lower case; no values and end 0 where it has none."""
    if found := _DATE_HEADER.match(text):
        return Header({"date": found["date"]}, found.end())
    fence = _FENCE.match(text)
    return (_front_matter(text, fence.end()) if fence else None) or Header({}, 0)


def _front_matter(text: str, start: int) -> Header | None:
    """The block up to the next line `---`; None where nothing closes it or no entry is in it."""
    values: dict[str, str] = {}
    for _ in range(_MAX_LINES):
        line = _LINE.match(text, start)
        if line is None or line.end() == start:
            return None
        start = line.end()
        if line["text"].rstrip() in ("---", "..."):
            return Header(values, start, True) if values else None
        if entry := _ENTRY.match(line["text"].rstrip()):
            values.setdefault(entry["key"].lower(), _unquote(entry["value"] or ""))
    return None


def _unquote(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def read_date(value: str, today: datetime.date | None = None) -> HeaderDate:
    """An ISO or a Polish date at the precision that it is given with; the time of day is left out."""
    value = one_line(value, 60)
    for form in _DATE_FORMS:
        if found := form.fullmatch(value.lower()):
            break
    else:
        return HeaderDate(None, f"niezrozumiała data „{value}”, więc artykuł jest bez daty")
    parts = found.groupdict()
    month = _MONTH_NUMBERS.get(parts["month"], 0) if parts.get("month") else int(parts["m"]) if parts["m"] else None
    day = int(parts["d"]) if parts["d"] else None
    try:
        first = datetime.date(int(parts["y"]), 1 if month is None else month, day or 1)
    except ValueError:
        return HeaderDate(None, f"niemożliwa data „{value}”, więc artykuł jest bez daty")
    iso = first.isoformat()[: 4 if month is None else 7 if day is None else 10]
    future = first > (today or datetime.date.today())
    return HeaderDate(iso, f"data „{iso}” leży w przyszłości" if future else None)


def one_line(value: str, longest: int = 1000) -> str:
    """A value of a header without control, format and direction characters, in one line of at most `longest`."""
    kept = (" " if char.isspace() else char for char in value[: 4 * longest] if _is_harmless(char))
    return " ".join("".join(kept).split())[:longest]


def _is_harmless(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
