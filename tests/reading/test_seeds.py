"""The five shipped articles: dates, blocks, kinds, offsets."""

from __future__ import annotations

from pathlib import Path

from reading_helpers import blocks, both

from kzqa.reading import seeds

FOLDER = Path(__file__).parents[2] / "seeds"


def test_ids_paths_and_dates() -> None:
    found = {article.id: (article.path, article.date, article.title, article.warnings) for article in seeds()}
    assert found == {
        "000": ("seeds/000_0c58b9d81132138d.txt", "2022-10", None, ()),
        "001": ("seeds/001_60d98350a1993638.txt", None, None, ()),
        "002": ("seeds/002_ed67901a7a127928.txt", "2023-02", None, ()),
        "003": ("seeds/003_4aff1e08da48c974.txt", "2023-06", None, ()),
        "004": ("seeds/004_3ee2ed97d5547eef.txt", "2022-11", None, ()),
    }


def test_text_is_the_file_and_blocks_are_its_lines() -> None:
    for article in seeds():
        with (FOLDER.parent / article.path).open(encoding="utf-8", newline="") as file:
            text = file.read()
        assert article.text == text
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        lines[0] = lines[0].removeprefix(f"date {article.date} ")
        assert [text for _, text in blocks(article)] == lines
        assert [block.number for block in article.blocks] == list(range(1, len(lines) + 1))


def test_headings_and_captions_are_marked() -> None:
    marked = {article.id: [found for found in blocks(article) if found[0] != "paragraph"] for article in seeds()}
    assert marked == {
        "000": [
            ("heading", '"Wojujący rusofob", "obrzydliwy nacjonalista"'),
            ("heading", "Dystansowanie się od Moskwy"),
            ("heading", "Ucieczka przed mobilizacją"),
        ],
        "001": [("heading", "Flagi rosyjskie i… ukraińskie"), ("heading", "Pogorszenie relacji między krajami")],
        "002": [],
        "003": [
            (
                "heading",
                "Kazachstan dystansuje się od Rosji. Pojawiają się obawy o użycie siły wobec sojusznika",
            ),
            ("heading", 'Prezydent Kazachstanu odcina się od Łukaszenki. "Doceniam jego żart"'),
            ("heading", "Kazachstan nie chce dołączyć do Państwa Związkowego Rosji i Białorusi"),
        ],
        "004": [
            ("heading", "Kazachstan: Biznesowy partner Rosji"),
            ("heading", 'Kazachstan i Francja. "Partnerstwo strategiczne"'),
            ("caption", "Zdjęcie Prezydencji Francji i Kazachstanu / Chesnot / Getty Images"),
            (
                "caption",
                "Zdjęcie Prezydent Turcji Recep Tayyip Erdogan oraz prezydent Kazachstanu Kasym-Żomart Tokajew "
                "podczas gry w tenisa stołowego / ANADOLU AGENCY / Getty Images",
            ),
            ("heading", "Partnerzy Kazachstanu: Rosja, Iran, Polska"),
            ("heading", "Wojna w Ukrainie. Kazachstan nie uznał samozwańczych republik"),
        ],
    }


def test_the_folder_reads_as_the_seeds_do() -> None:
    articles, errors = both(FOLDER)
    assert not errors
    assert [(a.id, a.digest, a.blocks) for a in articles] == [(a.id, a.digest, a.blocks) for a in seeds()]
