"""Where sentences begin, by rules and in the shipped pipeline: a table of cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kzqa.language.sentences import boundaries

CASES = [
    # abbreviations inside a sentence
    "Przybyło tam ponad 200 tys. Rosjan.| Uciekli przed mobilizacją.",
    "Spotkał się m.in. z prof. Janem Kowalskim i dr. hab. Anną Nowak.| Rozmowa trwała godzinę.",
    "Mieszka przy ul. Nowej 5 w pobliżu pl. Wolności.| To niedaleko.",
    "Był to tzw. Biały Dom, tj. Siedziba Prezydenta.| Stoi do dziś.",
    "Szkoła im. Adama Mickiewicza stoi przy al. Jerozolimskich.| Ma sto lat.",
    "Organizacja Układu (ros. ODKB) milczy.| Nikt nie pyta.",
    "Świadek gen. Nowak i płk Wiśniewski zeznawali.| Sąd słuchał.",
    # abbreviations that may end one
    "Kupił chleb, mleko itd. i poszedł do domu.| Wrócił o godz. 17.30.",
    "Sprzedaje jabłka, gruszki itp.| Ludzie kupują.",
    "Stało się to w XIX w. w Krakowie.| Nikt nie pamięta.",
    # initials, ordinals, numbers
    "Książkę napisał J.R.R. Tolkien.| Przełożyła ją M. Skibniewska.",
    "George W. Bush przyleciał w środę.| Wita go prezydent.",
    "Premier przyjechał 21. raz w tym roku.| Czekano na niego.",
    "Zebrano 1,5 miliona ton.| W 2022 roku było 2.500 ton.",
    "Mecz skończył się wynikiem 3:1.| Kibice wrócili do domów.",
    "Wybory odbyły się w 2022 roku.| Wygrał kandydat opozycji.",
    # marks of the end
    "Czy to prawda?| Nikt nie wie!| Zobaczymy...| Może jutro.",
    "Nie wiem… może jutro.| Zobaczymy.",
    # quotation marks
    'Powiedział: "To koniec."| Potem wyszedł.',
    "„To koniec.” - powiedział minister.| Wszyscy wstali.",
    '"Wchodzę!" - krzyknął Jan.| Drzwi się otworzyły.',
    '"Nie ma zgody.| Nie będzie jej" - oświadczył premier.| Sala milczała.',
    'Gazeta "Ilta-Sanomat" pisała o tym wczoraj.| Inne milczały.',
    'Film "Kto się boi?" zdobył nagrodę.| Reżyser dziękował.',
    # the dash of a dialogue
    "- Doceniam jego żart.| Nie sądzę, aby było to potrzebne - powiedział.| - Idę.",
    "- Kto tam? - zapytał Jan.| - To ja.",
    "To ważne - podkreślił minister.| - Będziemy czekać.",
    # headings joined to the next line
    "Ucieczka przed mobilizacją\n| Po ogłoszeniu mobilizacji tysiące ludzi uciekły.",
]


def split(text: str, starts: list[int]) -> list[str]:
    return [text[start:end].strip() for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


@pytest.mark.parametrize("case", CASES[:-1])
def test_rules_find_the_sentences(case: str) -> None:
    text = case.replace("|", "")
    assert split(text, list(boundaries(text))) == [part.strip() for part in case.split("|")]


@pytest.mark.parametrize("case", CASES)
def test_shipped_pipeline_finds_the_sentences(pipeline: Language, case: str) -> None:
    doc = pipeline(case.replace("|", ""))
    assert [sentence.text.strip() for sentence in doc.sents] == [part.strip() for part in case.split("|")]


@given(st.text(alphabet='aAżŻ .!?…"„”-12\n', max_size=60))
def test_boundaries_stand_inside_the_text_and_rise(text: str) -> None:
    found = list(boundaries(text))
    assert found == sorted(set(found))
    assert all(0 < offset < len(text) for offset in found)
