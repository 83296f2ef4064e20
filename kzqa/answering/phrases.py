"""Phrases of an annotated sentence that may answer a question: noun phrases, prepositional phrases and clauses.

Where the sentence is parsed (UD relations), phrases are subtrees; where it is not, runs of agreeing parts of speech.
Offsets are those of the tokens, that is, of the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from kzqa.answering.question_words import listed
from kzqa.model import Token

PhraseKind = Literal["noun", "prepositional", "reason", "manner", "predicate", "clause"]

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "X"})
_MODIFIERS = frozenset({"amod", "nummod", "det", "flat", "compound", "fixed", "advmod"})
_LEFT_OUT = frozenset({"case", "punct", "cc", "mark"})
_LONGEST_CORE = 8
_LONGEST = 25
_CLOSING = frozenset({",", ";", ":", ".", "!", "?", "…", "-", "–", "—", ")"})


class Phrase(NamedTuple):
    """Tokens first..last (indices in the sentence, both included), with its head and the preposition before it."""

    kind: PhraseKind
    first: int
    last: int
    head: int
    preposition: str | None


@cache
def _markers(kind: Literal["reason", "manner"]) -> Mapping[str, Sequence[Sequence[str]]]:
    """The words after which a reason or a manner stands, by the first of them, the longest sequences first."""
    found: dict[str, list[list[str]]] = {}
    for marker in sorted((line.split() for line in listed(kind)), key=len, reverse=True):
        found.setdefault(marker[0], []).append(marker)
    return found


def phrases(tokens: Sequence[Token]) -> Iterator[Phrase]:
    """Every phrase of the sentence, some of them contained in others; none is longer than 25 tokens or doubled."""
    seen: set[tuple[str, int, int]] = set()
    for phrase in (
        *_nominal(tokens),
        *_marked(tokens, "reason"),
        *_marked(tokens, "manner"),
        *_participial(tokens),
        *_predicates(tokens),
    ):
        key = (phrase.kind, phrase.first, phrase.last)
        if key not in seen and phrase.first <= phrase.last and phrase.last - phrase.first < _LONGEST:
            seen.add(key)
            yield phrase


def _nominal(tokens: Sequence[Token]) -> Iterator[Phrase]:
    children = _children(tokens)
    extents = _extents(tokens, children)
    for index, token in enumerate(tokens):
        if token.pos not in _NOMINAL or token.dep.partition(":")[0] in {"flat", "fixed", "compound"}:
            continue
        preposition = _preposition(tokens, children, index)
        spans = {_core(tokens, children, index), _full(tokens, children, extents, index)}
        for first, last in spans:
            yield Phrase(
                "noun", first, last, index, tokens[preposition].text.lower() if preposition is not None else None
            )
            if preposition is not None and preposition < first:
                yield Phrase("prepositional", preposition, last, index, tokens[preposition].text.lower())


def _children(tokens: Sequence[Token]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index:
            children[token.head].append(index)
    return children


def _extents(tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The first and last index of every subtree; a cycle, which no tree has, ends where it began."""
    extents: list[tuple[int, int] | None] = [None] * len(tokens)

    def visit(index: int, path: frozenset[int]) -> tuple[int, int]:
        known = extents[index]
        if known is None:
            below = [visit(child, path | {index}) for child in children[index] if child not in path]
            known = min([index, *(first for first, _ in below)]), max([index, *(last for _, last in below)])
            extents[index] = known
        return known

    return (
        [visit(index, frozenset()) for index in range(len(tokens))]
        if len(tokens) < _DEEPEST
        else [(index, index) for index in range(len(tokens))]
    )


_DEEPEST = 400  # longer sentences are lists; their trees say nothing and would exhaust the stack


def _preposition(tokens: Sequence[Token], children: Sequence[Sequence[int]], index: int) -> int | None:
    for child in children[index]:
        if tokens[child].dep.partition(":")[0] == "case" and child < index:
            return child
    if not children[index] and not tokens[index].dep:
        before = index - 1
        while before >= 0 and tokens[before].pos in {"ADJ", "DET", "NUM"}:
            before -= 1
        if before >= 0 and tokens[before].pos == "ADP":
            return before
    return None


