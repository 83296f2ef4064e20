"""The trained parts as one pipeline, small on disk: embedding tables in half precision, the model card's figures.

    python -m kzqa.training.assemble TAGGER PARSES NAMES SENTENCES OUTPUT

TAGGER, PARSES and SENTENCES are models that `kzqa.training.train` wrote (its model-last), NAMES the folder that it
wrote them to: of the recogniser the mean of the best and the last model is taken.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy.language import Language
from thinc.api import Model

from kzqa.language.pipeline import COMPONENTS
from kzqa.language.tokenizer import build

REGISTERED = COMPONENTS
META = {
    "name": "kzqa",
    "version": "1.2.0",
    "description": "Polish news: sentences, tags, lemmas, trees and names over Morfeusz's readings. See MODEL.md.",
    "author": "kzqa",
    "license": "CC BY-NC-SA 4.0",
    "sources": [
        {"name": "UD Polish PDB (dev)", "license": "CC BY-NC-SA 4.0"},
        {"name": "UD Polish PUD", "license": "CC BY-SA 3.0"},
        {"name": "UD Polish LFG (dev, test)", "license": "GPL 3"},
        {"name": "NKJP 1M", "license": "GPL 3 / CC BY"},
        {"name": "BSNLP 2017 and 2019", "license": "shared task data"},
        {"name": "PoQuAD (paragraphs)", "license": "GPL 3 / CC BY 4.0"},
        {"name": "multilingual-e5-small (word vectors; teachers)", "license": "MIT"},
    ],
    "requirements": ["kzqa"],
}
BATCH = 64
"""Texts that go through the pipeline together: more are hardly faster and take more memory."""
PARTS = (("sentences", "senter"), ("tagger", "kzqa_tagger"), ("parses", "parser"), ("names", "ner"))


def assemble(trained: dict[str, Language], meta: dict[str, Any]) -> Language:
    """The pipeline of the trained parts, in the order in which they need one another."""
    nlp = spacy.blank("pl", config={"nlp": {"tokenizer": {"@tokenizers": "kzqa.Tokenizer.v1"}, "batch_size": BATCH}})
    nlp.tokenizer = build(nlp)
    nlp.add_pipe("kzqa_morfeusz")
    nlp.add_pipe("kzqa_sentences", config={"only_sure": True})
    for part, name in PARTS:
        if part in trained:
            nlp.add_pipe(name, source=trained[part])
            halve(nlp.get_pipe(name).model)
    nlp.add_pipe("kzqa_kinds")
    nlp.meta.update(meta)
    return nlp


def write(nlp: Language, output: Path) -> None:
    """Write the pipeline without the words of its training texts, which no part needs to know."""
    nlp.to_disk(output)
    kept = {label for _, part in nlp.pipeline for label in getattr(part, "labels", ())}
    srsly.write_json(output / "vocab" / "strings.json", sorted(kept))


def halve(model: Model[Any, Any]) -> None:
    """Keep hash tables in half precision: they make up most of a model, and three digits are enough for them."""
    for node in model.walk():
        if (node.name == "hashembed" and node.has_param("E")) or ("E" in node.param_names and node.has_param("E")):
            node.set_param("E", node.get_param("E").astype(np.float16))


def mean(first: Language, second: Language, name: str) -> Language:
    """`first`, its part `name` with the mean of both models' weights (Izmailov et al., Averaging Weights, 2018)."""
    for node, other in zip(first.get_pipe(name).model.walk(), second.get_pipe(name).model.walk(), strict=True):
        for parameter in node.param_names:
            if node.has_param(parameter):
                node.set_param(parameter, (node.get_param(parameter) + other.get_param(parameter)) / 2)
    return first


def main(tagger: Path, parser: Path, names: Path, sentences: Path, output: Path) -> None:
    parts = {
        part: spacy.load(path) for part, path in (("sentences", sentences), ("tagger", tagger), ("parses", parser))
    }
    parts["names"] = mean(spacy.load(names / "model-best"), spacy.load(names / "model-last"), "ner")
    write(assemble(parts, META), output)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]))
