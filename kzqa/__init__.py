"""Answers to questions in Polish about an archive of Polish news, each with the sentences that prove it.

    import kzqa

    answer = kzqa.ask("Kto jest rzecznikiem MSZ Kazachstanu?")
    print(answer.answer, [citation.text for citation in answer.citations])

    with kzqa.Archive.open("news.kzqa") as archive:
        print(kzqa.ask("Kto przegrał wybory?", archive).answer)

What is imported here is imported when it is first used, so that `import kzqa` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from kzqa.errors import KzqaError
from kzqa.model import Answer, Article, Citation

if TYPE_CHECKING:
    from kzqa.archive import Archive, Filters

__version__ = "0.1.0"
__all__ = ["Answer", "Archive", "Article", "Citation", "Filters", "KzqaError", "ask"]


def ask(
    question: str,
    archive: Archive | None = None,
    *,
    limit: int = 3,
    where: Filters | None = None,
    min_confidence: float | None = None,
    fast: bool = False,
) -> Answer:
    """Answer one question from an archive, by default that of the shipped articles; see `kzqa.answering.ask.ask`."""
    from kzqa.answering.ask import ask as answer
    from kzqa.archive import Archive

    if archive is not None:
        return answer(question, archive, limit=limit, where=where, min_confidence=min_confidence, fast=fast)
    with Archive.seeds() as seeds:
        return answer(question, seeds, limit=limit, where=where, min_confidence=min_confidence, fast=fast)


def __getattr__(name: str) -> object:
    if name in ("Archive", "Filters"):
        return getattr(import_module("kzqa.archive"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
