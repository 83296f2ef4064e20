"""A cascade of rewriting rules over the nodes of a text, after Abney's finite-state cascades (1996).

A pattern is a line of items, each the category of one node: `day dot? month=mon_any year=yr|year?`. `name=` names the
node for the builder, `|` separates alternatives, `?` and `*` repeat. `~cat` and `!cat` look at the node before, `>cat`
and `!>cat` at the one after (`~` and `>` demand, `!` forbid), without taking it in. Every node is one character for a
compiled regular expression, so a stage costs little where nothing matches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from kzqa.language.dates.lexicon import Node, Values

_ITEM = re.compile(r"(?P<look>~|!>|!|>)?(?:(?P<name>\w+)=)?(?P<categories>[\w|]+)(?P<repeat>[?*+]?)")
_FIRST_CODE = 0x100


class Found:
    """The nodes that a pattern matched, by name, and the text around them."""

    __slots__ = ("_match", "_nodes", "text")

    def __init__(self, text: str, nodes: Sequence[Node], match: re.Match[str]) -> None:
        self.text = text
        self._nodes = nodes
        self._match = match

    def node(self, name: str) -> Node | None:
        """The node of that name; None where it was optional and is not there."""
        if name not in self._match.re.groupindex:
            return None
        index = self._match.start(name)
        return self._nodes[index] if index >= 0 else None

    def get(self, name: str, *categories: str) -> Any:
        """What the node is in the first of the categories that it belongs to; None where it is not there."""
        node = self.node(name)
        if node is None:
            return None
        return next((node.values[category] for category in categories if category in node.values), None)

    def word(self, name: str) -> str:
        """The node as written, in lower case; empty where it is not there."""
        node = self.node(name)
        return self.text[node.start : node.end].lower() if node else ""

    @property
    def inside(self) -> Sequence[Node]:
        return self._nodes[self._match.start() : self._match.end()]

    def before(self, distance: int = 1) -> Node | None:
        index = self._match.start() - distance
        return self._nodes[index] if index >= 0 else None

    def after(self, distance: int = 1) -> Node | None:
        index = self._match.end() + distance - 1
        return self._nodes[index] if index < len(self._nodes) else None


Builder = Callable[[Found], Values | None]


class Rule(NamedTuple):
    """`build` gives the categories of the node that takes the place of what `pattern` matches, None to leave it."""

    pattern: str
    build: Builder


class Grammar:
    """Stages of rules; within a stage the earlier rule goes first, and each rewrites all its matches."""

    def __init__(self, stages: Sequence[Sequence[Rule]], known: Sequence[frozenset[str]]) -> None:
        self._codes = {frozenset[str](): "_"}
        for categories in known:
            self._codes.setdefault(categories, chr(_FIRST_CODE + len(self._codes)))
        self._stages = [[(self._compile(rule.pattern), rule.build) for rule in stage] for stage in stages]

    def _class(self, categories: str) -> str:
        wanted = set(categories.split("|"))
        return "[" + "".join(code for found, code in self._codes.items() if found & wanted) + "]"

    def _compile(self, pattern: str) -> re.Pattern[str]:
        parts = []
        for item in pattern.split():
            match = _ITEM.fullmatch(item)
            if match is None:
                raise ValueError(f"not an item of a pattern: {item}")
            symbol = self._class(match["categories"])
            look = {"~": "(?<={})", "!": "(?<!{})", ">": "(?={})", "!>": "(?!{})"}.get(match["look"] or "", "")
            if look:
                symbol = look.format(symbol)
            elif match["name"]:
                symbol = f"(?P<{match['name']}>{symbol})"
            parts.append(symbol + match["repeat"])
        return re.compile("".join(parts))

    def rewrite(self, text: str, nodes: list[Node]) -> list[Node]:
        """The nodes after all stages."""
        codes = "".join([self._codes.get(frozenset(node.values), "_") for node in nodes])
        for stage in self._stages:
            for pattern, build in stage:
                at = 0
                while match := pattern.search(codes, at):
                    start, end = match.span()
                    values = build(Found(text, nodes, match))
                    if values is None or start == end:
                        at = start + 1
                        continue
                    first, last = nodes[start], nodes[end - 1]
                    nodes[start:end] = [Node(first.start, last.end, values, first.capital)]
                    codes = codes[:start] + self._codes.get(frozenset(values), "_") + codes[end:]
                    at = start + 1
        return nodes
