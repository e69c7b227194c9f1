"""A saved letter and its ledger to sentences, each with the answer that it came from.

In: the letter's text, its words, the ledger kept with it. Out: parts (stretches from one rule, gaps' lines), units
(sentences; none reaches from one part into another), and where the letter's own signature begins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from assistant.drafting.aligning import Word
from assistant.parsing import parse_text
from assistant.understanding.sentences import sentences

GAP = re.compile(r'\[\[ ANSWER NEEDED: "(.{0,400}?)" \]\]')
ENDS = re.compile(r"[.!?…:][\"')\]]{0,3}$")         # of a word that ends a sentence
PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the saved letter that came from one rule, or a gap's line with its question."""

    start: int
    end: int
    rule: str | None
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the saved letter, or a gap's line: words `first` up to but not including `last`."""

    first: int
    last: int
    part: Part | None


def parts_of(text: str, ledger: Mapping[str, Any] | None) -> list[Part]:
    """The stretches of the letter that its ledger names, in order, and gap lines that it does not."""
    found: dict[tuple[int, int], Part] = {}
    for match in GAP.finditer(text):
        found[match.span()] = Part(*match.span(), None, match[1])
    for entry in (ledger or {}).get("entries", ()):
        for answer in entry["answers"]:
            start, end = answer["span"]
            if answer["kind"] != "gap" and entry["rule"] is not None and 0 <= start < end <= len(text):
                found.setdefault((start, end), Part(start, end, entry["rule"]))
    parts: list[Part] = []
    for part in sorted(found.values(), key=lambda part: (part.start, part.end)):
        if not parts or parts[-1].end <= part.start:
            parts.append(part)
    return parts


def units_of(text: str, found: Sequence[Word], parts: Sequence[Part]) -> list[Unit]:
    """The sentences of the letter; none reaches from one part into another, and a gap's line is one."""
    starts = [span.start for span in sentences(text)]
    marks: list[tuple[int, int]] = []
    part = sentence = 0
    for word in found:
        while part < len(parts) and parts[part].end <= word.start:
            part += 1
        inside = part < len(parts) and parts[part].start <= word.start
        while sentence < len(starts) and starts[sentence] <= word.start:
            sentence += 1
        whole = inside and parts[part].gap is not None
        marks.append((part if inside else -1 - part, -1 if whole else sentence))
    units: list[Unit] = []
    for (of, _), group in groupby(range(len(found)), key=lambda i: marks[i]):
        numbers = list(group)
        units.append(Unit(numbers[0], numbers[-1] + 1, parts[of] if of >= 0 else None))
    return units


def signature_start(text: str) -> int:
    """Where the letter's own signature begins: found as one, or a last paragraph without a sentence."""
    body = text.rstrip()
    signature = parse_text(text).signature.strip()
    if signature and body.endswith(signature):
        return len(body) - len(signature)
    last = max((match.end() for match in PARAGRAPH.finditer(body)), default=len(text))
    lines = body[last:].split("\n")
    short = len(lines) <= 6 and len(body) - last <= 300
    return last if short and not any(ENDS.search(line) for line in lines) else len(text)
