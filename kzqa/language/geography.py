"""Countries with their adjectives, inhabitants and capitals, and the acronyms of institutions. Needs no spaCy.

Two small tables of general knowledge, `data/countries.tsv` and `data/institutions.tsv`, looked up by lemma without
regard to case: "kazachski", "Kazach", "Astana" and "Kazachstan" speak of one country, "MSZ" and "ministerstwo spraw
zagranicznych" of one institution. Historical names and derived words outside the tables are not covered.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple


class Country(NamedTuple):
    """A country, union, region or continent in base forms; inhabitants of both genders, several variants each."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    men: tuple[str, ...]
    women: tuple[str, ...]
    capitals: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Every base form that speaks of the country, its capitals last."""
        return (self.name, *self.aliases, *self.adjectives, *self.men, *self.women, *self.capitals)


class Institution(NamedTuple):
    """An institution: its acronym, the full name in the base form, and other names for it."""

    acronym: str
    name: str
    aliases: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of tab-separated values with a header line in `kzqa/language/data`."""
    text = Path(__file__).with_name("data").joinpath(name).read_text(encoding="utf-8")
    header, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


def _variants(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def countries() -> tuple[Country, ...]:
    """All rows of the table of countries."""
    return tuple(
        Country(row["country"], *(_variants(row[key]) for key in ("aliases", "adjectives", "men", "women", "capitals")))
        for row in rows("countries.tsv")
    )


@cache
def institutions() -> tuple[Institution, ...]:
    """All rows of the table of institutions."""
    return tuple(
        Institution(row["acronym"], row["name"], _variants(row["aliases"])) for row in rows("institutions.tsv")
    )


@cache
def _countries_by_word() -> dict[str, tuple[Country, ...]]:
    found: dict[str, tuple[Country, ...]] = {}
    # A name outranks an adjective or a capital: "Meksyk" is first of all the country.
    for words in (lambda c: (c.name,), lambda c: c.aliases, lambda c: c.words):
        for country in countries():
            for word in words(country):
                known = found.setdefault(word.casefold(), ())
                if country not in known:
                    found[word.casefold()] = (*known, country)
    return found


@cache
def _institutions_by_word() -> dict[str, tuple[Institution, ...]]:
    found: dict[str, tuple[Institution, ...]] = {}
    for institution in institutions():
        for word in {institution.acronym, institution.name, *institution.aliases}:
            found[word.casefold()] = (*found.get(word.casefold(), ()), institution)
    return found


def countries_of(lemma: str) -> tuple[Country, ...]:
    """The countries that a name, adjective, inhabitant or capital in base form may speak of, the likeliest first."""
    return _countries_by_word().get(lemma.casefold(), ())


def country_of(lemma: str) -> Country | None:
    """The likeliest country of a name, adjective, inhabitant or capital in base form; None where there is none."""
    found = countries_of(lemma)
    return found[0] if found else None


def is_country(name: str) -> bool:
    """Is this base form the name of a country (or an alias of it), not an adjective, an inhabitant or a capital?"""
    key = name.casefold()
    return any(key in map(str.casefold, (country.name, *country.aliases)) for country in countries_of(name))


def institutions_of(name: str) -> tuple[Institution, ...]:
    """The institutions with this acronym or full name in base form."""
    return _institutions_by_word().get(name.casefold(), ())


@cache
def relatives(term: str) -> frozenset[str]:
    """Base forms in lower case that speak of the same country or institution as `term`, without the term itself.

    Names of several words stand in the set with spaces between. A capital is a relative of its country's words (the
    press says Moscow and means Russia) but a country with two capitals does not make these relatives of each other.
    """
    key = term.casefold()
    found: set[str] = set()
    for country in countries_of(key):
        capitals = {word.casefold() for word in country.capitals}
        words = {word.casefold() for word in country.words}
        found |= words - capitals if key in capitals else words
    for institution in institutions_of(key):
        found |= {institution.acronym.casefold(), institution.name.casefold()}
        found |= {word.casefold() for word in institution.aliases}
    return frozenset(found - {key})
