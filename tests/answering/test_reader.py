"""The shipped reader: it reads, ranks, cuts what is too long, is steady, and refuses a model that is not its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kzqa.answering.reader import Reader, Window
from kzqa.answering.reader.encoding import POSITIONS, encode
from kzqa.answering.reader.shipped import DIGESTS, FOLDER, MODEL, TOKENIZER, load_network, load_tokenizer
from kzqa.errors import PipelineError
from kzqa.reading import seeds

QUESTIONS = [
    ("Gdzie Tokajew spotkał się z Macronem?", "004", "Prosto z Moskwy", "Paryża"),
    ("Kto jest rzecznikiem MSZ Kazachstanu?", "000", "Rzecznik MSZ Kazachstanu Ajbek", "Ajbek Smadijarow"),
    ("Kto jest prezydentem Rosji?", "001", "Prezydent Rosji, Władimir Putin", "Władimir Putin"),
    ("Kiedy Tokajew odmówił przyjęcia orderu?", "002", "W czerwcu ubiegłego roku", "czerwcu ubiegłego roku"),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load()


@pytest.fixture(scope="module")
def windows() -> dict[str, list[Window]]:
    """The paragraphs of the seeds by article."""
    return {
        article.id: [Window(article.title or "", article.text[b.start : b.end]) for b in article.blocks]
        for article in seeds()
    }


@pytest.mark.parametrize(("question", "article", "beginning", "answer"), QUESTIONS)
def test_the_paragraph_with_the_answer_ranks_high_and_the_answer_is_found_in_it(
    reader: Reader, windows: dict[str, list[Window]], question: str, article: str, beginning: str, answer: str
) -> None:
    pairs = list(zip(windows[article], reader.read(question, windows[article]), strict=True))
    best = sorted(pairs, key=lambda pair: -pair[1].present)[:3]
    right = [(window.text, reading) for window, reading in best if beginning in window.text]
    assert len(right) == 1
    text, reading = right[0]
    assert answer in text[reading.spans[0].start : reading.spans[0].end]


def test_a_span_points_at_the_answer(reader: Reader) -> None:
    text = "Konferencja odbyła się w Ałmaty. Otworzył ją Karim Masimow, a zamknął dzień później jego zastępca."
    for question, answer in (
        ("Kto otworzył konferencję?", "Karim Masimow"),
        ("Gdzie odbyła się konferencja?", "Ałmaty"),
    ):
        (reading,) = reader.read(question, [Window("", text)])
        assert answer in text[reading.spans[0].start : reading.spans[0].end]


def test_a_window_about_something_else_is_less_likely_to_hold_the_answer(reader: Reader) -> None:
    right = Window("", "Konferencja odbyła się w Ałmaty. Otworzył ją Karim Masimow.")
    wrong = Window("", "Zimą temperatura na stepie spada do minus czterdziestu stopni.")
    first, second = reader.read("Kto otworzył konferencję?", [right, wrong])
    assert first.present > second.present


def test_the_same_question_reads_the_same_with_any_number_of_threads_and_neighbours(
    windows: dict[str, list[Window]],
) -> None:
    question, some = QUESTIONS[0][0], windows["004"][:4]
    tokenizer = load_tokenizer()
    readings = [Reader(tokenizer, load_network(threads=threads)).read(question, some) for threads in (1, 2, 3)]
    assert readings[0] == readings[1] == readings[2]
    alone = Reader(tokenizer, load_network(threads=1)).read(question, some[2:3])
    assert alone == readings[0][2:3]


def test_no_windows_no_readings(reader: Reader) -> None:
    assert reader.read("Kto?", []) == []


def test_an_empty_window_and_an_empty_question_are_read(reader: Reader) -> None:
    for reading in reader.read("", [Window("", ""), Window("Tytuł", "Zdanie.")]):
        assert reading.yes + reading.no == pytest.approx(1)


def test_what_is_longer_than_the_positions_is_cut_and_still_answered(reader: Reader) -> None:
    text = "Konferencję otworzył Karim Masimow. " + "Potem mówiono długo o niczym. " * 200
    (reading,) = reader.read("Kto otworzył konferencję?", [Window("Bardzo długi tytuł. " * 100, text)])
    assert "Masimow" in text[reading.spans[0].start : reading.spans[0].end]
    (reading,) = reader.read("Kto otworzył konferencję? " * 300, [Window("", text)])
    assert reading.spans


@pytest.mark.parametrize("times", [1, 50, 500])
def test_rows_keep_within_the_positions_and_their_offsets_within_the_text(times: int) -> None:
    window = Window("Tytuł " * times, "Prezydent „Tokajew” – jak co roku – przyleciał do Ałmaty… " * times)
    (row,) = encode(load_tokenizer(), "Kto przyleciał? " * times, [window])
    assert len(row.ids) <= POSITIONS
    assert len(row.ids) == row.body + len(row.offsets) + 1
    assert row.offsets
    assert all(0 <= start <= end <= len(window.text) for start, end in row.offsets)
    assert row.offsets == sorted(row.offsets)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped files, for damaging."""
    for name in (MODEL, TOKENIZER, DIGESTS):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_a_damaged_model_is_named_and_refused(copy: Path) -> None:
    content = bytearray((copy / MODEL).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / MODEL).write_bytes(content)
    with pytest.raises(PipelineError, match=r"reader\.onnx jest uszkodzony lub podmieniony"):
        load_network(copy)


def test_a_swapped_tokenizer_is_named_and_refused(copy: Path) -> None:
    (copy / TOKENIZER).write_text("{}", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"tokenizer\.json jest uszkodzony lub podmieniony"):
        load_tokenizer(copy)


def test_a_missing_model_is_named(copy: Path) -> None:
    (copy / MODEL).unlink()
    with pytest.raises(PipelineError, match=r"Nie można odczytać pliku modelu czytającego .*reader\.onnx"):
        load_network(copy)


@pytest.mark.parametrize("content", ["", "[]", "{}", "nic"])
def test_damaged_digests_are_named(copy: Path, content: str) -> None:
    (copy / DIGESTS).write_text(content, encoding="utf-8")
    with pytest.raises(PipelineError, match=r"digests\.json jest uszkodzony"):
        load_network(copy)


def test_a_file_that_is_no_model_is_refused_though_its_digest_fits(copy: Path) -> None:
    import hashlib

    (copy / MODEL).write_bytes(b"nic")
    (copy / DIGESTS).write_text(json.dumps({MODEL: hashlib.sha256(b"nic").hexdigest()}), encoding="utf-8")
    with pytest.raises(PipelineError, match="Nie można wczytać modelu"):
        load_network(copy)


@pytest.mark.parametrize("package", ["onnxruntime", "tokenizers"])
def test_without_its_libraries_the_reader_says_which_one_is_missing(package: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from kzqa.answering.reader import Reader\n"
        "from kzqa.errors import PipelineError\n"
        "try: Reader.load()\n"
        "except PipelineError as error: print(error)\n"
    )
    result = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, encoding="utf-8"
    )
    assert f"Brak biblioteki {package}" in result.stdout
    assert result.stderr == ""


def test_importing_the_reader_loads_no_runtime() -> None:
    heavy = ("onnxruntime", "tokenizers", "spacy", "torch")
    code = f"import sys, kzqa.answering.reader; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.strip() == "[]"


def test_the_shipped_files_are_small() -> None:
    assert sum((FOLDER / name).stat().st_size for name in (MODEL, TOKENIZER, DIGESTS)) <= 35_000_000
