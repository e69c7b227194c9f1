"""The values that words may use today: facts still good, terms, the business. What is missing or expired is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.model import Reason
from assistant.rules import references
from assistant.rules.rulebook import Rulebook

Values = Mapping[str, Mapping[str, str]]


def shared(rulebook: Rulebook, today: date) -> dict[str, dict[str, str]]:
    """facts, terms and business: what every statement may use. Terms are still Jinja source."""
    return {
        "facts": {
            name: fact.value
            for name, fact in rulebook.facts.items()
            if fact.valid_until is None or today <= fact.valid_until
        },
        "terms": dict(rulebook.terms),
        "business": {"name": rulebook.business.name},
    }


def used(words: str, rulebook: Rulebook) -> tuple[str, ...]:
    """All names that the words lean on, those inside the terms they quote included, each once."""
    names: list[str] = []
    for name in references(words):
        room, _, key = name.partition(".")
        inner = references(rulebook.terms[key]) if room == "terms" and key in rulebook.terms else ()
        names.extend(new for new in (name, *inner) if new not in names)
    return tuple(names)


def missing(names: tuple[str, ...], values: Values, rulebook: Rulebook) -> Reason | None:
    """Why words that use these names cannot be said today, or None where all are there."""
    for name in names:
        room, _, key = name.partition(".")
        if values.get(room, {}).get(key, "").strip():
            continue
        fact = rulebook.facts.get(key) if room == "facts" else None
        if fact is not None and fact.valid_until is not None:
            asks = f" Ask {fact.owner}." if fact.owner else ""
            return Reason("fact-expired", f"{name} was good until {fact.valid_until.isoformat()}.{asks}")
        if room in rulebook.lookups:
            return Reason("lookup-empty", f"{name} is empty for this customer.")
        return Reason("fact-missing", f"{name} is not known.")
    return None
