"""Patterns written as people write: a space is any run of white space, an apostrophe any of its shapes.

`pattern("don’t know")` matches "don't  know", "don’t know" and, with "’?", "dont know". Case never matters.
"""

from __future__ import annotations

import re


def pattern(text: str) -> re.Pattern[str]:
    """The compiled pattern; " ?" and " *" are white space or none. Texts are bounded by the caller."""
    text = re.sub(r" ([?*])?", lambda space: r"\s{0,9}" if space[1] else r"\s{1,9}", text)
    return re.compile(text.replace("’", "['’`´]"), re.IGNORECASE)
