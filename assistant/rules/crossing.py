"""What one part of a rules file says of another: names used twice, names that do not exist, braces in words.

Works on values as read, so that it finds its faults beside faults of shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from assistant.rules import conditions, speaking
from assistant.rules.fault import Fault, meant, nearest, one_of
from assistant.rules.grammar_answer import Answer
from assistant.rules.keys import keys
from assistant.rules.passages import Passage
from assistant.rules.shape import Make, misspelt, torn
from assistant.rules.source import Path
from assistant.rules.whole import Whole
from assistant.rules.words import Reference, scan

RESERVED = ("facts", "terms", "texts", "business")
_LISTED = 4                         # names of a section; more are not listed

SECTIONS = ("facts", "terms", "texts", "lookups", "goodwill")
Names = dict[str, tuple[str, ...] | None]


def faults(source: Whole, passages: Iterable[Passage], make: Make) -> Iterator[Fault]:
    """All faults that need more than one place of the file to be seen."""
    values = source.values if isinstance(source.values, dict) else {}
    # None: that section could not be read, so nothing is said of its names.
    names = {
        key: None if key in source.lost else _names(values, key) for key in SECTIONS
    }
    for name in names["lookups"] or ():
        if name in RESERVED:
            yield make(
                ("lookups", name), "reserved-name", f'"{name}" already means something in words; name it otherwise',
                key=True,
            )
    business = values.get("business")
    if isinstance(business, dict) and business.get("gaps") == "holding-reply" and not business.get("answer_within"):
        text = 'promises to write by a day; say which with "answer_within", such as "answer_within: 2 working days"'
        yield make(("business", "gaps"), "no-answer-within", text)
    answers = values.get("answers")
    answers = answers if isinstance(answers, list) else []
    yield from _twice(answers, make)
    yield from speaking.faults(values, names, make)
    yield from conditions.faults(answers, names["lookups"], make)
    parts = torn(values)
    for index, answer in enumerate(answers):
        if isinstance(answer, dict):
            found = _answer(("answers", index), answer, names, make)
            yield from (fault for fault in found if not (fault.code == "no-answer" and index in parts))
    for passage in passages:
        if passage.use == "words":
            needs = _needs(answers, passage.where)
            yield from _words(passage, needs, names, make)
        elif passage.use == "fact" and ("{{" in passage.text or "{%" in passage.text):
            yield make(
                passage.where, "braces-in-fact", f'"{passage.text.strip()[:40]}" uses braces; a fact is plain text, '
                "write it out", offset=max(passage.text.find("{{"), 0),
            )


def _twice(answers: list[Any], make: Make) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, answer in enumerate(answers):
        name = answer.get("name") if isinstance(answer, dict) else None
        if not isinstance(name, str) or not name.strip():
            continue
        known = first.setdefault(name.strip().casefold(), index)
        if known != index:
            first_place = make(("answers", known, "name"), "name-twice", "")
            fault = make(("answers", index, "name"), "name-twice", "")
            there = f"on line {first_place.line}"
            there = there if first_place.path == fault.path else f"in {first_place.path}, line {first_place.line}"
            yield replace(fault, text=f"{fault.text}this name is used twice (first {there}); rename one")


def _answer(where: Path, answer: dict[str, Any], names: Names, make: Make) -> Iterator[Fault]:
    asks = answer.get("asks")
    if "asks" in answer and (asks is None or asks == []):
        yield make(
            (*where, "asks"), "no-asks",
            '"asks" is empty; write how customers put it, for example: asks: [When are you open?]', key=True,
        )
    if not any(key in answer or misspelt(answer, key, keys(Answer)) for key in ("answer", "decline", "cases")):
        yield make(
            where, "no-answer", 'there is neither "answer" nor "decline"; add what the reply should say, for example: '
            "answer: We are open on Saturdays.",
        )
    for key, section, word in (("needs", "lookups", "lookup"), ("goodwill", "goodwill", "gesture")):
        name = answer.get(key)
        if isinstance(name, str) and name.strip() and (text := _unknown(word, name.strip(), section, names)):
            yield make((*where, key), f"unknown-{word}", text)
    for place, words in _sayings(where, answer):
        decline = words.get("decline")
        term = decline.get("term") if isinstance(decline, dict) else None
        if isinstance(term, str) and term.strip() and (text := _unknown("term", term.strip(), "terms", names)):
            yield make((*place, "decline", "term"), "unknown-term", text)
    if answer.get("without") is not None and "needs" not in answer:
        yield make(
            (*where, "without"), "without-needs",
            '"without" is never said, for there is no "needs"; name the lookup: needs: '
            + next(iter(names["lookups"] or ("order",))), key=True, severity="warning",
        )


def _sayings(where: Path, answer: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """An answer and its cases."""
    yield where, answer
    cases = answer.get("cases")
    for index, case in enumerate(cases if isinstance(cases, list) else ()):
        if isinstance(case, dict):
            yield (*where, "cases", index), case


def _words(passage: Passage, needs: str | None, names: Names, make: Make) -> Iterator[Fault]:
    used, unbalanced = scan(passage.text)
    for each in unbalanced:
        yield make(passage.where, each.code, passage.place + each.text, offset=each.offset)
    for reference in used:
        wrong = _wrong(reference, passage, needs, names)
        if wrong is not None:
            yield make(passage.where, wrong[0], passage.place + wrong[1], offset=reference.offset)


def _wrong(
    reference: Reference, passage: Passage, needs: str | None, names: Names
) -> tuple[str, str] | None:
    """The code and the text of what is wrong with a name used in words, None where it is right."""
    root, leaf, name = reference.root, reference.leaf, reference.name
    written = f"{{{{ {name} }}}}"
    if not leaf:
        return "unknown-name", f"{written} is no name that words may use{_bare(root, names)}"
    section = passage.where[2] if passage.where[0] == "in" else passage.where[0]
    if root == "facts":
        return ("unknown-fact", text) if (text := _unknown("fact", leaf, "facts", names)) else None
    if root == "terms":
        if section == "terms":
            return "term-in-term", f"{written} names a term inside a term; write it out, or make it a fact"
        return ("unknown-term", text) if (text := _unknown("term", leaf, "terms", names)) else None
    if root == "texts":
        if section in ("terms", "texts"):
            return "text-in-text", f"{written} names a text inside another; write it out, or make it a fact"
        return ("unknown-text", text) if (text := _unknown("text", leaf, "texts", names)) else None
    if root == "business":
        if leaf == "name":
            return None
        return "unknown-name", f'{written} is not known; of the business words may use business.name; make it a fact'
    lookups = names["lookups"]
    if lookups is None:
        return None
    if root not in lookups:
        return "unknown-lookup", _unknown_root(root, lookups)
    if passage.where[0] != "answers":
        return "lookup-in-shared", f'{written} is about one order; only an answer with "needs: {root}" may say it'
    if passage.where[-1] == "without":
        return "lookup-without", f'{written} is not known here: "without" is said when no order was found'
    if needs is not None and needs not in lookups:
        return None                                 # told at "needs"
    if needs != root:
        instead = f'it says "needs: {needs}"' if needs else 'there is no "needs"'
        return "lookup-not-needed", f'{written} is used but {instead}; add "needs: {root}" to the answer'
    return None


def _unknown(word: str, name: str, section: str, names: Names) -> str | None:
    """What to say of a name that its section does not hold, None where it does."""
    known = names[section]
    if known is None or name in known:
        return None
    if any(re.sub(r"[^a-z0-9]+", "_", each.lower()) == name for each in known):
        return None                                 # it is there under a name that cannot be used, which is told there
    there = f", or name one that is there: {one_of(known)}" if 0 < len(known) <= _LISTED else ""
    return f'there is no {word} "{name}"{meant(name, known) or f"; add it under {section}:{there}"}'


def _unknown_root(root: str, lookups: tuple[str, ...]) -> str:
    known = (*lookups, *RESERVED)
    return f'there is no lookup "{root}"{meant(root, known) or f"; words may use {one_of(known)}"}'


def _bare(root: str, names: Names) -> str:
    for section in ("facts", "terms", "texts"):
        if root in (names[section] or ()):
            return f' (did you mean "{section}.{root}"?)'
    if root in (*RESERVED, *(names["lookups"] or ())):
        return f'; say which one, such as {root}.{"name" if root == "business" else "opening_hours"}'
    near = nearest(root, names["facts"] or ())
    return f' (did you mean "facts.{near}"?)' if near else "; write facts.NAME, and add the fact under facts:"


def _needs(answers: list[Any], where: Path) -> str | None:
    if where[0] != "answers" or not isinstance(where[1], int):
        return None
    needs = answers[where[1]].get("needs")
    return needs.strip() if isinstance(needs, str) else None


def _names(values: dict[str, Any], key: str) -> tuple[str, ...]:
    section = values.get(key)
    return tuple(section) if isinstance(section, dict) else ()
