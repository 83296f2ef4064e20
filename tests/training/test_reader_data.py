"""The reader's training data: documents, questions and windows from files like the public ones."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from kzqa.answering.reader.encoding import Window
from kzqa.training.reader_data import (
    Document,
    Question,
    QuestionSet,
    document,
    hold_back,
    news_files,
    pairs_files,
    poquad_files,
    read_news,
    read_squad,
    rows,
    split_sentences,
    terms,
    with_questions,
    without_gold,
)
from kzqa.training.reader_spoiling import Renaming, erased
from kzqa.training.reader_windows import Index, Sampler, covering, cut, grow, hard_negatives, places

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def articles() -> dict[str, Document]:
    """The seeds as documents of the training."""
    texts = {path.stem[:3]: path.read_bytes().decode("utf-8") for path in SEEDS}
    return {key: document(key, "", text) for key, text in texts.items()}


@pytest.fixture(scope="module")
def questions(articles: dict[str, Document]) -> QuestionSet:
    """A question on each seed: who or what its last sentence speaks of; the last question has no answer."""
    found = []
    for key, article in articles.items():
        start, end = article.sentences[-1]
        found.append(Question(f"O czym mówi zdanie: {article.text[start:end]}", key, True, (start, end)))
    found.append(Question("Ile kosztuje bilet do Atyrau?", "000", False))
    return QuestionSet("seeds", articles, tuple(found))


def squad(tmp_path: Path) -> Path:
    context = "Jan Heweliusz urodził się w Gdańsku. Zmarł tamże w 1687 r. Nie opuścił miasta."
    entries = [
        {"question": "Gdzie urodził się Heweliusz?", "answers": [{"text": "w Gdańsku", "answer_start": 26}]},
        {
            "question": "Czy Heweliusz opuścił Gdańsk?",
            "answers": [{"text": "Nie opuścił miasta", "answer_start": 59, "generative_answer": "Nie"}],
            "is_impossible": False,
        },
        {
            "question": "Kiedy Heweliusz opuścił Gdańsk?",
            "plausible_answers": [{"text": "1687", "answer_start": 51}],
            "is_impossible": True,
        },
        {"question": "Kim był Heweliusz?"},
    ]
    path = tmp_path / "squad.json"
    paragraph = {"context": context, "qas": entries}
    data = {"data": [{"id": 7, "title": "Jan_Heweliusz", "paragraphs": [paragraph]}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_squad_files_give_spans_polarity_and_silence(tmp_path: Path) -> None:
    read = read_squad(squad(tmp_path), "p")
    text = read.documents["p/7/0"].text
    assert read.documents["p/7/0"].title == "Jan Heweliusz"
    assert [q.span and text[slice(*q.span)] for q in read.questions] == [
        "w Gdańsku",
        "Nie opuścił miasta",
        "1687",
        None,
    ]
    assert [q.answerable for q in read.questions] == [True, True, False, True]
    assert [q.yes for q in read.questions] == [None, False, None, None]


def test_news_keep_the_offsets_of_their_files(tmp_path: Path) -> None:
    folder = tmp_path / "news" / "topic"
    folder.mkdir(parents=True)
    source = "---\r\nid: a\r\ndate: 2023-02-14\r\n---\r\nTytuł artykułu\r\n\r\nPierwsze zdanie. Drugie zdanie.\r\n"
    (folder / "1.txt").write_bytes(source.encode())
    (tmp_path / "qa").mkdir()
    start = source.index("Drugie")
    entry = {"doc": "topic/1.txt", "question": "Które?", "type": "what", "answerable": True}
    line = json.dumps({**entry, "start": start, "end": start + 6, "answer": "Drugie"})
    (tmp_path / "qa" / "0.jsonl").write_text(line + "\n", encoding="utf-8")
    read = read_news(tmp_path / "news", sorted((tmp_path / "qa").glob("*")))
    article = read.documents["news/topic/1.txt"]
    assert article.title == "Tytuł artykułu"
    assert [article.text[a:b] for a, b in article.sentences] == ["Tytuł artykułu", "Pierwsze zdanie.", "Drugie zdanie."]
    assert read.questions[0].span is not None
    assert article.text[slice(*read.questions[0].span)] == "Drugie"


def test_sentences_do_not_end_at_initials_and_abbreviations() -> None:
    text = "Przyszedł K. Tokajew. W czerwcu gen. Nowak i dr Kot (np. Ala) odeszli… „Nie wrócą!” Koniec"
    assert [text[a:b] for a, b in split_sentences(text)] == [
        "Przyszedł K. Tokajew.",
        "W czerwcu gen. Nowak i dr Kot (np. Ala) odeszli…",
        "„Nie wrócą!”",
        "Koniec",
    ]


def test_questions_of_a_gold_file_are_left_out(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"question": "gdzie urodził się  HEWELIUSZ"}) + "\n", encoding="utf-8")
    left = without_gold(read_squad(squad(tmp_path), "p"), [gold])
    assert len(left.questions) == 3
    assert all("urodził" not in question.text for question in left.questions)


def test_what_is_held_back_shares_no_document_with_the_training(questions: QuestionSet) -> None:
    training, held = hold_back(questions, 3)
    assert set(training.documents).isdisjoint(held.documents)
    assert set(training.documents) | set(held.documents) == set(questions.documents)
    assert len(training.questions) + len(held.questions) == len(questions.questions)
    assert held.questions


def test_windows_are_whole_sentences_within_bounds(articles: dict[str, Document]) -> None:
    article = articles["002"]
    found = places(article, 500, overlap=1)
    assert [place.first for place in found] == sorted({place.first for place in found})
    assert found[0].first == 0
    assert found[-1].last == len(article.sentences) - 1
    for place in found:
        window, start = cut(article, place.first, place.last)
        assert article.text[start : start + len(window.text)] == window.text
        assert len(window.text) <= 500 or place.first == place.last


def test_the_window_of_an_answer_grows_to_both_sides(articles: dict[str, Document]) -> None:
    article = articles["001"]
    middle = len(article.sentences) // 2
    first, last = covering(article, article.sentences[middle])
    assert first == last == middle
    drawn = {grow(article, first, last, 600, random.Random(seed)) for seed in range(20)}
    assert len(drawn) > 1
    assert all(start <= middle <= end for start, end in drawn)


def test_hard_negatives_look_like_answers_but_hold_none(questions: QuestionSet) -> None:
    index = Index(questions.documents)
    for question in questions.questions:
        places = hard_negatives(question, index)
        assert places
        if question.span is None:
            continue
        answer = set(terms(questions.documents[question.document].text[slice(*question.span)]))
        for place in places:
            window, start = cut(questions.documents[place.document], place.first, place.last)
            same = place.document == question.document
            assert not (same and start < question.span[1] and question.span[0] < start + len(window.text))
            assert not answer <= set(terms(window.text))


def test_a_group_holds_at_most_one_answer_and_holds_it_first(questions: QuestionSet) -> None:
    index = Index(questions.documents)
    hard = [hard_negatives(question, index) for question in questions.questions]
    sampler = Sampler(questions, hard, negatives=1.5)
    groups = sampler.groups(random.Random(1))
    assert groups == sampler.groups(random.Random(1))
    assert groups != sampler.groups(random.Random(2))
    for question, group in zip(questions.questions, groups, strict=True):
        assert [example.present for example in group.examples[1:]] == [False] * (len(group.examples) - 1)
        assert group.examples[0].present == question.answerable
        if question.answerable:
            assert question.span is not None
            span = group.examples[0].span
            assert span is not None
            text = questions.documents[question.document].text
            assert group.examples[0].window.text[slice(*span)] == text[slice(*question.span)]


def test_an_erased_window_keeps_all_but_the_answer() -> None:
    story = document("a", "Tytuł", "Bank powstał w Łodzi. Prezesem był Jan Nowak. Bank upadł w maju.")
    rest = erased(story, 0, 2, (1, 1), set(terms("Jan Nowak")))
    assert rest == Window("Tytuł", "Bank powstał w Łodzi. Bank upadł w maju.")
    assert erased(story, 0, 2, (1, 1), set(terms("Bank"))) is None  # the rest says it, too
    assert erased(story, 1, 1, (1, 1), set(terms("Jan Nowak"))) is None  # nothing is left


def test_a_renamed_question_asks_of_a_name_that_the_window_does_not_hold() -> None:
    asked = ["Kiedy Jan Nowak odszedł z banku?", "Kiedy rząd Polska poparła?", "Co zrobił premier Kowalak w 1999 roku?"]
    renaming = Renaming([Question(text, "a", True, (0, 3)) for text in asked])
    window = Window("", "Jan Nowak odszedł z banku w 2010 roku.")
    assert renaming.rename(asked[0], window, random.Random(1)) == "Kiedy Jan Kowalak odszedł z banku?"
    assert renaming.rename("Kto odszedł w 2010 roku?", window, random.Random(1)) == "Kto odszedł w 1999 roku?"
    assert renaming.rename("Kto odszedł z banku?", window, random.Random(1)) is None


def test_spoilt_examples_are_silent_and_paragraphs_without_a_mark_are_not(articles: dict[str, Document]) -> None:
    start, end = articles["001"].sentences[3]
    paragraph = document("p", "", articles["001"].text[start:end])
    marked = Question("Co mówi o tym Putin?", "001", True, (start, end))
    pair = Question("O czym mówi to zdanie?", "p", True)
    source = QuestionSet("set", {"001": articles["001"], "p": paragraph}, (marked, pair))
    groups = Sampler(source, [[], []], negatives=0, erased=1.0).groups(random.Random(1))
    assert [example.present for example in groups[0].examples] == [True, False]
    assert groups[0].examples[1].span is None
    assert groups[1].examples[0].present and groups[1].examples[0].span is None
    assert groups[1].examples[0].window.text == paragraph.text


def test_more_questions_come_behind_those_of_a_set_and_only_about_its_documents(tmp_path: Path) -> None:
    own = Question("Kto?", "poquad/7/0", True, (0, 3))
    source = QuestionSet("poquad", {"poquad/7/0": document("poquad/7/0", "Ala", "Ala ma kota.")}, (own,))
    entry = {
        "question": "Czy ma psa?",
        "type": "yes_no",
        "answerable": True,
        "start": 4,
        "end": 11,
        "answer": "nie",
    }
    lines = [json.dumps(entry | {"doc": doc}) for doc in ("7/0", "8/0")]
    (tmp_path / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    more = with_questions(source, [tmp_path / "more.jsonl"])
    assert more.questions == (own, Question("Czy ma psa?", "poquad/7/0", True, (4, 11), False))
    (tmp_path / "spans.jsonl").write_text(json.dumps(entry | {"doc": "7/0", "question": own.text}), encoding="utf-8")
    assert with_questions(source, [tmp_path / "spans.jsonl"]).questions == (
        Question(own.text, "poquad/7/0", True, (4, 11), False),
    )


def test_the_questions_written_for_kzqa_are_whole() -> None:
    seen = set()
    for entry in rows([*news_files(Path("none")), *poquad_files(), *pairs_files()]):
        assert entry["end"] - entry["start"] == len(entry["text"]) > 0
        assert bool(entry.get("answer")) == entry["answerable"]
        seen.add((entry["doc"], entry["question"]))
    assert len(seen) == 5317 + 2308 + 3089
