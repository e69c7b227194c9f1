from __future__ import annotations

from assistant.understanding.language import _KNOWN
from assistant.understanding.tongues import named


def test_every_language_that_is_recognised_has_a_name() -> None:
    """None of them is told by its code."""
    assert [code for code in _KNOWN if named(code) == f"“{code}”"] == []
    assert (named("de"), named("tlh")) == ("German", "“tlh”")
