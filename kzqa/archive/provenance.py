"""Which pipeline annotates the articles of an archive: its name and version, found without loading spaCy."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from kzqa.archive.schema import FORMAT, READABLE_BY

_SHIPPED = Path(__file__).resolve().parent.parent / "language" / "pl_kzqa"
SHIPPED_NAME = "pl_kzqa"
_RULES = "reguły"


class Provenance(NamedTuple):
    """`name` is what `--pipeline` was given, `pl_kzqa` for the shipped one."""

    name: str
    version: str

    @property
    def option(self) -> str | None:
        """What `kzqa.language.pipeline.load` takes."""
        return None if self.name == SHIPPED_NAME else self.name

    def meta(self) -> dict[str, str | int]:
        """What an archive remembers of who made it."""
        return {
            "kzqa": kzqa_version(),
            "readable_by": READABLE_BY[FORMAT],
            "pipeline": self.name,
            "pipeline_version": self.version,
        }


def provenance(pipeline: str | None) -> Provenance:
    """The pipeline that `load(pipeline)` would load; the version is empty where it cannot be told."""
    if pipeline is None or pipeline == SHIPPED_NAME:
        return Provenance(SHIPPED_NAME, _meta_version(_SHIPPED) or _RULES)
    try:
        return Provenance(pipeline, version(pipeline))
    except (PackageNotFoundError, ValueError):
        return Provenance(pipeline, _meta_version(Path(pipeline)))


def kzqa_version() -> str:
    """The version of kzqa that runs."""
    try:
        return version("kzqa")
    except PackageNotFoundError:
        return ""


def _meta_version(folder: Path) -> str:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return str(meta.get("version", ""))
    except (OSError, ValueError, AttributeError):
        return ""
