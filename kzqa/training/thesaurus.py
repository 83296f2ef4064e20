"""The thesaurus of kzqa: single words of the Polish thesaurus by Marcin Miłkowski, with their synonyms.

    python -m kzqa.training.thesaurus th_pl_PL_v2.dat

reads the thesaurus in MyThes' format (LGPL 2.1, http://synonimy.ux.pl, in Debian the package mythes-pl) and writes
kzqa/language/data/thesaurus.tsv: a word, its synonyms, and its broader and narrower terms, in the order of the words.
Words that hardly occur as lemmas in the texts that the word vectors come from are left out (verbal nouns, too, which
have their verbs as lemmas), as are obsolete ones and antonyms.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kzqa.language.thesaurus import PATH
from kzqa.language.wordvectors import table

_NOTES = re.compile(r"\(([^)]*)\)")
_LEFT_OUT = frozenset({"antonim", "przestarz.", "wulg.", "dawn.", "gwar."})
_RELATED = frozenset({"pojęcie nadrzędne", "pojęcie podrzędne"})
_WORD = re.compile(r"[^\W\d_]+")
_ENCODING = "iso8859-2"
_HEADER = "# Of the Polish thesaurus, (C) 2004-2008 Marcin Miłkowski, LGPL 2.1, http://synonimy.ux.pl"


def main() -> None:
    """The command line."""
    written = lines(Path(sys.argv[1]).read_text(encoding=_ENCODING))
    PATH.write_text("".join(f"{line}\n" for line in [_HEADER, *written]), encoding="utf-8")


def lines(source: str) -> list[str]:
    """The lines of the table, from the text of a thesaurus in MyThes' format."""
    synonyms: dict[str, set[str]] = defaultdict(set)
    related: dict[str, set[str]] = defaultdict(set)
    known = table().ranks
    for word, other, near in _pairs(source):
        if word != other and word in known and other in known:
            for one, two in ((word, other), (other, word)):
                (related if near else synonyms)[one].add(two)
    return [
        "\t".join((word, " ".join(sorted(synonyms[word])), " ".join(sorted(related[word] - synonyms[word]))))
        for word in sorted(synonyms.keys() | related.keys())
    ]


def _pairs(source: str) -> Iterator[tuple[str, str, bool]]:
    """Two words of one meaning; the last value tells that the second is a broader or narrower term."""
    rows = iter(source.splitlines()[1:])
    for row in rows:
        entry, _, meanings = row.rpartition("|")
        word = _single(entry)
        for _ in range(int(meanings)):
            for item in next(rows).split("|")[1:]:
                notes = set(_NOTES.findall(item))
                other = _single(_NOTES.sub("", item).strip())
                if word and other and not notes & _LEFT_OUT:
                    yield word, other, bool(notes & _RELATED)


def _single(entry: str) -> str | None:
    """The entry where it is one word in small letters, a reflexive verb without its się."""
    word = entry.removesuffix(" się")
    return word if _WORD.fullmatch(word) and word.islower() else None


if __name__ == "__main__":
    main()
