"""Spans proposed as short answers, what speaks for them, and what they are as data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_sentences import MEETING, evidence

from kzqa.answering.candidates import Candidate, candidates
from kzqa.answering.evidence import Evidence, Span
from kzqa.answering.question import understand

MET = evidence(
    MEETING,
    matched={"spotkał": 1.0, "Minister": 1.0, "zdrowia": 1.0},
    names={"Jan Nowak": ("persName", "Jan Nowak"), "Gdańsku": ("placeName", "Gdańsk")},
)
FIRE = evidence(
    """
    W       w       ADP   -    2  case
    pożarze pożar   NOUN  Loc  3  obl
    zginęło zginąć  VERB  -    0  root
    12      12      NUM   -    5  nummod
    osób    osoba   NOUN  Gen  3  nsubj
    """,
    matched={"zginęło": 1.0, "osób": 1.0},
)
COUNTRIES = evidence(
    """
    Umowę      umowa     NOUN   Acc  2  obj
    podpisały  podpisać  VERB   -    0  root
    Czechy     Czechy    PROPN  Nom  2  nsubj
    ,          ,         PUNCT  -    5  punct
    Austria    Austria   PROPN  Nom  3  conj
    i          i         CCONJ  -    7  cc
    Węgry      Węgry     PROPN  Nom  3  conj
    """,
    matched={"podpisały": 1.0, "Umowę": 1.0},
    names={
        "Czechy": ("placeName", "Czechy"),
        "Austria": ("placeName", "Austria"),
        "Węgry": ("placeName", "Węgry"),
    },
)


def of(question: str, where: Evidence) -> list[Candidate]:
    return list(candidates(understand(question), where))


def by_answer(question: str, where: Evidence, answer: str, source: str) -> Candidate:
    (found,) = [c for c in of(question, where) if c.answer == answer and c.source == source]
    return found


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("Z kim spotkał się minister zdrowia?", MET),
        ("Gdzie spotkał się minister zdrowia?", MET),
        ("Dlaczego minister spotkał się z prezydentem?", MET),
        ("Ile osób zginęło?", FIRE),
        ("Jakie kraje podpisały umowę?", COUNTRIES),
    ],
)
def test_candidates_stand_in_the_sentence(question: str, where: Evidence) -> None:
    found = of(question, where)
    assert found
    for candidate in found:
        assert where.start <= candidate.start < candidate.end <= where.end
        if candidate.source in ("noun", "prepositional", "predicate", "reason", "number"):
            assert candidate.answer == where.slice(candidate.start, candidate.end)
        assert all(isinstance(value, float) for value in candidate.features.values())


def test_case_and_preposition_speak_for_an_answer() -> None:
    right = by_answer("Z kim spotkał się minister zdrowia?", MET, "prezydentem miasta", "noun")
    wrong = by_answer("Z kim spotkał się minister zdrowia?", MET, "Gdańsk", "place")
    assert (right.features["case"], right.features["preposition"]) == (1.0, 1.0)
    assert wrong.features["preposition"] == -1.0
    other = by_answer("Komu minister zdrowia podał rękę?", MET, "prezydentem miasta", "noun")
    assert (other.features["case"], other.features["bare"]) == (-1.0, -1.0)


def test_a_name_is_answered_in_its_base_form_and_stands_where_it_stands() -> None:
    place = by_answer("Gdzie spotkał się minister zdrowia?", MET, "Gdańsk", "place")
    assert MET.slice(place.start, place.end) == "Gdańsku"


def test_what_only_repeats_the_question_is_no_answer() -> None:
    assert "Minister zdrowia" not in [c.answer for c in of("Z kim spotkał się minister zdrowia?", MET)]
    named = evidence(MEETING, matched={"Nowak": 1.0}, names={"Jan Nowak": ("persName", "Jan Nowak")})
    assert not [c for c in of("Z kim spotkał się Nowak?", named) if c.source == "person"]


def test_a_reason_is_proposed_for_why() -> None:
    assert by_answer("Dlaczego się spotkali?", MET, "ponieważ szpitale są przepełnione", "reason")


DATED = evidence(
    """
    Pożar    pożar     NOUN  Nom  2  nsubj
    wybuchł  wybuchnąć VERB  -    0  root
    w        w         ADP   -    4  case
    marcu    marzec    NOUN  Loc  2  obl
    """,
    dates={"marcu": "2024-03"},
)


def test_a_date_is_answered_readably_and_as_data() -> None:
    found = by_answer("Kiedy wybuchł pożar?", DATED, "marzec 2024", "date")
    assert found.value == {"iso": "2024-03"}


def test_a_number_has_its_value_and_the_unit_asked_for() -> None:
    found = by_answer("Ile osób zginęło w pożarze?", FIRE, "12 osób", "number")
    assert found.value == {"number": 12, "unit": "osoba"}
    assert (found.features["target"], found.features["unit"]) == (1.0, 1.0)


def test_names_joined_by_commas_are_one_answer() -> None:
    found = by_answer("Których krajów dotyczy umowa?", COUNTRIES, "Czechy, Austria i Węgry", "list")
    assert COUNTRIES.slice(found.start, found.end) == "Czechy, Austria i Węgry"
    assert found.features["plural:list"] == 1.0
    assert by_answer("Który kraj podpisał umowę?", COUNTRIES, "Austria", "place").features["singular:single"] == 1.0


SAID = evidence(
    """
    Podatki     podatek   NOUN   Nom  2  nsubj
    wzrosną     wzrosnąć  VERB   -    0  root
    ,           ,         PUNCT  -    4  punct
    powiedział  rzec      VERB   -    2  parataxis
    Nowak       Nowak     PROPN  Nom  4  nsubj
    """,
    names={"Nowak": ("persName", "Jan Nowak")},
    quotes={"Podatki wzrosną": "Jan Nowak"},
)


def test_a_quote_answers_what_was_said_and_who_said_it() -> None:
    said = by_answer("Co powiedział Nowak o podatkach?", SAID, "Podatki wzrosną", "quote")
    assert said.value == {"speaker": "Jan Nowak"}
    who = by_answer("Kto powiedział, że podatki wzrosną?", SAID, "Jan Nowak", "speaker")
    assert who.value == {"speaker": "Jan Nowak"}


def test_who_said_it_is_no_statement() -> None:
    pointed = replace(SAID, spans=(Span(SAID.start + len("Podatki "), SAID.end, 0.0),))
    found = of("Co powiedział Nowak o podatkach?", pointed)
    assert "wzrosną" in {one.answer for one in found if one.source == "reader"}
    assert all(one.end <= SAID.quotes[0].end for one in found)


def test_the_parts_of_a_long_quote_are_answers_too() -> None:
    whole = SAID.quotes[0]._replace(text="Jest źle; podatki wzrosną.")
    found = of("Co powiedział Nowak o podatkach?", replace(SAID, quotes=(whole,)))
    assert {"Jest źle", "podatki wzrosną"} <= {one.answer for one in found if one.source == "quote"}


def test_the_reader_points_at_answers() -> None:
    read = evidence(MEETING, names={"Gdańsku": ("placeName", "Gdańsk")}, spans={"Gdańsku": 0.0, "miasta": -2.0})
    found = by_answer("Gdzie się spotkali?", read, "Gdańsk", "place")
    assert (found.features["overlap"], found.features["exact"], found.features["read"]) == (1.0, 1.0, 1.0)
    assert by_answer("Gdzie się spotkali?", read, "miasta", "reader").features["overlap"] == 0.0
    assert "overlap" not in by_answer("Gdzie spotkał się minister zdrowia?", MET, "Gdańsk", "place").features


@pytest.mark.parametrize(
    ("question", "proposed"),
    [("Gdzie się spotkali?", {"miasta"}), ("Dlaczego się spotkali?", {"z prezydentem miasta", "miasta", "w Gdańsku"})],
)
def test_a_name_says_more_exactly_what_the_reader_points_at(question: str, proposed: set[str]) -> None:
    read = evidence(
        MEETING,
        names={"Gdańsku z prezydentem": ("placeName", "Gdańsk")},
        spans={"w Gdańsku": 0.0, "z prezydentem miasta": -1.0, "miasta": -2.0},
    )
    assert {c.answer for c in of(question, read) if c.source == "reader"} == proposed


@pytest.mark.parametrize(
    ("question", "where"), [("Kiedy wybuchł pożar?", DATED), ("Ile osób zginęło w pożarze?", FIRE)]
)
def test_dates_and_numbers_say_more_exactly_what_the_reader_points_at(question: str, where: Evidence) -> None:
    whole = replace(where, spans=(Span(where.start, where.end, 0.0),))
    assert "reader" not in {c.source for c in of(question, whole)}
    start = where.tokens[0].start
    beside = replace(where, spans=(Span(start, where.tokens[1].end, 0.0),))
    (found,) = [c for c in of(question, beside) if c.source == "reader"]
    assert (found.start, found.end) == (start, where.tokens[1].end)


def test_a_role_that_the_question_asks_for_speaks_for_its_name() -> None:
    named = evidence(
        MEETING,
        names={"Jan Nowak": ("persName", "Jan Nowak"), "Gdańsku": ("placeName", "Gdańsk")},
        roles={"Jan Nowak": 0.75},
    )
    question = "Kto był ministrem zdrowia?"
    assert by_answer(question, named, "Jan Nowak", "person").features["role"] == 0.75
    assert "role" not in by_answer(question, named, "Gdańsk", "place").features


@pytest.mark.parametrize(
    ("question", "where", "answer", "kind"),
    [
        ("W jakim mieście spotkał się minister?", MET, "Gdańsk", 1.0),
        ("W jakim kraju spotkał się minister?", MET, "Gdańsk", -1.0),
        ("Jakie kraje podpisały umowę?", COUNTRIES, "Austria", 1.0),
        ("Jakie kraje podpisały umowę?", COUNTRIES, "Czechy, Austria i Węgry", 1.0),
        ("W jakim mieście podpisano umowę?", COUNTRIES, "Austria", -1.0),
    ],
)
def test_a_place_is_a_country_or_none(question: str, where: Evidence, answer: str, kind: float) -> None:
    (found,) = [one for one in of(question, where) if one.answer == answer and one.source in ("place", "list")]
    assert found.features["kind of place"] == kind


@pytest.mark.parametrize(
    ("question", "iso", "precision"),
    [
        ("Którego dnia minister spotkał się z prezydentem?", "2023-05-04", 1.0),
        ("Którego dnia minister spotkał się z prezydentem?", "2023", -1.0),
        ("W którym miesiącu minister spotkał się z prezydentem?", "2023-05", 1.0),
    ],
)
def test_a_date_is_as_exact_as_it_is_asked_for(question: str, iso: str, precision: float) -> None:
    where = replace(MET, dates=evidence(MEETING, dates={"Gdańsku": iso}).dates)
    (found,) = [one for one in of(question, where) if one.source == "date"]
    assert found.features["precision"] == precision


def test_an_empty_sentence_has_none() -> None:
    assert of("Kto wygrał?", Evidence("", 0, ())) == []
