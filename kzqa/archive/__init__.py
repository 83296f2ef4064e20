"""The archive: one SQLite file that holds all that an answer needs, its writer, its reader and BM25 retrieval."""

from kzqa.archive.filters import Filters
from kzqa.archive.reader import Archive
from kzqa.archive.records import (
    ArticleInfo,
    EntityInfo,
    Hit,
    Passage,
    Statistics,
    Status,
    StoredSentence,
)

__all__ = [
    "Archive",
    "ArticleInfo",
    "EntityInfo",
    "Filters",
    "Hit",
    "Passage",
    "Statistics",
    "Status",
    "StoredSentence",
]
