"""The shipped pipeline, loaded once."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kzqa.language.pipeline import load


@pytest.fixture(scope="session")
def pipeline() -> Language:
    return load()
