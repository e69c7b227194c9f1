"""Pieces of a letter that can be found again after a template has laid them out.

A piece's text is put between marks that no customer and no template can write (three private-use characters,
removed from every value on its way in). After layout the marks are taken out and each piece's place is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.model import Part, PartKind, Span

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKS = re.compile(f"{_OPEN}(\\d+){_MIDDLE}|{_CLOSE}")
_UNMARKED = {ord(mark): None for mark in (_OPEN, _MIDDLE, _CLOSE)}


def unmarked(text: str) -> str:
    """The text without the characters that mark pieces."""
    return text if text.isascii() else text.translate(_UNMARKED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the part it will be. Prints itself between its marks; an empty piece prints nothing."""

    text: str
    part: Part
    number: int

    def __str__(self) -> str:
        return f"{_OPEN}{self.number}{_MIDDLE}{self.text}{_CLOSE}" if self.text else ""

    def __bool__(self) -> bool:
        return bool(self.text)


def sentence(piece: Piece) -> Piece:
    """The piece as a sentence of its own: a capital first, a full stop last."""
    text = piece.text[:1].upper() + piece.text[1:]
    return clause(replace(piece, text=text))


def clause(piece: Piece) -> Piece:
    """The piece as the end of a sentence that the template began: a full stop last."""
    return piece if not piece.text or piece.text[-1] in ".!?…" else replace(piece, text=piece.text + ".")


@dataclass(frozen=True, slots=True)
class Item:
    """What is said to one question, or to several at once: its pieces run on. `label` is its number in a list."""

    pieces: tuple[Piece, ...]
    label: str = ""

    def __str__(self) -> str:
        return " ".join([*(str(clause(piece)) for piece in self.pieces[:-1]), str(self.pieces[-1])]).strip()

    def __bool__(self) -> bool:
        return any(self.pieces)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Several pieces; printed as paragraphs."""

    items: tuple[Piece | Item, ...] = ()

    def __str__(self) -> str:
        return "\n\n".join(str(piece) for piece in self.items if piece)

    def __bool__(self) -> bool:
        return any(self.items)

    def __iter__(self) -> Iterator[Piece | Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Tray:
    """Hands out numbered pieces for one letter."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []

    def piece(self, kind: PartKind, text: str, **where: object) -> Piece:
        """A new piece. `where` gives the Part's source, rule, questions and facts."""
        part = Part(kind, Span(0, 0), **where)  # type: ignore[arg-type]  # passed through to Part, which has the types
        made = Piece(unmarked(text).strip(), part, len(self.pieces))
        self.pieces.append(made)
        return made


def settle(laid_out: str, pieces: Iterable[Piece]) -> tuple[str, tuple[Part, ...]]:
    """The letter without marks, lines trimmed and blank lines single, and each piece's Part with its place."""
    by_number = {piece.number: piece for piece in pieces}
    text = "\n".join(line.rstrip() for line in laid_out.replace("\r\n", "\n").split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n ")
    plain: list[str] = []
    length, last = 0, 0
    starts: dict[int, int] = {}
    stack: list[int] = []
    parts: list[Part] = []
    for mark in _MARKS.finditer(text):
        chunk = text[last : mark.start()]
        plain.append(chunk)
        length += len(chunk)
        last = mark.end()
        if mark.group(1) is not None:
            number = int(mark.group(1))
            stack.append(number)
            starts[number] = length
        elif stack:
            number = stack.pop()
            if number in by_number:
                parts.append(replace(by_number[number].part, span=Span(starts[number], length)))
    plain.append(text[last:])
    return "".join(plain) + "\n", tuple(sorted(parts, key=lambda part: (part.span.start, part.span.end)))
