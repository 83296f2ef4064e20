"""A cascade of rewriting rules over the nodes of a text, after Abney's finite-state cascades (1996).

A pattern is a line of items, each the category of one node: `day dot? month=mon_any year=yr|year?`. `name=` names the
node for the builder, `|` separates alternatives, `?` and `*` repeat. `~cat` and `!cat` look at the node before, `>cat`
and `!>cat` at the one after (`~` and `>` demand, `!` forbid), without taking it in. Every node is one character for a
compiled regular expression, so a stage costs little where nothing matches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kzqa.language.dates.figures import Values
from kzqa.language.dates.lexicon import Node

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


class _Pattern:
    """A rule made ready."""

    __slots__ = ("_codes", "_expression", "_items", "_needs", "build")

    def __init__(self, rule: Rule, codes: Mapping[frozenset[str], str]) -> None:
        self.build = rule.build
        self._codes = codes
        self._expression: re.Pattern[str] | None = None
        self._items = [_item(item) for item in rule.pattern.split()]
        unknown = {name for item in self._items for name in item["categories"].split("|")}.difference(*codes)
        if unknown:
            raise ValueError(f"not a category: {', '.join(sorted(unknown))}")
        self._needs = [
            frozenset(item["categories"].split("|"))
            for item in self._items
            if (item["look"] or "~") in "~>" and item["repeat"] not in ("?", "*")
        ]

    def may_match(self, present: set[str]) -> bool:
        """Whether each item that has to be there is of a category that is `present` in the text."""
        return not any(map(present.isdisjoint, self._needs))

    @property
    def expression(self) -> re.Pattern[str]:
        """The regular expression over codes, compiled when it is first asked for: most texts ask for few."""
        if self._expression is None:
            self._expression = re.compile("".join(map(self._part, self._items)))
        return self._expression

    def _part(self, item: re.Match[str]) -> str:
        wanted = set(item["categories"].split("|"))
        symbol = "[" + "".join(code for found, code in self._codes.items() if found & wanted) + "]"
        look = {"~": "(?<={})", "!": "(?<!{})", ">": "(?={})", "!>": "(?!{})"}.get(item["look"] or "")
        if look:
            return look.format(symbol)
        return (f"(?P<{item['name']}>{symbol})" if item["name"] else symbol) + item["repeat"]


def _item(text: str) -> re.Match[str]:
    match = _ITEM.fullmatch(text)
    if match is None:
        raise ValueError(f"not an item of a pattern: {text}")
    return match


class Grammar:
    """Stages of rules; within a stage the earlier rule goes first, and each rewrites all its matches.

    `known` are all sets of categories that a node can have.
    """

    def __init__(self, stages: Sequence[Sequence[Rule]], known: Sequence[frozenset[str]]) -> None:
        self._codes = {frozenset[str](): "_"}
        for categories in known:
            self._codes.setdefault(categories, chr(_FIRST_CODE + len(self._codes)))
        self._patterns = [_Pattern(rule, self._codes) for stage in stages for rule in stage]

    def rewrite(self, text: str, nodes: list[Node]) -> list[Node]:
        """The nodes after all stages."""
        codes = "".join([self._codes.get(node.categories, "_") for node in nodes])
        present = {category for found in {node.categories for node in nodes} for category in found}
        for pattern in self._patterns:
            if not pattern.may_match(present):
                continue
            at = 0
            while match := pattern.expression.search(codes, at):
                start, end = match.span()
                values = pattern.build(Found(text, nodes, match)) if start < end else None
                at = start + 1
                if values is not None:
                    first, last, categories = nodes[start], nodes[end - 1], frozenset(values)
                    nodes[start:end] = [Node(first.start, last.end, values, categories, first.capital)]
                    codes = codes[:start] + self._codes.get(categories, "_") + codes[end:]
                    present.update(categories)
        return nodes
