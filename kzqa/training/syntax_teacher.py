"""The teacher of tagger and parser: multilingual-e5-small (MIT), learning the treebanks in torch, then annotating text.

    python -m kzqa.training.syntax_teacher DATA SENTENCES OUTPUT [train|all]

trains the lower layers of DATA/reader-base with the tagger's categories and a biaffine parser (Dozat and Manning, Deep
Biaffine Attention, 2017) on the treebanks and writes OUTPUT/silver.spacy: the articles and the paragraphs of PoQuAD,
tagged and parsed. From these tagger and parser learn beside the treebanks, which are too small for them. SENTENCES is
the trained segmenter. Some 30 minutes on two cores.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from kzqa.language.tagger import Tagger
from kzqa.language.tokenizer import build
from kzqa.training.corpora import Tree, news, paragraphs
from kzqa.training.encoder import END, LAYERS, START, Encoder, Learner, encode, of_like_length, shuffled
from kzqa.training.parses import converted
from kzqa.training.reader_learning import pad
from kzqa.training.readers import SILVER_FILE, Part, example, to_doc, treebank

PASSES = 12
RATE, HEAD_RATE = 1.5e-4, 1.5e-3
PIECES = 1600
"""Pieces of words in a batch that is learnt from."""
_ARC, _LABEL, _DROPOUT = 256, 128, 0.33
_TAGS = 0.3
"""What the tagger's loss, a sum over all categories, counts for beside the parser's."""
_LONGEST = 200
_RUN = 4
_ROOT = "ROOT"

Floats = NDArray[np.float32]
Choices = NDArray[np.int64]


class Sentence(NamedTuple):
    """A sentence's words as pieces, with start and end: the places of the first and the last piece of each word."""

    ids: list[int]
    firsts: list[int]
    lasts: list[int]


class Gold(NamedTuple):
    """What is known of a sentence: the tagger's example, the head (0 the root, else one more than its index) and the
    label of every word."""

    example: Example
    heads: list[int]
    labels: list[int]


class Parse(NamedTuple):
    """What the network says of a sentence: scores of the tagger's columns, heads and labels as in `Gold`."""

    scores: Floats
    heads: Choices
    labels: Choices


class Network(nn.Module):
    """The encoder, scores for the tagger's columns, and a biaffine parser."""

    def __init__(self, columns: int, labels: int, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(layers)
        width = self.encoder.width
        self.tags = nn.Linear(width, columns)
        self.root = nn.Parameter(torch.zeros(width))
        self.arc_word, self.arc_head = nn.Linear(width, _ARC), nn.Linear(width, _ARC)
        self.label_word, self.label_head = nn.Linear(width, _LABEL), nn.Linear(width, _LABEL)
        self.arcs = nn.Parameter(torch.zeros(_ARC + 1, _ARC))
        self.pairs = nn.Parameter(torch.zeros(labels, _LABEL + 1, _LABEL + 1))
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, sentences: Sequence[Sentence]) -> tuple[Tensor, Tensor, Tensor]:
        """The states of words (sentences, words, width), the scores of columns, those of heads (..., words + 1).

        Words beyond a sentence's end cannot be heads.
        """
        ids, lengths = pad([sentence.ids for sentence in sentences])
        pieces = self.encoder(ids, lengths)
        words = max(len(sentence.firsts) for sentence in sentences)
        sides = [
            torch.tensor([[*side, *[0] * (words - len(side))] for side in found])
            for found in ([one.firsts for one in sentences], [one.lasts for one in sentences])
        ]
        rows = torch.arange(len(sentences))[:, None]
        states = (pieces[rows, sides[0]] + pieces[rows, sides[1]]) / 2
        heads = self._with_root(states)
        word = self.dropout(functional.relu(self.arc_word(states)))
        head = self.dropout(functional.relu(self.arc_head(heads)))
        word = torch.cat([word, torch.ones_like(word[..., :1])], -1)
        arcs = (word @ self.arcs.to(word.dtype)) @ head.transpose(1, 2)
        beyond = torch.arange(words + 1)[None] > torch.tensor([len(one.firsts) for one in sentences])[:, None]
        return states, self.tags(states), arcs.float().masked_fill(beyond[:, None], -1e4)

    def label_scores(self, states: Tensor, heads: Tensor) -> Tensor:
        """The scores (sentences, words, labels) of every word's label below its head."""
        above = self._with_root(states)[torch.arange(len(states))[:, None], heads]
        word = self.dropout(functional.relu(self.label_word(states)))
        head = self.dropout(functional.relu(self.label_head(above)))
        word = torch.cat([word, torch.ones_like(word[..., :1])], -1)
        head = torch.cat([head, torch.ones_like(head[..., :1])], -1)
        pairs = self.pairs.to(word.dtype)
        by_label = (word @ pairs.permute(1, 0, 2).flatten(1)).unflatten(-1, (len(pairs), -1))
        return (by_label * head[:, :, None]).sum(-1).float()

    def _with_root(self, states: Tensor) -> Tensor:
        return torch.cat([self.root.to(states.dtype).expand(len(states), 1, -1), states], 1)


