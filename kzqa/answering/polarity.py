"""Tak or nie: does a sentence affirm what a question asks, or deny it?

A negation that governs or closely precedes what the question speaks of turns the answer, and so does a verb that denies
what follows it (odmówić, zakazać, uniknąć), and "nie wszyscy" where the question asks of all; two of them cancel out,
and so does a negation in the question itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from kzqa.answering.question import Question
from kzqa.answering.question_words import listed
from kzqa.language.terms import lemmas
from kzqa.model import Token

_MEANT = 0.65  # the degree from which a matched word is what the question speaks of
_REACH = 4  # tokens between a denying word and the matched word it denies, where the tree does not tell

_AUXILIARY = frozenset({"aux", "cop"})  # the relations of the forms of "być" to what they say of their subject


def affirms(question: Question, tokens: Sequence[Token], matched: Mapping[int, float]) -> bool:
    """True for tak. `matched` maps indices of tokens to the degree to which they meet the question."""
    asked = question.content_forms
    # A name is not denied but what is said of it, and a distant relative of a word is not the word: they only count
    # where nothing else meets the question.
    bearing = {i for i, degree in matched.items() if degree >= _MEANT and tokens[i].pos != "PROPN"} or set(matched)
    denials = [
        index
        for index, token in enumerate(tokens)
        if (token.lemma.lower() in listed("denying") or set(lemmas(token.text.lower())) & listed("denying"))
        and not {token.lemma.lower(), *lemmas(token.text.lower())} & asked
        and (_denies(tokens, index, bearing) or _limits(question, tokens, index))
    ]
    return (len(denials) % 2 == 0) != question.negated


def _denies(tokens: Sequence[Token], index: int, matched: Set[int]) -> bool:
    """Does a denying word bear on a matched word: as its child, its ancestor, or shortly before it?"""
    if not matched:
        return False
    governor = tokens[index].head
    while tokens[governor].dep.partition(":")[0] in _AUXILIARY and tokens[governor].head != governor:
        governor = tokens[governor].head
    if tokens[index].text.lower() == "nie" and governor != index:
        # The negated verb itself need not be the question's: "nie brał udziału" denies "uczestniczył".
        return governor in matched or any(_reaches(tokens, child, governor) for child in matched)
    return any(_reaches(tokens, child, index) or 0 < child - index <= _REACH for child in matched)


def _limits(question: Question, tokens: Sequence[Token], index: int) -> bool:
    """Does "nie" stand before a word for all there is, where the question asks of all ("czy wszyscy")?"""
    universal = listed("universal")
    return (
        tokens[index].text.lower() == "nie"
        and index + 1 < len(tokens)
        and not universal.isdisjoint(lemmas(tokens[index + 1].text.lower()))
        and any(not universal.isdisjoint(word.lemmas) for word in question.words)
    )


def _reaches(tokens: Sequence[Token], index: int, ancestor: int) -> bool:
    seen = set()
    while index not in seen:
        if index == ancestor:
            return True
        seen.add(index)
        index = tokens[index].head
    return False
