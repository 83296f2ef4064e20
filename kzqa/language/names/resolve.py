"""The names of one article: mended spans, base forms, entities and roles as `Mention`s."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kzqa.language.inflection import reductions
from kzqa.language.names.attestation import Attestation
from kzqa.language.names.base_form import base_form
from kzqa.language.names.clusters import Name, entities
from kzqa.language.names.neighbours import Found
from kzqa.language.names.roles import case_of, is_role, role_after, role_before
from kzqa.language.names.similarity import is_dictionary_word
from kzqa.language.names.spans import mend
from kzqa.language.names.tables import bracket_words
from kzqa.model import ENTITY_TYPES, EntityType, Mention, NameLabel, Sentence, Token

_ATTRIBUTE = "nmod"
_APPOSITIONS = frozenset({"appos", "flat"})


def resolve_names(
    text: str,
    sentences: Sequence[Sentence],
    spans: Sequence[tuple[int, int, NameLabel]],
    attested: Mapping[str, int] | None = None,
) -> list[Mention]:
    """The names of an article with base form, entity and role, in the order of the text.

    `spans` are the character offsets and labels that a recogniser proposes; they are mended first. `attested` counts
    word forms of the archive, those of the article are counted here. Offsets are those of `text`, so that
    `text[mention.start:mention.end] == mention.text`.
    """
    found = mend(sentences, spans)
    if not found:
        return []
    support = _attestation(sentences, attested)
    bases: dict[tuple[str, NameLabel, str | None, str | None], str] = {}
    named: list[str] = []
    for one in found:
        tokens = sentences[one.sentence].tokens[one.first : one.last]
        case, number = _seen(tokens)
        if case is None and one.label == "persName":
            case, number = _beside_role(sentences[one.sentence].tokens, one)
        key = (" ".join(text[tokens[0].start : tokens[-1].end].split()), one.label, case, number)
        if key not in bases:
            bases[key] = base_form(key[0], label=one.label, case=case, number=number, attested=support)
        named.append(bases[key])
    meant = _entities(text, sentences, found, named)
    roles = _roles(text, sentences, found, named)
    mentions = []
    for one, base, role in zip(found, named, roles, strict=True):
        tokens = sentences[one.sentence].tokens
        start, end = tokens[one.first].start, tokens[one.last - 1].end
        entity = meant[base, ENTITY_TYPES[one.label]]
        mentions.append(Mention(start, end, text[start:end], one.label, base, entity, role))
    return mentions


def _attestation(sentences: Sequence[Sentence], attested: Mapping[str, int] | None) -> Attestation:
    written = {token.text for sentence in sentences for token in sentence.tokens}
    forms = {form for form in written if form[:1].isupper()}
    return Attestation(forms | _supported(forms, attested) if attested else forms)


def _supported(forms: Iterable[str], attested: Mapping[str, int]) -> set[str]:
    """Of the archive's forms those that matter here: possible base forms of the article's own words."""
    return {reduction.base for form in forms for reduction in reductions(form) if reduction.base in attested}


def _seen(tokens: Sequence[Token]) -> tuple[str | None, str | None]:
    """Case and number of a name as the tagger sees them, from its first word that the dictionary knows.

    Of foreign words the tagger sees no more than the ending, which the base form weighs better itself.
    """
    for token in tokens:
        case = case_of(token)
        if case is not None and is_dictionary_word(token.text):
            return case, _number(token)
    return None, None


def _beside_role(tokens: Sequence[Token], one: Found) -> tuple[str | None, str | None]:
    """Case and number of a foreign name that the parser takes for an apposition of a role ("prezydenta Chin NAME"), or
    of the role's attribute, which a person is not."""
    for token in tokens[one.first : one.last]:
        head = tokens[token.head]
        if token.dep.partition(":")[0] in _APPOSITIONS and token.head < one.first:
            if head.dep.partition(":")[0] == _ATTRIBUTE and not is_role(head.text):
                head = tokens[head.head]
            if is_role(head.text):
                return case_of(head), _number(head)
    return None, None


def _number(token: Token) -> str:
    return "pl" if "Number=Plur" in token.morph else "sg"


def _entities(
    text: str, sentences: Sequence[Sentence], found: Sequence[Found], named: Sequence[str]
) -> Mapping[tuple[str, EntityType], str]:
    counts: Counter[tuple[str, EntityType]] = Counter()
    forms: dict[tuple[str, EntityType], set[str]] = {}
    for one, base in zip(found, named, strict=True):
        tokens = sentences[one.sentence].tokens
        key = (base, ENTITY_TYPES[one.label])
        counts[key] += 1
        forms.setdefault(key, set()).add(text[tokens[one.first].start : tokens[one.last - 1].end])
    names = [
        Name(base, type_, counts[base, type_], frozenset(forms[base, type_]), order)
        for order, (base, type_) in enumerate(counts)
    ]
    return entities(names, _expansions(sentences, found, named))


def _expansions(sentences: Sequence[Sentence], found: Sequence[Found], named: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of organisations of which the second stands in brackets after the first: (ODKB), (ros. ODKB)."""
    pairs = []
    for (one, base), (other, acronym) in pairwise(zip(found, named, strict=True)):
        if one.sentence != other.sentence or one.label != "orgName" or other.label != "orgName":
            continue
        between = [token.text for token in sentences[one.sentence].tokens[one.last : other.first]]
        if between[:1] == ["("] and all(word in bracket_words() for word in between[1:]):
            pairs.append((base, acronym))
    return pairs


def _roles(text: str, sentences: Sequence[Sentence], found: Sequence[Found], named: Sequence[str]) -> list[str | None]:
    persons: dict[int, set[int]] = {}
    for one in found:
        if one.label == "persName":
            persons.setdefault(one.sentence, set()).update(range(one.first, one.last))
    blocked = {index: frozenset(places) for index, places in persons.items()}
    roles: list[str | None] = []
    for one, base in zip(found, named, strict=True):
        role = None
        if one.label == "persName":
            tokens, others = sentences[one.sentence].tokens, blocked[one.sentence]
            inflected = base != " ".join(text[tokens[one.first].start : tokens[one.last - 1].end].split())
            role = role_before(tokens, one.first, others, inflected=inflected)
            role = role or role_after(tokens, one.last - 1, others, inflected=inflected)
        roles.append(role)
    return roles
