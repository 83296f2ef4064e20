"""One part of the pipeline from the corpora to a model folder, with spaCy's config system.

    python -m kzqa.training.train tagger DATA OUTPUT [--paths.part all] [--training.max_steps 100] ...

reads kzqa/training/configs/tagger.cfg; DATA is the folder with the corpora. Options after the folders override
settings of the config, as in `spacy train`. The evaluation on the held-out part is printed as it goes; the last model
is OUTPUT/model-last.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from spacy.cli._util import parse_config_overrides
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

from kzqa.language.pipeline import COMPONENTS, fast_matrices
from kzqa.training import names, parses, readers, sentences

CONFIGS = Path(__file__).parent / "configs"
REGISTERED = (COMPONENTS, names, parses, readers, sentences)


@registry.schedules("kzqa.flat_then_linear.v1")
def flat_then_linear(rate: float, flat: int, steps: int) -> Iterator[float]:
    """`rate` for `flat` steps, then linearly down to a twentieth of it at `steps`, where it stays."""
    for step in count():
        yield rate * max(0.05, 1.0 - max(0, step - flat) / max(1, steps - flat))


def train_part(part: str, data: Path, output: Path, overrides: Sequence[str] = ()) -> Language:
    """Train the part that `configs/PART.cfg` describes, and return the last model."""
    settings = {"paths.data": str(data), **parse_config_overrides(list(overrides))}
    config = load_config(CONFIGS / f"{part}.cfg", overrides=settings, interpolate=False)
    output.mkdir(parents=True, exist_ok=True)
    fast_matrices()
    nlp = init_nlp(config)
    trained, _ = train(nlp, output)
    return trained


if __name__ == "__main__":
    train_part(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
