"""A fault in a rules file: where it is, what is wrong, what to do. And the search for the word that was meant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong (`error`: the file cannot be used) or unwise (`warning`: it can) at one place.

    `line` and `column` count from 1, in characters. `rule` is the name of the answer it lies in.
    """

    path: str
    line: int
    column: int
    rule: str | None
    code: str                                       # kebab-case
    text: str
    severity: Severity = "error"

    def __post_init__(self) -> None:
        if self.line < 1 or self.column < 1:
            raise ValueError(f"a fault at {self.line}:{self.column}; lines and columns count from 1")

    @property
    def message(self) -> str:
        """What is wrong, with the answer it is wrong in."""
        return f'answer "{self.rule}": {self.text}' if self.rule else self.text

    def __str__(self) -> str:
        """The one-line form that editors and CI read."""
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.path}:{self.line}:{self.column}: {warning}{self.message}"


def meant(word: str, known: Iterable[str]) -> str:
    """` (did you mean "answer"?)`, or nothing where no known word is near."""
    near = nearest(word, known)
    return f' (did you mean "{near}"?)' if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was most likely meant to be, or None."""
    words = {_plain(name): name for name in known}
    near = get_close_matches(_plain(word[:80]), words, n=1, cutoff=0.6)
    return words[near[0]] if near else None


def _plain(word: str) -> str:
    return word.lower().replace("-", "_").replace(" ", "_")


def one_of(words: Iterable[str]) -> str:
    """`a, b or c`."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
