"""The weights of ranking, short answers and confidence, learned from public data. Not needed to run kzqa.

    python -m kzqa.training.ranking DATA --paragraphs FILE.jsonl        the paragraphs of PoQuAD, to be indexed
    python -m kzqa.training.ranking DATA --news NEWS.kzqa --poquad POQUAD.kzqa --output WEIGHTS.json
        [--gold GOLD.jsonl] [--fast]

DATA is a folder with `qa-news/*.jsonl` (questions about news with spans), `news/` (the articles, indexed as NEWS.kzqa)
and `poquad/poquad.json` (PoQuAD, its paragraphs indexed as POQUAD.kzqa). Three linear models are learned over the
named features of their steps: one that ranks sentences and one that ranks the candidates of a sentence, both by the
listwise softmax loss (ListNet; Cao et al. 2007), and a logistic regression for the probability that an answer is
right. That one is learned from what is found with weights of other articles (cross-fitting); every set counts alike and
has a bias of its own. Silence is tuned on the gold set and the questions on news, which count as if the same share of
them had an answer. All of it is deterministic. The weights that work with the neural reader learn only from articles
that the reader has not seen; those without it (`--fast`) from one half of all articles. Figures are printed for the
other half. Of GOLD, a gold set on the news, the first, third, fifth ... question is learned from; only the others may
be measured.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kzqa.answering import confidence
from kzqa.answering.answer import evidence
from kzqa.answering.ask import Found, find
from kzqa.answering.ask import answer as answer_of
from kzqa.answering.candidates import candidates
from kzqa.answering.overlap import token_f1
from kzqa.answering.ranking import Scored
from kzqa.answering.reader import Reader, Reading, Window
from kzqa.answering.weights import Weights, probability
from kzqa.archive import Archive
from kzqa.evaluation.answers import Gold, judge
from kzqa.training.ranking_learning import Example, Verdict, balanced, best_threshold, learn, learn_logistic
from kzqa.training.ranking_questions import (
    FOLDS,
    Asked,
    fold,
    half,
    news_questions,
    paragraphs,
    poquad_questions,
    unread,
)
from kzqa.training.reader_data import news_files

_HIT = 0.6
_NEARLY = 0.75  # token F1 from which two sentences are one in two articles
_SENTENCE_PENALTY = 1e-3
_ANSWER_PENALTY = 1e-3
_CONFIDENCE_PENALTY = 1e-3
_SET, _GOLD = "set:", "gold"
_Row = dict[str, float]


class Remembering(Reader):
    """A reader that reads the same windows for the same question once: training asks it several times."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, tuple[Window, ...]], list[Reading]] = {}

    def read(self, question: str, windows: Sequence[Window]) -> list[Reading]:
        key = (question, tuple(windows))
        if key not in self._known:
            self._known[key] = self._reader.read(question, windows)
        return self._known[key]


class Learned(NamedTuple):
    """What one question teaches: to rank sentences, and to rank the short answers of the right one."""

    asked: Asked
    sentences: Example
    answers: Example | None


def holds(scored: Scored, asked: Asked) -> bool:
    """Does a sentence hold the answer (or its beginning)?"""
    if asked.start is None or asked.end is None or not scored.article.path.endswith(asked.path):
        return False
    return scored.sentence.start <= asked.start < scored.sentence.end


def same(scored: Scored, gold: Scored) -> bool:
    """Is a sentence the right one, or nearly word for word the same in another article, as agency news is?"""
    return scored is gold or token_f1(scored.sentence.text, gold.sentence.text) >= _NEARLY


