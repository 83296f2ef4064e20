"""The measures of an evaluation as a table or as data; all are fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kzqa.cli.output import json_lines, lines, plain
from kzqa.cli.output.forms import Form
from kzqa.cli.output.lines import Line
from kzqa.evaluation.answers import Verdict, calibration, summarise
from kzqa.evaluation.extraction import Rates

MEASURES = {
    "overall": "wszystko dobrze (cytat, odpowiedź, milczenie)",
    "cite@1": "pierwszy cytat trafny",
    "cite@3": "trafny jeden z pierwszych trzech cytatów",
    "cite@1 (paraphrased)": "pierwszy cytat trafny, pytania innymi słowami",
    "answer_f1": "krótka odpowiedź: F1 słów",
    "answer_hit": "krótka odpowiedź trafna (F1 od 0,6)",
    "yes_no": "tak lub nie trafne",
    "yes_no (cited)": "tak lub nie trafne, gdy cytat trafny",
    "date_iso": "data trafna",
    "date_iso (cited)": "data trafna, gdy cytat trafny",
    "speaker": "mówca trafny",
    "speaker (cited)": "mówca trafny, gdy cytat trafny",
    "wrongly_silent": "milczenie, choć jest odpowiedź",
    "kept_silent": "milczenie, gdy odpowiedzi nie ma",
    "abstain_p": "milczenie: precyzja",
    "abstain_r": "milczenie: kompletność",
    "abstain_f1": "milczenie: F1",
    "ece": "błąd kalibracji pewności",
}


def write_answers(gold: str, verdicts: Sequence[Verdict], form: Form) -> None:
    """The measures over all questions, and how well the confidence is calibrated."""
    measures = summarise(verdicts)
    bins, error = calibration(verdicts)
    questions = int(measures.pop("questions"))
    measures["ece"] = error
    if form == "json":
        json_lines.write(
            {
                "gold": gold,
                "questions": questions,
                "measures": {name: round(value, 4) for name, value in measures.items()},
                "calibration": [
                    {"confidence": round(mean, 4), "right": round(share, 4), "answers": count}
                    for mean, share, count in bins
                ],
            }
        )
        return
    rows = [(name, f"{measures[name]:.3f}", about) for name, about in MEASURES.items() if name in measures]
    _table([("pytania", str(questions), ""), *rows], form)
    _table(
        [("pewność", "trafne", "odpowiedzi")]
        + [(f"{mean:.2f}", f"{share:.2f}", str(count)) for mean, share, count in bins],
        form,
    )


def write_extraction(gold: str, measures: Mapping[str, Rates | float], form: Form) -> None:
    """The measures of quotes and dates; precision, recall and F1 where there are three."""
    if form == "json":
        json_lines.write({"gold": gold, "measures": {name: _data(value) for name, value in measures.items()}})
        return
    rows = [
        (name, f"{value.f1:.3f}", f"precyzja {value.precision:.3f}, kompletność {value.recall:.3f}")
        if isinstance(value, Rates)
        else (name, f"{value:.3f}", "udział trafnych")
        for name, value in measures.items()
    ]
    _table(rows, form)


def write_misses(verdicts: Sequence[Verdict], form: Form) -> None:
    """The questions that were answered wrongly: what was expected, and what was said with which citations."""
    for verdict in verdicts:
        answer, gold = verdict.answer, verdict.gold
        cited = [citation.id for citation in answer.citations]
        if form == "json":
            json_lines.write(
                {
                    "miss": gold.get("id"),
                    "question": answer.question,
                    "expected": gold["answers"],
                    "answer": answer.answer,
                    "citations": cited,
                    "confidence": round(answer.confidence, 4),
                }
            )
        else:
            plain.write(f"{gold.get('id', '')} {answer.question}")
            plain.write(f"  oczekiwane: {' | '.join(map(str, gold['answers'][:3])) or plain.UNANSWERED}")
            plain.write(
                f"  jest: {answer.answer or plain.UNANSWERED} {' '.join(cited)} (pewność {answer.confidence:.2f})"
            )


def _data(value: Rates | float) -> Any:
    if isinstance(value, Rates):
        return {name: round(part, 4) for name, part in value._asdict().items()}
    return round(value, 4)


def _table(rows: Sequence[tuple[str, str, str]], form: Form) -> None:
    """Three columns: the name, the value, what it means."""
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    shown = [
        Line(((f"{name:{widths[0]}}  ", lines.ID), (f"{value:>{widths[1]}}  ", lines.HEADING), (about, lines.ASIDE)))
        for name, value, about in rows
    ]
    if form == "screen":
        from kzqa.cli.output.screen import Screen

        Screen().show([*shown, lines.EMPTY])
    else:
        for line in shown:
            plain.write("".join(text for text, _ in line.pieces).rstrip())
        plain.write()
