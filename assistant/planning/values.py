"""The values that words may use today: facts still good, terms, the business. What is missing or expired is named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.model import Reason
from assistant.rules import references
from assistant.rules.rulebook import Rulebook

Values = Mapping[str, Mapping[str, str]]


def shared(rulebook: Rulebook, today: date) -> dict[str, dict[str, str]]:
    """facts, terms, texts and business: what every statement may use. Terms and texts are still Jinja source.

    `today` is the day where the business is.
    """
    return {
        "facts": {
            name: fact.value
            for name, fact in rulebook.facts.items()
            if fact.valid_until is None or today <= fact.valid_until
        },
        "terms": dict(rulebook.terms),
        "texts": dict(rulebook.texts),
        "business": {"name": rulebook.business.name},
    }


def used(words: str, rulebook: Rulebook) -> tuple[str, ...]:
    """All names that the words lean on, those inside the terms and texts they quote included, each once."""
    names: list[str] = []
    sources = {"terms": rulebook.terms, "texts": rulebook.texts}
    for name in references(words):
        room, _, key = name.partition(".")
        quoted = sources.get(room, {}).get(key)
        inner = used(quoted, rulebook) if quoted is not None else ()    # a text may quote a term, and no more
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
