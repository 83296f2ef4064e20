"""spaCy's Polish tokenizer with its faults mended, after the word boundaries of NKJP and PDB.

A hyphen joins a number or an abbreviation to its ending (5-letni, PiS-u, F-16, XIV-wieczny) and stands alone between
words (Kasym-Żomart, biało-czerwony, 2013-2014); a full stop or colon between digits (8.00, 14.01.1928) and an
apostrophe inside a name (Price’a) split nothing. A full stop after an abbreviation (tel., tys.) is a token of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.lang.pl import Polish
from spacy.lang.punctuation import TOKENIZER_PREFIXES
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

_QUOTES = CONCAT_QUOTES.replace("'", "").replace("’", "").replace("`", "")
_INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"[–—―]",
    rf"(?<=[{ALPHA}][{ALPHA_LOWER}])(?<!\bal)(?<!\bel)-(?=[{ALPHA}])",
    rf"(?<=[{ALPHA_UPPER}])-(?=[{ALPHA_UPPER}])",
    r"(?<=[0-9])-(?=[0-9])",
    rf"(?<=[{ALPHA_LOWER}{ALPHA_UPPER}])\.(?=[{ALPHA_UPPER}])",
    rf"(?<=[0-9])\.(?=[{ALPHA_UPPER}])",
    rf"(?<=[{ALPHA}])[,!?](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])[:<>=\/](?=[{ALPHA}])",
    rf"(?<=[{ALPHA}])([{_QUOTES}\)\]\(\[])(?=[\-{ALPHA}])",
]


def build(nlp: Language) -> Tokenizer:
    """The tokenizer over a pipeline's vocabulary."""
    return Tokenizer(
        nlp.vocab,
        rules=Polish.Defaults.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(TOKENIZER_PREFIXES).search,
        suffix_search=compile_suffix_regex(Polish.Defaults.suffixes or ()).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        token_match=Polish.Defaults.token_match,
        url_match=Polish.Defaults.url_match,
    )


@registry.tokenizers("kzqa.Tokenizer.v1")
def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """spaCy's factory of the tokenizer, for the `[nlp.tokenizer]` block of a config."""
    return build
