"""What the core was told of a person when a draft was made, kept with the draft so that it can be derived anew.

A History to JSON and back. No I/O here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from assistant.model import Asked, History, Past, Wanted


def record(history: History) -> dict[str, Any]:
    """The history as JSON would have it."""
    made: dict[str, Any] = _plain(asdict(history))
    return made


def history(kept: Mapping[str, Any]) -> History:
    """The history of a record. ValueError, TypeError or KeyError where another version wrote it."""
    given = dict(kept)
    for name in ("parked", "asked", "again"):
        given[name] = tuple(_asked(each) for each in given.get(name, ()))
    given["keys"] = tuple(Wanted(**each) for each in given.get("keys", ()))
    given["past"] = tuple(Past(**each) for each in given.get("past", ()))
    given["refunds"] = tuple(datetime.fromisoformat(each) for each in given.get("refunds", ()))
    given["gestures"] = {name: (each[0], each[1]) for name, each in given.get("gestures", {}).items()}
    for name in ("offered", "phrases"):
        given[name] = tuple(given.get(name, ()))
    given["calm_reply_at"] = _moment(given.get("calm_reply_at"))
    return History(**given)


def _asked(kept: Mapping[str, Any]) -> Asked:
    return Asked(**{**kept, "when": datetime.fromisoformat(kept["when"]), "answered": _moment(kept["answered"])})


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
