"""One type for one name in a whole article."""

from __future__ import annotations

import re

from kzqa.language.kinds import agreed
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
