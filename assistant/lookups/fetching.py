"""Fetch a fact about a customer's order from the source that the rules name.

Nothing is raised: what could not be found comes back as a Found without a row, with one of the reasons lookup-failed
(the source cannot be used), lookup-not-found and lookup-ambiguous. Whom a row may be told to is judged in planning/.
"""

from __future__ import annotations

from pathlib import Path

from assistant.lookups import csvfile
from assistant.model import Found, Reason, Wanted
from assistant.rules.rulebook import Lookup


def fetch(wanted: Wanted, lookup: Lookup, base: Path) -> Found:
    """The row of `lookup` whose key is `wanted.key`. `base` is the folder that the rules' paths are relative to."""
    label = f"{lookup.name} {wanted.key}"
    try:
        found = csvfile.rows(base / lookup.csv, lookup.key, wanted.key)
    except csvfile.Unreadable as fault:
        return _missing(wanted, "lookup-failed", f"{label} could not be looked up in {lookup.csv}: {fault}.")
    if not found:
        return _missing(wanted, "lookup-not-found", f"{label} is not in {lookup.csv}.")
    if len(found) > 1:
        lines = " and ".join(str(each.line) for each in found[:5])
        return _missing(wanted, "lookup-ambiguous", f"{label} is in {lookup.csv} more than once, in lines {lines}.")
    if found[0].row is None:
        why = f"line {found[0].line} has more values than there are columns"
        return _missing(wanted, "lookup-failed", f"{label} could not be looked up in {lookup.csv}: {why}.")
    return Found(wanted, found[0].row, Reason("lookup-found", f"{label} was found in {lookup.csv}."))


def _missing(wanted: Wanted, code: str, text: str) -> Found:
    return Found(wanted, None, Reason(code, text))
