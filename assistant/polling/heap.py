"""Memory: few heaps for many threads, where the C library lets one say so; and no search through what stays."""

from __future__ import annotations

import ctypes
import gc

_ARENA_MAX = -8                                     # M_ARENA_MAX of glibc's malloc.h, see mallopt(3)
_HEAPS = 2


def few_heaps() -> bool:
    """Let all threads share two heaps. Whether the C library knows of such a thing; to be called before they begin.

    glibc gives each thread a heap of its own, up to eight a core. A thread an account then leaves as many heaps with
    holes in them, none of which is given back: over 20,000 messages in 50 mailboxes that was a fifth more memory in
    the last quarter than in the second. Python's own lock lets one thread at a time allocate, so nothing waits.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):    # another C library: musl, macOS, Windows
        return False
    return bool(mallopt(_ARENA_MAX, _HEAPS))


def settled() -> None:
    """What was made until now stays: the collector need not go through it again.

    It did every hundred messages, which took 70 ms of the message that it came upon.
    """
    gc.freeze()
