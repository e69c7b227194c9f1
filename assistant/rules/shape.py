"""Values to the grammar's shapes, or to faults in words: unknown keys, missing ones, wrong types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from pydantic import ValidationError

from assistant.rules.fault import Fault, Severity, meant, nearest, one_of
from assistant.rules.grammar import PLACES, SHAPES, File
from assistant.rules.grammar_answer import Answer
from assistant.rules.keys import Keys, keys
from assistant.rules.source import Path
from assistant.rules.whole import Whole


class Make(Protocol):
    """Makes a fault at a path of the values."""

    def __call__(
        self, where: Path, code: str, says: str,
        *, key: bool = False, offset: int | None = None, severity: Severity = "error",
    ) -> Fault:
        """A fault at `where`; `says` is what is wrong."""
        ...


_SINGULAR = {"facts": "fact", "terms": "term", "texts": "text", "lookups": "lookup", "goodwill": "goodwill"}


def shape(source: Whole) -> tuple[File | None, tuple[Fault, ...]]:
    """The file as the grammar's shapes, or None and every fault of shape."""
    try:
        return File.model_validate(source.values), ()
    except ValidationError as error:
        parts = torn(source.values)
        faults = [
            _fault(source, each) for each in error.errors(include_url=False)
            if not (each["type"] == "missing" and _said_otherwise(source, each["loc"], each["input"], parts))
        ]
    for index, head in parts.items():
        if index != head:
            key, name = next(iter(source.values["answers"][index])), source.values["answers"][head]["name"]
            text = f'the "- " begins a new answer; if "{key}" belongs to "{name}" above, write spaces in its place'
            faults.append(made(source, ("answers", index), "torn-answer", text))
    return None, tuple(faults)


def torn(values: Any) -> dict[int, int]:
    """Answers that were torn apart by a dash before each key: the index of each part -> that of the part with the name.

    A part is an item with one or two keys of an answer, none of them its name, behind one that has a name.
    """
    answers = values.get("answers") if isinstance(values, dict) else None
    parts: dict[int, int] = {}
    head: int | None = None
    for index, answer in enumerate(answers if isinstance(answers, list) else ()):
        if isinstance(answer, dict) and isinstance(answer.get("name"), str):
            head = index
        elif head is not None and isinstance(answer, dict) and len(answer) in (1, 2) and {*answer} <= {*keys(Answer)}:
            parts[head] = parts[index] = head
    return parts


def _said_otherwise(source: Whole, where: Path, value: Any, parts: dict[int, int]) -> bool:
    """Whether a missing key needs no word: its section could not be read, it is misspelt, or torn off."""
    if where[0] == "answers" and where[1] in parts:
        return True
    key, found = str(where[-1]), _shape_at(where[:-1])
    return (len(where) == 1 and key in source.lost) or (found is not None and misspelt(value, key, keys(found)))


def made(
    source: Whole, where: Path, code: str, text: str,
    *, key: bool = False, offset: int | None = None, severity: Severity = "error",
) -> Fault:
    """A fault at a place in the values. `text` follows the name of the section, if that is not an answer."""
    rule, prefix = subject(source.values, where)
    line, column = source.at(where, key=key, offset=offset)
    return Fault(source.path(where), line, column, rule, code, prefix + text, severity)


def subject(values: Any, where: Path) -> tuple[str | None, str]:
    """The answer's name that a place lies in, and how a sentence about that place begins."""
    if not where:
        return None, ""
    section = where[0]
    if section == "answers" and len(where) > 1 and isinstance(where[1], int):
        answers = values.get("answers") if isinstance(values, dict) else None
        answer = answers[where[1]] if isinstance(answers, list) and where[1] < len(answers) else None
        name = answer.get("name") if isinstance(answer, dict) else None
        if isinstance(name, str) and name.strip():
            return name.strip(), ""
        return None, f"answer {where[1] + 1} of the list: "
    if section in _SINGULAR and len(where) > 1:
        return None, f'{_SINGULAR[str(section)]} "{where[1]}": '
    return (None, f"{section}: ") if len(where) > 1 else (None, "")


