"""What `when` says that no rules could keep: unknown keys, lookups that are not there, days that never come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.rules import scalars
from assistant.rules.fault import Fault, meant
from assistant.rules.grammar_when import When
from assistant.rules.keys import keys
from assistant.rules.shape import Make
from assistant.rules.source import Path


def faults(answers: list[Any], lookups: tuple[str, ...] | None, make: Make) -> Iterator[Fault]:
    """Every fault of the conditions of all answers and cases."""
    for index, answer in enumerate(answers):
        if not isinstance(answer, dict):
            continue
        where: Path = ("answers", index)
        yield from _when((*where, "when"), answer.get("when"), answer, lookups, make)
        cases = answer.get("cases")
        if cases == []:
            yield make((*where, "cases"), "empty", '"cases" is empty; delete it, or write cases below it', key=True)
        for number, case in enumerate(cases if isinstance(cases, list) else ()):
            if not isinstance(case, dict):
                continue
            yield from _when((*where, "cases", number, "when"), case.get("when"), answer, lookups, make)
            if not set(case) - {"when", "in"}:
                yield make(
                    (*where, "cases", number), "no-words",
                    f"case {number + 1} says nothing; add what the reply should say, such as: answer: We are closed.",
                )


def _when(
    where: Path, when: Any, answer: dict[str, Any], lookups: tuple[str, ...] | None, make: Make
) -> Iterator[Fault]:
    if not isinstance(when, dict):
        return
    if not when:
        yield make(where, "empty", '"when" is empty; write when it holds, such as: until: 2026-12-31', key=True)
    needs = answer.get("needs")
    for name in when:
        if name in keys(When):
            continue
        lookup, dot, column = name.partition(".")
        if not dot or not column:
            more = meant(name, keys(When)) or (
                f"; the keys here are {', '.join(keys(When))}, and a column of a lookup, such as order.state"
            )
            yield make((*where, name), "unknown-key", f'"when" has an unknown key "{name}"{more}', key=True)
        elif lookups is not None and lookup not in lookups:
            more = meant(lookup, lookups) or "; add it under lookups:"
            yield make((*where, name), "unknown-lookup", f'there is no lookup "{lookup}"{more}', key=True)
        elif needs != lookup:
            yield make(
                (*where, name), "lookup-not-needed", f'"{name}" is looked at, so the answer must say: needs: {lookup}',
                key=True,
            )
    try:
        begins, ends = (scalars.day(str(when.get(key, ""))) for key in ("from", "until"))
    except ValueError:
        return                                      # one of them is not there, or its shape is told of
    if begins > ends:
        yield make(
            (*where, "until"), "never", f'"until" is before "from", so this never holds; the first day is {begins}',
        )
