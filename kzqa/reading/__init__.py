"""Files to Articles: plain text, Markdown, HTML and JSON Lines, also in zip and gz, in old encodings."""

from kzqa.reading.ids import UniqueIds
from kzqa.reading.seeds import seeds
from kzqa.reading.sources import Source, read, sources

__all__ = ["Source", "UniqueIds", "read", "seeds", "sources"]
