"""The forms of an answer: JSON Lines, plain text, a terminal."""

import io
import json
from dataclasses import replace

import pytest

from kzqa.cli.output import answers_screen, json_lines
from kzqa.cli.output.answers import writer
from kzqa.cli.terminal import MAX_WIDTH
from kzqa.model import Answer, Citation

SENTENCE = (
    "W czerwcu ubiegłego roku Tokajew [red]odmówił[/] przyjęcia\x1b[2J orderu z rąk Władimira Putina w Petersburgu."
)
CITATION = Citation(
    id="002:5.1",
    article="002",
    path="seeds/002_ed67901a7a127928.txt",
    title=None,
    date="2023-02",
    url=None,
    paragraph=5,
    sentence=1,
    start=1893,
    end=1893 + len(SENTENCE),
    text=SENTENCE,
    highlights=((0, 24),),
    score=12.70004,
)
ANSWER = Answer(
    question="Kiedy Tokajew odmówił przyjęcia orderu?",
    answered=True,
    answer="czerwiec 2022",
    type="when",
    confidence=0.912345,
    value={"iso": "2022-06"},
    citations=(CITATION,),
    related=(),
    elapsed_ms=14.23,
)
SILENT = replace(ANSWER, answered=False, answer=None, confidence=0.1, value=None, citations=(), related=(CITATION,))


def test_json_has_the_keys_of_the_contract_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    writer("json", many=False).answer(ANSWER)
    line = capsys.readouterr().out
    assert line.count("\n") == 1
    record = json.loads(line)
    assert list(record) == [
        "schema", "question", "answered", "answer", "type", "confidence", "value", "citations", "related", "elapsed_ms"
    ]  # fmt: skip
    assert list(record["citations"][0]) == [
        "id", "article", "path", "title", "date", "url", "paragraph", "sentence", "start", "end", "text", "highlights",
        "score",
    ]  # fmt: skip
    assert record["schema"] == 1
    assert record["value"] == {"iso": "2022-06"}
    assert record["confidence"] == 0.9123
    assert record["citations"][0]["text"] == SENTENCE
    assert record["citations"][0]["highlights"] == [[0, 24]]
    assert record["citations"][0]["score"] == 12.7


def test_json_of_a_question_without_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    writer("json", many=False).answer(SILENT)
    record = json.loads(capsys.readouterr().out)
    assert (record["answered"], record["answer"], record["citations"]) == (False, None, [])
    assert [citation["id"] for citation in record["related"]] == ["002:5.1"]


def test_json_of_a_failed_question(capsys: pytest.CaptureFixture[str]) -> None:
    writer("json", many=True).failure("a\x00b \udcff", "Pytanie jest złe.")
    record = json.loads(capsys.readouterr().out)
    assert (record["answered"], record["answer"], record["error"]) == (False, None, "Pytanie jest złe.")
    assert record["question"] == "a\x00b \udcff"


def test_json_lines_are_readable_and_steer_nothing() -> None:
    hostile = "Łódź \u202e\u2028\x9b\x7f\ud800\U000e0041 „x” 😀"
    line = json_lines.dumps({"text": hostile})
    assert "Łódź" in line and "„x” 😀" in line
    assert not set(line) & set("\u202e\u2028\x9b\x7f\ud800\U000e0041")
    assert json.loads(line)["text"] == hostile


def test_plain_text_is_one_line_a_thing(capsys: pytest.CaptureFixture[str]) -> None:
    writer("plain", many=False).answer(ANSWER)
    assert capsys.readouterr().out == f"czerwiec 2022\n[002:5.1] {SENTENCE.replace(chr(27), chr(0xFFFD))}\n"


def test_plain_text_without_an_answer_shows_the_nearest_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    writer("plain", many=False).answer(SILENT)
    first, second = capsys.readouterr().out.splitlines()
    assert first == "Brak odpowiedzi w archiwum."
    assert second.startswith("[002:5.1] W czerwcu")


def test_plain_answers_to_many_questions_are_parted_by_empty_lines(capsys: pytest.CaptureFixture[str]) -> None:
    out = writer("plain", many=True)
    out.answer(ANSWER)
    out.failure("", "Pytanie jest puste.")
    out.answer(replace(ANSWER, citations=()))
    shown = capsys.readouterr().out
    assert [block.split("\n")[0] for block in shown.split("\n\n")] == [
        "czerwiec 2022", "Nie udało się odpowiedzieć.", "czerwiec 2022", ""
    ]  # fmt: skip


def test_the_short_form_is_the_answer_alone(capsys: pytest.CaptureFixture[str]) -> None:
    writer("short", many=False).answer(ANSWER)
    writer("short", many=False).answer(SILENT)
    assert capsys.readouterr().out == "czerwiec 2022\n"


def test_among_many_questions_the_short_form_keeps_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    out = writer("short", many=True)
    for answer in (SILENT, ANSWER, SILENT):
        out.answer(answer)
    out.failure("?", "Błędne.")
    assert capsys.readouterr().out == "\nczerwiec 2022\n\n\n"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_terminal_shows_the_answer_first_and_wraps_within_its_width(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = _on_screen(ANSWER, width, monkeypatch, colour=False)
    lines = [line for line in shown.splitlines() if line.strip()]
    assert lines[0].strip() == "czerwiec 2022"
    assert max(map(len, lines)) <= min(width, MAX_WIDTH)
    assert "pewność 91%" in shown and "002:5.1" in shown and "2023-02" in shown
    assert "[red]odmówił[/]" in " ".join(shown.split())


def test_matches_are_highlighted_and_article_text_steers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _on_screen(ANSWER, 200, monkeypatch, colour=True)
    assert "\x1b[1;35mW czerwcu ubiegłego roku\x1b[0m" in shown
    assert "\x1b[2J" not in shown
    assert "[red]odmówił[/]" in shown


def test_a_terminal_shows_the_nearest_sentences_where_there_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = _on_screen(SILENT, 80, monkeypatch, colour=False)
    assert shown.split("\n")[1].strip() == "Brak odpowiedzi w archiwum."
    assert "Najbliższe zdania" in shown and "002:5.1" in shown


def _on_screen(answer: Answer, width: int, monkeypatch: pytest.MonkeyPatch, *, colour: bool) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    if colour:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.delenv("NO_COLOR", raising=False)
    else:
        monkeypatch.delenv("FORCE_COLOR", raising=False)
    answers_screen.ScreenWriter(many=False).answer(answer)
    return out.getvalue()
