"""The shipped pipeline, and articles going through it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from kzqa.errors import PipelineError
from kzqa.language.pipeline import PIECE, SHIPPED, annotate, load
from kzqa.model import Article, Block
from kzqa.reading import seeds

SENTENCE = "Prezydent Kazachstanu Kasym-Żomart Tokajew spotkał się w Astanie z ministrami rządu."


def article(text: str, *, number: int = 1) -> Article:
    blocks = []
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(len(blocks) + 1, "paragraph", position, position + len(line.rstrip())))
        position += len(line)
    return Article(f"{number:03}", f"{number}.txt", text, tuple(blocks), "")


def test_size_on_disk() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) <= 30_000_000


def test_tags_and_lemmas(pipeline: Language) -> None:
    doc = pipeline(SENTENCE)
    found = {token.text: (token.lemma_, token.pos_) for token in doc}
    assert found["Kazachstanu"] == ("Kazachstan", "PROPN")
    assert found["spotkał"] == ("spotkać", "VERB")
    assert found["ministrami"] == ("minister", "NOUN")
    assert found["Tokajew"] == ("Tokajew", "PROPN")
    tags = {token.text: token.tag_ for token in doc}
    assert tags["ministrami"] == "subst:pl:inst:m1"
    assert "Case=Loc" in str(next(token for token in doc if token.text == "Astanie").morph)


def test_capitalised_words_inside_a_sentence_are_no_common_nouns(pipeline: Language) -> None:
    doc = pipeline("Wczoraj Lis spotkał się z Kotem w Radzie Ministrów.")
    assert [token.lemma_ for token in doc if token.text in {"Lis", "Kotem"}] == ["Lis", "Kot"]


def test_tree(pipeline: Language) -> None:
    doc = pipeline("Prezydent odwiedził Moskwę.")
    assert [(token.dep_, token.head.text) for token in doc[:3]] == [
        ("nsubj", "odwiedził"),
        ("ROOT", "odwiedził"),
        ("obj", "odwiedził"),
    ]


def test_names(pipeline: Language) -> None:
    doc = pipeline(SENTENCE + " Agencja Reutera i Unia Europejska milczą, a Anna Nowak jedzie nad Wisłę.")
    found = {name.text: name.label_ for name in doc.ents}
    assert found["Kasym-Żomart Tokajew"] == "persName"
    assert found["Kazachstanu"] == found["Astanie"] == "placeName"
    assert found["Unia Europejska"] == "orgName"
    assert found["Anna Nowak"] == "persName"
    assert found["Wisłę"] == "geogName"


def test_adjectives_and_inhabitants_are_set_apart(pipeline: Language) -> None:
    doc = pipeline("Rosjanie i rosyjskie władze odmówiły Moskwie.")
    apart = {name.text: name.id_ for name in doc.ents}
    assert apart.get("rosyjskie", "adjective") == "adjective"
    assert apart.get("Rosjanie", "inhabitant") == "inhabitant"
    annotated = next(annotate([article("Rosjanie i rosyjskie władze odmówiły Moskwie.")], pipeline))
    assert [mention.text for mention in annotated.mentions] == ["Moskwie"]


@pytest.mark.parametrize("form", ["tel. 22 600", "200 tys. osób", "ul. Nowa"])
def test_full_stop_of_an_abbreviation_is_a_token(pipeline: Language, form: str) -> None:
    assert "." in [token.text for token in pipeline(form)]


def test_hyphens_and_numbers(pipeline: Language) -> None:
    words = [
        token.text for token in pipeline("5-letni poseł PiS-u przyszedł o 8.00, 14.01.1928, z 3,5 mln zł do UE-Rosja")
    ]
    for word in ("5-letni", "PiS-u", "8.00", "14.01.1928", "3,5"):
        assert word in words


def test_parts_go_through_spacys_own_ways(pipeline: Language, tmp_path: Path) -> None:
    doc = pipeline(SENTENCE)
    again = next(iter(DocBin(docs=[doc], store_user_data=True).get_docs(pipeline.vocab)))
    assert [token.lemma_ for token in again] == [token.lemma_ for token in doc]
    pipeline.to_disk(tmp_path / "copy")
    loaded = spacy.load(tmp_path / "copy")
    assert loaded(SENTENCE).to_json() == doc.to_json()
    assert "Tokajew" in spacy.displacy.render(doc, style="ent", jupyter=False)
    assert "Prezydent" in spacy.displacy.render(doc, style="dep", jupyter=False)


def test_parts_can_be_taken_into_another_pipeline(pipeline: Language) -> None:
    other = spacy.blank("pl")
    other.add_pipe("kzqa_tagger", source=pipeline)
    other.add_pipe("ner", source=pipeline)
    assert [token.lemma_ for token in other("Rozmawiał z ministrami.")][2] == "minister"
    assert [name.text for name in other("Anna Nowak mieszka w Krakowie.").ents] == ["Anna Nowak", "Krakowie"]


def test_several_processes_give_the_same(pipeline: Language) -> None:
    texts = [SENTENCE, "Anna Nowak mieszka w Krakowie.", ""]
    one = [doc.to_json() for doc in pipeline.pipe(texts)]
    assert [doc.to_json() for doc in pipeline.pipe(texts, n_process=2)] == one


def test_offsets_of_the_seeds_are_exact(pipeline: Language) -> None:
    for annotated in annotate(seeds(), pipeline):
        text = annotated.article.text
        for sentence in annotated.sentences:
            assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
            for token in sentence.tokens:
                assert text[token.start : token.end] == token.text
                assert 0 <= token.head < len(sentence.tokens)


def test_blocks_stay_apart(pipeline: Language) -> None:
    annotated = next(annotate([article("Nagłówek bez kropki\n\nPierwsze zdanie. Drugie zdanie.\n")], pipeline))
    assert [(one.paragraph, one.number) for one in annotated.sentences] == [(1, 1), (2, 1), (2, 2)]


def test_empty_and_odd_articles(pipeline: Language) -> None:
    texts = ["", "   \n\n", "\n...\n", "😀 \x00 \u202e [red]", "a" * 3000]
    found = list(annotate([article(text, number=index) for index, text in enumerate(texts)], pipeline))
    assert [one.article.text for one in found] == texts
    assert found[0].sentences == ()


def test_long_block_goes_in_pieces(pipeline: Language) -> None:
    text = "Rząd przyjął ustawę. " * (2 * PIECE // 20)
    annotated = next(annotate([article(text)], pipeline))
    assert [one.number for one in annotated.sentences] == list(range(1, len(annotated.sentences) + 1))
    assert {text[one.start : one.end] for one in annotated.sentences} == {"Rząd przyjął ustawę."}


def test_order_of_articles_and_batches(pipeline: Language) -> None:
    articles: Sequence[Article] = seeds()
    once = list(annotate(articles, pipeline))
    assert list(annotate(articles, pipeline, batch=300)) == once
    assert [one.article.id for one in once] == [one.id for one in articles]


def test_pipeline_that_is_not_installed() -> None:
    with pytest.raises(PipelineError, match="pl_core_news_xxl"):
        load("pl_core_news_xxl")
