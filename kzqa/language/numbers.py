"""Numbers in Polish text with their values and units: digits, words, fractions, multiples. Needs no spaCy.

Found: "80 tys. ton", "1,5 miliona ton", "3,4 proc.", "ponad 200 tys. Rosjan", "30 z 50 przejść", "sześciu milionów
ton", "dwie trzecie", "ośmioro dzieci", "trzynastokrotnie", "dwudniowa wizyta". Not found: dates, times of day,
scores, ordinal numbers, digits inside names (F-16).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from kzqa.language import numerals
from kzqa.language.counted import Token, Value, noun_at, unit_at
from kzqa.language.dates import find_dates_in
from kzqa.language.dictionary import analyse, generate

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?(?!\d)|\d+(?::\d+)+|\d+(?:[.,]\d+)*|[^\W\d_]+|[-–—]|\S",
)
_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d{1,2}")
_ENDINGS = r"(?:y|i|ego|emu|ym|im|a|ej|ą|e|ych|ymi|imi|iego|iej|ia|ią|ie|ich|ie|o|ość|ości)?"


class NumberMention(NamedTuple):
    """A number with the words that belong to it: what makes it rough before, its unit after.

    `value` is the number, scales multiplied out, None where the words do not say it ("kilkaset"); `unit` is what is
    counted, in its base form.
    """

    start: int
    end: int
    text: str
    value: Value
    unit: str | None


@cache
def _words() -> Mapping[str, Value]:
    """Every form of the cardinal numerals with its value."""
    found: dict[str, Value] = {}
    for lemma, value in numerals.CARDINALS.items():
        forms = [form for form, _, tag in generate(lemma) if tag.startswith(("num:", "adj:"))]
        found.update(dict.fromkeys([lemma, *forms], value))
    for lemma, size in numerals.GROUPS.items():
        found.update(dict.fromkeys((form for form, _, tag in generate(lemma) if tag.startswith("subst:sg")), size))
    return found


@cache
def _scales() -> Mapping[str, int]:
    """Forms and abbreviations of thousand, million and so on."""
    found = dict(numerals.SCALE_ABBREVIATIONS)
    for lemma, value in numerals.SCALES.items():
        found.update(dict.fromkeys((form for form, _, tag in generate(lemma) if tag.startswith("subst")), value))
    return found


@cache
def _crowds() -> frozenset[str]:
    return frozenset(form for lemma in numerals.CROWDS.split() for form, _, tag in generate(lemma) if "pl" in tag)


@cache
def _approximations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, numerals.APPROXIMATIONS.split(';')))})\s+$", re.IGNORECASE)


@cache
def _compounds() -> re.Pattern[str]:
    second = "|".join([*numerals.COMPOUND_UNITS, *numerals.COMPOUND_SCALES])
    first = "|".join(sorted(numerals.COMBINING, key=len, reverse=True))
    return re.compile(rf"(?:(\d+)-|((?:{first})+))({second}){_ENDINGS}(?!\w)", re.IGNORECASE)


def find_numbers(text: str) -> list[NumberMention]:
    """The numbers of a sentence or two, in the order of the text."""
    tokens = [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text)]
    dates = find_dates_in(text)
    mentions = []
    index = date = 0
    while index < len(tokens):
        start = tokens[index].start
        while date < len(dates) and dates[date].end <= start:
            date += 1
        if date < len(dates) and dates[date].start <= start:
            index += 1
            continue
        found = _number_at(text, tokens, index)
        if found is None:
            index += 1
            continue
        mention, index = found
        mentions.append(mention)
    return mentions


def _number_at(text: str, tokens: list[Token], index: int) -> tuple[NumberMention, int] | None:
    """The number that begins at a token, and the index of the token after it."""
    if compound := _compound(text, tokens, index):
        return compound
    counted = _count(tokens, index)
    if counted is None:
        return None
    value, after = counted
    if after < len(tokens) and tokens[after].text in "-–—" and (other := _count(tokens, after + 1)):
        # a range has the value of its first end, in the scale of its last
        value, after = _scaled(value, tokens, index, after, other[1]), other[1]
    if after + 1 < len(tokens) and tokens[after].lower in {"z", "ze", "na"} and (whole := _count(tokens, after + 1)):
        after = whole[1]
    unit, after = unit_at(tokens, after, value)
    start = _approximate(text, tokens[index].start)
    end = tokens[after - 1].end
    return NumberMention(start, end, text[start:end], value, unit), after


def _scaled(value: Value, tokens: list[Token], first: int, dash: int, after: int) -> Value:
    scales = _scales()
    if value is None or any(token.lower in scales for token in tokens[first:dash]):
        return value
    factor = next((scales[token.lower] for token in tokens[dash:after] if token.lower in scales), 1)
    return _whole(value * factor)


def _whole(value: float) -> int | float:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _count(tokens: list[Token], index: int) -> tuple[Value, int] | None:
    """The value of a number in digits or words, its scales with it, and the index after it; None where none begins."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.text[0].isdecimal():
        number = _digits(tokens, index)
        return None if number is None else _with_scale(number, tokens, index + 1)
    if token.lower in numerals.HALVES:
        return _with_scale(numerals.HALVES[token.lower], tokens, index + 1)
    if token.lower in _crowds():
        # "setki tysięcy": a number that is not said
        after = index + 1
        return (None, after + 1) if after < len(tokens) and tokens[after].lower in _scales() else (None, after)
    if token.lower in _words():
        return _in_words(tokens, index)
    if token.lower in numerals.SCALE_ABBREVIATIONS or token.lower not in _scales():
        return None
    singular = any(":sg:" in reading.tag for reading in analyse(token.lower))
    return (_scales()[token.lower] if singular else None), index + 1


