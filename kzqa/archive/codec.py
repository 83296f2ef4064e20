"""How text and tokens are stored: text in compressed chunks, tokens as a few bytes each.

A token's `reading` (part of speech, tag, features, relation, and how its lemma is made from its form) is shared by many
tokens and stands once in the table `string`. A token is then three variable-length numbers: its length with the white
space before it, the row id of its reading, and the distance of its head.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from kzqa.model import BlockKind, Token

CHUNK = 4096
"""Characters in a chunk of text: few enough to unpack fast, enough to pack well."""
_PARTS = 20  # bits of a chunk's row id that count the chunks of its article
KINDS: tuple[BlockKind, ...] = ("title", "heading", "paragraph", "caption")
_GAP_BITS = 2
_ONE_BYTE = 0x80  # smaller numbers, which most are, are written as they stand
_FAR = 3  # a gap of three characters or more is written as a number of its own


Shared = tuple[str, ...]
shared = itemgetter(*map(Token._fields.index, ("text", "lemma", "pos", "tag", "morph", "dep")))
"""What the reading of a token follows from, as a tuple of six."""


def chunks(article: int, text: str) -> Iterator[tuple[int, bytes]]:
    """The rows of the table `text` for an article."""
    for part in range(0, len(text), CHUNK):
        yield chunk_id(article, part), zlib.compress(text[part : part + CHUNK].encode("utf-8", "surrogatepass"), 6)


def chunk_id(article: int, offset: int) -> int:
    """The row id of the chunk that holds an offset."""
    return (article << _PARTS) | (offset // CHUNK)


def unpack(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def encode_tokens(tokens: tuple[Token, ...], start: int, readings: Sequence[int]) -> bytes:
    """The tokens of a sentence that begins at `start`; `readings` are the row ids of their readings."""
    data = bytearray()
    position = start
    for index, (token, reading) in enumerate(zip(tokens, readings, strict=True)):
        _, begin, end, _, _, _, _, head, _, space = token
        gap = begin - position
        length = end - begin << _GAP_BITS | (gap if gap < _FAR else _FAR)
        if length < _ONE_BYTE and gap < _FAR:
            data.append(length)
        else:
            _put(data, length)
            if gap >= _FAR:
                _put(data, gap)
        number = reading << 1 | space
        while number >= _ONE_BYTE:  # `_put` written out: of three numbers of a token the one that is seldom small
            data.append(number & 0x7F | 0x80)
            number >>= 7
        data.append(number)
        distance = head - index << 1 if head >= index else index - head << 1 | 1
        if distance < _ONE_BYTE:
            data.append(distance)
        else:
            _put(data, distance)
        position = end
    return bytes(data)


def decode_tokens(data: bytes, start: int, text: str, strings: Mapping[int, str]) -> tuple[Token, ...]:
    """The tokens of a sentence with this text, `start` its offset in the article."""
    tokens: list[Token] = []
    position = 0
    numbers = _numbers(data)
    for number in numbers:
        gap = number & _FAR
        position += gap if gap < _FAR else next(numbers)
        end = position + (number >> _GAP_BITS)
        shared = next(numbers)
        distance = next(numbers)
        pos, tag, morph, dep, cut, suffix = strings[shared >> 1].split("\t")
        form = text[position:end]
        head = len(tokens) + (-(distance >> 1) if distance & 1 else distance >> 1)
        lemma = _lemma(form, cut, suffix)
        tokens.append(Token(form, start + position, start + end, lemma, pos, tag, morph, head, dep, bool(shared & 1)))
        position = end
    return tuple(tokens)


def string_ids(data: bytes) -> Iterator[int]:
    """The row ids of all strings that encoded tokens refer to."""
    numbers = _numbers(data)
    for number in numbers:
        if number & _FAR == _FAR:
            next(numbers)
        yield next(numbers) >> 1
        next(numbers)


def reading(of: Shared) -> str:
    """What a token shares with others, as one string: see `_lemma` for the last two fields."""
    form, lemma, *tagged = of
    lowered = form.lower()
    same = _common(form, lemma)
    lower = same if lowered == form else _common(lowered, lemma)
    mark, kept = ("", same) if same >= lower else ("l", lower)
    length = len(form) if same >= lower else len(lowered)
    cut = f"{mark}{length - kept}"
    return "\t".join((*tagged, cut, lemma[kept:].replace("\t", " ")))


def _common(form: str, lemma: str) -> int:
    """How many characters two words have in common at their beginning."""
    if lemma.startswith(form):  # as most do
        return len(form)
    length = 0
    for left, right in zip(form, lemma, strict=False):
        if left != right:
            break
        length += 1
    return length


def _lemma(form: str, cut: str, suffix: str) -> str:
    """The form (`l`: in lower case) without its last `cut` characters and with `suffix` in their place."""
    if cut[0] == "l":
        form, cut = form.lower(), cut[1:]
    return form[: len(form) - int(cut)] + suffix


def _put(data: bytearray, number: int) -> None:
    while number > 0x7F:
        data.append(number & 0x7F | 0x80)
        number >>= 7
    data.append(number)


def _numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
        else:
            yield number
            number = shift = 0


def storable(text: str) -> str:
    """A text that SQLite takes: lone surrogates (undecodable bytes of a file's name) are written out."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
