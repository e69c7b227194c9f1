"""What checks share: the text in lower case keeps every place."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.checks.case import lowered


@given(st.text(st.sampled_from("aAiIıİsSſkK\u212aßẞΣς.\n ") | st.characters()))
def test_lower_case_keeps_every_place_and_finds_what_re_finds(text: str) -> None:
    """As long as before, and each ASCII letter stands where `re` finds it when it does not tell case apart."""
    plain = lowered(text)
    assert len(plain) == len(text)
    for letter in "abiksz":
        found = [found.start() for found in re.finditer(f"(?i){letter}", text)]
        assert [found.start() for found in re.finditer(letter, plain)] == found
