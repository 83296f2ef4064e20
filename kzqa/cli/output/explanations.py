"""How an answer came about, as lines for a person and as data for a program; the layout follows the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any


def as_data(value: object) -> Any:
    """Dataclasses and named tuples become dicts, other sequences lists, numbers are rounded to four digits."""
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: as_data(part) for name, part in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(name): as_data(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [as_data(part) for part in value]
    if isinstance(value, float):
        return round(value, 4)
    return value


def lines(data: Any, indent: int = 0) -> Iterator[str]:
    """The data as indented lines; what holds plain values only stands in one line."""
    margin = "  " * indent
    for name, value in data.items() if isinstance(data, dict) else enumerate(data, start=1):
        if _is_flat(value):
            yield f"{margin}{name}: {_in_line(value)}"
        else:
            yield f"{margin}{name}:"
            yield from lines(value, indent + 1)


def _is_flat(value: Any) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return not any(isinstance(part, dict | list) and part for part in parts)


def _in_line(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_in_line(part)}" for name, part in value.items()) or "-"
    if isinstance(value, list):
        return ", ".join(_in_line(part) for part in value) or "-"
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "tak" if value else "nie"
    return f"{value:g}" if isinstance(value, float) else str(value)
