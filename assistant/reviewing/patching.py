"""A proposal's `words` to the rules as they would be. Text in, text out; writing is rulefiles.py's.

    words   {"where": [...], "before": TEXT, "after": TEXT}: path in the rule's answer, or in the file without a rule
    fact    the same
    answer  {"name": NAME, "asks": [...], "answer": TEXT}
    look    {"why": SENTENCE}: nothing to be written
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from assistant.errors import ReviewError
from assistant.rules import Loaded
from assistant.rules.editing import NotEditable, with_answer, with_words
from assistant.rules.source import Path
from assistant.store.proposals import Kind


def patched(loaded: Loaded, kind: Kind, rule: str | None, words: Mapping[str, Any]) -> tuple[str, str]:
    """Which file changes, by the path that its faults name, and its whole text then. ReviewError says why it cannot."""
    if loaded.source is None:
        raise ReviewError("The rules cannot be read. Mend what `assistant rules check` says, then accept it again.")
    if kind == "look":
        raise ReviewError("This proposal asks you to look at the rule; there is nothing to be written by itself.")
    try:
        if kind == "answer":
            first = loaded.source.pieces[0]
            names = [each.name for each in loaded.rulebook.answers] if loaded.rulebook else []
            name = _free(words["name"], names)
            return first.path, with_answer(first.source.text, name, words["asks"], words["answer"])
        where = _where(loaded, rule, words["where"])
        passage = next((each for each in loaded.passages if each.where == where), None)
        if passage is None or passage.text != words["before"]:
            raise ReviewError(
                f"The words of {rule} were changed since this was proposed. Look whether it is still wanted, and "
                "change them on the page of the rules."
            )
        piece, inner = loaded.source.home(where)
        return piece.path, with_words(piece.source.text, inner, words["after"])
    except NotEditable as fault:
        raise ReviewError(f"It cannot be written into the rules: {fault}.") from fault


def _where(loaded: Loaded, rule: str | None, inner: list[str | int]) -> Path:
    """The path of a text in the joined values of all files."""
    if inner and inner[0] in ("facts", "terms", "texts"):
        return tuple(inner)
    names = [passage for passage in loaded.passages if passage.rule == rule and passage.where[0] == "answers"]
    if not names:
        raise ReviewError(f"There is no rule “{rule}” any more, so there is nothing to change.")
    return (*names[0].where[:2], *inner)


def _free(name: str, taken: list[str]) -> str:
    number, made = 2, name
    while made in taken:
        made, number = f"{name}-{number}", number + 1
    return made


def file_name(loaded: Loaded, path: str) -> str | None:
    """The name by which the rules include the file of a fault's path; None for the first file itself."""
    first = PurePosixPath(loaded.source.pieces[0].path) if loaded.source else PurePosixPath(path)
    found = PurePosixPath(path)
    return None if found == first else found.relative_to(first.parent).as_posix()