def _core(tokens: Sequence[Token], children: Sequence[Sequence[int]], index: int) -> tuple[int, int]:
    """The head with what agrees with it and its bare genitives."""
    if not any(token.dep for token in tokens):
        return _run(tokens, index)
    first = last = index
    stack = [index]
    members = {index}
    while stack:
        for child in children[stack.pop()]:
            relation = tokens[child].dep.partition(":")[0]
            bare = relation == "nmod" and not any(tokens[c].dep.partition(":")[0] == "case" for c in children[child])
            fits = (relation in _MODIFIERS or bare) and tokens[child].pos not in {"PUNCT", "PART"}
            if fits and child not in members:
                members.add(child)
                stack.append(child)
    while first - 1 in members:
        first -= 1
    while last + 1 in members and last - first < _LONGEST_CORE:
        last += 1
    return first, last


def _run(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    first = last = index
    while first > 0 and tokens[first - 1].pos in {"ADJ", "DET", "NUM"}:
        first -= 1
    while (
        last + 1 < len(tokens)
        and last - first < _LONGEST_CORE
        and (tokens[last + 1].pos in {"NOUN", "PROPN", "ADJ"} and "Case=Nom" not in tokens[last + 1].morph)
    ):
        last += 1
    return first, last


def _full(
    tokens: Sequence[Token], children: Sequence[Sequence[int]], extents: Sequence[tuple[int, int]], index: int
) -> tuple[int, int]:
    """The subtree without relative clauses, appositions and what binds the phrase to the rest."""
    first, last = index, index
    for child in children[index]:
        relation = tokens[child].dep
        if relation.partition(":")[0] in _LEFT_OUT or relation in {"acl:relcl", "appos", "parataxis", "cop"}:
            continue
        first, last = min(first, extents[child][0]), max(last, extents[child][1])
    while first < index and tokens[first].pos in {"PUNCT", "ADP", "CCONJ", "SCONJ"}:
        first += 1
    while last > index and tokens[last].pos in {"PUNCT", "CCONJ", "ADP"}:
        last -= 1
    return first, last


def _marked(tokens: Sequence[Token], kind: Literal["reason", "manner"]) -> Iterator[Phrase]:
    """What follows a conjunction or preposition of reason or manner, up to the first mark and to the end."""
    markers = _markers(kind)
    lowered = [token.text.lower() for token in tokens]
    index = 0
    while index < len(tokens):
        for marker in markers.get(lowered[index], ()):
            if lowered[index : index + len(marker)] == marker:
                yield from _stretches(tokens, index, index + len(marker), kind)
                index += len(marker) - 1
                break
        index += 1


def _stretches(tokens: Sequence[Token], first: int, body: int, kind: PhraseKind) -> Iterator[Phrase]:
    ends = [i - 1 for i in range(body + 1, len(tokens)) if tokens[i].text in _CLOSING][:2]
    last = len(tokens) - 1
    while last > body and tokens[last].text in _CLOSING:
        last -= 1
    for end in dict.fromkeys((*ends, last)):
        if end >= body:
            yield Phrase(kind, first, end, body, None)


def _participial(tokens: Sequence[Token]) -> Iterator[Phrase]:
    for index, token in enumerate(tokens):
        if token.tag.startswith(("pcon", "pant")):
            yield from _stretches(tokens, index, index, "manner")


def _predicates(tokens: Sequence[Token]) -> Iterator[Phrase]:
    """From a verb to the end of its clause."""
    for index, token in enumerate(tokens):
        if token.pos in {"VERB", "AUX"} or token.text.lower() == "to":
            body = index if token.pos == "VERB" else index + 1
            if body < len(tokens):
                yield from _stretches(tokens, body, body, "predicate")
