"""What a person made of a letter before it was sent: as written, edited or rewritten, and which answers were edited.

In: the letter as it was saved, its ledger (`text` and `ledger` of the store's draft), the message that was sent.
Out: Compared. What is quoted below and the signature do not count, nor what mail programs do by themselves
(aligning.py). Edits are told in whole sentences. Near linear in the texts. Left to others: what is learned from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from assistant.drafting.aligning import Word, align, words
from assistant.drafting.saved import ENDS, GAP, PARAGRAPH, Part, Unit, parts_of, signature_start, units_of
from assistant.parsing import parse
from assistant.understanding.sentences import sentences

How = Literal["as-written", "edited", "rewritten"]
EditKind = Literal["changed", "removed", "added", "filled"]

REWRITTEN = 0.5                                     # share of a letter's words below which little of it is left
LONGEST = 200_000                                   # characters of a text that are compared
MOST = 60                                           # edits that are told of
_MOST_SAID = 4_000                                  # characters of each
_ITS_OWN = 0.3                                      # share of a sentence's words from which it is an answer's, reworded
_GAP_KEY = "[[ ANSWER NEEDED:"
_LINK_AGAIN = re.compile(r"(?<=\S)\s?<(?:https?://|mailto:|tel:)[^<>\s]{0,4000}>")


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of some sentences. `rule` is whose answer they are from, None for the rest of the letter.

    `filled`: a gap; `question` is what was asked there, in the customer's words, and `after` the person's own answer.
    A gap that was taken out is `removed`, with its question.
    """

    kind: EditKind
    rule: str | None
    before: str
    after: str
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """How a letter was used. `gaps` counts the gap lines that went out as they were."""

    how: How
    edits: tuple[Edit, ...] = ()
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class _Block:
    """Words of the saved letter that are gone, and the words that stand there now."""

    a: int
    a_end: int
    b: int
    b_end: int


@dataclass(frozen=True, slots=True)
class _Change:
    """Blocks that touch the same sentences. Without units it is something added, to the answer of `home`."""

    units: tuple[Unit, ...]
    blocks: tuple[_Block, ...]
    home: Part | None = None


def compare(text: str, ledger: Mapping[str, Any] | None, raw: bytes) -> Compared:
    """The saved letter against the message that was sent, as bytes."""
    message = parse(raw)
    return compare_texts(text, ledger, message.own_words, message.signature)


def compare_texts(text: str, ledger: Mapping[str, Any] | None, sent: str, signature: str = "") -> Compared:
    """The saved letter against the words that were sent; `signature` is what stands below them as one."""
    letter = _Letter(text[:LONGEST], sent[:LONGEST], signature[:LONGEST], parts_of(text[:LONGEST], ledger))
    blocks = list(letter.blocks())
    if not blocks:
        return Compared("as-written", gaps=letter.gaps_left())
    edits = [edit for change in letter.changes(blocks) for edit in letter.edits(change)]
    how: How = "rewritten" if letter.kept() < REWRITTEN else "edited"
    return Compared(how, tuple(edits[:MOST]), letter.gaps_left())


