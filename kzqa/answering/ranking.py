"""Which sentences may hold the answer: every sentence of the best passages, with what speaks for and against it.

A sentence is read with its neighbours, its heading and its title: a word of the question counts in full in the
sentence itself and in part around it, since news names people once and goes on with pronouns and omitted subjects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kzqa.answering.evidence import Span
from kzqa.answering.matching import Matching
from kzqa.answering.question import WordKind
from kzqa.answering.question_words import Expected, listed
from kzqa.language.terms import lemmas, tokenize
from kzqa.model import DateMention, EntityType, Mention, Quote

if TYPE_CHECKING:
    from kzqa.archive import Archive, ArticleInfo, Hit, Passage, StoredSentence

# What a word of the question counts for where it stands around the sentence and not in it.
_BEFORE, _AFTER, _FAR, _FRAME = 0.6, 0.4, 0.3, 0.4
_KINDS: tuple[WordKind, ...] = ("name", "noun", "verb", "adjective", "number")
_NAMED = 0.85  # the degree from which a speaker is the one asked for
_OF_TYPE: Mapping[Expected, frozenset[EntityType]] = {
    "person": frozenset({"person"}),
    "place": frozenset({"place"}),
    "organisation": frozenset({"organisation"}),
}
_QUOTE = 1500  # characters that a quote may reach beyond a sentence
_LONG = 40  # words of a sentence beyond which length says no more


@dataclass(slots=True)
class Scored:
    """A sentence with its features and its score.

    `degrees` tells for every word of the question how well the sentence itself meets it (0 to 1), `context` the same
    with what stands around; `passages` are the indices of the hits that hold it; `matched` maps the start of a word of
    the sentence to its end and the degree to which it meets the question; `roles` tells for the names in the
    sentence what share of the question their roles meet; `spans` are the reader's.
    """

    sentence: StoredSentence
    article: ArticleInfo
    degrees: list[float]
    matched: dict[int, tuple[int, float]]
    context: list[float] = field(default_factory=list)
    passages: list[int] = field(default_factory=list)
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    roles: dict[tuple[int, int], float] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0


def gather(archive: Archive, matching: Matching, hits: Sequence[Hit], passages: Sequence[Passage]) -> list[Scored]:
    """The sentences of the passages that were hit, in the order of the archive, with features but without scores."""
    members: dict[int, list[int]] = {}
    frames: list[list[float]] = []
    for index, passage in enumerate(passages):
        for rowid in range(passage.first, passage.last + 1):
            members.setdefault(rowid, []).append(index)
        article = archive.article(passage.article)
        frame = " ".join(filter(None, (passage.heading, article.title if article else None)))
        frames.append(_degrees(archive, matching, frame)[0])
    sentences = []
    for sentence in archive.sentences(sorted(members)):
        article = archive.article(sentence.article)
        if article is not None:
            degrees, matched = _degrees(archive, matching, sentence.text)
            sentences.append(Scored(sentence, article, degrees, matched, passages=members[sentence.rowid]))
    _annotate(archive, sentences)
    top = max((hit.score for hit in hits), default=0.0) or 1.0
    asked = _question_days(matching)
    for position, scored in enumerate(sentences):
        scored.context = _context(sentences, position, frames)
        best = max(scored.passages, key=lambda index: hits[index].score)
        scored.features = _features(matching, scored, hits[best].score / top, best)
        scored.features |= _expected(archive, matching, scored)
        if asked:
            scored.features["date"] = _dated(asked, scored)
        if matching.question.speaker:
            scored.features["speaker"] = _speaks(archive, matching, scored.quotes)
    return sentences


def _degrees(archive: Archive, matching: Matching, text: str) -> tuple[list[float], dict[int, tuple[int, float]]]:
    """How well a text meets each word of the question, and which of its words do."""
    degrees = [0.0] * len(matching.weights)
    matched: dict[int, tuple[int, float]] = {}
    words = tokenize(text)
    terms = archive.lexicon.terms([form for form, _, _ in words])
    for form, start, end in words:
        for match in matching.terms.get(terms[form], ()):
            degrees[match.word] = max(degrees[match.word], match.degree)
            matched[start] = (end, max(match.degree, matched.get(start, (end, 0.0))[1]))
    return degrees, matched


def _annotate(archive: Archive, sentences: Sequence[Scored]) -> None:
    """Give the sentences their names, dates and quotes, one look-up an article."""
    for article, group in _by_article(sentences).items():
        start, end = max(0, group[0].sentence.start - _QUOTE), group[-1].sentence.end + _QUOTE
        mentions = archive.mentions(article, start, end)
        dates = archive.dates(article, start, end)
        quotes = archive.quotes(article, start, end)
        for scored in group:
            low, high = scored.sentence.start, scored.sentence.end
            scored.mentions = tuple(m for m in mentions if low <= m.start < high)
            scored.dates = tuple(d for d in dates if low <= d.start < high)
            scored.quotes = tuple(q for q in quotes if q.start < high and q.end > low)


def _by_article(sentences: Iterable[Scored]) -> dict[int, list[Scored]]:
    groups: dict[int, list[Scored]] = {}
    for scored in sentences:
        groups.setdefault(scored.article.rowid, []).append(scored)
    return groups


def _context(sentences: Sequence[Scored], position: int, frames: Sequence[Sequence[float]]) -> list[float]:
    here = sentences[position]
    context = list(here.degrees)

    def add(degrees: Sequence[float], share: float) -> None:
        for word, degree in enumerate(degrees):
            context[word] = max(context[word], degree * share)

    for other in sentences[max(0, position - 3) : position + 3]:
        distance = other.sentence.rowid - here.sentence.rowid
        if other.article.rowid == here.article.rowid and distance:
            add(other.degrees, _BEFORE if distance == -1 else _AFTER if distance == 1 else _FAR)
    for index in here.passages:
        add(frames[index], _FRAME)
    return context


def _features(matching: Matching, scored: Scored, bm25: float, rank: int) -> dict[str, float]:
    weights, words = matching.weights, matching.question.words
    total = sum(weights) or 1.0
    features = {
        "bm25": bm25,
        "rank": 1 / (1 + rank),
        "cover": _sum(weights, scored.degrees) / total,
        "context": _sum(weights, scored.context) / total,
    }
    for kind in _KINDS:
        of_kind = [weight if word.kind == kind else 0.0 for word, weight in zip(words, weights, strict=True)]
        share = sum(of_kind)
        if share:
            features[f"{kind}"] = _sum(of_kind, scored.degrees) / share
            features[f"{kind} around"] = _sum(of_kind, scored.context) / share
    heaviest = max(range(len(weights)), key=weights.__getitem__, default=None)
    if heaviest is not None and weights[heaviest]:
        features["heaviest"] = scored.degrees[heaviest]
        features["heaviest around"] = scored.context[heaviest]
    content = [word for word, weight in enumerate(weights) if weight]
    features["missing"] = sum(scored.context[word] < _FRAME for word in content) / max(1, len(content))
    features["near"] = _nearness(scored)
    length = len(tokenize(scored.sentence.text))
    features["length"] = min(length, _LONG) / _LONG
    features["short"] = float(length < 5)
    features[f"kind {scored.sentence.kind}"] = 1.0
    features["early"] = 1 / scored.sentence.paragraph
    return features


def _expected(archive: Archive, matching: Matching, scored: Scored) -> dict[str, float]:
    """Does the sentence hold what kind of answer is expected, and a role that the question describes?"""
    expects = matching.question.expects
    features: dict[str, float] = {}
    if expects in _OF_TYPE:
        fresh = [mention for mention in scored.mentions if not _asked(mention, scored)]
        features["typed"] = float(any(mention.type in _OF_TYPE[expects] for mention in fresh))
        total = sum(matching.weights) or 1.0
        for mention in fresh:
            if mention.role:
                degrees, met = _degrees(archive, matching, mention.role)
                share = _sum(matching.weights, degrees) / total
                words = tokenize(mention.role)
                beyond = [form for form, start, _ in words if start not in met]
                # "były prezydent Rosji" is not who "prezydent Rosji" asks for; any word beyond the question is doubtful
                held = not any(listed("not_in_office").intersection(lemmas(form)) for form in beyond)
                scored.roles[mention.start, mention.end] = share * len(met) / max(1, len(words)) if held else 0.0
        if expects == "person":
            features["role"] = max(scored.roles.values(), default=0.0)
    elif expects == "date":
        features["typed"] = float(any(matching.question.is_exact(date.iso) for date in scored.dates))
    elif expects == "statement":
        features["typed"] = float(bool(scored.quotes))
    elif expects == "number":
        from kzqa.language.numbers import find_numbers

        features["typed"] = float(bool(find_numbers(scored.sentence.text)))
    return features


def _asked(mention: Mention, scored: Scored) -> bool:
    """Does the question itself hold (a part of) a name?"""
    low, high = mention.start - scored.sentence.start, mention.end - scored.sentence.start
    return any(low <= start < high and degree >= _NAMED for start, (_, degree) in scored.matched.items())


def _question_days(matching: Matching) -> list[tuple[str, str]]:
    """The days of the dates that the question names, first and last."""
    if not any(word.kind == "number" for word in matching.question.words):
        return []
    from kzqa.archive.filters import days
    from kzqa.language.dates import find_dates_in

    return [days(date.iso) for date in find_dates_in(matching.question.text) if date.iso]


def _dated(asked: Sequence[tuple[str, str]], scored: Scored) -> float:
    """1 where a date of the sentence meets one of the question, half where the article's does, -1 where other dates
    stand.
    """
    from kzqa.archive.filters import days

    dates = [days(date.iso) for date in scored.dates if date.iso]
    if any(first <= high and last >= low for first, last in dates for low, high in asked):
        return 1.0
    if scored.article.date:
        first, last = days(scored.article.date)
        if any(first <= high and last >= low for low, high in asked):
            return 0.5
    return -1.0 if dates else 0.0


def _speaks(archive: Archive, matching: Matching, quotes: Sequence[Quote]) -> float:
    """1 where a quote of the sentence is by the speaker that the question names, -1 where all are by others."""
    speakers = [quote.speaker for quote in quotes if quote.speaker]
    for speaker in speakers:
        degrees, _ = _degrees(archive, matching, speaker)
        if any(degrees[word] >= _NAMED for word in matching.question.speaker):
            return 1.0
    return -1.0 if speakers else 0.0


def _sum(weights: Sequence[float], degrees: Sequence[float]) -> float:
    return sum([weight * degree for weight, degree in zip(weights, degrees, strict=True)])


def _nearness(scored: Scored) -> float:
    """Matched words over the words of the shortest stretch that holds them all."""
    if len(scored.matched) < 2:
        return 0.0
    first, last = min(scored.matched), max(end for end, _ in scored.matched.values())
    stretch = len(tokenize(scored.sentence.text[first:last]))
    return len(scored.matched) / max(1, stretch)
