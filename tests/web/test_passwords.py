from __future__ import annotations

import pytest

from assistant.errors import OperatorError
from assistant.web.passwords import fits, hashed


def test_a_password_fits_its_hash_and_no_other() -> None:
    """The hash is argon2id's, holds nothing of the password, and differs each time."""
    kept = hashed("ten letters")
    assert kept.startswith("$argon2id$") and "ten letters" not in kept and kept != hashed("ten letters")
    assert fits(kept, "ten letters")
    assert not fits(kept, "ten Letters")


def test_nobody_and_nonsense_fit_nothing() -> None:
    """A name that nobody has, a hash that is none, a password of a megabyte: all are simply wrong."""
    assert not fits(None, "nobody has this password")
    assert not fits("plain text", "plain text")
    assert not fits(hashed("ten letters"), "x" * 1_000_000)


@pytest.mark.parametrize("password", ["", "short", "x" * 201])
def test_a_password_has_a_length(password: str) -> None:
    """Too short and too long are refused, with the bounds."""
    with pytest.raises(OperatorError, match="10 to 200"):
        hashed(password)
