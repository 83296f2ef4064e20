"""How the archive scales: build time, size, cold and warm questions, memory, beside rank_bm25 alone.

    python tests/benchmarks/archive_scale.py 1000 10000 100000 1000000

Passages are made of the seeds' sentences, with other names, numbers and words put in, so that lengths, frequencies and
the growth of the vocabulary are those of news; they go straight through the archive's writer. Figures for rank_bm25
are of its index over the same passages in memory: loading (from a pickled index) and one question.
"""

from __future__ import annotations

import argparse
import pickle
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kzqa.archive import Archive
from kzqa.archive.settle import settle
from kzqa.archive.writer import Writer, fingerprint
from kzqa.model import AnnotatedArticle, Article, Block, DateMention, Mention, Quote, Sentence, Token
from kzqa.reading import seeds

ARTICLES_PER_BATCH = 100
PASSAGES_PER_ARTICLE = 9.0
LARGEST_FOR_RANK_BM25 = 100_000
QUESTIONS = [
    "Kto jest rzecznikiem MSZ Kazachstanu?",
    "Kiedy Tokajew odmówił przyjęcia orderu?",
    "Ile osób uciekło z Rosji do Kazachstanu?",
    "Co powiedział prezydent o granicy z Rosją?",
    "Dlaczego ambasador Ukrainy w Kazachstanie został wydalony?",
    "Gdzie spotkali się prezydenci Rosji i Kazachstanu w tym roku?",
    "Jak to jest, że on już tego nie zrobił i nie będzie?",
]

MEMORY = """
def memory():
    try:  # ru_maxrss would count what this process was before it became Python
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
"""

COLD = f"""
import resource, sys, time
{MEMORY}
begin = time.perf_counter()
from kzqa.archive import Archive
from kzqa.language.terms import tokenize
with Archive.open(sys.argv[1]) as archive, archive.snapshot():
    terms = archive.lexicon.sequence(sys.argv[2])
    hits = archive.retrieve(dict.fromkeys(terms, 1.0))
    for hit in hits[:10]:
        [sentence.tokens for sentence in archive.sentences(archive.passage(hit.passage_id))]
print((time.perf_counter() - begin) * 1000, memory())
"""


