"""Quotes in Polish news: direct and reported speech, with speaker and cue.

The rules follow the conventions of Polish press: quotation marks, dashes, verbs and nouns of saying from `cues.toml`.
Not covered: reported questions ("zapytał, czy"), free indirect speech, titles of statements.
"""

from kzqa.language.quotes.find import find_quotes

__all__ = ["find_quotes"]
