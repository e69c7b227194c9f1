"""The case reference: quotable, and one for a whole thread."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.planning.reference import prefix, reference
from assistant.rules.rulebook import Business
from tests.builders import message


@given(st.text(max_size=80))
def test_no_reference_can_be_taken_for_an_order_number(identity: str) -> None:
    """A letter always stands in second place, and nothing in it is easily misheard."""
    found = reference(message("Hi", message_id=f"<{identity}>"), Business("Shop", reference_prefix="PC"))
    assert re.fullmatch(r"PC-[2-9A-HJKMNP-TV-Z][A-HJKMNP-TV-Z][2-9A-HJKMNP-TV-Z]{3}", found)


def test_a_thread_has_one_reference() -> None:
    """The follow-up bears the reference of the message that the thread began with."""
    shop = Business("Pedal & Chain")
    first = message("Hi", message_id="<first@mail.example>")
    later = message("Again", message_id="<later@mail.example>", references=("<first@mail.example>", "<ours@p.example>"))
    assert reference(first, shop) == reference(later, shop)


def test_the_prefix_is_the_initials_where_the_rules_name_none() -> None:
    """Harbour Street Tea gives HST."""
    assert prefix(Business("Harbour Street Tea")) == "HST"
    assert prefix(Business("7")) == "REF"
