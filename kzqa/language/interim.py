"""Tags, lemmas and names by rules, for where the trained pipeline is not: Morfeusz's first fitting reading."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.util import filter_spans

from kzqa.language.dictionary import Analysis
from kzqa.language.inflection import nominative
from kzqa.language.morphology import analyses_of

_UPOS = {
    "subst": "NOUN", "depr": "NOUN", "ger": "NOUN", "adj": "ADJ", "adja": "ADJ", "adjp": "ADJ", "adjc": "ADJ",
    "pact": "ADJ", "ppas": "ADJ", "adv": "ADV", "num": "NUM", "dig": "NUM", "romandig": "NUM", "ppron12": "PRON",
    "ppron3": "PRON", "siebie": "PRON", "fin": "VERB", "praet": "VERB", "bedzie": "AUX", "impt": "VERB", "imps": "VERB",
    "inf": "VERB", "pcon": "VERB", "pant": "VERB", "winien": "VERB", "pred": "VERB", "prep": "ADP", "conj": "CCONJ",
    "comp": "SCONJ", "part": "PART", "interj": "INTJ", "brev": "X", "interp": "PUNCT",
}  # fmt: skip
_CASES = {"nom": "Nom", "gen": "Gen", "dat": "Dat", "acc": "Acc", "inst": "Ins", "loc": "Loc", "voc": "Voc"}
_GENDERS = {"m1": "Masc", "m2": "Masc", "m3": "Masc", "f": "Fem", "n": "Neut"}
_NAME_LABELS = {
    "imię": "persName", "nazwisko": "persName", "nazwa_geograficzna": "placeName", "nazwa_instytucji": "orgName",
    "nazwa_organizacji": "orgName",
}  # fmt: skip


def _reading(token: Token, first: bool) -> Analysis:
    text = token.text
    readings = analyses_of(text)
    capital = text[:1].isupper() and not first
    fitting = [reading for reading in readings if reading.lemma[:1].isupper() == capital] or list(readings)
    fitting = [reading for reading in fitting if not reading.tag.startswith("brev")] or fitting
    if fitting:
        return fitting[0]
    if text.isalpha() or "-" in text:
        return Analysis(nominative(text), "subst:sg:nom:m1", frozenset())
    return Analysis(text, "ign" if any(map(str.isalnum, text)) else "interp", frozenset())


@Language.component("kzqa_rules", assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "doc.ents"])
def kzqa_rules(doc: Doc) -> Doc:
    """Set tag, part of speech, case, number, gender, lemma and names."""
    spans = []
    label, begin = "", 0
    for token in [*doc, None]:
        found = ""
        if token is not None:
            first = bool(token.is_sent_start)
            reading = _reading(token, first)
            values = reading.tag.split(":")
            name = token.text[:1].isupper() and (not first or reading.lemma[:1].isupper() or bool(reading.names))
            pos = "SPACE" if token.is_space else _UPOS.get(values[0], "X")
            token.lemma_, token.tag_ = reading.lemma, reading.tag
            token.pos_ = "PROPN" if pos == "NOUN" and name and reading.lemma[:1].isupper() else pos
            features = [f"Case={_CASES[value]}" for value in values if value in _CASES]
            features += [f"Gender={_GENDERS[value]}" for value in values if value in _GENDERS]
            features += [f"Number={'Sing' if value == 'sg' else 'Plur'}" for value in values if value in {"sg", "pl"}]
            token.set_morph("|".join(features))
            if name and pos in {"NOUN", "ADJ", "X"}:
                classes = [_NAME_LABELS[cls] for cls in sorted(reading.names) if cls in _NAME_LABELS]
                found = classes[0] if classes else label or "persName"
            elif token.text == "-" and label and token.i + 1 < len(doc) and doc[token.i + 1].text[:1].isupper():
                found = label
        if label and (token is None or not found or token.is_sent_start):
            spans.append(Span(doc, begin, len(doc) if token is None else token.i, label))
            label = ""
        if token is not None and found and not label:
            label, begin = found, token.i
    doc.ents = filter_spans(spans)
    return doc
