"""Reviewers' passwords: hashed with argon2id (RFC 9106), never kept."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from assistant.errors import OperatorError

SHORTEST = 10
LONGEST = 200
_HASHER = PasswordHasher()                          # RFC 9106's second choice: 64 MiB, three passes
_NOBODY = _HASHER.hash("nobody has this password")
_AT_ONCE = threading.Semaphore(2)                   # each takes 64 MiB while it works


def hashed(password: str) -> str:
    """The hash to keep. Raises OperatorError for a password that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise OperatorError(f"A password has {SHORTEST} to {LONGEST} characters; this one has {len(password)}.")
    return _HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether it is the password of this hash. As slow where there is no hash, so that names cannot be found out."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
