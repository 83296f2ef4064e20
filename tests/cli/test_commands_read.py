"""The commands that read the archive of the seeds: search, show, entities, dates, quotes, status."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from calling import COMMAND, Cli

SEEDS = Path(__file__).parents[2] / "seeds"
PLACE_KEYS = {"schema", "path", "article", "start", "end", "citation"}


def records(out: str) -> list[dict[str, Any]]:
    """The objects of JSON Lines, each of schema 1."""
    found = [json.loads(line) for line in out.splitlines()]
    assert all(record["schema"] == 1 for record in found)
    return found


def stretch(record: dict[str, Any]) -> str:
    """What stands in the source at an object's offsets."""
    return (SEEDS / Path(record["path"]).name).read_bytes().decode("utf-8")[record["start"] : record["end"]]


def test_search_ranks_passages_and_marks_matches(cli: Cli) -> None:
    ran = cli("search", "--json", "granica Rosja")
    found = records(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert 1 <= len(found) <= 10
    assert [record["score"] for record in found] == sorted((record["score"] for record in found), reverse=True)
    for record in found:
        assert set(record) >= PLACE_KEYS | {"text", "score", "highlights", "citations"}
        assert stretch(record) == record["text"]
        assert record["citation"] == record["citations"][0]
        marked = {record["text"][start:end].lower()[:3] for start, end in record["highlights"]}
        assert marked & {"gra", "ros"}


def test_search_in_a_pipe_and_without_matches(cli: Cli) -> None:
    ran = cli("search", "--limit", "2", "Order", "Aleksandra", "Newskiego")
    assert ran.status == 0
    assert re.match(r"\[\d{3}:\d+\.\d+\] ", ran.out)
    assert "Aleksandra Newskiego" in ran.out.splitlines()[0]
    assert cli("search", "zzyzx") == (1, "", "W archiwum nie ma tych słów.\n")
    assert cli("search", "?!").status == 2


def test_search_knows_words_without_diacritics_and_with_a_typo(cli: Cli) -> None:
    assert cli("search", "--json", "sankcje").status == 0
    assert "Tokajew" in cli("search", "--limit", "1", "Tokajev").out
    assert "Żomart" in cli("search", "Zomart").out


def test_show_opens_a_sentence_among_its_paragraphs(cli: Cli) -> None:
    ran = cli("show", "000:1.1")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("[000:1.1] Rzecznik MSZ Kazachstanu")
    assert "" in lines and any(line.startswith("[000:2.1] ") for line in lines)
    assert not any(line.startswith("[000:3.") for line in lines)
    assert cli("show", "000:1.1", "--context", "0").out.splitlines() == lines[: lines.index("")]
    whole = cli("show", "000").out
    assert whole.startswith(ran.out)


def test_show_as_data(cli: Cli) -> None:
    (record,) = records(cli("show", "000:1.1", "--json").out)
    assert set(record) >= PLACE_KEYS
    assert (record["article"], record["citation"], record["date"]) == ("000", "000:1.1", "2022-10")
    assert stretch(record).startswith("Rzecznik MSZ Kazachstanu")
    assert [sentence["citation"] for sentence in record["sentences"] if sentence["cited"]] == ["000:1.1"]
    for sentence in record["sentences"]:
        assert stretch(record | sentence) == sentence["text"]


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("999", "W archiwum nie ma artykułu „999”"),
        ("999:1.1", "W archiwum nie ma artykułu „999”"),
        ("000:99.1", "Artykuł 000 nie ma miejsca „000:99.1”: ostatnie zdanie to 000:"),
        ("\x1b[2J", "W archiwum nie ma artykułu „\N{REPLACEMENT CHARACTER}[2J”"),
    ],
)
def test_show_of_what_is_not_there(place: str, sentence: str, cli: Cli) -> None:
    ran = cli("show", "--", place)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"Błąd: {sentence}")


def test_show_writes_a_web_page(cli: Cli, tmp_path: Path) -> None:
    ran = cli("show", "002", "--html")
    assert ran.status == 0
    assert ran.out.startswith("<!DOCTYPE html>") or ran.out.startswith("<!doctype html>")
    assert "Tokajew" in ran.out
    file = tmp_path / "strona.html"
    assert cli("show", "002", "--html", "-o", str(file)) == (0, "", "")
    assert file.read_text(encoding="utf-8") == ran.out
    assert cli("show", "002", "-o", str(file)).err.startswith("Błąd: Opcja --output")
    assert cli("show", "002", "--html", "-o", str(tmp_path / "nie" / "ma")).status == 2


def test_show_on_a_terminal_marks_the_sentence_and_pages_what_is_long(terminal: Cli) -> None:
    ran = terminal("show", "000:1.1")
    assert ran.status == 0
    assert "\x1b[1;35mRzecznik MSZ Kazachstanu" in ran.out
    paged = terminal("show", "004", env={"PAGER": "sed s/^/STRONA/"})
    assert paged.status == 0
    assert "STRONA" in paged.out and "STRONA" not in ran.out


def test_entities_are_people_places_and_organisations(cli: Cli) -> None:
    found = records(cli("entities", "--json").out)
    assert {record["type"] for record in found} == {"person", "place", "organisation"}
    assert [record["count"] for record in found] == sorted((record["count"] for record in found), reverse=True)
    for record in found:
        assert record["count"] == len(record["mentions"])
        assert {mention["article"] for mention in record["mentions"]} == set(record["articles"])
        assert {mention["text"] for mention in record["mentions"]} == set(record["spellings"])
        for mention in record["mentions"]:
            assert set(mention) == {"text", "path", "article", "start", "end", "citation"}
            assert stretch(mention) == mention["text"]
    assert any(record["name"] == "Kazachstan" and record["type"] == "place" for record in found)


