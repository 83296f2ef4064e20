"""`kzqa_morfeusz`: Morfeusz 2 as a spaCy component, with its readings on every token as extension attributes.

    token._.analyses      every reading (lemma, NKJP tag, name classes), in the dictionary's order
    token._.candidate_lemmas, token._.candidate_tags    what the readings say, without repetition
    token._.name_classes  imię, nazwisko, nazwa_geograficzna, nazwa_instytucji, ...
    token._.base_form     for a word that the dictionary does not know: its likely nominative, preferring a form that
                          the document itself holds; for others the first lemma

They are computed when asked for, from a cache over word forms, so the component costs a pipeline nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from kzqa.language.dictionary import Analysis, analyse
from kzqa.language.inflection import nominative


def analyses_of(form: str) -> tuple[Analysis, ...]:
    """The readings of a form as it stands, else of its lower-case and capitalised spellings (MOSKWA, WCZORAJ)."""
    return analyse(form) or analyse(form.lower()) or analyse(form.capitalize())


def _analyses(token: Token) -> tuple[Analysis, ...]:
    return analyses_of(token.text)


def _candidate_lemmas(token: Token) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.lemma for reading in _analyses(token)))


def _candidate_tags(token: Token) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reading.tag for reading in _analyses(token)))


def _name_classes(token: Token) -> frozenset[str]:
    return frozenset().union(*(reading.names for reading in _analyses(token)))


def _base_form(token: Token) -> str:
    readings = _analyses(token)
    return readings[0].lemma if readings else nominative(token.text, [other.text for other in token.doc].count)


_TOKEN_ATTRIBUTES: dict[str, Callable[[Token], Any]] = {
    "analyses": _analyses,
    "candidate_lemmas": _candidate_lemmas,
    "candidate_tags": _candidate_tags,
    "name_classes": _name_classes,
    "base_form": _base_form,
}


def register() -> None:
    """Put the extension attributes on spaCy's Token and Doc; calling it again does nothing."""
    for name, getter in _TOKEN_ATTRIBUTES.items():
        if not Token.has_extension(name):
            Token.set_extension(name, getter=getter)


class MorfeuszComponent:
    """Offers Morfeusz's readings on the tokens of every Doc that passes through."""

    def __init__(self, name: str) -> None:
        self.name = name
        register()

    def __call__(self, doc: Doc) -> Doc:
        return doc


@Language.factory(
    "kzqa_morfeusz",
    assigns=[f"token._.{name}" for name in _TOKEN_ATTRIBUTES],
)
def create_morfeusz(nlp: Language, name: str) -> MorfeuszComponent:
    """spaCy's factory of the component."""
    return MorfeuszComponent(name)
