"""A line on the terminal while many phrasings are read or tests matched; nothing where nobody looks."""

from __future__ import annotations

import sys

_LONG = 128                         # phrasings that take less than a second: not worth a word


def told(done: int, phrasings: int) -> None:
    """Say how far the reading of the rules has come. See `Told` of preparing.py."""
    _say("Reading the phrasings of the rules", done, phrasings)


def tried(done: int, tests: int) -> None:
    """Say how far the tests have come."""
    _say("Trying the tests of the rules", done, tests)


def _say(what: str, done: int, of: int) -> None:
    """One line, written over by the next, and wiped at the end."""
    if of < _LONG or not sys.stderr.isatty():
        return
    said = f"{what}: {done:,} of {of:,}"
    sys.stderr.write(f"\r{said}" if done < of else "\r" + " " * len(said) + "\r")
    sys.stderr.flush()
