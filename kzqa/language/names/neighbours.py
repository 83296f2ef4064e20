"""What the words beside a name tell of it: the rest of an institution's name, its acronym in brackets, a medium.

"Instytut" goes on with "na rzecz Rozwoju Regionalnego"; what stands in brackets behind it is its acronym; a word
behind "gazeta" names no person; and of "Północnej i Południowej Afryki" the first word is of the second name's kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from kzqa.language.names.roles import case_of
from kzqa.language.names.shape import is_acronym
from kzqa.language.names.similarity import is_first_name, possible_bases
from kzqa.language.names.tables import bracket_words, media_nouns, name_links
from kzqa.language.names.words import is_common_word, may_be_adjective
from kzqa.model import NameLabel, Sentence, Token

_LONGEST_LINK = 2
_ENDING = 2
_AND = frozenset({"i", "oraz"})


class Found(NamedTuple):
    """A name in one sentence: the index of the sentence, its first token and the one after its last, its label."""

    sentence: int
    first: int
    last: int
    label: NameLabel

    def words(self, sentences: Sequence[Sentence]) -> list[str]:
        """The name's words as they stand."""
        return [token.text for token in sentences[self.sentence].tokens[self.first : self.last]]


def by_neighbours(sentences: Sequence[Sentence], found: Sequence[Found]) -> list[Found]:
    """The names, in the order of the text, mended by what stands beside them."""
    whole = list(_apart(_whole(sentences[one.sentence].tokens, one) for one in found))
    full = (one.words(sentences) for one in whole if one.label == "persName" and one.last - one.first > 1)
    people = {base for words in full for base in possible_bases(words[-1])}
    named = list(_apart(sorted([*_acronyms(sentences, whole), *whole], key=lambda one: (one.sentence, one.first))))
    result = []
    for one, after in zip_longest(named, named[1:]):
        label, tokens = one.label, sentences[one.sentence].tokens
        if label == "persName" and one.last - one.first == 1:
            if _is_medium(tokens, one.first) and not possible_bases(tokens[one.first].text) & people:
                label = "orgName"
            elif after is not None and _is_elliptical(tokens, one, after):
                label = after.label
        result.append(one if label == one.label else one._replace(label=label))
    return result


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """The names that do not begin within an earlier one."""
    sentence, end = -1, 0
    for one in found:
        if one.sentence != sentence or one.first >= end:
            sentence, end = one.sentence, one.last
            yield one


def _whole(tokens: Sequence[Token], one: Found) -> Found:
    """The name of an institution with what goes on behind a preposition, in common words with capitals."""
    if one.label != "orgName" or not is_common_word(tokens[one.last - 1].text):
        return one
    for size in range(1, _LONGEST_LINK + 1):
        place = one.last + size
        if " ".join(token.text.lower() for token in tokens[one.last : place]) in name_links():
            end = place
            while end < len(tokens) and tokens[end].text.istitle() and is_common_word(tokens[end].text):
                end += 1
            if end > place:
                return one._replace(last=end)
    return one


def _acronyms(sentences: Sequence[Sentence], found: Sequence[Found]) -> Iterator[Found]:
    """The acronyms that stand in brackets behind the name of an organisation: (ODKB), (ang. NATO)."""
    for one in found:
        tokens = sentences[one.sentence].tokens
        if one.label == "orgName" and one.last < len(tokens) and tokens[one.last].text == "(":
            place = one.last + 1
            while place < len(tokens) and tokens[place].text in bracket_words():
                place += 1
            if place + 1 < len(tokens) and is_acronym(tokens[place].text) and tokens[place + 1].text == ")":
                yield Found(one.sentence, place, place + 1, "orgName")


def _is_medium(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word in the nominative stands behind a noun for a medium, in which it is put in apposition."""
    token = tokens[place]
    before = tokens[place - 1].lemma if place else ""
    return before in media_nouns() and case_of(token) != "gen" and not is_first_name(token.text)


def _is_elliptical(tokens: Sequence[Token], one: Found, after: Found) -> bool:
    """Whether an adjective shares the rest of the longer name behind "i", in the same case."""
    if after.sentence != one.sentence or after.first != one.last + 1 or after.last - after.first < 2:
        return False
    left, right = tokens[one.first], tokens[after.first]
    return (
        tokens[one.last].text in _AND
        and may_be_adjective(left.text)
        and left.text[-_ENDING:] == right.text[-_ENDING:]
        and case_of(left) == case_of(right)
    )
