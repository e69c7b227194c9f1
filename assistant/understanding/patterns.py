"""Patterns written as people write: a space is any run of white space, an apostrophe any of its shapes.

`pattern("don’t know")` matches "don't  know", "don’t know" and, with "’?", "dont know". Case never matters.
"""

from __future__ import annotations

import re

from assistant.understanding.sifting import WRITTEN, Sifted


def pattern(text: str) -> Sifted:
    """The pattern; " ?" and " *" are white space or none. Texts are bounded by the caller."""
    return WRITTEN.pattern(_source(text), re.IGNORECASE)


def compiled(text: str) -> re.Pattern[str]:
    """The same for texts of a few words, which are sooner matched than sifted."""
    return re.compile(_source(text), re.IGNORECASE)


def _source(text: str) -> str:
    text = re.sub(r" ([?*])?", lambda space: r"\s{0,9}" if space[1] else r"\s{1,9}", text)
    return text.replace("’", "['’`´]")
