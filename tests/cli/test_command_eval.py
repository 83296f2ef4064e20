"""`kzqa eval` on small gold sets over the seeds."""

import json
from pathlib import Path
from typing import Any

import pytest
from calling import Cli

QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "a", "question": "Kiedy Tokajew odmówił przyjęcia orderu?", "type": "when", "answerable": True,
        "answers": ["czerwiec 2022"], "date_iso": "2022-06",
        "citations": [{"article": "002", "sentence": "W czerwcu ubiegłego roku Tokajew odmówił przyjęcia od Putina"
                       " Orderu Aleksandra Newskiego - jednego z najwyższych rosyjskich odznaczeń państwowych."}],
    },
    {
        "id": "b", "question": "Ile złotych medali zdobyła Norwegia w Pekinie?", "type": "how_many",
        "answerable": False, "answers": [], "citations": [],
    },
    {
        "id": "c", "question": "Kto jest prezydentem Kazachstanu?", "type": "who", "answerable": True,
        "answers": ["Jan Nowak"], "citations": [{"article": "001", "sentence": "Takiego zdania tam nie ma."}],
    },
]  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """A gold set of three questions, of which two can be answered rightly."""
    file = tmp_path / "wzorzec.jsonl"
    file.write_text("\n".join(json.dumps(question) for question in QUESTIONS), encoding="utf-8")
    return file


def test_the_measures_of_answers(gold: Path, cli: Cli) -> None:
    ran = cli("eval", str(gold), "--json", "--misses")
    assert ran.status == 0
    report, *misses = [json.loads(line) for line in ran.out.splitlines()]
    assert (report["schema"], report["questions"]) == (1, 3)
    measures = report["measures"]
    assert measures["overall"] == pytest.approx(2 / 3, abs=1e-3)
    assert (measures["date_iso"], measures["kept_silent"], measures["cite@1"]) == (1, 1, 0.5)
    assert sum(row["answers"] for row in report["calibration"]) == 2
    assert [miss["miss"] for miss in misses] == ["c"]


def test_the_table_in_a_pipe(gold: Path, cli: Cli) -> None:
    ran = cli("eval", str(gold), "--fast", "--misses")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == ["pytania", "3"]
    assert lines[1].split()[:2] == ["overall", "0.667"]
    assert "c Kto jest prezydentem Kazachstanu?" in lines


def test_the_measures_of_dates_and_quotes(tmp_path: Path, cli: Cli) -> None:
    found = json.loads(cli("dates", "--article", "002", "--limit", "1", "--json").out)
    line = {
        "doc": "seeds/002_ed67901a7a127928.txt",
        "quotes": [],
        "dates": [{key: found[key] for key in ("start", "end", "iso")}],
        "ignore": [],
    }
    file = tmp_path / "daty.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    measures = json.loads(cli("eval", str(file), "--json").out)["measures"]
    assert measures["dates"]["recall"] == 1
    assert 0 < measures["dates"]["precision"] < 1
    assert measures["dates iso"] == 1


def test_the_measures_of_names(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "1.txt").write_text(
        "Jan Kowalski spotkał Annę Nowak. Potem Kowalskiego widziano w Gdyni.", encoding="utf-8"
    )
    (tmp_path / "1.entities.tsv").write_text(
        "Jan Kowalski\tJan Kowalski\tPER\tPER-1\nAnnę Nowak\tAnna Nowak\tPER\tPER-2\nGdyni\tGdynia\tLOC\tLOC-1\n",
        encoding="utf-8",
    )
    measures = json.loads(cli("eval", str(tmp_path), "--json").out)["measures"]
    assert measures["person base"] == 1
    assert measures["place base"] == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "jest pusty"),
        (b"\xff\xfe\x00", "nie jest zapisany w UTF-8"),
        (b"{}\n", "wiersz 1: brakuje kluczy doc, quotes, dates"),
        (b'{"question": "Kto?"}\n', "wiersz 1: brakuje kluczy type, answerable, answers, citations"),
        (b"\n\nnie json\n", "wiersz 3: to nie jest JSON"),
        (b"[1]\n", "wiersz 1: brakuje kluczy"),
    ],
)
def test_what_is_no_gold_set_is_told_by_line(content: bytes, sentence: str, tmp_path: Path, cli: Cli) -> None:
    file = tmp_path / "zly.jsonl"
    file.write_bytes(content)
    ran = cli("eval", str(file))
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("Błąd: ") and sentence in ran.err
    assert cli("eval", str(tmp_path / "nie-ma.jsonl")).err.endswith(
        "(nie ma takiego pliku ani folderu): sprawdź ścieżkę.\n"
    )
