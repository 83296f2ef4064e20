"""The thesaurus from its source."""

from __future__ import annotations

from kzqa.training.thesaurus import lines

SOURCE = """ISO8859-2
samochód|2
-|auto|wóz (pot.)|automobil (przestarz.)|pojazd (pojęcie nadrzędne)|środek lokomocji
-|pieszy (antonim)
zgodzić się|1
-|przystać|Warszawa|zgodzić się
"""


def test_single_words_in_use_with_their_relations_both_ways() -> None:
    assert lines(SOURCE) == [
        "auto\tsamochód\t",
        "pojazd\t\tsamochód",
        "przystać\tzgodzić\t",
        "samochód\tauto wóz\tpojazd",
        "wóz\tsamochód\t",
        "zgodzić\tprzystać\t",
    ]
