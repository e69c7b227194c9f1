from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.meaning import Meaning
from assistant.model import Message
from assistant.understanding import understand


def test_all_parts_are_filled() -> None:
    """One message goes through every reader of the room."""
    text = "Hi, the vase came broken on the 3rd of May. Please refund the £20.\n\nThanks\nMaria Lopes"
    found = understand(Message("", own_words=text), meaning=Meaning())
    assert found.language == "en"
    assert found.questions
    assert found.wish is not None
    assert found.wish.remedy == "refund"
    assert {entity.kind for entity in found.entities} == {"date", "amount"}
    assert found.signed == "Maria Lopes"
    assert found.meaning == "wording"


def test_the_same_message_is_always_understood_the_same() -> None:
    """No clock and no chance: twice read is the same value."""
    message = Message("", subject="Refund?", own_words="My lamp broke. What now?")
    assert understand(message, meaning=Meaning()) == understand(message, meaning=Meaning())


@given(text=st.text(max_size=200), subject=st.text(max_size=50), signature=st.text(max_size=50))
@settings(max_examples=60, deadline=None)
def test_never_raises(text: str, subject: str, signature: str) -> None:
    """Any message is understood."""
    understand(Message("", own_words=text, subject=subject, signature=signature), meaning=Meaning())
