"""The text of a YAML file to plain values whose places are known: mappings, lists and text as it was written.

Nothing is guessed from the look of a scalar: `30`, `yes` and `9:00` stay the text they are (YAML would make the
second a truth value and the third, in its version 1.1, the number 540). What does not parse: see unreadable.py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assistant.rules.plain import Endless, Plainer
from assistant.rules.recovering import block, without
from assistant.rules.unreadable import Trouble, unreadable

Path = tuple[str | int, ...]

# YAML 1.2 5.1: the characters that a file may hold. All others are read as a space, with a warning.
_INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# Seen in practice: rules pasted from a web page, indented with no-break spaces.
_ODD = "\u00a0\u2000-\u200b\u202f\u3000"
_ODD_INDENT = re.compile(f"^[ \t-]*[{_ODD}][ \t{_ODD}-]*", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_BRACKETS = 200                                     # left open at once, in texts or not
_BREAK = re.compile(r"\r\n|\n|\r")
_SPACES = frozenset("nrtv _NLP\n\r\tf")             # what follows "\" where the escape stands for white space
_ESCAPED = {"x": 4, "u": 6, "U": 10}                # the length of an escape, "\" included; all others: 2


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, its values, and the troubles met on the way. `values` is None where nothing could be read."""

    text: str
    values: Any
    troubles: tuple[Trouble, ...]
    root: Node | None
    starts: tuple[int, ...]                         # where each line begins
    lost: frozenset[str] = frozenset()              # the sections that could not be read

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at `index`."""
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def at(self, path: Path, *, key: bool = False, offset: int | None = None) -> tuple[int, int]:
        """Line and column of the value at `path`, of its key, or of a character of its text.

        Where the path leads nowhere, the place of the last value on the way.
        """
        node = self.root
        if node is None:
            return 1, 1
        key_node: Node | None = None
        for step in path:
            found = _step(node, step)
            if found is None:
                return self.place(node.start_mark.index)
            key_node, node = found
        if key and key_node is not None:
            return self.place(key_node.start_mark.index)
        if offset is not None and isinstance(node, ScalarNode):
            return self.place(self.index_in(node, offset))
        # An empty value is put by the parser wherever the next thing begins; its key is what a person sees.
        if key_node is not None and node.start_mark.index == node.end_mark.index:
            return self.place(key_node.start_mark.index)
        return self.place(node.start_mark.index)

    def node(self, path: Path) -> Node | None:
        """The node at `path`; None where the path leads nowhere."""
        node = self.root
        for step in path:
            found = _step(node, step) if node is not None else None
            if found is None:
                return None
            node = found[1]
        return node

    def plain(self, path: Path) -> bool:
        """Whether the text at `path` stands without quotes."""
        node = self.node(path)
        return isinstance(node, ScalarNode) and node.style is None

    def after(self, path: Path) -> str:
        """What stands behind the value at `path`, to the end of its line."""
        node = self.node(path)
        return "" if node is None else _BREAK.split(self.text[node.end_mark.index :][:2000], maxsplit=1)[0]

    def index_in(self, node: ScalarNode, offset: int) -> int:
        """The index in the file of character `offset` of a scalar.

        Folding and escapes change white space only by amount, so the characters between are counted off.
        """
        text = self.text
        begin, end = int(node.start_mark.index), int(node.end_mark.index)
        index = begin
        while index < end and text[index] in "!&":  # a tag or an anchor
            index = next((i for i in range(index, end) if text[i].isspace()), end)
            index = next((i for i in range(index, end) if not text[i].isspace()), end)
        if node.style in ("|", ">"):
            index = text.find("\n", index, end) + 1 or index
        elif node.style in ("'", '"'):
            index += 1
        left = sum(not char.isspace() for char in node.value[:offset])
        while index < end:
            length, space = self.length_at(node, index), text[index].isspace()
            if node.style == '"' and text[index] == "\\" and index + 1 < end:
                space = text[index + 1] in _SPACES
            if not space:
                if left == 0:
                    return index
                left -= 1
            index += length
        return max(begin, end - 1)

    def length_at(self, node: ScalarNode, index: int) -> int:
        """How many characters of the file stand for the one of a scalar at `index`."""
        if node.style == '"' and self.text[index] == "\\" and index + 1 < node.end_mark.index:
            return _ESCAPED.get(self.text[index + 1], 2)
        return 2 if node.style == "'" and self.text.startswith("''", index) else 1


def read(text: str) -> Source:
    """The values of a YAML text, with all that is wrong with it as YAML."""
    text = text.removeprefix("\ufeff")
    troubles = []
    for found in _INVISIBLE.finditer(text):
        code = f"U+{ord(found.group()):04X}"
        troubles.append(Trouble(
            found.start(), "invisible-character",
            f"here is a character that cannot be seen ({code}); it is read as a space, delete it", warning=True,
        ))
        if len(troubles) == 20:
            break
    text = _INVISIBLE.sub(" ", text)
    for line in _ODD_INDENT.finditer(text):
        index = next(i for i in range(*line.span()) if text[i] not in " \t-")
        troubles.append(Trouble(
            index, "odd-space", f"a space of another kind stands here (U+{ord(text[index]):04X}, as copied from a web "
            "page); it is read as a space, replace it by one", warning=True,
        ))
    text = _ODD_INDENT.sub(lambda line: re.sub("[^ \t-]", " ", line.group()), text)
    values: Any = None
    lost: set[str] = set()
    root, remaining = None, text
    for _ in range(max(1, min(10, 1_000_000 // (len(text) + 1)))):
        root, trouble = _compose(remaining)
        if trouble is None:
            break
        part = block(remaining, trouble.index)
        troubles.append(replace(trouble, rule=part.rule if part else None))
        if part is None or remaining[part.start : part.end].isspace():
            break
        remaining = without(remaining, part)
        lost |= {part.section} if part.section else set()
    if root is not None:
        plainer = Plainer(remaining)
        try:
            values = plainer.plain(root)
        except Endless as endless:
            root, values = None, None
            troubles.append(Trouble(
                endless.args[0], "endless", "this stands inside itself, or too deep in brackets; write it out",
            ))
        troubles += plainer.troubles
    starts = (0, *(found.end() for found in _BREAK.finditer(text)))
    return Source(text, values, tuple(troubles), root, starts, frozenset(lost))


def _compose(text: str) -> tuple[Node | None, Trouble | None]:
    """The nodes of a text, or why there are none."""
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = max(0, depth + (1 if bracket.group() in "[{" else -1))
        if depth > _BRACKETS:                       # the parser's time grows with the square of the depth
            return None, _too_deep(bracket.start())
    try:
        reader = YAML(typ="safe", pure=True)
        reader.composer.warn_double_anchors = False     # it is told as text that begins with "&"
        return reader.compose(text), None
    except YAMLError as error:
        return None, unreadable(error, text)
    except RecursionError:
        return None, _too_deep(0)
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, AssertionError) as error:
        # Seen in practice: the parser itself trips over some malformed directives and tags.
        return None, Trouble(0, "not-yaml", f"the file cannot be read as YAML ({error})")


def _too_deep(index: int) -> Trouble:
    return Trouble(index, "too-deep", "lists stand inside lists too many times over to be read; close them")


def _step(node: Node, step: str | int) -> tuple[Node | None, Node] | None:
    """The key (if any) and the value that one step of a path leads to."""
    if isinstance(node, SequenceNode):
        return (None, node.value[step]) if isinstance(step, int) and step < len(node.value) else None
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in _pairs(node) if key.value == step), None)
    return None


def _pairs(node: MappingNode) -> Iterator[tuple[ScalarNode, Node]]:
    for key, value in node.value:
        if isinstance(key, ScalarNode):
            yield key, value
