"""Words of like meaning."""

from __future__ import annotations

from kzqa.language.thesaurus import PATH, Entry, entry


def test_synonyms_and_terms_beside_them() -> None:
    assert "auto" in entry("samochód").synonyms
    assert "autobus" in entry("samochód").related
    assert "but" in entry("obuwie").synonyms


def test_a_word_that_is_unknown_or_no_word_has_none() -> None:
    for word in ("kzqa", "", "sam", "\n", "samochód\tauto"):
        assert word == "sam" or entry(word) == Entry()
    assert "samochód" not in entry("sam").synonyms


def test_relations_hold_both_ways_between_words_of_the_table() -> None:
    words = [line.split("\t", 1)[0] for line in PATH.read_text(encoding="utf-8").splitlines()[1:]]
    assert words == sorted(set(words))
    for word in words[::40]:
        found = entry(word)
        assert found != Entry()
        assert not set(found.synonyms) & set(found.related)
        assert all(word in entry(other).synonyms for other in found.synonyms)
        assert all(word in (*entry(other).related, *entry(other).synonyms) for other in found.related)