class Teacher:
    """The network, the sentences that it learns from (`trees`), and what it makes of other texts."""

    def __init__(self, nlp: Language, tokenizer: Tokenizer, trees: Sequence[Tree]) -> None:
        self._nlp, self._tokenizer = nlp, tokenizer
        self._labels = sorted({word.dep for tree in trees for word in tree.words})
        self._gold = [self._known(tree) for tree in trees]
        self._sentences = self._pieces([[word.text for word in tree.words] for tree in trees])
        tagger = nlp.create_pipe("kzqa_tagger")
        assert isinstance(tagger, Tagger)
        tagger.initialize(lambda: [one.example for one in self._gold])
        self._tagger = tagger
        self.network = Network(tagger.model.get_ref("output").get_dim("nO"), len(self._labels))

    def _known(self, tree: Tree) -> Gold:
        numbers = {label: number for number, label in enumerate(self._labels)}
        return Gold(
            example(self._nlp, to_doc(self._nlp, [tree], dependencies=False)),
            [0 if word.head == index else word.head + 1 for index, word in enumerate(tree.words)],
            [numbers[word.dep] for word in tree.words],
        )

    def _pieces(self, texts: Sequence[Sequence[str]]) -> list[Sentence]:
        return [
            Sentence([START, *ids, END], [place + 1 for place in places[:-1]], places[1:])
            for ids, places in encode(self._tokenizer, texts)
        ]

    def learn(self, seed: int = 1) -> None:
        """`PASSES` over the sentences: the tagger's own loss, and cross entropy of heads and of labels."""
        source, sentences = random.Random(seed), self._sentences
        lengths = [len(sentence.ids) for sentence in sentences]
        plan = [batch for _ in range(PASSES) for batch in shuffled(lengths, PIECES, source)]
        learner = Learner(self.network, self.network.encoder, RATE, HEAD_RATE, len(plan))
        self.network.train()
        for batch in plan:
            gold = [self._gold[index] for index in batch]
            with torch.autocast("cpu", torch.bfloat16):
                states, scores, arcs = self.network([sentences[index] for index in batch])
                words = arcs.shape[1]
                heads = torch.tensor([[*one.heads, *[0] * (words - len(one.heads))] for one in gold])
                labelled = self.network.label_scores(states, heads)
            real = torch.arange(words)[None] < torch.tensor([len(one.heads) for one in gold])[:, None]
            labels = torch.tensor([label for one in gold for label in one.labels])
            trees = functional.cross_entropy(arcs[real], heads[real]) + functional.cross_entropy(labelled[real], labels)
            tags = self._tagging_loss(scores[real].float(), [one.example for one in gold])
            learner.step(trees + _TAGS * tags)

    def _tagging_loss(self, scores: Tensor, examples: Sequence[Example]) -> Tensor:
        """A number that has the gradient of the tagger's loss, the mean over all words."""
        ends = np.cumsum([len(one.predicted) for one in examples])[:-1]
        _, parts = self._tagger.get_loss(examples, np.split(scores.detach().numpy(), ends))
        gradient = torch.from_numpy(np.concatenate(parts)) * (len(examples) / len(scores))
        return (scores * gradient).sum()

    @torch.no_grad()
    def _parsed(self, sentences: Sequence[Sentence]) -> list[Parse]:
        """Every word's likeliest head and label."""
        self.network.eval()
        found: dict[int, Parse] = {}
        for batch in of_like_length(range(len(sentences)), [len(one.ids) for one in sentences], PIECES):
            with torch.autocast("cpu", torch.bfloat16):
                states, scores, arcs = self.network([sentences[index] for index in batch])
                heads = arcs.argmax(-1)
                labels = self.network.label_scores(states, heads).argmax(-1)
            for row, index in enumerate(batch):
                words = len(sentences[index].firsts)
                found[index] = Parse(
                    scores[row, :words].float().numpy(), heads[row, :words].numpy(), labels[row, :words].numpy()
                )
        return [found[index] for index in range(len(sentences))]

    def figures(self, trees: Sequence[Tree]) -> dict[str, float]:
        """The shares of the words with the right tag and features, and of those without punctuation with the right
        head (uas), and head and label (las)."""
        parses = self._parsed(self._pieces([[word.text for word in tree.words] for tree in trees]))
        right: Counter[str] = Counter()
        for parse, tree in zip(parses, trees, strict=True):
            doc = to_doc(self._nlp, [tree], dependencies=False)
            (chosen,) = self._tagger.choose([doc], [parse.scores])
            for index, (candidate, word) in enumerate(zip(chosen, tree.words, strict=True)):
                right["words"] += 1
                right["tag"] += candidate.tag == word.tag
                right["morph"] += candidate.feats == word.feats
                if word.dep != "punct":
                    head = parse.heads[index] == (0 if word.head == index else word.head + 1)
                    right["scored"] += 1
                    right["uas"] += head
                    right["las"] += head and self._labels[parse.labels[index]] == word.dep
        return {
            name: right[name] / right[whole]
            for name, whole in (("tag", "words"), ("morph", "words"), ("uas", "scored"), ("las", "scored"))
        }

    def annotated(self, docs: Iterable[Doc], seed: int = 1) -> Iterator[Doc]:
        """Runs of one to `_RUN` sentences of the Docs; sentences whose likeliest heads are no tree are left out."""
        spans = [sentence for doc in docs for sentence in doc.sents]
        sentences = self._pieces([[token.text for token in span] for span in spans])
        short = [index for index, one in enumerate(sentences) if len(one.ids) <= _LONGEST]
        found = dict(zip(short, self._parsed([sentences[index] for index in short]), strict=True))
        chance = random.Random(seed)
        run: list[Doc] = []
        most = 1
        for index, span in enumerate(spans):
            parse = found.get(index)
            whole = parse is not None and is_tree(parse.heads)
            if run and (not whole or len(run) == most or span.start == 0):
                yield Doc.from_docs(run)
                run = []
            if parse is not None and whole:
                most = most if run else chance.randint(1, _RUN)
                run.append(self._annotated(span.as_doc(), parse))
        if run:
            yield Doc.from_docs(run)

    def _annotated(self, sentence: Doc, parse: Parse) -> Doc:
        (chosen,) = self._tagger.choose([sentence], [parse.scores])
        heads = parse.heads.tolist()
        return Doc(
            sentence.vocab,
            words=[token.text for token in sentence],
            spaces=[bool(token.whitespace_) for token in sentence],
            tags=[one.tag for one in chosen],
            pos=[one.pos for one in chosen],
            morphs=[one.feats for one in chosen],
            lemmas=[one.lemma for one in chosen],
            heads=[head - 1 if head else index for index, head in enumerate(heads)],
            deps=[
                self._labels[label] if head else _ROOT for head, label in zip(heads, parse.labels.tolist(), strict=True)
            ],
        )


