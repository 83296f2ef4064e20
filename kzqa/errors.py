"""Every error that a user can meet. The message is one sentence in Polish that names the way out.

    KzqaError
      ├── ReadingError       a source file cannot be read as an article
      ├── ArchiveError       an archive file cannot be opened, read or written
      ├── QuestionError      a question cannot be understood as text
      ├── OptionError        an option has a value that makes no sense
      └── PipelineError      a spaCy pipeline or the reader model cannot be loaded

The command line prints the message on stderr and ends with status 2.
"""

from __future__ import annotations


class KzqaError(Exception):
    """The base of all; `str(error)` is what the user reads."""


class ReadingError(KzqaError):
    """A source file cannot be read as an article. `path` names it, `reason` is the sentence without the path."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ArchiveError(KzqaError):
    """An archive file cannot be opened, read or written."""


class QuestionError(KzqaError):
    """A question cannot be understood as text."""


class OptionError(KzqaError):
    """An option has a value that makes no sense."""


class PipelineError(KzqaError):
    """A spaCy pipeline or the reader model cannot be loaded."""
