"""Date expressions of Polish: found, resolved to ISO dates or intervals, and said in words. Needs no spaCy."""

from kzqa.language.dates.finding import find_dates, find_dates_in
from kzqa.language.dates.wording import readable

__all__ = ["find_dates", "find_dates_in", "readable"]
