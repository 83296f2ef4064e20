"""Several articles on one question: answers that agree, and dates and numbers that contradict each other."""

from __future__ import annotations

import pytest
from made_sentences import START, evidence

from kzqa.answering.agreement import Option, agree, contradiction
from kzqa.answering.answer import Chosen, choose
from kzqa.answering.candidates import Candidate
from kzqa.answering.question import Question, understand
from kzqa.answering.ranking import Scored
from kzqa.answering.weights import Weights
from kzqa.archive.records import ArticleInfo, StoredSentence

HOW_MANY = understand("Ile osób zginęło w pożarze?")
WHEN = understand("Kiedy wybuchł pożar?")
KILLED = """
W       w       ADP   -    2  case
pożarze pożar   NOUN  Loc  3  obl
zginęło zginąć  VERB  -    0  root
{0}     {0}     NUM   -    5  nummod
{1}     osoba   NOUN  Gen  3  nsubj
"""
BROKE_OUT = """
Pożar    pożar     NOUN  Nom  2  nsubj
wybuchł  wybuchnąć VERB  -    0  root
w        w         ADP   -    4  case
{0}      {0}       NOUN  Loc  2  obl
"""
MODEL = Weights({}, {"number:number": 5.0, "date:date": 5.0}, {}, 0.5)


def stored(
    question: Question, rows: str, article: int, date: str | None, score: float, *, dates: dict[str, str], degree: float
) -> Scored:
    """A sentence of an article of this date; its verb meets the question to this degree, the other words wholly."""
    made = evidence(rows, dates=dates)
    sentence = StoredSentence(
        10 * article, article, f"{article:03}:1.1", 1, 1, "paragraph", START, made.end, made.text,
        lambda _: made.tokens, lambda _: (),
    )  # fmt: skip
    info = ArticleInfo(
        article, f"{article:03}", f"{article:03}.txt", None, date, None, None, {}, len(made.text), 1, 1, 1, 1, ()
    )
    met = [0.0 if not word.weight else degree if word.kind == "verb" else 1.0 for word in question.words]
    return Scored(sentence, info, met, {}, met, dates=made.dates, score=score)


def killed(
    number: str, article: int, date: str | None, score: float, *, unit: str = "osób", degree: float = 1.0
) -> Scored:
    rows = KILLED.format(number, unit)
    return stored(HOW_MANY, rows, article, date, score, dates={}, degree=degree)


def broke_out(word: str, iso: str, article: int, date: str | None, score: float) -> Scored:
    return stored(WHEN, BROKE_OUT.format(word), article, date, score, dates={word: iso}, degree=1.0)


def chosen(question: Question, *ranked: Scored) -> Chosen:
    found = choose(question, ranked, MODEL, [word.weight for word in question.words])
    assert found is not None
    return found


def option(answer: str, source: str, scored: Scored, number: int = 0) -> Option:
    value = {"number": number, "unit": "osoba"}
    return Option(scored.score, 0, scored, Candidate(START, START + 1, answer, source, value, {}))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("minister zdrowia", "ministra zdrowia", True),
        ("w Gdańsku", "Gdańsku", True),
        ("12 osób", "12 osób", True),
        ("12 osób", "15 osób", False),
        ("minister zdrowia", "minister obrony", False),
        ("marzec 2024", "marzec 2023", False),
    ],
)
def test_answers_agree_inflection_apart(one: str, other: str, same: bool) -> None:
    scored = killed("12", 1, None, 1.0)
    first, second = option(one, "noun", scored), option(other, "noun", scored)
    assert agree(first, second) is agree(second, first) is same


def test_sentences_that_give_the_same_answer_agree_best_first() -> None:
    best, weak, strong, other = (
        killed("12", 1, "2024-03-01", 9.0),
        killed("12", 2, None, 7.0),
        killed("12", 3, "2024-03-02", 8.0),
        killed("15", 4, None, 6.0),
    )
    found = chosen(HOW_MANY, best, strong, weak, other)
    assert (found.answer, found.value) == ("12 osób", {"number": 12, "unit": "osoba"})
    assert found.scored is best
    assert found.agreeing == (strong, weak)
    assert found.margin == 3.0