def test_entities_of_one_type_and_one_article(cli: Cli) -> None:
    found = records(cli("entities", "--type", "place", "--article", "002", "--limit", "3", "--json").out)
    assert len(found) == 3
    assert {record["type"] for record in found} == {"place"}
    assert {article for record in found for article in record["articles"]} == {"002"}


def test_a_name_in_any_case_shows_its_mentions(cli: Cli) -> None:
    ran = cli("entities", "Emmanuelem", "Macronem")
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "Emmanuel Macron (osoba, 1 wzmianka, 1 artykuł)"
    assert "[004:" in ran.out.splitlines()[1]
    (record,) = records(cli("entities", "macron", "--json").out)
    assert record["name"] == "Emmanuel Macron"
    assert {"Paryż", "Moskwa"} <= {companion["name"] for companion in record["companions"]}
    assert cli("entities", "Zzyzx") == (1, "", "Nie ma takich nazw w archiwum.\n")


def test_dates_are_a_timeline(cli: Cli) -> None:
    found = records(cli("dates", "--json").out)
    for record in found:
        assert set(record) == PLACE_KEYS | {"text", "iso", "relative"}
        assert stretch(record) == record["text"]
    known = [record["iso"][:4] for record in found if record["iso"]]
    assert known == sorted(known)
    assert any(record["text"] == "czerwcu ubiegłego roku" and record["iso"] == "2022-06" for record in found)


def test_since_and_until_choose_the_dates_that_are_spoken_of(cli: Cli) -> None:
    found = records(cli("dates", "--json", "--since", "2022-06", "--until", "2022-06-30").out)
    assert found
    for record in found:
        first, _, last = record["iso"].partition("/")
        assert first <= "2022-06-30" and (last or first)[:7] >= "2022-06"[: len((last or first)[:7])]
    assert cli("dates", "--since", "2090").status == 1


def test_the_timeline_on_a_terminal_is_grouped(terminal: Cli) -> None:
    ran = terminal("dates", env={"NO_COLOR": "1"})
    bare = [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in ran.out.splitlines()]
    years = [line for line in bare if re.fullmatch(r"\d{4}", line)]
    assert years == sorted(set(years))
    assert "  czerwiec" in bare
    assert max(map(len, bare)) <= 80


def test_quotes_name_their_speakers(cli: Cli) -> None:
    found = records(cli("quotes", "--json").out)
    for record in found:
        assert set(record) == PLACE_KEYS | {"text", "kind", "speaker", "speaker_mention", "cue"}
        assert record["kind"] in {"direct", "reported"}
        assert stretch(record) == record["text"]
        if record["speaker_mention"]:
            assert stretch(record | record["speaker_mention"])
    assert {record["kind"] for record in found} == {"direct", "reported"}


def test_quotes_of_a_speaker_about_something(cli: Cli) -> None:
    found = records(cli("quotes", "--json", "--speaker", "Tokajewa").out)
    assert found
    assert all("Tokajew" in record["speaker"] for record in found)
    about = records(cli("quotes", "--json", "--speaker", "Tokajew", "--about", "żartem").out)
    assert 0 < len(about) < len(found)
    assert all(record in found for record in about)
    assert cli("quotes", "--speaker", "Zzyzx").status == 1
    assert re.match(r"\[\d{3}:\d+\.\d+\] .*: ", cli("quotes", "--limit", "1").out)


def test_status_tells_what_the_archive_holds(cli: Cli) -> None:
    ran = cli("status")
    assert (ran.status, ran.err) == (0, "")
    assert "artykuły: 5\n" in ran.out
    (record,) = records(cli("status", "--json").out)
    assert record["articles"] == 5
    assert record["passages"] > 0 and record["sentences"] > record["articles"]
    assert cli("status", "--check").out.endswith("sprawdzenie: archiwum jest w porządku\n")
    (record,) = records(cli("status", "--check", "--json").out)
    assert (record["sound"], record["problems"]) == (True, [])


def test_a_damaged_archive_is_told_with_status_two(cli: Cli, tmp_path: Path) -> None:
    (record,) = records(cli("status", "--json").out)
    whole = Path(record["path"]).read_bytes()
    damaged = tmp_path / "uszkodzone.kzqa"
    middle = len(whole) // 2
    damaged.write_bytes(whole[:middle] + b"\xaa" * 20_000 + whole[middle + 20_000 :])
    ran = cli("status", "--check", "--index", str(damaged))
    assert ran.status == 2
    assert ran.err.startswith("Błąd: ")
    assert "Traceback" not in ran.err
    truncated = tmp_path / "uciete.kzqa"
    truncated.write_bytes(whole[:5000])
    assert cli("status", "--check", "--index", str(truncated)).status == 2
    other = tmp_path / "inne.kzqa"
    other.write_text("to nie jest archiwum", encoding="utf-8")
    assert cli("ask", "Kto?", "--index", str(other)).err.startswith("Błąd: ")
    assert cli("status", "--index", str(tmp_path)).status == 2


def test_completion_in_a_shell(process: Cli) -> None:
    words = {"_KZQA_COMPLETE": "complete_bash", "COMP_WORDS": "kzqa sta", "COMP_CWORD": "1"}
    assert process(env=words).out.split() == ["status"]
    words = {"_KZQA_COMPLETE": "complete_bash", "COMP_WORDS": "kzqa ask --f", "COMP_CWORD": "2"}
    assert process(env=words).out.split() == ["--fast"]


def test_a_closed_pipe_is_no_error_of_a_list(cli: Cli) -> None:
    with subprocess.Popen([*COMMAND, "entities"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout and running.stderr
        running.stdout.close()
        assert running.wait(30) == 0
        assert running.stderr.read() == b""
    assert os.environ.get("KZQA_INDEX") is None
