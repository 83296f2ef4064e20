"""From spaCy's Doc to the plain sentences, tokens and names of `kzqa.model`."""

from __future__ import annotations

from spacy.tokens import Doc

from kzqa.model import BlockKind, NameLabel, Sentence, Token

NameSpan = tuple[int, int, NameLabel]

_LABELS: dict[str, NameLabel] = {
    "persName": "persName", "placeName": "placeName", "geogName": "geogName", "orgName": "orgName",
    "PER": "persName", "PERSON": "persName", "LOC": "placeName", "GPE": "placeName", "ORG": "orgName",
}  # fmt: skip


def to_sentences(
    doc: Doc, *, offset: int = 0, paragraph: int = 1, kind: BlockKind = "paragraph", first: int = 1
) -> tuple[Sentence, ...]:
    """The sentences of a Doc that hold more than white space.

    `offset` is where the Doc's text begins in the article; `paragraph` and `kind` are those of its block; `first` is
    the number of the first sentence. Tokens of white space are left out, heads are indices within the sentence (the
    token's own where there is no parse, or where its head stands in another sentence).
    """
    sentences: list[Sentence] = []
    strings = doc.vocab.strings
    current: list[Token] = []
    heads: list[int] = []
    position: dict[int, int] = {}

    def close() -> None:
        if current:
            tokens = tuple(
                token._replace(head=position.get(head, place))
                for place, (token, head) in enumerate(zip(current, heads, strict=True))
            )
            number = first + len(sentences)
            sentences.append(Sentence(paragraph, number, kind, tokens[0].start, tokens[-1].end, tokens))
        current.clear()
        heads.clear()
        position.clear()

    for token in doc:
        if token.is_sent_start:
            close()
        if token.is_space:
            continue
        text = token.text
        start = offset + token.idx
        position[token.i] = len(current)
        heads.append(token.head.i)
        current.append(
            Token(
                text,
                start,
                start + len(text),
                strings[token.lemma],
                strings[token.pos],
                strings[token.tag],
                str(token.morph),
                0,
                strings[token.dep],
                bool(token.whitespace_) or (token.i + 1 < len(doc) and doc[token.i + 1].is_space),
            )
        )
    close()
    return tuple(sentences)


def name_spans(doc: Doc, *, offset: int = 0) -> list[NameSpan]:
    """The persons, places and organisations in a Doc, with the labels of `kzqa.model`.

    Names with an entity id (adjectives and inhabitants of places, see `kzqa.language.kinds`) are left out.
    """
    return [
        (offset + entity.start_char, offset + entity.end_char, _LABELS[entity.label_])
        for entity in doc.ents
        if entity.label_ in _LABELS and not entity.id
    ]
