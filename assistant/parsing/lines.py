"""A line of a text and what its markup says of it: the value between html.py and own_words.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line. Plain text knows nothing more; HTML may say that it is quoted, passed on, or a signature."""

    text: str
    quoted: bool = False
    forwarded: bool = False
    signature: bool = False


def plain_lines(text: str) -> list[Line]:
    """The lines of a plain text."""
    return [Line(line.rstrip()) if line != "-- " else Line(line) for line in text.split("\n")]
