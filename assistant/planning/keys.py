"""The key of a lookup in a text: an order's number, as the lookup's pattern finds it."""

from __future__ import annotations

from functools import cache
from typing import Any

import re2

from assistant.rules.rulebook import Lookup


def named(lookup: Lookup, text: str) -> str | None:
    """The first key that the pattern finds, by its one group where it has one."""
    # A lone surrogate can stand in a broken message and in no UTF-8, which is what re2 reads.
    found = _pattern(lookup.find).search(text.encode("utf-8", "replace").decode("utf-8"))
    return (found.group(found.re.groups) or None) if found is not None else None


@cache
def _pattern(source: str) -> Any:
    """The author's pattern, compiled by the engine that runs in linear time; rules/ has checked it."""
    options = re2.Options()
    options.log_errors = False
    return re2.compile(source, options=options)