class Generator:
    """Articles like the seeds, with a vocabulary that grows with their number as that of news does."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        self.sentences = [
            match.group()
            for source in seeds()
            for block in source.blocks
            for match in re.finditer(r"\S.*?[.!?](?=\s|$)", source.text[block.start : block.end])
        ]
        self.words = sorted({word for sentence in self.sentences for word in re.findall(r"\w{4,}", sentence)})
        self.syllables = sorted({word[:3].lower() for word in self.words} | {word[-3:].lower() for word in self.words})

    def name(self) -> str:
        """One of endlessly many names, few of which are frequent (Zipf)."""
        rank = int(self.chance.paretovariate(0.8))
        chance = random.Random(rank)
        return "".join(chance.choices(self.syllables, k=chance.randint(2, 3))).capitalize()

    def sentence(self) -> str:
        words = []
        for word in re.findall(r"\S+", self.chance.choice(self.sentences)):
            dice = self.chance.random()
            if word[:1].isupper() and dice < 0.5:
                words.append(self.name() + word[len(word.rstrip('.,?!"')) :])
            elif len(word) > 4 and dice < 0.3:
                words.append(self.chance.choice(self.words) + word[len(word.rstrip('.,?!"')) :])
            elif word.isdigit():
                words.append(str(self.chance.randint(1, 3000)))
            else:
                words.append(word)
        return " ".join(words)

    def articles(self) -> Iterator[AnnotatedArticle]:
        number = 0
        while True:
            yield self.article(number)
            number += 1

    def article(self, number: int) -> AnnotatedArticle:
        text, blocks, sentences = "", [], []
        mentions: list[Mention] = []
        dates: list[DateMention] = []
        quotes: list[Quote] = []
        for paragraph in range(1, self.chance.randint(6, 12)):
            start = len(text)
            for place in range(1, self.chance.randint(2, 4)):
                begin = len(text)
                text += self.sentence()
                tokens = self.tokens(text, begin)
                sentences.append(Sentence(paragraph, place, "paragraph", begin, len(text), tokens))
                mentions += [
                    Mention(token.start, token.end, token.text, "persName", token.text, token.text)
                    for token in tokens[1:]
                    if token.text[:1].isupper()
                ]
                dates += [
                    DateMention(token.start, token.end, token.text, "2022", False)
                    for token in tokens
                    if token.text.isdigit()
                ]
                if "„" in text[begin:] or '"' in text[begin:]:
                    quotes.append(Quote(begin, len(text), text[begin:], "direct", None, None, None))
                text += " "
            blocks.append(Block(paragraph, "paragraph", start, len(text) - 1))
            text += "\n\n"
        date = f"{self.chance.randint(2000, 2023)}-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}"
        source = Article(f"a{number}", f"news/{number}.txt", text, tuple(blocks), f"{number:064x}", date=date)
        return AnnotatedArticle(source, tuple(sentences), tuple(mentions), tuple(dates), tuple(quotes))

    def tokens(self, text: str, begin: int) -> tuple[Token, ...]:
        found = list(re.finditer(r"\w+|[^\w\s]", text[begin:]))
        tokens = []
        for index, match in enumerate(found):
            word = match.group()
            shape = hash_of(word)
            tag = f"subst:{shape % 2}:{shape % 7}:{shape % 5}"
            features = f"Case={shape % 7}|Gender={shape % 5}|Number={shape % 2}"
            lemma = word[: max(1, len(word) - shape % 3)] + ("", "a", "ć")[shape % 3]
            space = text[begin + match.end() : begin + match.end() + 1] == " "
            head = max(0, min(len(found) - 1, index + shape % 7 - 3))
            start = begin + match.start()
            end = begin + match.end()
            tokens.append(
                Token(word, start, end, lemma, f"POS{shape % 12}", tag, features, head, f"dep{shape % 30}", space)
            )
        return tuple(tokens)


def hash_of(word: str) -> int:
    """A number that is always the same for a word."""
    return sum(ord(char) * (place + 7) for place, char in enumerate(word))


def build(path: Path, passages: int) -> tuple[float, int]:
    """Write an archive of about so many passages; returns seconds in the writer and bytes of text."""
    articles = Generator().articles()
    seconds, size = 0.0, 0
    with Writer(path) as writer:
        written = 0
        while written < passages:
            some = [next(articles) for _ in range(min(ARTICLES_PER_BATCH, 1 + int((passages - written) / 9)))]
            size += sum(len(one.article.text.encode()) for one in some)
            begin = time.perf_counter()
            with writer.batch():
                for one in some:
                    writer.add(one.article.id, one.article, (one,), fingerprint(one.article, ""))
            written = int(str(writer.meta("passages")))
            seconds += time.perf_counter() - begin
        begin = time.perf_counter()
        settle(writer)
        seconds += time.perf_counter() - begin
    return seconds, size


def cold(path: Path) -> tuple[float, float]:
    """The median time (ms) of a question in a new process, with imports, and the greatest memory (MB) of any."""
    times, memory = [], []
    for question in QUESTIONS:
        ran = subprocess.run(
            [sys.executable, "-c", COLD, str(path), question], capture_output=True, text=True, check=True
        )
        times.append(float(ran.stdout.split()[0]))
        memory.append(float(ran.stdout.split()[1]))
    return statistics.median(times), max(memory)


def warm(path: Path) -> tuple[float, float]:
    """Median and 95th percentile (ms) of a question in a process that has asked before."""
    times = []
    with Archive.open(path) as archive:
        for question in QUESTIONS * 6:
            begin = time.perf_counter()
            archive.retrieve(dict.fromkeys(archive.lexicon.sequence(question), 1.0))
            times.append((time.perf_counter() - begin) * 1000)
    times = sorted(times[len(QUESTIONS) :])
    return statistics.median(times), times[int(len(times) * 0.95)]


def rank_bm25_alone(path: Path) -> tuple[float, float]:
    """Load a pickled index of rank_bm25 and ask one question (ms), and its memory (MB), in a new process."""
    code = f"""
import pickle, resource, sys, time
{MEMORY}
begin = time.perf_counter()
from rank_bm25 import BM25Okapi
with open(sys.argv[1], "rb") as file:
    index = pickle.load(file)
index.get_scores(sys.argv[2].split())
print((time.perf_counter() - begin) * 1000, memory())
"""
    from rank_bm25 import BM25Okapi

    with Archive.open(path) as archive:
        corpus = [
            list(archive.lexicon.sequence(passage.text))
            for info in archive.articles()
            for passage in archive.passages(range(info.first_passage, info.last_passage + 1))
        ]
        question = " ".join(archive.lexicon.sequence(QUESTIONS[1]))
    pickled = path.with_suffix(".pickle")
    with pickled.open("wb") as file:
        pickle.dump(BM25Okapi(corpus), file)
    del corpus
    ran = subprocess.run(
        [sys.executable, "-c", code, str(pickled), question], capture_output=True, text=True, check=True
    )
    pickled.unlink()
    milliseconds, memory = ran.stdout.split()
    return float(milliseconds), float(memory)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=int, nargs="+")
    parser.add_argument("--folder", type=Path, default=None, help="keep the archives here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        print(
            "| passages | build s | text MB | size / text | cold ms | warm ms (median, p95) | MB | rank_bm25 ms, MB |"
        )
        print("|---|---|---|---|---|---|---|---|")
        for passages in options.passages:
            path = folder / f"{passages}.kzqa"
            path.unlink(missing_ok=True)
            seconds, size = build(path, passages)
            cold_time, memory = cold(path)
            median, slow = warm(path)
            alone = "-"
            if passages <= LARGEST_FOR_RANK_BM25:
                alone = "{:.0f}, {:.0f}".format(*rank_bm25_alone(path))
            share = path.stat().st_size / size
            row = f"| {passages:,} | {seconds:.1f} | {size / 1e6:.1f} | {share:.2f} | {cold_time:.0f}"
            print(f"{row} | {median:.1f}, {slow:.1f} | {memory:.0f} | {alone} |", flush=True)
        print(f"The writer took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most.")


if __name__ == "__main__":
    main()