def label(where: Path) -> str:
    """The key that a place lies at, as it is named in a sentence: `"asks", item 3`."""
    inner = where[2:] if where[0] == "answers" or where[0] in _SINGULAR else where[1:]
    inner = inner if len(where) > 1 else where
    names = [step for step in inner if isinstance(step, str)]
    item = f"item {inner[-1] + 1}" if inner and isinstance(inner[-1], int) else ""
    if not names:
        return item or "it"
    text = f'"{names[-1]}"' + (f' of "{names[0]}"' if len(names) > 1 else "")
    return f"{text}, {item}" if item else text


def _fault(source: Whole, error: Any) -> Fault:
    kind: str = error["type"]
    where: Path = error["loc"]
    if kind == "extra_forbidden":
        return _unknown(source, where, error["input"])
    if kind == "missing":
        return _missing(source, where)
    if where[-1:] == ("[key]",):
        where = where[:-1]
        named = f'"{where[-1]}" ' if where[0] in ("in", "answers", "business") else ""
        return made(source, where, error["ctx"]["code"], named + error["msg"], key=True)
    if kind == "fault":
        comma = "," if isinstance(where[-1], int) and label(where)[:1] == '"' else ""
        return made(source, where, error["ctx"]["code"], f"{label(where)}{comma} {error['msg']}")
    value = error["input"]
    what = "is empty" if value is None else f"is a {'list' if isinstance(value, list) else 'text'}"
    what = "holds keys" if isinstance(value, dict) else what
    if kind == "list_type":
        return made(source, where, "wrong-type", f'{label(where)} should be a list, one "- " a line, but {what}')
    if not where:
        text = f'the file should begin with keys such as "version:", "business:" and "answers:", but {what}'
        return made(source, where, "wrong-type", text)
    found = _shape_at(where)
    known = f" such as {', '.join(keys(found)[:3])}" if found else ""
    text = f"{label(where)} should hold keys{known}, each on a line of its own below it, indented, but {what}"
    needed = [name for name, field in found.model_fields.items() if field.is_required()] if found else []
    if needed:
        written = ", ".join(f"{name}: {_example(found, name)}" for name in needed)
        text = f"{label(where)} should hold keys, for example: {{{written}}}, but {what}"
    return made(source, where, "empty" if value is None else "wrong-type", text)


def _unknown(source: Whole, where: Path, value: Any) -> Fault:
    found = _shape_at(where[:-1])
    allowed = keys(found) if found else ()
    key, inner = str(where[-1]), where[:-1]
    text = f'unknown key "{key}"'
    if len(inner) > 2 and inner[0] == "answers":
        text = f'"{inner[-1]}" has an unknown key "{key}"'
    elsewhere = [place for shape, place in PLACES.items() if key in keys(shape)]
    if near := meant(key, allowed):
        text += near
    elif value is None and source.after(where).lstrip()[:1] in (",", "}"):
        text = (
            f'"{key}" is taken for a key, for a comma between {{ }} begins a new one; if it belongs to the text before '
            'it, put the whole text in straight quotes: "..."'
        )
    elif elsewhere:
        text += f"; it belongs {one_of(elsewhere)}, check the indentation"
    else:
        text += f"; the keys here are {', '.join(allowed)}"
    return made(source, where, "unknown-key", text, key=True)


def _missing(source: Whole, where: Path) -> Fault:
    key = str(where[-1])
    inside = f" in {label(where[:-1])}" if len(where) > 3 else ""
    text = f'"{key}" is missing{inside}; add it, for example: {key}: {_example(_shape_at(where[:-1]), key)}'
    fault = made(source, where, "missing-key", text)
    line, column = source.at(where[:-1])
    return replace(fault, line=line, column=column)


def misspelt(value: Any, key: str, allowed: Iterable[str]) -> bool:
    """Whether a mapping has an unknown key that was most likely meant to be `key`."""
    known = tuple(allowed)
    return isinstance(value, dict) and any(
        nearest(str(other), known) == key for other in value if other not in known
    )


def _example(found: type[Keys] | None, key: str) -> str:
    field = found.model_fields.get(key) if found else None
    example = field.examples[0] if field is not None and field.examples else "..."
    return f"[{', '.join(example)}]" if isinstance(example, list) else str(example)


def _shape_at(where: Path) -> type[Keys] | None:
    for pattern, found in SHAPES.items():
        if len(pattern) == len(where) and all(p in ("*", step) for p, step in zip(pattern, where, strict=True)):
            return found
    return None