def _digits(tokens: list[Token], index: int) -> int | float | None:
    """The value of digits, None where they are a time, a score, an ordinal number or a part of a name."""
    token = tokens[index]
    if not _DIGITS.fullmatch(token.text):
        return None
    if index and tokens[index - 1].end == token.start and tokens[index - 1].text not in '(„"«-–—':
        return None
    hyphenated = index > 1 and tokens[index - 1].text == "-" and tokens[index - 2].end == tokens[index - 1].start
    if hyphenated and not tokens[index - 2].text[-1].isdecimal():
        return None
    following = tokens[index + 1 : index + 3]
    if following and following[0].start == token.end:
        if following[0].text[0].isalpha():
            return None
        if following[0].text == "." and len(following) > 1 and following[1].text[0].islower():
            return None
        if following[0].text == "-" and len(following) > 1 and following[1].text[0].isalpha():
            return None
    if re.fullmatch(r"\d+\.\d{1,2}", token.text):
        return float(token.text)
    return _whole(float(re.sub(r"[ \u00a0.]", "", token.text).replace(",", ".")))


def _with_scale(value: float, tokens: list[Token], index: int) -> tuple[Value, int]:
    """A number times the scale after it ("1,5 miliona"), and the index after both; the full stop of "tys." included."""
    scales = _scales()
    if index < len(tokens) and (factor := scales.get(tokens[index].lower)):
        value *= factor
        short = tokens[index].lower in numerals.SCALE_ABBREVIATIONS
        index += 1
        if short and index < len(tokens) and tokens[index].text == ".":
            index += 1
    return _whole(value), index


def _in_words(tokens: list[Token], index: int) -> tuple[Value, int] | None:
    """ "Dwa miliony trzysta tysięcy pięćdziesiąt sześć", "dwie trzecie", "kilkaset tysięcy"."""
    words, scales = _words(), _scales()
    total = part = 0.0
    known, last = True, float("inf")
    start = index
    while index < len(tokens) and (tokens[index].lower in words or tokens[index].lower in scales):
        lower = tokens[index].lower
        if lower in scales:
            total += max(part, 1) * scales[lower]
            part, last = 0.0, float("inf")
        else:
            value = words[lower]
            if value is None:
                known = False
            elif value >= last or (last < 20) or (last < 100 <= value):
                break
            part += value or 0
            last = value if value else 1
        index += 1
    if index < len(tokens) and index - start == 1 and (under := _fraction(tokens[index].lower)) and part:
        return part / under, index + 1
    if index - start == 1 and tokens[start].lower.startswith("jed") and not _is_counting(tokens, index):
        return None
    return (_whole(total + part) if known else None), index


def _is_counting(tokens: list[Token], index: int) -> bool:
    """Whether "jeden" counts: "jedna osoba", not "jeden z sojuszników"."""
    return index < len(tokens) and any(reading.tag.startswith("subst:sg") for reading in analyse(tokens[index].lower))


def _fraction(word: str) -> int | None:
    for stem, value in numerals.FRACTIONS.items():
        if word.startswith(stem) and word[len(stem) :] in numerals.FRACTION_ENDINGS.split():
            return value
    return None


def _compound(text: str, tokens: list[Token], index: int) -> tuple[NumberMention, int] | None:
    """ "Trzynastokrotnie", "26-letni", "dwudniowa wizyta": one word with its number and unit."""
    token = tokens[index]
    match = _compounds().match(text, token.start)
    if match is None:
        return None
    after = next((i for i in range(index, len(tokens)) if tokens[i].start >= match.end()), len(tokens))
    value: Value = int(match[1]) if match[1] else _combined(match[2].lower())
    unit = numerals.COMPOUND_UNITS.get(match[3].lower())
    if value is not None:
        value *= numerals.COMPOUND_SCALES.get(match[3].lower(), 1)
    end = match.end()
    if not match[0].lower().endswith("krotnie"):
        noun = noun_at(tokens, after)
        end = tokens[noun].end if noun is not None and noun == after else end
        after = noun + 1 if noun is not None and noun == after else after
    start = _approximate(text, token.start)
    return NumberMention(start, end, text[start:end], value, unit), after


def _combined(parts: str) -> Value:
    """The value of "dwudziestopięcio"; None where a part of it is unsaid."""
    total = 0.0
    while parts:
        part = next(part for part in sorted(numerals.COMBINING, key=len, reverse=True) if parts.startswith(part))
        value = numerals.COMBINING[part]
        if value is None:
            return None
        total += value
        parts = parts[len(part) :]
    return _whole(total)


def _approximate(text: str, start: int) -> int:
    """Where the words before a number begin that make it rough ("ponad", "co najmniej")."""
    match = _approximations().search(text, max(0, start - 30), start)
    return match.start() if match else start