def examples(archive: Archive, questions: Iterable[Asked], *, own: Reader | None) -> Iterator[Learned]:
    """For every answerable question whose sentence was retrieved: all its sentences, the right ones with equal shares;
    and the candidates of the first right one, with shares by token F1 where that counts as a hit."""
    blank = Weights({"bm25": 1.0}, {}, {}, 0.0)
    for asked in questions:
        if asked.start is None:
            continue
        found = find(asked.text, archive, fast=own is None, own=own, model=blank)
        gold = next((scored for scored in found.ranked if holds(scored, asked)), None)
        if gold is not None:
            hits = [float(same(scored, gold)) for scored in found.ranked]
            sentences = Example([dict(scored.features) for scored in found.ranked], [hit / sum(hits) for hit in hits])
            yield Learned(asked, sentences, _answers(found, gold, asked))


def _answers(found: Found, scored: Scored, asked: Asked) -> Example | None:
    if asked.polar or found.question.expects == "polarity":
        return None
    options = list(candidates(found.question, evidence(scored, scored.spans)))
    gains = [max(token_f1(option.answer, text) for text in asked.answers) for option in options]
    kept = [gain**2 if gain >= _HIT else 0.0 for gain in gains]
    return Example([dict(option.features) for option in options], [k / sum(kept) for k in kept]) if any(kept) else None


def right(found: Found, asked: Asked) -> bool:
    """Is what was found for an answerable question right, by sentence and by short answer?"""
    chosen = found.chosen
    gold = next((scored for scored in found.ranked if holds(scored, asked)), None)
    if chosen is None or gold is None or not same(chosen.scored, gold):
        return False
    if asked.polar:
        return bool(chosen.answer[:1] == asked.answers[-1].lower()[:1])
    return max(token_f1(chosen.answer, text) for text in asked.answers) >= _HIT


def rank(found: Found, asked: Asked) -> float:
    """How many sentences stand before the right one; infinitely many where it was not found."""
    gold = next((scored for scored in found.ranked if holds(scored, asked)), None)
    return next((i for i, scored in enumerate(found.ranked) if gold and same(scored, gold)), math.inf)


class Set(NamedTuple):
    """Questions with the archive that they are asked of."""

    name: str
    archive: Archive
    asked: Sequence[Asked]

    def part(self, kept: Callable[[Asked], bool]) -> Set:
        return self._replace(asked=[asked for asked in self.asked if kept(asked)])


def train(sets: Sequence[Set], gold: Sequence[Gold], *, own: Reader | None) -> Weights:
    """All models; `gold`, asked of the last set's archive, tunes silence together with that set.

    Without `gold` there is neither confidence nor silence.
    """
    learned = [one for part in sets for one in examples(part.archive, part.asked, own=own)]
    model = _rankers(learned)
    if not gold:
        return model
    judged = {
        **{part.name: list(_cross_fitted(part, learned, own)) for part in sets},
        _GOLD: list(_judged(sets[-1].archive, gold, model, own)),
    }
    rows, rights, shares = [], [], []
    for name, group in judged.items():
        # right answers are rarer in one set than in another; the gold set is what users' questions are like
        bias = {f"{_SET}{name}": 1.0} if name != _GOLD else {}
        for row, verdict in group:
            if row:
                rows.append(row | bias)
                rights.append(verdict.right)
                shares.append(1 / len(group))
    logistic = learn_logistic(rows, rights, shares, _CONFIDENCE_PENALTY)
    model = model._replace(confidence={name: w for name, w in logistic.items() if not name.startswith(_SET)})
    sure = {
        name: [
            verdict._replace(confidence=probability(row, model.confidence) if row else 0.0) for row, verdict in group
        ]
        for name, group in judged.items()
    }
    answerable = sum(verdict.answerable for verdict in sure[_GOLD]) / len(sure[_GOLD])
    tuning = [*sure[_GOLD], *balanced(sure[sets[-1].name], answerable)]
    return model._replace(threshold=max(best_threshold(tuning), confidence.UNFIT + 0.01))


def _rankers(learned: Sequence[Learned]) -> Weights:
    sentence = learn([one.sentences for one in learned], _SENTENCE_PENALTY)
    answer = learn([one.answers for one in learned if one.answers], _ANSWER_PENALTY)
    return Weights(sentence, answer, {}, 0.0)


