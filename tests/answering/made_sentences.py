"""Sentences made by hand for tests of answering: a line for each token, as in CoNLL-U, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from kzqa.answering.evidence import Evidence, Span
from kzqa.model import DateMention, Mention, NameLabel, Quote, Token

START = 100
"""Where the sentences stand in their article, so that offsets in the one and in the other differ."""

_NO_SPACE_BEFORE = frozenset({",", ".", "?", "!", ":", "”"})

MEETING = """
Minister     minister     NOUN   Nom  5   nsubj
zdrowia      zdrowie      NOUN   Gen  1   nmod
Jan          Jan          PROPN  Nom  1   flat
Nowak        Nowak        PROPN  Nom  3   flat
spotkał      spotkać      VERB   -    0   root
się          się          PRON   -    5   expl
w            w            ADP    -    8   case
Gdańsku      Gdańsk       PROPN  Loc  5   obl
z            z            ADP    -    10  case
prezydentem  prezydent    NOUN   Ins  5   obl
miasta       miasto       NOUN   Gen  10  nmod
,            ,            PUNCT  -    16  punct
ponieważ     ponieważ     SCONJ  -    16  mark
szpitale     szpital      NOUN   Nom  16  nsubj
są           być          AUX    -    16  cop
przepełnione przepełniony ADJ    Nom  5   advcl
.            .            PUNCT  -    5   punct
"""


def sentence(rows: str) -> tuple[str, tuple[Token, ...]]:
    """The text and the tokens of rows with form, lemma, part of speech, case (or -), head (from 1, 0 for the root) and
    relation; a relation `-` is none, the head then the token itself."""
    tokens: list[Token] = []
    text = ""
    for index, row in enumerate(rows.strip().splitlines()):
        form, lemma, pos, case, head, relation = row.split()
        text += "" if not text or form in _NO_SPACE_BEFORE else " "
        start = START + len(text)
        text += form
        tokens.append(
            Token(
                form, start, start + len(form), lemma, pos, "", "" if case == "-" else f"Case={case}",
                int(head) - 1 if int(head) else index, "" if relation == "-" else relation, True,
            )
        )  # fmt: skip
    return text, tuple(tokens)


def evidence(
    rows: str,
    *,
    matched: Mapping[str, float] | None = None,
    names: Mapping[str, tuple[NameLabel, str]] | None = None,
    dates: Mapping[str, str] | None = None,
    quotes: Mapping[str, str] | None = None,
    roles: Mapping[str, float] | None = None,
    spans: Mapping[str, float] | None = None,
) -> Evidence:
    """A sentence with what was found in it, all told by its words: `matched` form to degree, `names` text to label and
    base form, `dates` text to ISO, `quotes` text to speaker, `roles` name to the share of the question that its role
    meets, `spans` text to the reader's score."""
    text, tokens = sentence(rows)

    def place(words: str) -> tuple[int, int]:
        start = START + text.index(words)
        return start, start + len(words)

    return Evidence(
        text,
        START,
        tokens,
        tuple(Mention(*place(words), words, label, base, base) for words, (label, base) in (names or {}).items()),
        tuple(DateMention(*place(words), words, iso, False) for words, iso in (dates or {}).items()),
        tuple(Quote(*place(words), words, "direct", who, None, None) for words, who in (quotes or {}).items()),
        {index: (matched or {})[token.text] for index, token in enumerate(tokens) if token.text in (matched or {})},
        {place(words): share for words, share in (roles or {}).items()},
        tuple(Span(*place(words), score) for words, score in (spans or {}).items()),
    )
