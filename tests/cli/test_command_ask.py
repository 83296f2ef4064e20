"""`kzqa ask` on the seeds: what is written where, and how it ends."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from calling import COMMAND, Cli

WHO = "Kto jest rzecznikiem MSZ Kazachstanu?"
WHEN = "Kiedy Tokajew odmówił przyjęcia orderu?"
NOWHERE = "Ile złotych medali zdobyła Norwegia w Pekinie?"
SEEDS = Path(__file__).parents[2] / "seeds"
ESCAPE = "\x1b["


def test_a_pipe_gets_the_answer_and_its_citations(process: Cli) -> None:
    ran = process("ask", WHO)
    assert (ran.status, ran.err) == (0, "")
    answer, *citations = ran.out.splitlines()
    assert answer == "Ajbek Smadijarow"
    assert 1 <= len(citations) <= 3
    assert citations[0].startswith("[000:1.1] Rzecznik MSZ Kazachstanu Ajbek Smadijarow zareagował na słowa")
    assert all(re.match(r"\[\d{3}:\d+\.\d+\] \S", citation) for citation in citations)
    assert ESCAPE not in ran.out


def test_quiet_writes_the_short_answer_alone(cli: Cli) -> None:
    assert cli("ask", "-q", WHO) == (0, "Ajbek Smadijarow\n", "")


def test_words_of_a_question_need_no_quotation_marks(cli: Cli) -> None:
    assert cli("ask", "-q", *WHO.split()).out == "Ajbek Smadijarow\n"


def test_json_is_the_contract(cli: Cli) -> None:
    ran = cli("ask", "--json", WHEN)
    assert (ran.status, ran.err) == (0, "")
    record = json.loads(ran.out)
    assert record["schema"] == 1
    assert record["question"] == WHEN
    assert (record["answered"], record["type"]) == (True, "when")
    assert record["value"]["iso"].startswith("2022-06")
    assert 0 <= record["confidence"] <= 1
    assert record["related"] == []
    assert record["citations"]
    for citation in record["citations"]:
        text = (SEEDS / Path(citation["path"]).name).read_bytes().decode("utf-8")
        assert text[citation["start"] : citation["end"]] == citation["text"]
        assert citation["id"] == f"{citation['article']}:{citation['paragraph']}.{citation['sentence']}"
        assert all(0 <= start < end <= len(citation["text"]) for start, end in citation["highlights"])


def test_without_an_answer_the_status_is_one(cli: Cli) -> None:
    ran = cli("ask", NOWHERE)
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines()[0] == "Brak odpowiedzi w archiwum."
    assert cli("ask", "-q", NOWHERE) == (1, "", "")
    record = json.loads(cli("ask", "--json", NOWHERE).out)
    assert (record["answered"], record["answer"], record["citations"]) == (False, None, [])


def test_confidence_decides_on_silence(cli: Cli) -> None:
    assert cli("ask", "--min-confidence", "1", WHO).status == 1
    assert cli("ask", "--min-confidence", "0,0", WHO).status == 0


def test_limit_article_and_dates_choose_what_is_cited(cli: Cli) -> None:
    assert len(json.loads(cli("ask", "--json", "--limit", "1", WHO).out)["citations"]) == 1
    record = json.loads(cli("ask", "--json", "--article", "004", "--min-confidence", "0", "Co mówił Tokajew?").out)
    assert {citation["article"] for citation in record["citations"]} == {"004"}
    record = json.loads(cli("ask", "--json", "--since", "2023", "--min-confidence", "0", "Co mówił Tokajew?").out)
    assert {citation["date"][:4] for citation in record["citations"]} == {"2023"}


def test_an_unknown_article_is_an_error(cli: Cli) -> None:
    ran = cli("ask", "--article", "999", WHO)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Błąd: Opcja --article: w archiwum nie ma artykułu „999”")


def test_explain_tells_what_made_the_answer(cli: Cli) -> None:
    ran = cli("ask", "--explain", WHO)
    assert ran.out.startswith("Ajbek Smadijarow\n[000:1.1]")
    assert "Skąd ta odpowiedź\n  pytanie: who, odpowiedzią ma być osoba" in ran.out
    assert "000:1.1  ocena " in ran.out
    explanation = json.loads(cli("ask", "--explain", "--json", WHO).out)["explanation"]
    assert explanation["type"] == "who"
    assert "000:1.1" in [sentence["citation"] for sentence in explanation["sentences"]]


def test_without_words_on_a_pipe_the_way_out_is_told(process: Cli) -> None:
    ran = process("ask")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Błąd: Brakuje pytania: ")


@pytest.mark.parametrize("question", ["", "  ", "?!…", "😀", "\x1b", "x" * 100_000])
def test_what_is_no_question_is_an_error_in_every_form(question: str, cli: Cli) -> None:
    for form in ((), ("-q",)):
        ran = cli("ask", *form, "--", question)
        assert (ran.status, ran.out) == (2, "")
        assert re.fullmatch("Błąd: Pytanie .*\n", ran.err)
    ran = cli("ask", "--json", "--", question)
    record = json.loads(ran.out)
    assert (ran.status, record["answered"], record["question"]) == (2, False, question)
    assert ran.err == f"Błąd: {record['error']}\n"


def test_a_missing_archive_fails_every_question_with_its_line(process: Cli) -> None:
    ran = process("ask", "--fast", "-", "--json", "--index", "nie-ma.kzqa", stdin=b"a\nb\n")
    assert ran.status == 2
    assert [json.loads(line)["question"] for line in ran.out.splitlines()] == ["a", "b"]
    assert all("nie-ma.kzqa" in json.loads(line)["error"] for line in ran.out.splitlines())
    assert ran.err.count("Błąd: ") == 1


HOSTILE = [
    b"\xff\xfe zly bajt",
    b"",
    b"pytanie\0z zerem",
    b"x" * 100_000,
    b"\x1b[31m[red]\xe2\x80\xae[/]\x9b",
    b"?",
]


def test_bad_lines_leave_the_others_answered(process: Cli) -> None:
    ran = process(
        "ask", "--fast", "-", "--json", stdin=b"\n".join([*HOSTILE, WHO.encode(), b""]).replace(b"\n", b"\r\n")
    )
    assert ran.status == 0
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert len(records) == len(HOSTILE) + 1
    assert all(record["error"] for record in records[: len(HOSTILE)])
    assert records[-1]["answer"] == "Ajbek Smadijarow"
    assert "error" not in records[-1]
    assert [line.partition(": Pytanie")[0] for line in ran.err.splitlines()] == [
        f"Błąd: pytanie {number}" for number in range(1, len(HOSTILE) + 1)
    ]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", ran.out + ran.err)


def test_a_batch_in_a_pipe_keeps_the_order(process: Cli) -> None:
    questions = f"\ufeff{WHO}\n\n{NOWHERE}\n{WHO}".encode()
    ran = process("ask", "--fast", "-", "-q", stdin=questions)
    assert (ran.status, ran.out) == (0, "Ajbek Smadijarow\n\n\nAjbek Smadijarow\n")
    blocks = process("ask", "--fast", "-", stdin=questions).out.split("\n\n")
    assert [block.split("\n")[0] for block in blocks] == [
        "Ajbek Smadijarow", "Nie udało się odpowiedzieć.", "Brak odpowiedzi w archiwum.", "Ajbek Smadijarow", ""
    ]  # fmt: skip


def test_the_status_of_a_batch(process: Cli) -> None:
    assert process("ask", "--fast", "-", "-q", stdin=f"{NOWHERE}\n{NOWHERE}\n".encode()).status == 1
    assert process("ask", "--fast", "-", "-q", stdin=b"\n").status == 2
    assert process("ask", "--fast", "-", "--json", stdin=b"") == (0, "", "")


def test_answers_stream_and_ctrl_c_ends_quietly(process: Cli) -> None:
    with subprocess.Popen(
        [*COMMAND, "ask", "--fast", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        for question in (WHO, NOWHERE, WHO):
            running.stdin.write(f"{question}\n".encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["question"] == question
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
        assert running.stdout.read() == b""
        assert running.stderr.read() == b""


def test_a_closed_pipe_is_no_error(process: Cli) -> None:
    with subprocess.Popen(
        [*COMMAND, "ask", "--fast", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write(f"{WHO}\n".encode())
        running.stdin.flush()
        running.stdout.readline()
        running.stdout.close()
        running.stdin.write(f"{WHO}\n{WHO}\n".encode())
        running.stdin.close()
        assert running.wait(30) == 0
        assert running.stderr.read() == b""


def test_a_piped_question_imports_neither_spacy_nor_rich(process: Cli) -> None:
    code = (
        "import sys; from kzqa.cli.main import main\ntry: main()\nfinally: print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "ask", "--fast", WHO], capture_output=True, text=True)
    modules = set(done.stderr.split())
    assert done.stdout.startswith("Ajbek Smadijarow\n")
    assert "typer" in modules
    assert not modules & {"spacy", "thinc", "rich", "typer.rich_utils", "pydantic", "pygments", "requests", "asyncio"}
    assert not modules & {"onnxruntime", "tokenizers"}  # what only the reader needs


def test_the_encoding_of_the_terminal_breaks_nothing(process: Cli) -> None:
    for encoding in ("ascii", "iso8859-2", "cp1250"):
        environment = {**os.environ, "PYTHONIOENCODING": encoding}
        plain = subprocess.run([*COMMAND, "ask", "--fast", WHO], capture_output=True, env=environment)
        assert (plain.returncode, plain.stderr) == (0, b"")
        assert plain.stdout.startswith(b"Ajbek Smadijarow\n")
        data = subprocess.run([*COMMAND, "ask", "--fast", "--json", WHO], capture_output=True, env=environment)
        assert "zareagował" in json.loads(data.stdout.decode("utf-8"))["citations"][0]["text"]


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_terminal_shows_answer_matches_and_source(columns: int, terminal: Cli) -> None:
    ran = terminal("ask", "--fast", WHO, columns=columns)
    assert ran.status == 0
    assert f"{ESCAPE}1;32mAjbek Smadijarow{ESCAPE}0m" in ran.out
    assert f"{ESCAPE}1;35m" in ran.out
    bare = re.sub(r"\x1b\[[\d;]*m", "", ran.out)
    lines = [line.rstrip() for line in bare.splitlines()]
    assert next(line for line in lines if line) == "Ajbek Smadijarow"
    assert max(map(len, lines)) <= columns
    assert "000:1.1" in bare and "2022-10" in bare and "pewność" in bare


def test_no_color_is_obeyed(terminal: Cli) -> None:
    ran = terminal("ask", "--fast", WHO, env={"NO_COLOR": "1"})
    assert "Ajbek Smadijarow" in ran.out
    assert not re.search(r"\x1b\[(\d+;)*(3[0-8]|9[0-7])m", ran.out)


def test_without_words_a_terminal_asks_until_an_empty_line(terminal: Cli) -> None:
    ran = terminal("ask", "--fast", keys=(WHO, "?", NOWHERE, ""), env={"NO_COLOR": "1"})
    assert ran.status == 0
    assert ran.out.count("Pytanie: ") == 4
    assert "Ajbek Smadijarow" in ran.out
    assert "Błąd: " in ran.out
    assert "Brak odpowiedzi w archiwum." in ran.out


def test_ctrl_c_at_the_prompt_ends_quietly(terminal: Cli) -> None:
    ran = terminal("ask", "--fast", keys=("\x03",))
    assert ran.status == 130
    assert "Traceback" not in ran.out


def test_closed_streams_are_no_traceback(process: Cli) -> None:
    for stream in range(3):
        done = subprocess.run(
            [*COMMAND, "ask", "--fast", WHO], stdin=subprocess.DEVNULL, capture_output=True,
            preexec_fn=lambda stream=stream: os.close(stream),
        )  # fmt: skip
        assert done.returncode == 0
        assert done.stderr == b""
