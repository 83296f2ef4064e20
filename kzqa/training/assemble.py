"""The trained parts as one pipeline, small on disk: embedding tables in half precision, the model card's figures.

    python -m kzqa.training.assemble TAGGER PARSER NAMES SENTENCES OUTPUT

Each of the first four is a folder that `kzqa.training.train` wrote (its model-last).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from thinc.api import Model

from kzqa.language.pipeline import COMPONENTS
from kzqa.language.tokenizer import build

REGISTERED = COMPONENTS
PARTS = (("sentences", "senter"), ("tagger", "kzqa_tagger"), ("parses", "parser"), ("names", "ner"))


def assemble(folders: dict[str, Path], meta: dict[str, Any]) -> Language:
    """The pipeline of the trained parts, in the order in which they need one another."""
    nlp = spacy.blank("pl", config={"nlp": {"tokenizer": {"@tokenizers": "kzqa.Tokenizer.v1"}}})
    nlp.tokenizer = build(nlp)
    nlp.add_pipe("kzqa_morfeusz")
    nlp.add_pipe("kzqa_sentences", config={"only_sure": True})
    for part, name in PARTS:
        if part in folders:
            nlp.add_pipe(name, source=spacy.load(folders[part], vocab=nlp.vocab))
            halve(nlp.get_pipe(name).model)
    nlp.add_pipe("kzqa_kinds")
    nlp.meta.update(meta)
    return nlp


def halve(model: Model[Any, Any]) -> None:
    """Keep hash tables in half precision: they make up most of a model, and three digits are enough for them."""
    for node in model.walk():
        if (node.name == "hashembed" and node.has_param("E")) or ("E" in node.param_names and node.has_param("E")):
            node.set_param("E", node.get_param("E").astype(np.float16))
