"""The role that stands with a person's name: "rzecznik MSZ Kazachstanu Ajbek Smadijarow".

A role is a noun of the table `roles.txt` with the adjectives before it and what depends on it, right before the name
("kazachski minister energetyki, Almasadam Satkalijew") or after it between commas ("Tokajew, prezydent Kazachstanu,").
Its case must be one that the name may have. Roles told in a clause of their own ("X jest prezydentem") are not covered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kzqa.language.dictionary import analyse
from kzqa.language.names.base_form import base_form
from kzqa.language.names.readings import readings
from kzqa.language.names.tables import roles
from kzqa.model import Token

_REACH = 12
_INSIDE = frozenset(
    {
        "ds.",
        "do",
        "spraw",
        "i",
        "oraz",
        "ds",
        "w",
        "we",
        "na",
        "przy",
        "z",
        "ze",
        "dla",
        "tego",
        "tej",
        "-",
        "–",
        ".",
        "o",
    }
)
_LOOSE = frozenset({"i", "oraz", "w", "we", "na", "przy", "z", "ze", "dla", "o", "do"})
_VERBS = frozenset({"fin", "praet", "bedzie", "impt", "imps", "inf", "pcon", "pant", "winien", "pred", "aglt"})
_OPENING_VERB_FORMS = ("fin", "praet", "inf", "imps", "bedzie", "pred")


def role_before(tokens: Sequence[Token], first: int, blocked: frozenset[int]) -> str | None:
    """The role that ends right before token `first`, in the base form.

    `blocked` holds the tokens of other persons' names, over which no role reaches.
    """
    end = first
    if end > 0 and tokens[end - 1].text == ",":
        end -= 1
    head = None
    place = end - 1
    while place >= 0 and end - place <= _REACH and place not in blocked and _may_stand_inside(tokens[place]):
        if _is_role(tokens[place].text):
            head = place
            break
        place -= 1
    if head is None or (end < first and not _closes(tokens, first)):
        return None
    start = head
    while start > 0 and start - 1 not in blocked and _agrees(tokens[start - 1].text, tokens[head].text):
        start -= 1
    if not _same_case(tokens[head].text, tokens[first].text) or tokens[end - 1].text.lower() in _LOOSE:
        return None
    return _role_base(tokens[start:end], head - start)


def role_after(tokens: Sequence[Token], last: int, blocked: frozenset[int]) -> str | None:
    """The role that begins after the comma that follows token `last` and ends with the next comma or full stop."""
    start = last + 2
    if start >= len(tokens) or tokens[last + 1].text != ",":
        return None
    head = start
    while head < len(tokens) and head - start < 3 and not _is_role(tokens[head].text):
        if not _is_adjective(tokens[head].text):
            return None
        head += 1
    if head >= len(tokens) or head - start >= 3 or not _same_case(tokens[head].text, tokens[last].text):
        return None
    end = head + 1
    while end < len(tokens) and end - start <= _REACH and end not in blocked and _may_stand_inside(tokens[end]):
        if tokens[end].text == "." and end == len(tokens) - 1:
            break
        end += 1
    if end < len(tokens) and tokens[end].text not in {",", ".", ")", "-", "–", ";", ":"}:
        return None
    return _role_base(tokens[start:end], head - start)


def _closes(tokens: Sequence[Token], first: int) -> bool:
    """After "minister energetyki, NAME" the apposition closes with a comma, or the sentence goes on with a verb."""
    for token in tokens[first : first + 6]:
        if token.text in {",", ".", ":", ")", "-", "–"} or _is_verb(token.text):
            return True
        if token.text[:1].islower():
            return False
    return True


def _role_base(words: Sequence[Token], head: int) -> str | None:
    text = "".join(token.text + (" " if token.space else "") for token in words).strip()
    lowered = text if _is_acronym(words[0].text) else text[:1].lower() + text[1:]
    base = base_form(lowered, label="orgName")
    found = base.split()
    return base if head < len(found) and found[head].lower() in roles() else None


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@lru_cache(maxsize=50_000)
def _is_role(word: str) -> bool:
    small = word.lower()
    return small in roles() or any(a.lemma.lower() in roles() and a.tag.startswith("subst:sg") for a in analyse(small))


@lru_cache(maxsize=50_000)
def _is_verb(word: str) -> bool:
    known = analyse(word.lower())
    return bool(known) and all(a.tag.split(":")[0] in _VERBS for a in known)


@lru_cache(maxsize=50_000)
def _is_adjective(word: str) -> bool:
    return any(a.tag.split(":")[0] in ("adj", "ppas", "pact") for a in analyse(word.lower()))


def _agrees(word: str, noun: str) -> bool:
    """Whether a word is an adjective that may go with the noun of a role; "były" counts, pronouns do not."""
    frames = {tuple(a.tag.split(":")[1:3]) for a in analyse(noun.lower()) if a.tag.startswith("subst")}
    return any(
        a.tag.split(":")[0] in ("adj", "ppas") and tuple(a.tag.split(":")[1:3]) in frames and a.lemma not in _PRONOUNS
        for a in analyse(word.lower())
    )


_PRONOUNS = frozenset(
    {"ten", "tamten", "swój", "mój", "nasz", "wasz", "twój", "jaki", "który", "taki", "inny", "każdy", "sam", "jego"}
)


@lru_cache(maxsize=50_000)
def _inside(word: str) -> bool:
    small = word.lower()
    if small in _INSIDE or word[:1].isupper() or _is_role(word):
        return True
    known = analyse(small)
    if not known:
        return word.isalpha()
    kinds = {a.tag.split(":")[0] for a in known}
    if kinds <= _VERBS or kinds & {"prep", "comp", "conj", "ppron3", "ppron12", "siebie"}:
        return False
    return any(
        a.tag.split(":")[0] in ("subst", "adj", "ger", "ppas", "pact", "brev", "adja", "num", "dig", "romandig")
        for a in known
    )


def _may_stand_inside(token: Token) -> bool:
    return _inside(token.text) and token.pos not in ("VERB", "AUX")


@lru_cache(maxsize=50_000)
def _cases(word: str) -> frozenset[str]:
    known = {a.tag.split(":")[2] for a in analyse(word) if a.tag.startswith(("subst:", "adj:"))}
    foreign = {reading.case for reading in readings(word, "person")}
    return frozenset(known or foreign | ({"nom"} if not word.islower() else set()))


@lru_cache(maxsize=50_000)
def _same_case(role: str, name: str) -> bool:
    """Whether a role and a name can stand in one case; a foreign name may not show its own."""
    wanted = frozenset(a.tag.split(":")[2] for a in analyse(role.lower()) if a.tag.startswith(("subst:", "adj:")))
    cases = _cases(name)
    return bool(wanted & cases) or not wanted or not cases or not analyse(name)