def is_tree(heads: Choices) -> bool:
    """Whether heads as in `Gold` make a tree with one word below the root."""
    if (heads == 0).sum() != 1:
        return False
    reached = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        reached = reached[reached]  # twice as far up each time
    return not reached.any()


def texts(data: Path) -> Iterator[str]:
    """The paragraphs of the articles and of PoQuAD, each once."""
    found: dict[str, None] = {}
    for article in news(data / "news"):
        found.update(dict.fromkeys(line.strip() for line in article.text.splitlines()))
    for name in ("poquad.json", "questions.json"):
        found.update(dict.fromkeys(paragraphs(data / "poquad" / name)))
    return (text for text in found if text)


def segmented(nlp: Language, segmenter: Path, found: Iterable[str]) -> list[Doc]:
    """The texts as Docs with sentences."""
    trained = spacy.load(segmenter)
    nlp.add_pipe("kzqa_sentences", config={"only_sure": True})
    nlp.add_pipe("senter", source=trained)
    return list(nlp.pipe(found, batch_size=64))


def main(data: Path, segmenter: Path, output: Path, part: Part = "train") -> None:
    torch.manual_seed(1)
    nlp = spacy.blank("pl")
    nlp.tokenizer = build(nlp)
    tokenizer = Tokenizer.from_file(str(data / "reader-base" / "tokenizer.json"))
    teacher = Teacher(nlp, tokenizer, converted(treebank(data, part, lfg=True)))
    teacher.network.encoder.load_base(data / "reader-base")
    teacher.learn()
    for name, value in teacher.figures([tree for _, tree in treebank(data, "held", lfg=False)]).items():
        print(f"{name:6} {value:.4f}")
    output.mkdir(parents=True, exist_ok=True)
    runs = teacher.annotated(segmented(nlp, segmenter, texts(data)))
    DocBin(["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START"], docs=runs).to_disk(output / SILVER_FILE)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), "all" if sys.argv[4:] == ["all"] else "train")
