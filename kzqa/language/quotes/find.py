"""Direct and reported speech of a whole article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kzqa.language.quotes.cues import Cue, find_cues
from kzqa.language.quotes.direct import find_direct
from kzqa.language.quotes.framing import Direct
from kzqa.language.quotes.marks import Marked, marked
from kzqa.language.quotes.memory import Speaker
from kzqa.language.quotes.passage import CLOSING, FINAL, OPENING, Passage, passages
from kzqa.language.quotes.reported import reported
from kzqa.language.quotes.speaker import Speakers
from kzqa.language.quotes.subjects import told_by_document
from kzqa.language.quotes.tables import tables
from kzqa.model import Mention, Quote, Sentence

_OPENING = re.compile(f"[{''.join(sorted(OPENING))}]")
_SAME_WORDS = 0.6
"""Share of the words of a quote without a cue that must return in another one to be the same words."""


def find_quotes(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Quote]:
    """The quotes of one article in the order of the text.

    `sentences` are all sentences of the article, `mentions` its names.
    Lemmas, tags and features are used, a parse is not.
    A clause with quoted fragments gives both the clause (reported) and the fragments (direct).
    """
    mentions = [*mentions, *_titles(text, sentences, mentions)]
    paragraphs = passages(text, sentences, mentions)
    speakers = Speakers(text, paragraphs, mentions)
    found: list[Quote] = []
    pending: list[tuple[int, Direct]] = []
    for place, passage in enumerate(paragraphs):
        cues = [cue for cue in find_cues(passage) if not told_by_document(passage, cue)]
        spans = marked(text, passage.start, passage.end)
        direct = find_direct(passage, cues, spans)
        known = {cue.token for cue in cues}
        cues += [quote.cue for quote in direct if quote.cue and quote.cue.token not in known]
        cues.sort(key=lambda cue: cue.token)
        for quote in direct:
            speakers.memory.leave_out(quote.start, quote.end)
        voices = _voices(speakers, place, passage, cues, direct)
        for quote in direct:
            speaker = voices.get(quote.cue.token) if quote.cue else speakers.before_colon(passage, quote.colon)
            if quote.cue is None and speaker is None:
                pending.append((len(found), quote))
            found.append(_direct(text, quote, speaker))
        found.extend(_reported(text, passage, cues, spans, direct, voices))
    return sorted(_settle(found, pending, speakers), key=lambda quote: (quote.start, -quote.end, quote.kind))


def _titles(text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """Newspapers in quotation marks that are no names yet: after a noun for them, or as the subject of a cue."""
    table, found = tables(), []
    named = {mention.start for mention in mentions}
    marks = [match.start() for match in _OPENING.finditer(text)]
    for sentence in sentences:
        if bisect_left(marks, sentence.start) == bisect_left(marks, sentence.end):
            continue
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.text not in OPENING or index + 2 >= len(tokens) or not tokens[index + 1].text[:1].isupper():
                continue
            close = next((i for i in range(index + 2, min(len(tokens), index + 6)) if tokens[i].text in CLOSING), None)
            if close is None or tokens[index + 1].start in named:
                continue
            before = tokens[index - 1].lemma if index else ""
            after = tokens[close + 1].lemma if close + 1 < len(tokens) else ""
            if before in table.media or (index == 0 and after in table.verbs):
                start, end = tokens[index + 1].start, tokens[close - 1].end
                found.append(Mention(start, end, text[start:end], "orgName", text[start:end], text[start:end]))
    return found


def _voices(
    speakers: Speakers, place: int, passage: Passage, cues: Sequence[Cue], direct: Sequence[Direct]
) -> dict[int, Speaker | None]:
    """The speaker of every cue by its token; of cues within direct speech only those with a subject of their own."""
    inverted = {quote.cue.token for quote in direct if quote.cue and quote.inverted}
    voices: dict[int, Speaker | None] = {}
    for cue in cues:
        offset = passage.tokens[cue.token].start
        within = any(quote.start <= offset < quote.end and not quote.reported for quote in direct)
        voices[cue.token] = speakers.of_cue(place, cue, inverted=cue.token in inverted, quoted=within)
    return voices


def _direct(text: str, quote: Direct, speaker: Speaker | None) -> Quote:
    return Quote(
        quote.start,
        quote.end,
        text[quote.start : quote.end],
        "reported" if quote.reported else "direct",
        speaker.name if speaker else None,
        speaker.mention if speaker else None,
        quote.cue.text if quote.cue else None,
    )


def _reported(
    text: str,
    passage: Passage,
    cues: Sequence[Cue],
    spans: Sequence[Marked],
    direct: Sequence[Direct],
    voices: dict[int, Speaker | None],
) -> list[Quote]:
    found: list[Quote] = []
    for cue in cues:
        offset = passage.tokens[cue.token].start
        speaker = voices[cue.token]
        within = any(quote.start <= offset < quote.end and not quote.reported for quote in direct)
        if within and speaker is None:
            continue
        if cue.aside and any(quote.cue is cue and (quote.colon >= 0 or quote.inverted) for quote in direct):
            continue
        tokens = reported(passage, cue, cues, spans)
        if tokens is None or tokens[0] >= tokens[1]:
            continue
        start, end = passage.tokens[tokens[0]].start, passage.tokens[tokens[1] - 1].end
        if _whole(text, start, end, spans):
            continue
        if cue.possessor and any(quote.start <= start and end <= quote.end for quote in found):
            continue
        found.append(
            Quote(start, end, text[start:end], "reported", speaker.name if speaker else None,
                  speaker.mention if speaker else None, cue.text)
        )  # fmt: skip
    return found


def _whole(text: str, start: int, end: int, spans: Sequence[Marked]) -> bool:
    """Whether a clause stands between quotation marks as a whole, final punctuation aside."""
    end = start + len(text[start:end].rstrip("".join(FINAL) + ", "))
    return any(span.outer_start <= start <= span.start and span.end <= end <= span.outer_end for span in spans)


def _settle(found: list[Quote], pending: Sequence[tuple[int, Direct]], speakers: Speakers) -> list[Quote]:
    """Give quotes without a cue the speaker of the same words elsewhere, else of the quote before; drop the others."""
    dropped = set()
    for place, quote in pending:
        current = found[place]
        words = _stems(current.text)
        same = max(
            (other for other in found if other.speaker and other is not current),
            key=lambda other: len(words & _stems(other.text)),
            default=None,
        )
        if same is not None and len(words & _stems(same.text)) >= _SAME_WORDS * len(words):
            found[place] = current._replace(speaker=same.speaker)
            continue
        last = speakers.memory.last(quote.start)
        if last is not None and last.person:
            found[place] = current._replace(speaker=last.name)
        else:
            dropped.add(place)
    return [quote for place, quote in enumerate(found) if place not in dropped]


def _stems(text: str) -> set[str]:
    """The words of a text cut to their first five letters, which inflection mostly leaves alone."""
    return {word.strip(".,;:!?…()").lower()[:5] for word in text.split()} - {""}
