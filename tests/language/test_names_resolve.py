"""The names of an article: mended spans, entities, roles, exact offsets."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzqa.language.names import resolve_names
from kzqa.model import Mention, NameLabel, Sentence, Token

LABELS: list[NameLabel] = ["persName", "placeName", "geogName", "orgName"]


def sentences_of(text: str) -> list[Sentence]:
    """Sentences by full stops and bare tokens, as a pipeline without tagger and parser gives them."""
    found: list[Sentence] = []
    for match in re.finditer(r"[^\n]+?(?:[.!?](?=\s|$)|$|\n)", text):
        tokens = [
            Token(
                word.group(),
                match.start() + word.start(),
                match.start() + word.end(),
                word.group().lower(),
                "X",
                "",
                "",
                number,
                "",
                match.group()[word.end() : word.end() + 1].isspace(),
            )
            for number, word in enumerate(re.finditer(r"\w+(?:[-'’]\w+)*|[^\w\s]", match.group()))
        ]
        if tokens:
            found.append(
                Sentence(1, len(found) + 1, "paragraph", tokens[0].start, tokens[-1].end, tuple(tokens)),
            )
    return found


def names_in(text: str, *marked: tuple[str, NameLabel]) -> list[Mention]:
    """The mentions in a text in which the marked strings, at every place, are what a recogniser proposes."""
    spans = [
        (match.start(), match.end(), label)
        for part, label in marked
        for match in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    ]
    mentions = resolve_names(text, sentences_of(text), spans)
    assert all(text[one.start : one.end] == one.text for one in mentions)
    return mentions


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Rzecznik MSZ Kazachstanu Ajbek Smadijarow zareagował.", "Ajbek Smadijarow", "rzecznik MSZ Kazachstanu"),
        ("Mówił o tym były prezydent Rosji Dmitrij Miedwiediew.", "Dmitrij Miedwiediew", "były prezydent Rosji"),
        ("Zareagował na słowa rzeczniczki rosyjskiego resortu dyplomacji Marii Zacharowej, która przedstawiła żądania.",
         "Marii Zacharowej", "rzeczniczka rosyjskiego resortu dyplomacji"),
        ("Jak powiedział kazachski minister energetyki, Almasadam Satkalijew, kraj planuje zmiany.",
         "Almasadam Satkalijew", "kazachski minister energetyki"),
        ("Prezydent Rosji, Władimir Putin, przybył do kraju.", "Władimir Putin", "prezydent Rosji"),
        ("Oznajmił to sekretarz stanu USA Antony Blinken.", "Antony Blinken", "sekretarz stanu USA"),
        ("Spotkał się z prezydentem Kazachstanu Kasymem-Żomartem Tokajewem w Astanie.",
         "Kasymem-Żomartem Tokajewem", "prezydent Kazachstanu"),
        ("Rozmawiał z ministrem spraw zagranicznych tego kraju Muchtarem Tileuberdim.",
         "Muchtarem Tileuberdim", "minister spraw zagranicznych tego kraju"),
        ("Ajbek Smadijarow, rzecznik MSZ Kazachstanu, powiedział to wczoraj.", "Ajbek Smadijarow",
         "rzecznik MSZ Kazachstanu"),
        ("Wicepremier Serik Żumangarin zapowiedział zmiany.", "Serik Żumangarin", "wicepremier"),
        ("Naukowiec Instytutu Polityki Zagranicznej Jussi Lassila uważa inaczej.", "Jussi Lassila",
         "naukowiec Instytutu Polityki Zagranicznej"),
        ("Do kraju przyjechał Jan Kowalski.", "Jan Kowalski", None),
        ("Prezydent przyjął wczoraj w pałacu, o czym pisano, Jana Kowalskiego.", "Jana Kowalskiego", None),
        ("Prezydent wysłuchał Jana Kowalskiego.", "Jana Kowalskiego", None),
        ("Minister odrzucił krytykę Davida Davisa.", "Davida Davisa", None),
        ("Po tym, jak minister ds. reform krytykę David Davis odrzucił.", "David Davis", None),
        ("Oficjalny rzecznik Theresy May powiedział prawdę.", "Theresy May", None),
        ("Przyjmując w Pałacu Elizejskim kanclerz Merkel, mówił o tym.", "Merkel", "kanclerz"),
    ],
)  # fmt: skip
def test_role(text: str, name: str, role: str | None) -> None:
    (mention,) = names_in(text, (name, "persName"))
    assert mention.role == role


def test_two_persons_do_not_share_a_role() -> None:
    first, second = names_in(
        "Premier Donald Tusk i Jan Nowak rozmawiali.", ("Donald Tusk", "persName"), ("Jan Nowak", "persName")
    )
    assert (first.role, second.role) == ("premier", None)


def test_roles_and_quotation_marks_are_cut_off() -> None:
    (mention,) = names_in("Witał go prezydent Tokajew.", ("prezydent Tokajew", "persName"))
    assert (mention.text, mention.role) == ("Tokajew", "prezydent")
    (mention,) = names_in("Pisał o tym „Komiersant”.", ("„Komiersant”", "orgName"))
    assert mention.text == "Komiersant"


@pytest.mark.parametrize("word", ["rosyjski", "Kazachskie", "unijnej", "Rosjanie", "Kazachów"])
def test_adjectives_and_inhabitants_are_no_places(word: str) -> None:
    assert names_in(f"To {word} sprawy.", (word, "placeName")) == []


def test_a_name_cut_in_two_is_joined() -> None:
    (mention,) = names_in(
        "Prezydent Kasym-Żomart Tokajew mówił.", ("Kasym-Żomart", "placeName"), ("Tokajew", "persName")
    )
    assert (mention.text, mention.label) == ("Kasym-Żomart Tokajew", "persName")


def test_a_person_is_split_off_an_institution() -> None:
    both = names_in(
        "Tak sądzi ekspert Instytutu Polityki Zagranicznej Jussi Lassila.",
        ("Instytutu Polityki Zagranicznej Jussi Lassila", "orgName"),
    )
    assert [(one.base, one.label) for one in both] == [
        ("Instytut Polityki Zagranicznej", "orgName"),
        ("Jussi Lassila", "persName"),
    ]


def test_a_patron_stays_in_the_name_of_an_institution() -> None:
    (mention,) = names_in("Na Uniwersytecie Adama Mickiewicza.", ("Uniwersytecie Adama Mickiewicza", "orgName"))
    assert mention.base == "Uniwersytet Adama Mickiewicza"


def test_surnames_that_the_recogniser_missed_are_added_and_one_label_wins() -> None:
    text = "Mówił Ajbek Smadijarow. Zdaniem Smadijarowa to błąd. Dodał Smadijarow."
    mentions = names_in(text, ("Ajbek Smadijarow", "persName"), ("Zdaniem", "persName"))
    assert [one.entity for one in mentions if one.start > 10] == ["Ajbek Smadijarow"] * 2
    text = "Ajbek Smadijarow był w Moskwie. Smadijarow wrócił."
    mentions = names_in(text, ("Ajbek Smadijarow", "persName"), ("Smadijarow", "placeName"))
    assert {one.label for one in mentions} == {"persName"}


def test_surnames_that_the_dictionary_knows_are_added_too() -> None:
    text = "Mówił Donald Tusk. Tusk wrócił, a Nowak nie."
    mentions = names_in(text, ("Donald Tusk", "persName"))
    assert [one.text for one in mentions] == ["Donald Tusk", "Tusk"]


def test_a_person_is_in_the_case_of_the_role_though_the_parser_puts_it_below_its_attribute() -> None:
    words = [
        ("Gościł", "", 0, ""),
        ("prezydenta", "Case=Acc|Number=Sing", 0, "obj"),
        ("Finlandii", "Case=Gen|Number=Sing", 1, "nmod"),
        ("Xi", "", 2, "flat"),
        ("Kekkona", "Case=Nom|Number=Sing", 3, "flat"),
    ]
    tokens, start = [], 0
    for form, morph, head, dep in words:
        tokens.append(Token(form, start, start + len(form), form, "X", "", morph, head, dep, True))
        start += len(form) + 1
    text = " ".join(form for form, *_ in words)
    mentions = resolve_names(text, [Sentence(1, 1, "paragraph", 0, len(text), tuple(tokens))], [(28, 38, "persName")])
    assert [one.base for one in mentions] == ["Xi Kekkon"]


def test_an_acronym_in_brackets_is_the_organisation_before_it() -> None:
    text = "Kraj należy do Organizacji Układu o Bezpieczeństwie Zbiorowym (ros. ODKB). ODKB milczy."
    mentions = names_in(text, ("Organizacji Układu o Bezpieczeństwie Zbiorowym", "orgName"), ("ODKB", "orgName"))
    assert {one.entity for one in mentions} == {"Organizacja Układu o Bezpieczeństwie Zbiorowym"}
    text = "Należy do Forum Dawnych Kolonii (FDK). FDK milczy."
    mentions = names_in(text, ("Forum Dawnych Kolonii", "orgName"), ("FDK", "orgName"))
    assert {one.entity for one in mentions} == {"Forum Dawnych Kolonii"}


def test_the_archive_may_attest_a_base_form() -> None:
    text = "Rozmawiał z Pendrykiem."
    spans: list[tuple[int, int, NameLabel]] = [(12, 22, "persName")]
    (alone,) = resolve_names(text, sentences_of(text), spans)
    (helped,) = resolve_names(text, sentences_of(text), spans, {"Pendryk": 4})
    assert helped.base == "Pendryk" == alone.base
    text = "Nie ma Zuckerberga."
    (helped,) = resolve_names(text, sentences_of(text), [(7, 18, "persName")], {"Zuckerberg": 4})
    assert helped.base == "Zuckerberg"


def test_nothing_in_nothing_out() -> None:
    assert resolve_names("", [], []) == []
    assert resolve_names("Ala.", sentences_of("Ala."), []) == []
    assert resolve_names("Ala.", [], [(0, 3, "persName")]) == []


_WORDS = ["prezydent", "Rosji", "Jan", "Kowalski", "Kowalskiego", "Tokajewem", "MSZ", ",", "(", "ODKB", ")", "-", ".",
          "był", "rosyjskiej", "Unii", "„", "”", "O'Neill", "\u202e", "😀"]  # fmt: skip


@given(
    st.lists(st.sampled_from(_WORDS), max_size=14),
    st.lists(st.tuples(st.integers(-2, 90), st.integers(-2, 90), st.sampled_from(LABELS)), max_size=6),
)
def test_any_spans_give_exact_offsets_in_order(words: list[str], spans: list[tuple[int, int, NameLabel]]) -> None:
    text = " ".join(words)
    mentions = resolve_names(text, sentences_of(text), spans)
    for one in mentions:
        assert text[one.start : one.end] == one.text != ""
        assert one.base
        assert one.entity
    assert all(left.end <= right.start for left, right in pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "marked", "names"),
    [
        ("Działa Fundusz na rzecz Ochrony Przyrody w Krakowie.", [("Fundusz", "orgName"), ("Krakowie", "placeName")],
         {("Fundusz na rzecz Ochrony Przyrody", "organisation"), ("Krakowie", "place")}),
        ("Grała w UEFA o Puchar Polski.", [("UEFA", "orgName")], {("UEFA", "organisation")}),
        ("Przyszła Rada Starszych (w skrócie RS) i milczała.", [("Rada Starszych", "orgName")],
         {("Rada Starszych", "organisation"), ("RS", "organisation")}),
        ("Przyszła Anna Nowak (RS) i milczała.", [("Anna Nowak", "persName")], {("Anna Nowak", "person")}),
        ("Pisał o tym portal Ziarno wczoraj.", [("Ziarno", "persName")], {("Ziarno", "organisation")}),
        ("Na portal Brzdynia weszła. Adam Brzdyń milczał.", [("Brzdynia", "persName"), ("Adam Brzdyń", "persName")],
         {("Brzdynia", "person"), ("Adam Brzdyń", "person")}),
        ("Doszedł do Północnej i Południowej Afryki.",
         [("Północnej", "persName"), ("Południowej Afryki", "placeName")],
         {("Południowej Afryki", "place"), ("Północnej", "place")}),
        ("Mówił Brzdyń. Widziano Oruna Brzdynia.", [("Brzdyń", "persName"), ("Oruna Brzdynia", "orgName")],
         {("Brzdyń", "person"), ("Oruna Brzdynia", "person")}),
        ("Mówił Brzdyń. Widziano fundację Grupa Brzdynia.", [("Brzdyń", "persName"), ("Grupa Brzdynia", "orgName")],
         {("Brzdyń", "person"), ("Grupa Brzdynia", "organisation")}),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name(text: str, marked: list[tuple[str, NameLabel]], names: set[tuple[str, str]]) -> None:
    assert {(one.text, one.type) for one in names_in(text, *marked)} == names