def test_of_two_numbers_the_newer_articles_comes_first() -> None:
    older, newer = killed("12", 1, "2024-03-01", 9.0), killed("15", 2, "2024-03-02", 8.0)
    found = chosen(HOW_MANY, older, newer)
    assert found.answer == "15 osób (starszy artykuł podaje: 12 osób)"
    assert found.value == {"number": 15, "unit": "osoba"}
    assert found.scored is newer
    assert found.agreeing == (older,)
    assert newer.sentence.text[found.start - START : found.end - START] == "15 osób"


def test_the_newer_article_stays_first_where_it_is_the_better_one() -> None:
    older, newer = killed("12", 1, "2024-03-01", 8.0), killed("15", 2, "2024-03-02", 9.0)
    found = chosen(HOW_MANY, newer, older)
    assert found.answer == "15 osób (starszy artykuł podaje: 12 osób)"
    assert (found.scored, found.agreeing) == (newer, (older,))


def test_of_two_dates_the_newer_articles_comes_first() -> None:
    older, newer = (
        broke_out("marcu", "2024-03", 1, "2024-04-01", 9.0),
        broke_out("lutym", "2024-02", 2, "2024-05-01", 8.0),
    )
    found = chosen(WHEN, older, newer)
    assert found.answer == "luty 2024 (starszy artykuł podaje: marzec 2024)"
    assert found.value == {"iso": "2024-02"}
    assert (found.scored, found.agreeing) == (newer, (older,))


@pytest.mark.parametrize("iso", ["2024", "2024-03-05", "2024-02-20/2024-03-10"])
def test_dates_that_share_a_day_do_not_contradict(iso: str) -> None:
    best = broke_out("marcu", "2024-03", 1, "2024-04-01", 9.0)
    found = chosen(WHEN, best, broke_out("wtedy", iso, 2, "2024-05-01", 8.0))
    assert found.answer == "marzec 2024"
    assert found.scored is best


BEST = killed("12", 1, "2024-03-01", 9.0)


@pytest.mark.parametrize(
    ("best", "other"),
    [
        pytest.param(BEST, killed("15", 2, "2024-03-02", 8.0, degree=0.5), id="a word missing in the other"),
        pytest.param(
            killed("12", 1, "2024-03-01", 9.0, degree=0.5),
            killed("15", 2, "2024-03-02", 8.0),
            id="a word missing in the best",
        ),
        pytest.param(BEST, killed("15", 2, "2024-03-01", 8.0), id="articles of the same date"),
        pytest.param(BEST, killed("15", 2, None, 8.0), id="the other without a date"),
        pytest.param(killed("12", 1, None, 9.0), killed("15", 2, "2024-03-02", 8.0), id="the best without a date"),
        pytest.param(BEST, killed("15", 1, "2024-03-01", 8.0), id="one article"),
        pytest.param(BEST, killed("15", 2, "2024-03-02", 7.4), id="the other too far behind"),
        pytest.param(BEST, killed("15", 2, "2024-03-02", 8.0, unit="strażaków"), id="another unit"),
    ],
)
def test_other_differences_are_no_contradiction(best: Scored, other: Scored) -> None:
    found = chosen(HOW_MANY, best, other)
    assert found.answer == "12 osób"
    assert (found.scored, found.agreeing) == (best, ())


@pytest.mark.parametrize(
    ("one", "another", "found"),
    [("number", "number", True), ("noun", "noun", False), ("number", "noun", False), ("reader", "number", False)],
)
def test_only_dates_and_numbers_contradict_each_other(one: str, another: str, found: bool) -> None:
    best = option("12 osób", one, BEST, 12)
    other = option("15 osób", another, killed("15", 2, "2024-03-02", 8.0), 15)
    rival = contradiction(best, [best, other], [word.weight for word in HOW_MANY.words])
    assert rival is (other if found else None)