def _cross_fitted(part: Set, learned: Sequence[Learned], own: Reader | None) -> Iterator[tuple[_Row, Verdict]]:
    """What tells of the answer to every question, found by weights that were learned from other articles."""
    for number in range(FOLDS):
        others = _rankers([one for one in learned if fold(one.asked) != number])
        for asked in part.asked:
            if fold(asked) == number:
                found = find(asked.text, part.archive, fast=own is None, own=own, model=others)
                yield _row(found, own), Verdict(0.0, right(found, asked), bool(asked.answers))


def _judged(
    archive: Archive, gold: Sequence[Gold], model: Weights, own: Reader | None
) -> Iterator[tuple[_Row, Verdict]]:
    for line in gold:
        found = find(line["question"], archive, fast=own is None, own=own, model=model)
        answerable = bool(line["answerable"])
        judged = judge(line, answer_of(found, line["question"], threshold=0.0, limit=3, begun=0.0))
        yield _row(found, own), Verdict(0.0, answerable and judged.right, answerable)


def _row(found: Found, own: Reader | None) -> _Row:
    """The features of the answer's confidence, none where there is no answer or one that cannot be right."""
    if found.chosen is None or confidence.unfit(found.question, found.matching, found.chosen):
        return {}
    return confidence.features(found.question, found.matching, found.ranked, found.chosen, read=own is not None)


def report(part: Set, model: Weights, *, own: Reader | None) -> None:
    """Print the figures on questions that were held back."""
    found = [(find(asked.text, part.archive, fast=own is None, own=own, model=model), asked) for asked in part.asked]
    answerable = [(f, asked) for f, asked in found if asked.answers]
    ranks = [rank(f, asked) for f, asked in answerable]
    first, three = (sum(rank < most for rank in ranks) for most in (1, 3))
    silent = [(f.confidence < model.threshold, bool(asked.answers)) for f, asked in found]
    kept = sum(s and not a for s, a in silent)
    f1 = 2 * kept / max(1, sum(s for s, _ in silent) + sum(not a for _, a in silent))
    n = max(1, len(answerable))
    print(
        f"{part.name}: {len(answerable)} answerable, sentence first {first / n:.3f}, among three {three / n:.3f},"
        f" right {sum(right(f, asked) for f, asked in answerable) / n:.3f}, silence F1 {f1:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--paragraphs", type=Path, help="write the paragraphs of PoQuAD to this file and stop")
    parser.add_argument("--news", type=Path)
    parser.add_argument("--poquad", type=Path)
    parser.add_argument("--gold", type=Path, help="a gold set on the news; every other question of it tunes silence")
    parser.add_argument("--fast", action="store_true", help="without the neural reader")
    parser.add_argument("--output", type=Path, default=Path("weights.json"))
    options = parser.parse_args()
    if options.paragraphs:
        options.paragraphs.write_text("\n".join(paragraphs(options.data)) + "\n", encoding="utf-8")
        return
    lines = options.gold.read_text(encoding="utf-8").splitlines() if options.gold else []
    gold = [json.loads(line) for line in lines[::2]]
    own = None if options.fast else Remembering(Reader.load())
    with Archive.open(options.news) as news, Archive.open(options.poquad) as wiki:
        sets = [
            Set("PoQuAD", wiki, list(poquad_questions(options.data))),
            Set("news", news, list(news_questions(news_files(options.data)))),
        ]
        if not options.fast:
            fresh = unread(options.data)
            sets = [part.part(lambda asked: asked.path in fresh) for part in sets]
        print("learned on one half, measured on the other:")
        model = train([part.part(half) for part in sets], gold, own=own)
        for part in sets:
            report(part.part(lambda asked: not half(asked)), model, own=own)
        if not options.fast:
            model = train(sets, gold, own=own)
    known = json.loads(options.output.read_text(encoding="utf-8")) if options.output.exists() else {}
    known["fast" if options.fast else "reader"] = model._asdict()
    options.output.write_text(json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
