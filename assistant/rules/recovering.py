"""Which part of a rules file to leave aside when it is not YAML, so that the faults of all other parts are found too.

Works on lines alone: a section begins at the left margin (`answers:`), an answer at a dash.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SECTION = re.compile(r"([A-Za-z_][\w-]*)[ \t]*(?::|\r?$)|(?=\S)(?!#)(?!-(?:\s|$))")
_ITEM = re.compile(r"([ \t]*)-(?:[ \t]|$)")
_NAME = re.compile(r"[ \t]*(?:-[ \t]+)?\{?[ \t]*name[ \t]*:[ \t]+([^#{}\[\],]+?)[ \t]*(?:[#,].*)?$")


@dataclass(frozen=True, slots=True)
class Block:
    """The characters of a section or of one answer. `section` is a section lost as a whole, `rule` an answer's name."""

    start: int
    end: int
    section: str | None
    rule: str | None


def block(text: str, index: int) -> Block | None:
    """The part of the file around the character at `index` that can be left aside, None where there is none."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    here = next((number for number in range(len(lines)) if starts[number + 1] > index), len(lines) - 1)
    first = next((n for n in range(here, -1, -1) if _SECTION.match(lines[n])), None)
    if first is None:
        return None
    found = _SECTION.match(lines[first])
    section = found.group(1) if found is not None else None
    last = next((n for n in range(first + 1, len(lines)) if _SECTION.match(lines[n])), len(lines))
    if section == "answers" and here > first:
        item = _answer(lines, first + 1, here, last)
        if item is not None:
            start, end = item
            names = (_NAME.match(line.rstrip("\r\n")) for line in lines[start:end])
            rule = next((name.group(1).strip("'\"") for name in names if name is not None), None)
            return Block(starts[start], starts[end], None, rule)
    return Block(starts[first], starts[last], section, None)


def _answer(lines: list[str], first: int, here: int, last: int) -> tuple[int, int] | None:
    """The lines of the answer that line `here` lies in: from its dash to the next dash in the same column."""
    indent = next((item.group(1) for line in lines[first:last] if (item := _ITEM.match(line))), None)
    if indent is None:
        return None

    def begins(number: int) -> bool:
        item = _ITEM.match(lines[number])
        return item is not None and len(item.group(1)) <= len(indent)

    start = next((n for n in range(here, first - 1, -1) if begins(n)), None)
    if start is None:
        return None
    return start, next((n for n in range(start + 1, last) if begins(n)), last)


def without(text: str, part: Block) -> str:
    """The text with a part of it blanked, every other character in its place."""
    return text[: part.start] + re.sub(r"[^\r\n]", " ", text[part.start : part.end]) + text[part.end :]
