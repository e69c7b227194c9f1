"""The nodes of a YAML text to plain values: dicts, lists and texts as written, with what is wrong with them."""

from __future__ import annotations

from typing import Any

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from assistant.rules.unreadable import Trouble

_DEPTH = 40                                         # of brackets in brackets; the grammar itself needs 6


class Endless(Exception):
    """Aliases that unfold without end, or nearly so."""


class Plainer:
    """Turns nodes into values, once, noting what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.troubles: list[Trouble] = []
        self.left = len(text) + 10_000              # a text without aliases has fewer values than characters

    def plain(self, node: Node, depth: int = 0) -> Any:
        """The value of a node: a dict, a list, a text, or None for an empty value."""
        self.left -= 1
        if self.left < 0 or depth > _DEPTH:
            raise Endless(node.start_mark.index)
        if isinstance(node, ScalarNode):
            return self.scalar(node)
        if isinstance(node, SequenceNode):
            return [self.plain(item, depth + 1) for item in node.value]
        return self.mapping(node, depth)

    def scalar(self, node: ScalarNode) -> str | None:
        """The text as written; a bare `~`, `null` or nothing is None."""
        index = node.start_mark.index
        sign = self.text[index : index + 1]
        # A tag is never of use here; an anchor only where an alias takes it up.
        if sign == "!" or (sign == "&" and node.anchor and f"*{node.anchor}" not in self.text):
            self.troubles.append(Trouble(
                index, "not-quoted", f'text that begins with "{sign}" must stand in quotes: "..."',
            ))
            return " ".join(self.text[index : node.end_mark.index].split())
        if node.style is None and node.value in ("", "~", "null"):
            return None
        return str(node.value)

    def mapping(self, node: Node, depth: int) -> Any:
        """A dict; keys that stand twice keep their first value."""
        index = node.start_mark.index
        if self.text.startswith("{{", index):       # {{ facts.name }} without quotes: a mapping as a key
            self.troubles.append(_bare_braces(index))
            return self.text[index : node.end_mark.index]
        if self.text.startswith("? ", index):       # YAML 1.2.2 8.2.2: the sign of a key that is no plain word
            self.troubles.append(Trouble(
                index, "not-quoted", 'text that begins with "?" must stand in quotes: "..."',
            ))
            return self.text[index : node.end_mark.index]
        values: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            where = key_node.start_mark.index
            if not isinstance(key_node, ScalarNode):
                self.troubles.append(Trouble(
                    where, "wrong-key", 'a key should be a plain word, like "answer:", not a list or a mapping',
                ))
                continue
            key = str(key_node.value)
            value = self.plain(value_node, depth + 1)
            if key in values:
                line = self.text.count("\n", 0, first[key]) + 1
                self.troubles.append(Trouble(
                    where, "duplicate-key", f'"{key}" stands twice here (first on line {line}); keep one',
                ))
                continue
            values[key] = value
            first[key] = where
        return values


def _bare_braces(index: int) -> Trouble:
    """The fault of `answer: {{ facts.name }}` without quotes, which YAML takes for a mapping."""
    return Trouble(
        index, "not-quoted", 'text that begins with "{{" must stand in quotes, like "{{ facts.opening_hours }}"',
    )