class _Letter:
    """A letter as it was saved beside what was sent, word by word."""

    def __init__(self, text: str, sent: str, signature: str, parts: Sequence[Part]) -> None:
        self.text = text
        self.sent = f"{sent}\n\n{signature}"
        self.before = words(text, [(part.start, part.end) for part in parts if part.gap is not None])
        self.after = words(self.sent, [match.span() for match in GAP.finditer(self.sent)])
        self.same = align([word.key for word in self.before], [word.key for word in self.after])
        # Words of the signatures stand from here on.
        self.signed = _first_from(self.before, signature_start(text))
        self.signed_after = _first_from(self.after, len(sent))
        self.units = units_of(text, self.before, parts)
        self.unit_of = [number for number, unit in enumerate(self.units) for _ in range(unit.first, unit.last)]

    def gaps_left(self) -> int:
        return sum(word.key.startswith(_GAP_KEY) for word in self.after)

    def kept(self) -> float:
        """The share of the letter's words that were sent; gap lines and signature apart."""
        counted = [i for i in range(self.signed) if not self.before[i].key.startswith(_GAP_KEY)]
        return sum(self.same[i] >= 0 for i in counted) / len(counted) if counted else 1.0

    def blocks(self) -> Iterator[_Block]:
        """Where the two differ, in order, but for what lies in the signatures."""
        a = b = 0
        for end in (*(i for i, there in enumerate(self.same) if there >= 0), len(self.before)):
            there = self.same[end] if end < len(self.before) else len(self.after)
            if a < end or b < there:
                block = self._unsigned(_Block(a, end, b, there))
                if block is not None:
                    yield block
            a, b = end + 1, there + 1

    def _unsigned(self, block: _Block) -> _Block | None:
        a_end = min(block.a_end, self.signed)
        if block.a >= self.signed:
            # A postscript is the letter's; a name in the place of another is not.
            added = block.a == block.a_end and block.b < self.signed_after
            return _Block(block.a, block.a_end, block.b, min(block.b_end, self.signed_after)) if added else None
        b_end = max(block.b, min(block.b_end, self.signed_after))
        return _Block(block.a, a_end, block.b, b_end) if block.a < a_end or block.b < b_end else None

    def changes(self, blocks: Sequence[_Block]) -> Iterator[_Change]:
        """The blocks, those that touch the same sentences together."""
        held: list[_Block] = []
        first = last = -1
        for block in blocks:
            touched = self._touched(block)
            if touched is None:
                yield _Change((), (block,), self._home(block))
                continue
            if held and touched[0] > last:
                yield _Change(tuple(self.units[first : last + 1]), tuple(held))
                held = []
            first, last = (touched[0] if not held else first), touched[1]
            held.append(block)
        if held:
            yield _Change(tuple(self.units[first : last + 1]), tuple(held))

    def _touched(self, block: _Block) -> tuple[int, int] | None:
        """The first and the last sentence that a block touches; None: it is a sentence of its own."""
        if block.a < block.a_end:
            return self.unit_of[block.a], self.unit_of[block.a_end - 1]
        left = self.unit_of[block.a - 1] if block.a else None
        right = self.unit_of[block.a] if block.a < len(self.before) else None
        if left is not None and left == right:
            return left, left
        apart = self._apart(block.b) and self._apart(block.b_end)
        if ENDS.search(self.after[block.b_end - 1].key) or apart or (left is None and right is None):
            return None
        home = right if right is not None else left
        return (home, home) if home is not None else None

    def _apart(self, b: int) -> bool:
        """Whether the sent word at `b` begins a paragraph."""
        if not 0 < b < len(self.after):
            return True
        return bool(PARAGRAPH.search(self.sent, self.after[b - 1].end, self.after[b].start))

    def _home(self, block: _Block) -> Part | None:
        """The answer in whose paragraph something was added."""
        if block.a and not self._apart(block.b):
            return self.units[self.unit_of[block.a - 1]].part
        if block.a < len(self.before) and not self._apart(block.b_end):
            return self.units[self.unit_of[block.a]].part
        return None

    def edits(self, change: _Change) -> Iterator[Edit]:
        """A change as edits, one for each answer that it touches."""
        places = [place for block in change.blocks for place in range(block.b, block.b_end)]
        places += [self.same[i] for unit in change.units for i in range(unit.first, unit.last) if self.same[i] >= 0]
        after = (min(places), max(places) + 1) if places else (0, 0)
        if not change.units:
            yield _edit(change.home, "", self._said(*after))
            return
        groups = [(part, list(units)) for part, units in groupby(change.units, key=lambda unit: unit.part)]
        shares = [self._said(*after)] if len(groups) == 1 else self._shared(groups, *after)
        for (part, units), share in zip(groups, shares, strict=True):
            before = _tidy(self.text[self.before[units[0].first].start : self.before[units[-1].last - 1].end])
            # What others lost or gained is no edit of this one.
            if _keys(before) != _keys(share):
                yield _edit(part, before, share)

    def _said(self, b: int, b_end: int) -> str:
        return _tidy(self.sent[self.after[b].start : self.after[b_end - 1].end]) if b < b_end else ""

    def _shared(self, groups: Sequence[tuple[Part | None, list[Unit]]], b: int, b_end: int) -> list[str]:
        """What was sent in the place of several answers, each sentence given to the one that it is most like."""
        shares: list[list[str]] = [[] for _ in groups]
        if b == b_end:
            return ["" for _ in groups]
        own = [{self.before[i].key for unit in units for i in range(unit.first, unit.last)} for _, units in groups]
        gaps = [number for number, (part, _) in enumerate(groups) if part is not None and part.gap is not None]
        text = self.sent[self.after[b].start : self.after[b_end - 1].end]
        at = 0
        for span in sentences(text):
            piece = span.of(text)
            keys = set(_keys(piece))
            scores = [len(keys & each) / max(len(keys), 1) if number >= at else 0.0 for number, each in enumerate(own)]
            best = max(range(len(groups)), key=lambda number: scores[number])
            if scores[best] < _ITS_OWN:
                best = next((number for number in gaps if number >= at), at)
            shares[best].append(piece)
            at = best
        return [_tidy(" ".join(share)) for share in shares]


def _edit(part: Part | None, before: str, after: str) -> Edit:
    rule = part.rule if part else None
    gap = part.gap if part else None
    kind: EditKind = "added" if not before else "removed" if not after else "changed" if gap is None else "filled"
    return Edit(kind, rule, before[:_MOST_SAID], after[:_MOST_SAID], gap)


def _first_from(found: Sequence[Word], start: int) -> int:
    return next((i for i, word in enumerate(found) if word.start >= start), len(found))


def _keys(text: str) -> list[str]:
    return [word.key for word in words(text)]


def _tidy(text: str) -> str:
    """On one line for each paragraph, without the addresses that mail programs put beside links."""
    paragraphs = PARAGRAPH.split(_LINK_AGAIN.sub("", text))
    return "\n\n".join(" ".join(each.split()) for each in paragraphs if each.strip())
