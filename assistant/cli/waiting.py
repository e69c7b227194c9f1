"""A line on the terminal while the phrasings of rules are read for the first time; nothing where nobody looks."""

from __future__ import annotations

import sys

_LONG = 128                         # phrasings that take less than a second: not worth a word


def told(done: int, phrasings: int) -> None:
    """Say how far it has come, in one line that is wiped at the end. See `Told` of preparing.py."""
    if phrasings < _LONG or not sys.stderr.isatty():
        return
    said = f"Reading the phrasings of the rules: {done:,} of {phrasings:,}"
    sys.stderr.write(f"\r{said}" if done < phrasings else "\r" + " " * len(said) + "\r")
    sys.stderr.flush()
