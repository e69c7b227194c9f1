"""their-wish-first: what they ask for is offered before anything else, where the rules grant it."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import their_wish_first
from tests.builders import drafted, job, reading
from tests.drafting.letters import asking, calm, changed, complaint, firm_no, ordinary, verdict

REFUND = "We refund the £60 in full."
GOOD = [
    "We refund the £60 in full.", "You get your money back in full.", "We pay the £60 back today.",
    "The £60 goes back to your card today.", "We reimburse you in full.", "We repay the whole amount.",
    "We return the £60 to your account.", "The £60 is back on your card by then.", "A full refund is under way.",
    "We give you the £60 back.", "Your refund leaves us today; no replacement is needed.",
    "Instead of a repair, we refund you.", "We cannot repair it in time, so we refund you.",
]  # fmt: skip
SPOILED = [
    "We lend you a replacement. We refund the £60 in full.", "A new one is yours, or we refund the £60.",
    "We repair it at once; if you insist we refund you.", "Our workshop mends it. We refund the £60 too.",
    "You get a voucher, or we refund you.", "Store credit is yours; we also refund.",
    "We swap it for a better one, or pay the £60 back.", "We send you another today, and a refund if you like.",
    "A discount is yours, and a refund.", "An exchange is quickest. We refund you as well.",
    "We cannot refund you.", "We are unable to pay the £60 back.", "There is no refund.", "We will see.", "",
]  # fmt: skip


@pytest.mark.parametrize("words", GOOD)
def test_the_wish_in_other_words_passes(words: str) -> None:
    """A refund has many names, and a remedy that is not given is no offer."""
    found = verdict(their_wish_first, changed(complaint(), REFUND, words))
    assert found.ok is True, found.text
    assert [span.of("My repair PC1234 is late. I want my money back.") for _, span in found.about] == ["my money back"]


@pytest.mark.parametrize("words", SPOILED)
def test_another_remedy_first_is_caught(words: str) -> None:
    """Or none, or a refusal of what the rules grant."""
    assert verdict(their_wish_first, changed(complaint(), REFUND, words)).ok is False


@pytest.mark.parametrize(
    "words", ["We have a replacement for you.", "We repair it on 5 March.", "A voucher is yours."]
)
def test_another_remedy_in_an_earlier_part_is_caught(words: str) -> None:
    """The order of the whole letter counts."""
    found = verdict(their_wish_first, changed(complaint(), "<answer>", words))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("wish", ["replacement", "refund"])
def test_each_wish_comes_first(wish: str) -> None:
    """The same rule answers both, in the order that each customer wants."""
    text = "My repair PC1234 is late. Do something."
    read = reading(text, "My repair PC1234 is late.", complaint=True, wish=(wish, "Do something"))
    assert verdict(their_wish_first, drafted(read, "late-repair", found=job())[2]).ok is True


def test_a_wish_that_is_not_granted_is_none_of_its_business() -> None:
    """The rules do not grant it, or nothing is wished for."""
    assert verdict(their_wish_first, ordinary()).ok is None
    assert verdict(their_wish_first, firm_no()).ok is None
    assert verdict(their_wish_first, calm()).ok is None
    assert verdict(their_wish_first, asking()).ok is None


def test_what_waits_for_a_number_is_not_judged() -> None:
    """The rule that grants it has asked back first."""
    text = "My repair is late! I want my money back."
    read = reading(text, "My repair is late!", complaint=True, wish=("refund", "my money back"))
    assert verdict(their_wish_first, drafted(read, "late-repair")[2]).ok is None
