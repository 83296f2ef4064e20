"""One type for one name in a whole article."""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.tokens import Doc, Span

from kzqa.language.kinds import agreed, whole
from kzqa.language.plain import NameSpan
from kzqa.model import NameLabel, Sentence, Token


def sentence(text: str) -> Sentence:
    tokens = [
        Token(found[0], found.start(), found.end(), found[0], "PROPN", "subst:sg:nom:m1", "", index, "", True)
        for index, found in enumerate(re.finditer(r"\w+|[^\w\s]", text))
    ]
    return Sentence(1, 1, "paragraph", 0, len(text), tuple(tokens))


def labels(text: str, **names: NameLabel) -> dict[str, str]:
    """The labels that the names of a text get; underscores stand for the spaces in a name."""
    spans: list[NameSpan] = []
    for name, label in names.items():
        start = text.index(name.replace("_", " "))
        spans.append((start, start + len(name), label))
    return {text[start:end]: label for start, end, label in agreed([sentence(text)], spans)}


def test_a_person_by_the_last_word() -> None:
    text = "Tuomas Kekkola mówi . Potem pani Virtola i Kekkola"
    spans: list[NameSpan] = [(0, 14, "orgName"), (43, 50, "persName")]
    assert [label for _, _, label in agreed([sentence(text)], spans)] == ["persName", "persName"]


def test_an_organisation_after_a_person_stays_one() -> None:
    text = "Fundacja Kekkola i Kekkola"
    spans: list[NameSpan] = [(0, 16, "orgName"), (19, 26, "persName")]
    assert [label for _, _, label in agreed([sentence(text)], spans)] == ["orgName", "persName"]


def test_names_joined_by_dashes_are_alike() -> None:
    found = labels("rurociąg Burgas–Kekkola–Virtola", Burgas="placeName", Kekkola="placeName", Virtola="persName")
    assert found["Virtola"] == "placeName"
    apart = labels("z Burgas – mówi Virtola", Burgas="placeName", Virtola="persName")
    assert apart["Virtola"] == "persName"


def test_first_names_are_no_countries() -> None:
    assert labels("Wczoraj Dominika wyszła", Dominika="persName")["Dominika"] == "persName"
    assert labels("Wczoraj Mongolia wyszła", Mongolia="persName")["Mongolia"] == "placeName"


def test_countries_of_two_words_are_places_and_unions_institutions() -> None:
    text = "Wczoraj Stany Zjednoczone i Unia Europejska milczały"
    found = labels(text, Stany_Zjednoczone="orgName", Unia_Europejska="orgName")
    assert found == {"Stany Zjednoczone": "placeName", "Unia Europejska": "orgName"}


def test_names_of_two_persons_side_by_side_are_parted() -> None:
    words = [("Kekkoli", "Kekkola", "gen"), ("Wirtonen", "Wirtonen", "gen"), ("Kekkola", "Kekkola", "nom")]
    words.append(("Wirtonen", "Wirtonen", "nom"))
    tokens, start = [], 0
    for index, (form, lemma, case) in enumerate(words):
        tokens.append(Token(form, start, start + len(form), lemma, "PROPN", f"subst:sg:{case}:m1", "", index, "", True))
        start += len(form) + 1
    found = Sentence(1, 1, "paragraph", 0, start, tuple(tokens))
    spans: list[NameSpan] = [(0, 16, "persName"), (17, 24, "persName"), (25, 33, "persName")]
    assert [name[:2] for name in agreed([found], spans)] == [(0, 7), (8, 16), (17, 24), (25, 33)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([(0, 1), (2, 4)], ["Aino-Maria Kekkola"]),
        ([(2, 4)], ["Aino-Maria Kekkola"]),
        ([(0, 4), (5, 6)], ["Aino-Maria Kekkola", "Oulu"]),
    ],
)
def test_double_names_of_persons_are_whole(names: list[tuple[int, int]], expected: list[str]) -> None:
    words = ["Aino", "-", "Maria", "Kekkola", "z", "Oulu"]
    doc = Doc(spacy.blank("pl").vocab, words=words, spaces=[False, False, True, True, True, False])
    doc.set_ents([Span(doc, start, end, "placeName" if start == 5 else "persName") for start, end in names])
    assert [name.text for name in whole(doc.ents)] == expected


def test_what_a_dash_with_spaces_joins_stays_two_names() -> None:
    doc = Doc(spacy.blank("pl").vocab, words=["Kekkola", "-", "Virtola"], spaces=[True, True, False])
    doc.set_ents([Span(doc, 0, 1, "persName"), Span(doc, 2, 3, "persName")])
    assert [name.text for name in whole(doc.ents)] == ["Kekkola", "Virtola"]


@pytest.mark.parametrize(("tag", "expected"), [("adj:sg:loc:n:pos", 3), ("adj:sg:inst:n:pos", 2)])
def test_an_adjective_that_agrees_belongs_to_the_name_of_an_institution(tag: str, expected: int) -> None:
    words = ["Rada", "Bezpieczeństwie", "Zbiorowym", "radzi"]
    tags = ["subst:sg:nom:f", "subst:sg:loc:n:ncol", tag, "fin:sg:ter:imperf"]
    doc = Doc(spacy.blank("pl").vocab, words=words, tags=tags)
    doc.set_ents([Span(doc, 0, 2, "orgName")])
    assert [name.end for name in whole(doc.ents)] == [expected]
