"""Training end to end on a few invented sentences: each part learns, and the parts make a pipeline."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc, DocBin

from kzqa.language.tokenizer import build
from kzqa.training.assemble import assemble, mean
from kzqa.training.corpora import nkjp, trees
from kzqa.training.names import LABELS, TEACHER_FILE, pieces, text_key, to_references, training_pieces
from kzqa.training.readers import SILVER_FILE
from kzqa.training.train import train_part

SENTENCES = [
    [
        "Prezydent prezydent NOUN subst:sg:nom:m1 Animacy=Hum|Case=Nom|Gender=Masc|Number=Sing 2 nsubj",
        "odwiedził odwiedzić VERB praet:sg:m1:perf Aspect=Perf|Gender=Masc|Number=Sing 0 root",
        "Moskwę Moskwa PROPN subst:sg:acc:f Case=Acc|Gender=Fem|Number=Sing 2 obj",
        ". . PUNCT interp PunctType=Peri 2 punct",
    ],
    [
        "Anna Anna PROPN subst:sg:nom:f Case=Nom|Gender=Fem|Number=Sing 3 nsubj",
        "Nowak Nowak PROPN subst:sg:nom:f Case=Nom|Gender=Fem|Number=Sing 1 flat",
        "mieszka mieszkać VERB fin:sg:ter:imperf Aspect=Imp|Number=Sing|Person=3 0 root",
        "w w ADP prep:loc:nwok AdpType=Prep|Variant=Short 5 case",
        "Krakowie Kraków PROPN subst:sg:loc:m3 Animacy=Inan|Case=Loc|Gender=Masc|Number=Sing 3 obl",
        ". . PUNCT interp PunctType=Peri 3 punct",
    ],
]
NAMES = {
    "Moskwę": "B-placeName-settlement",
    "Anna": "B-persName#B-persName-forename",
    "Nowak": "I-persName",
    "Krakowie": "B-placeName",
}
ARTICLE = "---\nid: topic-1\n---\nTytuł\n\nDonald Tusk przyleciał do Moskwy.\n"


def conllu() -> str:
    found = []
    for number in range(100):
        rows = []
        for index, line in enumerate(SENTENCES[number % 2], start=1):
            form, lemma, pos, tag, feats, head, relation = line.split()
            rows.append("\t".join([str(index), form, lemma, pos, tag, feats, head, relation, "_", "_"]))
        found.append(f"# sent_id = {number}\n" + "\n".join(rows) + "\n")
    return "\n".join(found) + "\n"


def iob() -> str:
    lines = ["-DOCSTART CONFIG FEATURES orth base ctag"]
    for number in range(24):
        lines.append(f"-DOCSTART FILE ./{number:03}")
        for sentence in SENTENCES * 2:
            words = [line.split()[0] for line in sentence]
            lines += [f"{word}\t{word}\tign:\t{NAMES.get(word, 'O')}" for word in words]
            lines.append("")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for name, text in (("ud/pdb.conllu", conllu()), ("ud/pud.conllu", conllu()), ("nkjp/small.iob", iob())):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    article = folder / "news" / "topic"
    article.mkdir(parents=True)
    (article / "1.txt").write_text(
        "---\nid: topic-1\n---\nTytuł\n\nDonald Tusk przyleciał do Moskwy.\n", encoding="utf-8"
    )
    (article / "1.entities.tsv").write_text(
        "Donald Tusk\tDonald Tusk\tPER\tPER-1\nMoskwy\tMoskwa\tLOC\tLOC-1\n", encoding="utf-8"
    )
    return folder


def short(steps: int) -> list[str]:
    settings = {"max_steps": steps, "eval_frequency": steps, "batcher.size": 120}
    return [part for name, value in settings.items() for part in (f"--training.{name}", str(value))]


def test_every_part_trains_and_the_parts_make_a_pipeline(data: Path, tmp_path: Path) -> None:
    folders, trained = {}, {}
    for part, steps in (("tagger", 12), ("parses", 12), ("names", 12), ("sentences", 12)):
        options = short(steps)
        if part in {"parses", "names"}:
            options += ["--paths.tagger", str(folders["tagger"])]
        trained[part] = train_part(part, data, tmp_path / part, options)
        folders[part] = tmp_path / part / "model-last"
    trained["names"] = mean(trained["names"], spacy.load(tmp_path / "names" / "model-best"), "ner")
    assemble(trained, {"name": "tiny"}).to_disk(tmp_path / "whole")
    nlp = spacy.load(tmp_path / "whole")
    doc = nlp("Prezydent odwiedził Moskwę. Anna Nowak mieszka w Krakowie.")
    assert [token.lemma_ for token in doc][:3] == ["prezydent", "odwiedzić", "Moskwa"]
    assert len(list(doc.sents)) == 2
    assert doc.has_annotation("DEP")


def test_the_recogniser_learns_what_its_teacher_says(data: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("pl")
    nlp.tokenizer = build(nlp)
    docs = to_references(nlp, training_pieces(data, "train"))
    roles = np.zeros((sum(map(len, docs)), 1 + 2 * len(LABELS)), dtype=np.float16)
    first = 1 + 2 * LABELS.index("orgName")
    texts = [token.text for doc in docs for token in doc]
    for index, text in enumerate(texts):
        roles[index, first if text == "Prezydent" else 0] = 1.0
    keys = np.array([text_key(doc.text) for doc in docs], dtype=np.uint64)
    np.savez(tmp_path / TEACHER_FILE, keys=keys, ends=np.cumsum([len(doc) for doc in docs]), roles=roles)
    options = [*short(60), "--paths.teacher", str(tmp_path), "--components.ner.model.tok2vec.embed.tags", "false"]
    trained = train_part("names", data, tmp_path / "names", [*options, "--components.ner.soft", "0.9"])
    name = trained("Prezydent odwiedził Moskwę.").ents[0]
    assert (name.text, name.label_) == ("Prezydent", "orgName")


def test_tagger_and_parser_learn_what_their_teacher_annotated(data: Path, tmp_path: Path) -> None:
    nlp = spacy.blank("pl")
    words = ["Anna", "odwiedził", "Prezydent", "."]
    tags = ["subst:sg:nom:f", "praet:sg:m1:perf", "subst:sg:nom:m1", "interp"]
    silver = Doc(
        nlp.vocab, words=words, tags=tags, pos=["PROPN", "VERB", "NOUN", "PUNCT"], heads=[1, 1, 1, 1],
        lemmas=["Anna", "odwiedzić", "prezydent", "."], deps=["obj", "ROOT", "nsubj", "punct"],
    )  # fmt: skip
    attributes = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"]
    DocBin(attributes, docs=[silver] * 300).to_disk(tmp_path / SILVER_FILE)
    options = [*short(60), "--paths.teacher", str(tmp_path)]
    tagger = train_part("tagger", data, tmp_path / "tagger", options)
    assert tagger("Prezydent odwiedził")[0].lemma_ == "prezydent"
    parser = train_part(
        "parses", data, tmp_path / "parses", [*options, "--paths.tagger", str(tmp_path / "tagger" / "model-last")]
    )
    doc = parser.get_pipe("parser")(tagger(" ".join(words)))
    assert [token.dep_ for token in doc] == ["obj", "ROOT", "nsubj", "punct"]


def test_multiword_tokens_are_joined(tmp_path: Path) -> None:
    rows = [
        "1-2\tzrobiłem\t_\t_\t_\t_\t_\t_\t_\t_",
        "1\tzrobił\tzrobić\tVERB\tpraet:sg:m1:perf\t_\t0\troot\t_\t_",
        "2\tem\tbyć\tAUX\taglt:sg:pri:imperf:wok\t_\t1\taux:clitic\t_\t_",
        "3\tto\tto\tPRON\tsubst:sg:acc:n\t_\t1\tobj\t_\tSpaceAfter=No",
        "4\t.\t.\tPUNCT\tinterp\t_\t1\tpunct\t_\t_",
    ]
    path = tmp_path / "one.conllu"
    path.write_text("# sent_id = 1\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    (tree,) = trees(path)
    assert tree.text == "zrobiłem to."
    assert [(word.text, word.head, word.dep) for word in tree.words] == [
        ("zrobiłem", 0, "ROOT"),
        ("to", 0, "obj"),
        (".", 0, "punct"),
    ]


def test_spaces_of_the_corpus_are_rebuilt(data: Path) -> None:
    first = next(nkjp(data / "nkjp"))
    assert first.text.startswith("Prezydent odwiedził Moskwę. Anna Nowak mieszka w Krakowie.")
    assert [first.text[start:end] for start, end, _ in first.names[:3]] == ["Moskwę", "Anna Nowak", "Krakowie"]
    text, names = next(pieces(first))
    assert {text[start:end]: label for start, end, label in names}["Anna Nowak"] == "persName"
