"""Long articles go through the pipeline in parts, and come out as one."""

from __future__ import annotations

from archive_material import annotated, article

from kzqa.archive.parts import PART, joined, parts, restore
from kzqa.model import Article


def rejoined(source: Article) -> None:
    found = list(parts(source))
    assert all(len(part.article.text) <= PART for part in found)
    for part in found:
        assert source.text[part.offset : part.offset + len(part.article.text)] == part.article.text
    whole = annotated(source)
    again = list(joined(restore(annotated(part.article), part.offset) for part in found))
    assert [sentence for one in again for sentence in one.sentences] == list(whole.sentences)
    assert [mention for one in again for mention in one.mentions] == list(whole.mentions)


def test_a_short_article_is_one_part() -> None:
    source = article("x", "  Jedno zdanie.\n\nDrugie zdanie.\n")
    assert [part.article for part in parts(source)] == [source]
    rejoined(source)


def test_many_paragraphs_are_cut_between_them() -> None:
    source = article("x", "\n".join(f"Maria Nowak powiedziała {number}. To zdanie drugie." for number in range(7000)))
    assert len(list(parts(source))) > 2
    rejoined(source)


def test_a_single_endless_line_is_cut_at_sentences_and_numbered_on() -> None:
    rejoined(article("x", " ".join(f"To jest zdanie numer {number}." for number in range(9000))))


def test_a_line_without_any_space_is_cut_all_the_same() -> None:
    source = article("x", "a" * (2 * PART + 5))
    assert [len(part.article.text) for part in parts(source)] == [PART, PART, 5]
