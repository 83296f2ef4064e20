"""What all tests share: a cache folder of their own, and the archive of the seeds built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kzqa.archive import Archive


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache folder for the session, also for the processes that tests start; the user's own stays untouched."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(variable, str(folder))
        for variable in ("KZQA_INDEX", "FORCE_COLOR", "NO_COLOR", "COLUMNS"):
            patch.delenv(variable, raising=False)
        yield folder


@pytest.fixture(scope="session")
def seeds_archive(cache_folder: Path) -> Archive:
    """The archive of the seeds, built by the real pipeline."""
    return Archive.seeds()
