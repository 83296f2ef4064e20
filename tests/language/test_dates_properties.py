"""What holds for every text and date: offsets, valid intervals, words that lead back to the date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.language.dates import find_dates_in, readable
from kzqa.language.dates.periods import easter, parse
from kzqa.language.dates.tables import MONTHS

WORDS = """
w na od do z po przed za i a – - , . ( ) ub. r. br. roku rok lat lata 90. 2018 1999 31 30 29 3 14 000 XX IX I września
luty maja Maja środę piątku tym ubiegłego przyszłym ostatnich dwa kilka tygodnie miesięcy temu później koniec połowie
przełomie nocy wczoraj jutro Wielkanoc Boże Narodzenie wieku kwartale pierwszym drugiej jesienią zimą listopadowe
sobotni 24.02.2022 3.5 2022-02-30 '39 rano tego dnia samego
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
NOTATIONS = ["{d} {m} {y}", "{d} {m} {y} roku", "{d:02}.{n:02}.{y}", "{y}-{n:02}-{d:02}", "{d}.{n}.{y} r."]
ANCHORS = st.sampled_from([None, "2023", "2023-02", "2023-02-14", "2020-02-29", "0001-01-01", "9999-12-31"])
DAYS = st.dates(date(1000, 1, 1), date(2199, 12, 31))


@given(st.lists(PIECES, max_size=25).map(" ".join), ANCHORS)
def test_every_text_gives_ordered_spans_and_valid_values(text, anchor):
    end = 0
    for found in find_dates_in(text, anchor):
        assert end <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.iso is None or parse(found.iso) is not None
        end = found.end


@given(st.text(max_size=80), ANCHORS)
def test_any_characters_are_survived(text, anchor):
    for found in find_dates_in(text, anchor):
        assert found.text == text[found.start : found.end]


@given(
    DAYS,
    st.sampled_from(NOTATIONS),
)
def test_a_full_date_is_itself_in_every_notation(day, notation):
    text = notation.format(d=day.day, m=MONTHS[day.month - 1][0], n=day.month, y=day.year)
    assert [found.iso for found in find_dates_in(f"Spotkali się {text}", "2023-02")] == [day.isoformat()]


@given(DAYS)
def test_the_words_of_a_date_are_found_as_that_date(day):
    for iso in (day.isoformat(), day.isoformat()[:7], f"{day.year}-09/{day.year}-11"):
        assert [found.iso for found in find_dates_in(f"Odpowiedź: {readable(iso)} roku", None)] == [iso]


@given(DAYS)
def test_yesterday_and_a_week_ago(day):
    found = [parse(found.iso) for found in find_dates_in("Wczoraj i tydzień temu padało.", day.isoformat())]
    assert [(day - past.first.first).days for past in found if past] == [1, 7]


@given(DAYS, st.sampled_from(["poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę", "niedzielę"]))
def test_a_past_weekday_is_the_nearest_on_or_before_the_article(day, weekday):
    (found,) = find_dates_in(f"Wrócił do kraju w {weekday}.", day.isoformat())
    assert 0 <= (day - date.fromisoformat(str(found.iso))).days < 7


@given(st.integers(1583, 2999))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    sunday = easter(year)
    assert sunday.weekday() == 6
    assert date(year, 3, 22) <= sunday <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2022", "2022"),
        ("0966", "966"),
        ("2022-06", "czerwiec 2022"),
        ("2022-09-21", "21 września 2022"),
        ("2022-09/2022-11", "jesień 2022"),
        ("2018-12/2019-02", "zima 2018/2019"),
        ("2022-06/2022-08", "lato 2022"),
        ("2021-05-15/2021-05-20", "15–20 maja 2021"),
        ("2021-05-28/2021-06-02", "28 maja – 2 czerwca 2021"),
        ("2021-12-31/2022-01-01", "31 grudnia 2021 – 1 stycznia 2022"),
        ("2022-05/2022-06", "maj–czerwiec 2022"),
        ("2019-03/2020-12", "marzec 2019 – grudzień 2020"),
        ("2022-01/2022-03", "I kwartał 2022"),
        ("2022-07/2022-12", "II półrocze 2022"),
        ("1985/1997", "1985–1997"),
        ("1990/1999", "lata 90. XX wieku"),
        ("2000/2009", "lata 2000–2009"),
        ("1801/1900", "XIX wiek"),
        ("2001/2100", "XXI wiek"),
        ("2019-03-29/2020-12-31", "29 marca 2019 – 31 grudnia 2020"),
        ("2022-02-01/2022-02-28", "luty 2022"),
        ("nic", "nic"),
        ("2022-13", "2022-13"),
        ("", ""),
    ],
)
def test_readable(iso, words):
    assert readable(iso) == words
