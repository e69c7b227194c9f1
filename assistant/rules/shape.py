"""Values to the grammar's shapes, or to faults in words: unknown keys, missing ones, wrong types."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from assistant.rules.fault import Fault, Severity, meant
from assistant.rules.grammar import SHAPES, File, keys
from assistant.rules.source import Path, Source

_SINGULAR = {"facts": "fact", "terms": "term", "lookups": "lookup", "goodwill": "goodwill"}


def shape(source: Source, path: str) -> tuple[File | None, tuple[Fault, ...]]:
    """The file as the grammar's shapes, or None and every fault of shape."""
    try:
        return File.model_validate(source.values), ()
    except ValidationError as error:
        faults = [
            _fault(source, path, each) for each in error.errors(include_url=False)
            if not (each["type"] == "missing" and each["loc"][-1] in source.lost and len(each["loc"]) == 1)
        ]
    return None, tuple(faults)


def made(
    source: Source, path: str, where: Path, code: str, text: str,
    *, key: bool = False, offset: int | None = None, severity: Severity = "error",
) -> Fault:
    """A fault at a place in the values. `text` follows the name of the section, if that is not an answer."""
    rule, prefix = subject(source.values, where)
    line, column = source.at(where, key=key, offset=offset)
    return Fault(path, line, column, rule, code, prefix + text, severity)


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
    inner = where[2:] if where[:1] in (("answers",), ("facts",), ("terms",), ("lookups",), ("goodwill",)) else where[1:]
    inner = inner if len(where) > 1 else where
    names = [step for step in inner if isinstance(step, str)]
    text = f'"{names[-1]}"' if names else "this"
    if len(names) > 1:
        text += f' in "{names[0]}"'
    if inner and isinstance(inner[-1], int):
        text += f", item {inner[-1] + 1},"
    return text


def _fault(source: Source, path: str, error: Any) -> Fault:
    kind: str = error["type"]
    where: Path = error["loc"]
    if kind == "extra_forbidden":
        return _unknown(source, path, where)
    if kind == "missing":
        return _missing(source, path, where)
    if where[-1:] == ("[key]",):
        where = where[:-1]
        return made(source, path, where, error["ctx"]["code"], error["msg"], key=True)
    if kind == "fault":
        return made(source, path, where, error["ctx"]["code"], f"{label(where)} {error['msg']}")
    value = error["input"]
    what = "is empty" if value is None else f"is a {'list' if isinstance(value, list) else 'text'}"
    what = "holds keys" if isinstance(value, dict) else what
    if kind == "list_type":
        return made(source, path, where, "wrong-type", f'{label(where)} should be a list, one "- " a line, but {what}')
    allowed = keys(_shape_at(where)) if _shape_at(where) else ()
    if not where:
        text = f'the file should begin with keys such as "version:", "business:" and "answers:", but {what}'
        return made(source, path, where, "wrong-type", text)
    known = f" such as {', '.join(allowed[:3])}" if allowed else ""
    return made(source, path, where, "wrong-type", f"{label(where)} should hold keys{known}, but {what}")


def _unknown(source: Source, path: str, where: Path) -> Fault:
    allowed = keys(found) if (found := _shape_at(where[:-1])) else ()
    key, inner = str(where[-1]), where[:-1]
    near = meant(key, allowed)
    text = f'unknown key "{key}"'
    if len(inner) > 2 and inner[0] == "answers":
        text = f'"{inner[-1]}" has an unknown key "{key}"'
    return made(
        source, path, where, "unknown-key", text + (near or f"; the keys here are {', '.join(allowed)}"), key=True,
    )


def _missing(source: Source, path: str, where: Path) -> Fault:
    key, found = str(where[-1]), _shape_at(where[:-1])
    field = next((f for name, f in found.model_fields.items() if (f.alias or name) == key), None) if found else None
    example = field.examples[0] if field is not None and field.examples else "..."
    written = f"[{', '.join(example)}]" if isinstance(example, list) else example
    inside = f' in "{where[-2]}"' if len(where) > 3 else ""
    text = f'"{key}" is missing{inside}; add it, for example: {key}: {written}'
    parent = where[:-1]
    fault = made(source, path, where, "missing-key", text)
    line, column = source.at(parent)
    return Fault(fault.path, line, column, fault.rule, fault.code, fault.text)


def _shape_at(where: Path) -> Any:
    for pattern, found in SHAPES.items():
        if len(pattern) == len(where) and all(p in ("*", step) for p, step in zip(pattern, where, strict=True)):
            return found
    return None
