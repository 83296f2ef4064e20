"""What a question asks, in all the ways that Polish asks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.answering.question import understand

ASKED = [
    ("Kto wygrał wybory?", "who", "person"),
    ("Kogo aresztowała policja?", "who", "person"),
    ("Komu przyznano nagrodę?", "who", "person"),
    ("Z kim grał prezes w szachy?", "who", "person"),
    ("O kim pisze gazeta?", "who", "person"),
    ("Czyj pies ugryzł listonosza?", "who", "person"),
    ("Który minister podał się do dymisji?", "who", "person"),
    ("Jaka aktorka zagrała główną rolę?", "who", "person"),
    ("Który senator zagłosował przeciw?", "who", "person"),
    ("Która sąsiadka zawiadomiła policję?", "who", "person"),
    ("Jaka gospodarka wzrosła najszybciej?", "what", "thing"),
    ("Kim jest Jan Nowak?", "who", "role"),
    ("Gdzie odbył się szczyt?", "where", "place"),
    ("Dokąd pojechał premier?", "where", "place"),
    ("Skąd przyleciał samolot?", "where", "place"),
    ("Skąd ten nagły wzrost cen?", "why", "reason"),
    ("W jakim mieście otwarto muzeum?", "where", "place"),
    ("W którym mieście otwarto muzeum?", "where", "place"),
    ("Kiedy otwarto muzeum?", "when", "date"),
    ("Od kiedy obowiązuje ustawa?", "when", "date"),
    ("Którego dnia podpisano umowę?", "when", "date"),
    ("W którym roku założono firmę?", "when", "date"),
    ("Do którego roku potrwa budowa?", "when", "date"),
    ("Jak długo trwał strajk?", "when", "duration"),
    ("Ile osób zginęło?", "how_many", "number"),
    ("Ilu żołnierzy wysłano?", "how_many", "number"),
    ("O ile wzrosły ceny?", "how_many", "number"),
    ("Jak wysoki jest wieżowiec?", "how_many", "number"),
    ("Jaka jest cena biletu?", "how_many", "number"),
    ("Dlaczego odwołano koncert?", "why", "reason"),
    ("Czemu odwołano koncert?", "why", "reason"),
    ("Po co powołano komisję?", "why", "reason"),
    ("Z jakiego powodu odwołano lot?", "why", "reason"),
    ("W jaki sposób włamano się do banku?", "how", "manner"),
    ("Jak działa szczepionka?", "how", "manner"),
    ("Co powiedział premier o podatkach?", "quote", "statement"),
    ("Jak Kowalski ocenił ustawę?", "quote", "statement"),
    ("Kto powiedział, że podatki wzrosną?", "quote", "person"),
    ("Kto odpowiada za finanse miasta?", "who", "person"),
    ("Czy koncert się odbył?", "yes_no", "polarity"),
    ("Co zbudowano nad rzeką?", "what", "thing"),
    ("Jaki order dostał pisarz?", "what", "thing"),
    ("Która gazeta ujawniła aferę?", "what", "organisation"),
    ("Jak się nazywa nowy statek?", "what", "name"),
    ("Czym jest VAT?", "what", "definition"),
    ("ustawa budżetowa termin", "when", "date"),
    ("długość mostu", "how_many", "number"),
    ("premier wizyta Berlin", "what", "thing"),
    ("minister spotkał się gdzie", "where", "place"),
    ("w ktorym miescie otwarto muzeum", "where", "place"),
]


@pytest.mark.parametrize(("text", "kind", "expects"), ASKED)
def test_type_and_expected_answer(text: str, kind: str, expects: str) -> None:
    question = understand(text)
    assert (question.type, question.expects) == (kind, expects)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Jaki order dostał pisarz?", "order"),
        ("Jakiej umowy Nowak nie podpisał?", "umowa"),
        ("Jakie brytyjskie gazety o tym pisały?", "gazeta"),
        ("Ile kilometrów ma granica?", "kilometr"),
        ("Ile wynosi podatek?", None),
    ],
)
def test_noun_asked_for(text: str, target: str | None) -> None:
    assert understand(text).target == target


@pytest.mark.parametrize(
    ("text", "preposition", "case"),
    [
        ("Z kim rozmawiał prezes?", "z", "inst.loc"),
        ("Od kogo dostał list?", "od", "gen.acc"),
        ("Kto dostał list?", None, "nom"),
        ("Komu wysłano list?", None, "dat"),
    ],
)
def test_preposition_and_case(text: str, preposition: str | None, case: str) -> None:
    question = understand(text)
    assert (question.preposition, question.case) == (preposition, case)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Co Nowak powiedział o podatkach?", ["nowak"]),
        ("Co powiedział Nowak o podatkach?", ["nowak"]),
        ("Ile zdaniem Nowaka kosztuje budowa?", ["nowaka"]),
        ("Kto według Nowaka zawinił?", ["nowaka"]),
        ("Co zdaniem Nowaka Gdańsk zbuduje?", ["nowaka"]),
        ("Kto zawinił?", []),
    ],
)
def test_whose_statement_counts(text: str, speakers: list[str]) -> None:
    question = understand(text)
    assert [question.words[index].form for index in question.speaker] == speakers


def test_a_relative_pronoun_asks_nothing() -> None:
    question = understand("Kto kieruje fundacją, która pomaga uchodźcom?")
    assert (question.type, question.expects) == ("who", "person")


def test_names_weigh_more_than_nouns_and_these_more_than_verbs() -> None:
    weights = {word.form: word.weight for word in understand("Gdzie Nowak kupił samochód?").words}
    assert weights["nowak"] > weights["samochód"] > weights["kupił"] > weights["gdzie"] == 0


@pytest.mark.parametrize(("text", "plural"), [("Jakich państw to dotyczy?", True), ("Jaki kraj wygrał?", False)])
def test_several_things_asked_for(text: str, plural: bool) -> None:
    assert understand(text).plural is plural


def test_negation() -> None:
    assert understand("Czy nikt nie zginął?").negated
    assert not understand("Czy ktoś zginął?").negated


@given(st.text(max_size=200))
def test_any_text_has_an_analysis_with_exact_offsets(text: str) -> None:
    question = understand(text)
    assert question.text == text
    for word in question.words:
        assert 0 <= word.start < word.end <= len(text)
