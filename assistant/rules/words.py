"""The names that words use: a small scanner of `{{ facts.NAME }}`. Finds, never renders; for that see drafting/.

Only what an author of rules may write is understood: names with a dot, filters, quoted text, numbers. Whatever
else Jinja would make of it, Jinja says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRING = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_NAME = re.compile(r"(?<![\w.\])])([^\W\d]\w*)((?:\s*\.\s*[^\W\d]\w*)*)")
_FILTER = re.compile(r"(?:\|\s*|\bis\s+(?:not\s+)?)$")
_SINGLE = re.compile(r"(?<!\{)\{\s*[A-Za-z_]\w*\.[A-Za-z_]\w*\s*\}(?!\})")
_KEYWORDS = frozenset((
    "and", "or", "not", "in", "is", "if", "else", "elif", "endif", "for", "endfor", "set", "endset", "true", "false",
    "none", "True", "False", "None", "recursive", "loop", "with", "endwith", "without", "context",
))


@dataclass(frozen=True, slots=True)
class Reference:
    """A name used in words, `facts.opening_hours`, and the offset at which it stands.

    `leaf` is what comes after the first dot, `customer.email` of `order.customer.email`; "" for a bare name.
    """

    root: str
    leaf: str
    offset: int

    @property
    def name(self) -> str:
        """The name as it is written in words."""
        return f"{self.root}.{self.leaf}" if self.leaf else self.root


@dataclass(frozen=True, slots=True)
class Unbalanced:
    """Braces that do not match, at an offset: `code` is kebab-case, `text` says what to do."""

    offset: int
    code: str
    text: str


def references(words: str) -> tuple[str, ...]:
    """The dotted names that words use, each once, in their order: `("facts.opening_hours", "order.due")`."""
    return tuple(dict.fromkeys(each.name for each in scan(words)[0] if each.leaf))


def scan(words: str) -> tuple[tuple[Reference, ...], tuple[Unbalanced, ...]]:
    """All names used in words, dotted or bare, and all braces that do not match."""
    if "{" not in words and "}" not in words:
        return (), ()
    names: list[Reference] = []
    faults: list[Unbalanced] = []
    offset = 0
    local = "{% for" in words or "{% set" in words or "{%- for" in words or "{%- set" in words
    while tag := _TAG.search(words, offset):
        opening = tag.group()
        if opening not in _CLOSES:
            if opening == "}}":
                faults.append(Unbalanced(
                    tag.start(), "unbalanced-braces", '"}}" closes what no "{{" has opened; open it, or delete it',
                ))
            offset = tag.end()
            continue
        closing = _CLOSES[opening]
        end = words.find(closing, tag.end())
        again = words.find(opening, tag.end())
        if end < 0 or 0 <= again < end:
            faults.append(Unbalanced(
                tag.start(), "unbalanced-braces",
                f'"{opening}" is never closed; write {opening} ... {closing}, such as {{{{ facts.opening_hours }}}}',
            ))
            offset = tag.end()
            continue
        if opening != "{#":
            names += _names(words[tag.end() : end], tag.end(), bare=opening == "{{" and not local)
        offset = end + len(closing)
    for single in _SINGLE.finditer(words):
        faults.append(Unbalanced(
            single.start(), "single-braces",
            f'{single.group()} has one brace on each side; write {{{{ {single.group().strip("{} ")} }}}}',
        ))
    return tuple(names), tuple(faults)


def _names(inside: str, start: int, *, bare: bool) -> Iterator[Reference]:
    blanked = _STRING.sub(lambda found: " " * len(found.group()), inside)
    for found in _NAME.finditer(blanked):
        root, leaf = found.group(1), re.sub(r"\s+", "", found.group(2)).removeprefix(".")
        if _FILTER.search(blanked[max(0, found.start() - 20) : found.start()]):
            continue
        if leaf or (bare and root not in _KEYWORDS and not blanked[found.end() :].lstrip().startswith(("(", "="))):
            yield Reference(root, leaf, start + found.start())
