"""The texts that authors write in a rules file, with their places: words, phrasings, tests. Tolerant of bad shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.rules.kinds import REMEDIES
from assistant.rules.shape import label, subject
from assistant.rules.source import Path
from assistant.rules.whole import Whole

Use = Literal["words", "ask", "test", "fact"]

# The words of an answer, in the order in which they are documented.
ANSWER_WORDS = ("answer", "without", "apology", "understanding", "assurance")


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of the author's. `text` is as YAML reads it; `where` is its path, ("answers", 3, "asks", 0)."""

    use: Use
    where: Path
    text: str
    rule: str | None
    prefix: str                                     # how a sentence about it begins when it is no answer's
    source: Whole = field(repr=False, compare=False)

    @property
    def path(self) -> str:
        """The path of the file that it stands in."""
        return self.source.path(self.where)

    @property
    def place(self) -> str:
        """How a sentence about something in it begins: `in "answer": `, or nothing where that is plain."""
        return "" if self.label == "it" else f"in {self.label}: "

    @property
    def label(self) -> str:
        """Its key, as it is named in a sentence: `"asks", item 3`."""
        return label(self.where)

    def at(self, offset: int = 0) -> tuple[int, int]:
        """Line and column in the file, from 1, of a character of the text."""
        return self.source.at(self.where, offset=offset)

    def at_line(self, line: int, column: int) -> tuple[int, int]:
        """Line and column in the file of a line and column in the text, all from 1."""
        lines = self.text.split("\n")
        line = min(max(line, 1), len(lines))
        return self.at(sum(len(each) + 1 for each in lines[: line - 1]) + min(max(column - 1, 0), len(lines[line - 1])))


def passages(source: Whole) -> Iterator[Passage]:
    """Every text of the file that is said, matched or stated, in the order of the sections."""
    values = source.values if isinstance(source.values, dict) else {}
    for use, where, text in _all(values):
        if isinstance(text, str):
            yield Passage(use, where, text, *subject(values, where), source)


def _all(values: dict[str, Any]) -> Iterator[tuple[Use, Path, Any]]:
    yield "words", ("business", "signature"), _get(values, "business", "signature")
    for name, fact in _items(values, "facts"):
        if isinstance(fact, dict):
            yield "fact", ("facts", name, "value"), fact.get("value")
        else:
            yield "fact", ("facts", name), fact
    for section in ("terms", "texts"):
        for name, words in _items(values, section):
            yield "words", (section, name), words
    answers = values.get("answers")
    for index, answer in enumerate(answers if isinstance(answers, list) else ()):
        if isinstance(answer, dict):
            yield from _answer(("answers", index), answer)
    for key in ("apologies", "understandings", "assurances"):
        yield from _texts("words", ("complaint", key), _get(values, "complaint", key))
    for name, _ in _items(values, "goodwill"):
        yield "words", ("goodwill", name, "say"), _get(values, "goodwill", name, "say")
    yield from _texts("words", ("closings",), values.get("closings"))
    for language, shared in _items(values, "in"):
        if isinstance(shared, dict):
            yield from _shared(("in", language), shared)


def _shared(where: Path, shared: dict[str, Any]) -> Iterator[tuple[Use, Path, Any]]:
    """What all answers share, in one more language."""
    yield "words", (*where, "signature"), shared.get("signature")
    for name, fact in _items(shared, "facts"):
        yield "fact", (*where, "facts", name), fact
    for section in ("terms", "texts", "goodwill"):
        for name, words in _items(shared, section):
            yield "words", (*where, section, name), words
    for key in ("apologies", "understandings", "assurances"):
        yield from _texts("words", (*where, "complaint", key), _get(shared, "complaint", key))
    yield from _texts("words", (*where, "closings"), shared.get("closings"))


def _answer(where: Path, answer: dict[str, Any]) -> Iterator[tuple[Use, Path, Any]]:
    yield from _texts("ask", (*where, "asks"), answer.get("asks"))
    yield from _words(where, answer)
    cases = answer.get("cases")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict):
            yield from _words((*where, "cases", index), case)
    for key in ("matches", "not"):
        yield from _texts("test", (*where, "tests", key), _get(answer, "tests", key))


def _words(where: Path, answer: dict[str, Any]) -> Iterator[tuple[Use, Path, Any]]:
    """The words of an answer, of one of its cases, or of either in one more language."""
    for key in (*ANSWER_WORDS, "instead"):
        yield "words", (*where, key), answer.get(key)
    choices = answer.get("choices")
    for index, choice in enumerate(choices if isinstance(choices, list) else ()):
        if isinstance(choice, dict):
            for remedy in REMEDIES:
                yield "words", (*where, "choices", index, remedy), choice.get(remedy)
        else:
            yield "words", (*where, "choices", index), choice
    if isinstance(choices, str):
        yield "words", (*where, "choices"), choices
    yield "words", (*where, "decline", "instead"), _get(answer, "decline", "instead")
    for language, words in _items(answer, "in"):
        if isinstance(words, dict):
            yield from _words((*where, "in", language), words)


def _texts(use: Use, where: Path, value: Any) -> Iterator[tuple[Use, Path, Any]]:
    if isinstance(value, str):
        yield use, where, value
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield use, (*where, index), item


def _items(values: dict[str, Any], key: str) -> Iterator[tuple[str, Any]]:
    section = values.get(key)
    yield from section.items() if isinstance(section, dict) else ()


def _get(value: Any, *path: str) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value
