"""What a rules file relies on outside of itself: Jinja's syntax, the day, time zones, the columns of its lookups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from assistant.authoring.columns import Columns
from assistant.drafting.page import page_fault
from assistant.drafting.sandbox import half_translated, layout_fault, template_fault, words_fault
from assistant.rules import Fault, Loaded
from assistant.rules.fault import meant
from assistant.rules.words import scan


def faults(loaded: Loaded, today: date, columns: Mapping[str, Columns]) -> Iterator[Fault]:
    """The faults that only the world outside the file shows."""
    yield from _jinja(loaded)
    yield from _expired(loaded, today)
    yield from _timezone(loaded)
    for name, known in columns.items():
        yield from _columns(loaded, name, known)


def template_faults(path: str, source: str, templates: Mapping[str, str]) -> Iterator[Fault]:
    """The fault of one template, which may include others."""
    found = page_fault(source) if path.endswith(".html.j2") else template_fault(source)
    if found is not None:
        line, column, text = found
        yield Fault(path, max(line, 1), max(column, 1), None, "wrong-template", text)
    lacking = layout_fault(path.removeprefix("templates/"), source, templates)
    if lacking is not None:
        yield Fault(path, 1, 1, None, "wrong-template", lacking)


def untranslated(name: str, templates: Mapping[str, str]) -> Iterator[Fault]:
    """The fault of a template in another language that brings in words of the main one."""
    found = half_translated(name, templates)
    if found is not None:
        yield Fault(f"templates/{name}", found[0], 1, None, "wrong-template", found[1])


def _jinja(loaded: Loaded) -> Iterator[Fault]:
    for passage in loaded.passages:
        if passage.use != "words" or "{" not in passage.text or scan(passage.text)[1]:
            continue                                # what the scanner has said already, Jinja says less well
        found = words_fault(passage.text)
        if found is not None:
            line, column = passage.at_line(found[0], found[1])
            text = f"{passage.prefix}{passage.place}{found[2]}"
            yield Fault(passage.path, line, column, passage.rule, "wrong-words", text)


def _expired(loaded: Loaded, today: date) -> Iterator[Fault]:
    if loaded.rulebook is None:
        return
    used = {
        reference.leaf for passage in loaded.passages if passage.use == "words"
        for reference in scan(passage.text)[0] if reference.root == "facts"
    }
    for name, fact in loaded.rulebook.facts.items():
        if fact.valid_until is None or fact.valid_until >= today:
            continue
        ask = f"ask {fact.owner} for the new value" if fact.owner else "write the new value"
        text = f'fact "{name}": it is good until {fact.valid_until} and expired; {ask} and date, or delete it'
        if name in used:
            text += ". Until then, every reply that uses it has a gap"
        place = loaded.place("facts", name, "valid_until")
        yield Fault(*place, None, "expired-fact", text, "error" if name in used else "warning")


def _timezone(loaded: Loaded) -> Iterator[Fault]:
    if loaded.rulebook is None:
        return
    name = loaded.rulebook.business.timezone
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = available_timezones()
        if not known:
            return                                  # a machine without the database cannot tell
        place = loaded.place("business", "timezone")
        near = meant(name, known) or "; it is named by its continent and a large city, such as Europe/London"
        yield Fault(*place, None, "unknown-timezone", f'business: there is no time zone "{name}"{near}')


def _columns(loaded: Loaded, name: str, known: Columns) -> Iterator[Fault]:
    lookup = loaded.rulebook.lookups.get(name) if loaded.rulebook else None
    if lookup is None:
        return
    if known.trouble is not None:
        place = loaded.place("lookups", name, "csv")
        text = f'lookup "{name}": {known.trouble}; without it, every answer that needs "{name}" is a gap'
        yield Fault(*place, None, "no-lookup-file", text, "warning")
        return
    for key, value in (("key", lookup.key), ("belongs_to", lookup.belongs_to)):
        if value is not None and value not in known.names:
            place = loaded.place("lookups", name, key)
            text = f'lookup "{name}": {_no_column(value, lookup.place, known)}'
            yield Fault(*place, None, "unknown-column", text)
    for passage in loaded.passages:
        for reference in scan(passage.text)[0] if passage.use == "words" else ():
            if reference.root == name and reference.leaf and reference.leaf not in known.names:
                line, column = passage.at(reference.offset)
                text = f"{passage.prefix}{passage.place}{_no_column(reference.leaf, lookup.place, known)}"
                yield Fault(passage.path, line, column, passage.rule, "unknown-column", text)


def _no_column(name: str, file: str, known: Columns) -> str:
    near = meant(name, known.names)
    return f'{file} has no column "{name}"' + (near or f"; its columns are {', '.join(known.names)}")
