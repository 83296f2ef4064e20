"""The figures of the model card: the whole pipeline, from raw text, on what the training held out.

    python -m kzqa.training.evaluate DATA [MODEL]

Tags, lemmas, trees: the held-out part of PDB, in runs of ten sentences of raw text; tokens that the pipeline cuts
otherwise count as wrong. Names: the held-out documents of NKJP. Words a second: the articles of the news, one core
(set OMP_NUM_THREADS and OPENBLAS_NUM_THREADS to 1), after one run over the first of them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from kzqa.language.pipeline import SHIPPED, fast_matrices
from kzqa.training.corpora import news
from kzqa.training.names import held_out_pieces, to_references
from kzqa.training.readers import to_doc, treebank

_RUN = 10


def on_treebank(nlp: Language, data: Path) -> dict[str, float]:
    """Tag (flexeme class), full tag, pos, morph, lemma, UAS, LAS and sentences on the held-out part of PDB."""
    trees = [tree for _, tree in treebank(data, "held", lfg=False)]
    references = [to_doc(nlp, trees[first : first + _RUN]) for first in range(0, len(trees), _RUN)]
    examples = [
        Example(predicted, reference)
        for predicted, reference in zip(nlp.pipe([doc.text for doc in references]), references, strict=True)
    ]
    found: dict[str, float] = {}
    found.update(Scorer.score_token_attr(examples, "tag", getter=lambda token, _: token.tag_.partition(":")[0]))
    found["full_tag_acc"] = Scorer.score_token_attr(examples, "tag")["tag_acc"]
    found.update(Scorer.score_token_attr(examples, "pos"))
    found.update(Scorer.score_token_attr(examples, "morph", getter=lambda token, _: str(token.morph)))
    found.update(Scorer.score_token_attr(examples, "lemma"))
    found.update(Scorer.score_spans(examples, "sents"))
    if all(doc.has_annotation("DEP") for doc in (example.predicted for example in examples)):
        parse = Scorer.score_deps(examples, "dep", getter=lambda token, _: token.dep_, ignore_labels=("punct",))
        found.update({name: parse[name] for name in ("dep_uas", "dep_las")})
    return {name: value for name, value in found.items() if isinstance(value, float)}


def on_names(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F of exact names on the held-out documents of NKJP: "all", and by label."""
    references = to_references(nlp, held_out_pieces(data))
    examples = [
        Example(predicted, reference)
        for predicted, reference in zip(nlp.pipe([doc.text for doc in references]), references, strict=True)
    ]
    scores = Scorer.score_spans(examples, "ents", getter=_names)
    return {"all": {name: scores[f"ents_{name}"] for name in "prf"}, **scores["ents_per_type"]}


def _names(doc: Doc, _: str) -> tuple[object, ...]:
    return tuple(doc.ents)


def words_a_second(nlp: Language, data: Path) -> float:
    """Words of the news articles a second of processor time, through the whole pipeline."""
    texts = [line for article in news(data / "news") for line in article.text.splitlines() if line.strip()]
    list(nlp.pipe(texts[:500]))
    start = process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts[500:4500]))
    return words / (process_time() - start)


def main(data: Path, model: Path) -> None:
    fast_matrices()
    nlp = spacy.load(model)
    for name, value in on_treebank(nlp, data).items():
        print(f"{name:14} {value:.4f}")
    for name, row in on_names(nlp, data).items():
        print(f"{name:14} P {row['p']:.4f}  R {row['r']:.4f}  F {row['f']:.4f}")
    print(f"{'words/s':14} {words_a_second(nlp, data):.0f}")
    print(f"{'size':14} {sum(path.stat().st_size for path in model.rglob('*') if path.is_file()) / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else SHIPPED)
