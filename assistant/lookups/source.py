"""What every kind of source has in common: rows as texts, and how it is told that there are none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal

Row = Mapping[str, str]


class Unusable(Exception):
    """The source cannot be used; the text says why, as part of a sentence, without a secret and without the key."""


class Slow(Unusable):
    """The source did not answer in time, or not at all: it is left alone for a while."""


class Several(Exception):
    """More than one row bears the key. The text says where, as the rest of a sentence, or is empty."""


def secret(name: str) -> str:
    """What the environment variable `$NAME` holds. Raises Unusable where it is not set."""
    value = os.environ.get(name.removeprefix("$"), "")
    if not value.strip():
        raise Unusable(f"the environment variable {name.removeprefix('$')} is not set")
    return value.strip()


def said(value: object) -> str:
    """A value of a database or of JSON as a reply would say it: nothing for none, `12` for 12.0."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else repr(value)
    return str(value).strip()
