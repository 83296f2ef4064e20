"""JSON Lines: one object a line, in UTF-8 whatever the terminal speaks, each line written at once.

The keys of schema 1 are a promise: a later version may add keys, not change them.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Mapping
from typing import Any

from kzqa.cli.terminal import UNSAFE
from kzqa.model import Answer, Citation

SCHEMA = 1
Record = dict[str, Any]


def _escape(match: re.Match[str]) -> str:
    # json.dumps writes a character outside the basic plane as two surrogates, as JSON wants it.
    return json.dumps(match.group())[1:-1]


def dumps(record: Mapping[str, Any]) -> str:
    """One line of JSON, readable Polish; characters that steer a terminal, and lone surrogates, are escaped."""
    return UNSAFE.sub(_escape, json.dumps(record, ensure_ascii=False, allow_nan=False))


def write(record: Mapping[str, Any]) -> None:
    """Write one object as one line on stdout and flush it."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(dumps({"schema": SCHEMA, **record}) + "\n")
    sys.stdout.flush()


def citation_record(citation: Citation) -> Record:
    return {
        "id": citation.id,
        "article": citation.article,
        "path": citation.path,
        "title": citation.title,
        "date": citation.date,
        "url": citation.url,
        "paragraph": citation.paragraph,
        "sentence": citation.sentence,
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "highlights": [list(span) for span in citation.highlights],
        "score": round(citation.score, 4),
    }


def answer_record(answer: Answer) -> Record:
    return {
        "question": answer.question,
        "answered": answer.answered,
        "answer": answer.answer,
        "type": answer.type,
        "confidence": round(answer.confidence, 4),
        "value": None if answer.value is None else dict(answer.value),
        "citations": [citation_record(citation) for citation in answer.citations],
        "related": [citation_record(citation) for citation in answer.related],
        "elapsed_ms": round(answer.elapsed_ms, 1),
    }


def failure_record(question: str, message: str) -> Record:
    """The object of a question that failed: that of an unanswered one, without a type, with the error."""
    return {
        "question": question,
        "answered": False,
        "answer": None,
        "type": None,
        "confidence": 0.0,
        "value": None,
        "citations": [],
        "related": [],
        "elapsed_ms": 0.0,
        "error": message,
    }
