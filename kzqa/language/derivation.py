"""Word formation: one key for the words of a family, so that przyjąć, przyjmować and przyjęcie meet.

A key is a lemma without its derivational suffix, with the alternations at the end of the stem (k/c/cz/t, g/ż/z,
ch/sz/s, r/rz, l/ł, a fleeting e) and the vowel o/ó/a of imperfective verbs levelled. The method is that of light
stemmers (Savoy 2006 for morphologically rich languages), applied to dictionary lemmas and tuned for aspect pairs,
verbal nouns, agent nouns and relational adjectives. Suppletive pairs (brać, wziąć), prefixed ones (pisać, napisać) and
short stems are not covered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kzqa.language.terms import fold

_SUFFIXES = """
mowac ywac iwac owac awac ewac iac iec ic yc ac ec uc nac snac ac
mowanie ywanie iwanie owanie awanie anie enie ienie ecie acie cie nie
mowany owany any ony iony ety ty nieto
owy owa owe iowy ny na ne iny yjny yczny iczny alny elny lny cki ski yjski owski anski inski enski
osc nosc owosc ownik nik ik yk owca ca ec iec acz arz ator or er ysta ista yzm izm acja cja zja sja yka ika
stwo ctwo two ka ko ek anka enka ina yna unek ota eta ba wa arka iciel yciel aciel
ia ja a o e y i u um ie io
"""
SUFFIXES: tuple[str, ...] = tuple(sorted(set(_SUFFIXES.split()), key=lambda suffix: (-len(suffix), suffix)))
"""Derivational and inflectional endings of lemmas, diacritics folded; the longest that leaves a stem is cut."""
_SHORTEST = 4
_FLEETING_E = re.compile(r"(?<=[bcdfghjklmnprstwzx])e(?=[bcdfghjklmnprstwz]$)")
_FINAL = (
    (re.compile(r"(?:cz|[ctk])$"), "k"),
    (re.compile(r"d[zż]?$"), "d"),
    (re.compile(r"(?:rz|r)$"), "r"),
    (re.compile(r"[gz]$"), "z"),
    (re.compile(r"(?:sz|ch|s|h)$"), "s"),
)
_IMPERFECTIVE_A = re.compile(r"a(?=[^aeiouy]{1,2}$)")
_SOFT = re.compile(r"i$")


@lru_cache(maxsize=50_000)
def family(lemma: str) -> str | None:
    """The key of a lemma's family, from a lemma in lower case; None where too little would be left to tell families
    apart.
    """
    word = fold(lemma)
    if not word.isalpha():
        return None
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            word = word[: -len(suffix)]
            break
    word = _FLEETING_E.sub("", _SOFT.sub("", word))
    for pattern, letter in _FINAL:
        changed = pattern.sub(letter, word)
        if changed != word:
            word = changed
            break
    word = _IMPERFECTIVE_A.sub("o", word)
    return word if len(word) >= _SHORTEST else None
