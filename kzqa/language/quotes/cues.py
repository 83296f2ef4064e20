"""Cues: the words in a paragraph that announce speech, with the clause that they govern."""

from __future__ import annotations

from typing import Literal, NamedTuple

from kzqa.language.dictionary import analyse
from kzqa.language.quotes.passage import Passage
from kzqa.language.quotes.tables import Frame, tables

CueKind = Literal["verb", "converb", "impersonal", "source"]
_WINDOW = 30
"""Tokens between a verb and its complementiser, at most."""
_NEAR = 6
"""Tokens between a verb and the noun that makes it a verb of saying, at most."""


class Cue(NamedTuple):
    """A word of saying. `token` is the index of its verb or noun; `number` and `gender` are those of the verb (UD).

    `clause` is the first token after że/iż/by of the clause that it governs, None without one. `aside` tells the
    "jak powiedział" that is put into a sentence. `negated` verbs say nothing, but may be named or denied.
    """

    token: int
    kind: CueKind
    frame: Frame
    lemma: str
    text: str
    number: str
    gender: str
    clause: int | None
    aside: bool
    possessor: str = ""
    """For "jego zdaniem" and "według niego": whose (Masc, Fem, Plur)."""


def find_cues(passage: Passage) -> list[Cue]:
    """The cues of a paragraph in the order of the text.

    Left out are the first and second person, infinitives, participles, the conditional, plans (perfective future),
    and negated verbs, unless they deny a denial ("nie wykluczył, że").
    """
    table = tables()
    words = passage.text[passage.start : passage.end].lower()
    sources = {word for word in table.sources if word in words}
    found = []
    for index, token in enumerate(passage.tokens):
        if token.lemma in table.saying:
            cue = _verb(passage, index, table.verbs.get(token.lemma))
        elif sources and token.text.lower() in sources:
            cue = _source(passage, index)
        else:
            continue
        if cue is not None:
            found.append(cue)
    return found


def _verb(passage: Passage, index: int, frame: Frame | None) -> Cue | None:
    table = tables()
    token, form = passage.tokens[index], passage.form(index)
    if frame == "reading":
        reads = passage.person(index) == "1" and form.number == "Plur"
        return Cue(index, "impersonal", frame, token.lemma, token.text, "", "", None, False) if reads else None
    if form.kind not in {"fin", "praet", "imps", "pcon", "pant"} or passage.person(index) in {"1", "2"}:
        return None
    future = form.kind == "fin" and (":perf" in token.tag or "Aspect=Perf" in token.morph)
    if (
        future
        or "Mood=Cnd" in token.morph
        or (index + 1 < len(passage.tokens) and passage.tokens[index + 1].text == "by")
    ):
        return None
    negated = index > 0 and passage.lower(index - 1) == "nie"
    if negated != (frame == "denied"):
        return None
    nouns = table.support.get(token.lemma, frozenset())
    supported = bool(nouns) and _supported(passage, index, nouns)
    if frame is None and not supported:
        return None
    frame = "that_by" if supported else frame or "direct"
    kind: CueKind = "impersonal" if form.kind == "imps" else "converb" if form.kind in {"pcon", "pant"} else "verb"
    aside = _aside(passage, index)
    clause = None if aside else _clause(passage, index, frame)
    if _reflexive(passage, index) and not (
        token.lemma in table.reflexive or (clause and token.lemma in table.admissions)
    ):
        return None
    gender = form.gender if form.kind == "praet" else ""
    return Cue(index, kind, frame, token.lemma, token.text, form.number, gender, clause, aside)


def _supported(passage: Passage, index: int, nouns: frozenset[str]) -> bool:
    first, last = passage.sentence(index)
    for place in range(index + 1, min(last, index + _NEAR)):
        if _is_one_of(passage, place, nouns):
            return True
        if passage.tokens[place].text == "," or passage.is_verb(place):
            break
    return index > first and _is_one_of(passage, index - 1, nouns)


def _reflexive(passage: Passage, index: int) -> bool:
    """Whether "się" stands with a verb, no more than one word away."""
    for step in (-1, 1):
        for place in (index + step, index + 2 * step):
            if not 0 <= place < len(passage.tokens) or not passage.tokens[place].text[:1].isalpha():
                break
            if passage.lower(place) == "się":
                return True
    return False


def _is_one_of(passage: Passage, index: int, nouns: frozenset[str]) -> bool:
    """Whether a token is one of some nouns; "przekonanie" is one also where it was taken for a form of a verb."""
    token = passage.tokens[index]
    if token.lemma in nouns:
        return True
    return token.pos in {"NOUN", "VERB"} and any(reading.lemma in nouns for reading in analyse(token.text.lower()))


def _aside(passage: Passage, index: int) -> bool:
    """Whether "jak" opens the verb's clause: "Jak wcześniej podał resort, ..."."""
    first, _ = passage.sentence(index)
    for place in range(index - 1, max(first, index - 12) - 1, -1):
        if passage.lower(place) == "jak":
            before = passage.tokens[place - 1].text if place > first else ","
            return before in {",", "(", "-", "–", "—"} or place == first or passage.tokens[place - 1].pos == "CCONJ"
        if passage.is_verb(place) or passage.tokens[place].text in {",", ":", ";"}:
            return False
    return False


def _clause(passage: Passage, index: int, frame: Frame) -> int | None:
    """The first token after the complementiser that the verb at `index` governs."""
    table = tables()
    wanted = table.purpose if frame == "by" else table.complementisers
    if frame == "that_by":
        wanted = table.complementisers | table.purpose
    elif frame in {"direct", "reading", "naming"}:
        return None
    _, last = passage.sentence(index)
    relative = False
    for place in range(index + 1, min(last, index + _WINDOW)):
        word = passage.lower(place)
        if word in wanted and passage.tokens[place - 1].text in {",", "oraz", "i", "to"}:
            return place + 1 if place + 1 < last else None
        if word in table.complementisers or word in {":", ";"} or passage.is_dash(place):
            return None
        if passage.form(place).kind == "pcon" and table.verbs.get(passage.tokens[place].lemma) in {
            "that",
            "that_by",
            "by",
        }:
            return None
        if passage.tokens[place].lemma in {"który", "jaki", "gdzie"}:
            relative = True
        elif passage.is_verb(place):
            if not relative:
                return None
            relative = False
    return None


def _source(passage: Passage, index: int) -> Cue | None:
    table = tables()
    phrase = table.sources[passage.lower(index)]
    first, last = passage.sentence(index)
    place, possessor = index - 1, ""
    if place >= first and passage.lower(place) in table.possessives:
        possessor = table.possessives[passage.lower(place)]
        place -= 1
    for word in reversed(phrase[:-1]):
        if place < first or passage.lower(place) != word:
            return None
        place -= 1
    if index + 1 >= last:
        return None
    token = passage.tokens[index]
    if not possessor and passage.lower(index + 1) in table.source_pronouns:
        possessor = table.source_pronouns[passage.lower(index + 1)]
    return Cue(index, "source", "that", token.lemma, token.text, "", "", None, False, possessor=possessor)


def opening(passage: Passage, cue: Cue) -> int:
    """The first token of a cue's own words: of the phrase that names a source, of "jak", else of the verb."""
    index = cue.token
    if cue.kind == "source":
        phrase = tables().sources[passage.lower(index)]
        return index - len(phrase) + 1 - (passage.lower(index - len(phrase)) in tables().possessives if index else 0)
    if cue.aside:
        while passage.lower(index) != "jak":
            index -= 1
    return index
