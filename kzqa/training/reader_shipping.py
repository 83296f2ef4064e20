"""From the trained network to the files that `kzqa.answering.reader.shipped` loads."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from tokenizers import Tokenizer

from kzqa.answering.reader.encoding import encode
from kzqa.answering.reader.shipped import DIGESTS, MODEL, TOKENIZER
from kzqa.answering.windows import CHARACTERS
from kzqa.training.reader_calibration import activation_sizes
from kzqa.training.reader_data import QuestionSet
from kzqa.training.reader_export import export
from kzqa.training.reader_network import ReaderNetwork
from kzqa.training.reader_windows import cut, places

_CALIBRATION_ROWS = 64


def ship(network: ReaderNetwork, tokenizer: Path, folder: Path, source: QuestionSet) -> None:
    """Write the files that `kzqa.answering.reader.shipped` loads, scaled by questions of `source`."""
    export(network, folder / MODEL, activation_sizes(network, sample_rows(Tokenizer.from_file(str(tokenizer)), source)))
    shutil.copyfile(tokenizer, folder / TOKENIZER)
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)}
    (folder / DIGESTS).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8")


def sample_rows(tokenizer: Tokenizer, source: QuestionSet) -> list[list[int]]:
    """The ids of a sample of questions with the beginnings of their documents."""
    step = max(1, len(source.questions) // _CALIBRATION_ROWS)
    found: list[list[int]] = []
    for question in source.questions[::step]:
        document = source.documents[question.document]
        run = places(document, CHARACTERS)[0]
        found += (row.ids for row in encode(tokenizer, question.text, [cut(document, run.first, run.last)[0]]))
    return found
