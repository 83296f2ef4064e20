"""Loads the model and the tokenizer that stand beside this module; refuses them where they are not what was shipped.

onnxruntime and tokenizers are imported only here and only when the reader is asked for: kzqa answers without them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from kzqa.answering.reader.running import Network
from kzqa.errors import PipelineError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent
MODEL, TOKENIZER, DIGESTS = "reader.onnx", "tokenizer.json", "digests.json"
_REPAIR = "zainstaluj kzqa ponownie albo pytaj z opcją --fast"


def checked(folder: Path, name: str) -> Path:
    """The path of a shipped file, if its SHA-256 is the one in `digests.json`; raises `PipelineError` otherwise."""
    path = folder / name
    try:
        expected = json.loads((folder / DIGESTS).read_text(encoding="utf-8"))[name]
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PipelineError(f"Nie można odczytać pliku modelu czytającego {error.filename}; {_REPAIR}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(f"Plik {folder / DIGESTS} jest uszkodzony; {_REPAIR}.") from error
    if found != expected:
        raise PipelineError(f"Plik modelu czytającego {path} jest uszkodzony lub podmieniony; {_REPAIR}.")
    return path


def load_tokenizer(folder: Path = FOLDER) -> Tokenizer:
    """The tokenizer, checked. Raises `PipelineError`."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise _missing("tokenizers") from error
    path = checked(folder, TOKENIZER)
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # the library raises bare Exception
        raise PipelineError(f"Nie można wczytać pliku {folder / TOKENIZER}; {_REPAIR}.") from error


def load_network(folder: Path = FOLDER, *, threads: int | None = None) -> Network:
    """The model, checked, run by onnxruntime: a row at a time, rows side by side on `threads` (all cores if None).

    A row is computed by one thread alone and never together with others, so that what comes out depends neither on the
    number of threads nor on the other rows. Raises `PipelineError`.
    """
    try:
        import onnxruntime
    except ImportError as error:
        raise _missing("onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what goes wrong is raised, and said once by the caller
    # the file holds the fused operators already
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    path = checked(folder, MODEL)
    try:
        # by its path: its bytes, read here, would stay in memory beside what onnxruntime makes of them
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions share no base of their own
        raise PipelineError(f"Nie można wczytać modelu czytającego {folder / MODEL}; {_REPAIR}.") from error
    workers = threads or _cores()

    def run_row(ids: Sequence[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        import numpy as np

        spans, window = session.run(["spans", "window"], {"ids": np.array([ids], dtype=np.int64)})
        return spans[0], window[0]

    def run(rows: Sequence[Sequence[int]]) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
        if workers == 1 or len(rows) < 2:
            return [run_row(ids) for ids in rows]
        # the longest first, so that no thread is left alone with one at the end
        order = sorted(range(len(rows)), key=lambda i: -len(rows[i]))
        with ThreadPoolExecutor(min(workers, len(rows))) as pool:
            found = dict(zip(order, pool.map(run_row, [rows[i] for i in order]), strict=True))
        return [found[i] for i in range(len(rows))]

    return run


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _missing(package: str) -> PipelineError:
    return PipelineError(
        f"Brak biblioteki {package}, której potrzebuje model czytający; zainstaluj ją (pip install {package}) "
        "albo pytaj z opcją --fast."
    )
