"""warm: thanks or interest first, no door shut, and an invitation to write again."""

from __future__ import annotations

import pytest

from assistant.drafting.checks import warm
from tests.builders import drafted, reading
from tests.drafting.letters import asking, calm, changed, complaint, firm_no, ordinary, verdict

OPENINGS = [
    "Thank you for your message.",
    "Many thanks for getting in touch.",
    "How good of you to ask.",
    "How kind of you to write.",
    "We were so pleased to hear from you.",
    "It was lovely to read about your tour.",
    "What a good question!",
    "I am glad that you ask.",
    "We are grateful for your kind words.",
    "It is a pleasure to help.",
    "We read your message with interest.",
    "I was delighted by your letter.",
]
INVITATIONS = [
    "Just reply if anything is open.",
    "Please write again whenever you like.",
    "Do let us know if we can help with anything else.",
    "Feel free to ask if more comes to mind.",
    "If you need anything, simply call.",
    "We are always glad to hear from you.",
    "We would love to hear from you again.",
    "If anything is open, we are glad to hear from you.",
    "As soon as we hear from you, we go on.",
    "A short reply is enough.",
    "You can always write to us here.",
    "Do get in touch whenever we can help.",
    "Tell us if something is unclear.",
    "Reply here and one of us will read it.",
    "For anything else, drop by or write back.",
]
COLD = [
    "Your message has arrived.",
    "Regarding your enquiry of Monday:",
    "No interest is charged on late collections.",
    "This kind of message reaches us often.",
    "Thanks to your mistake we have had to look twice.",
    "Thank you for nothing.",
    "We are not happy about your message.",
    "We are less than pleased with your tone.",
    "We have read your complaint.",
    "It is noted.",
    "Hardly glad news from you.",
    "Thank you for finally sending the number.",
]
SHUT = [
    "Please do not reply to this message.",
    "There is no need to write again.",
    "We will not answer further letters on this.",
    "This matter is closed.",
    "No further correspondence will be entered into; write to your bank.",
    "This mailbox is not monitored, so call elsewhere.",
    "Kindly refrain from contacting us again; tell us nothing more.",
    "We ask for payment on collection.",
    "We call every customer once.",
    "Your reply was late.",
    "It was lovely to hear from you.",
    "Thank you for your reply.",
    "How nice to hear from you!",
    "We were so glad to hear from you at last.",
    "It is good to hear from you again.",
    "It would be pointless to ask again.",
    "We are not interested. Write to others.",
    "",
]


@pytest.mark.parametrize("words", OPENINGS)
def test_warm_openings_pass(words: str) -> None:
    """Thanks, interest or pleasure in the first lines, in whatever words."""
    assert verdict(warm, changed(ordinary(), "<thanks>", words)).ok is True


@pytest.mark.parametrize("words", INVITATIONS)
def test_open_doors_pass(words: str) -> None:
    """A sentence that asks them to write again."""
    assert verdict(warm, changed(firm_no(), "<invitation>", words)).ok is True


@pytest.mark.parametrize("words", COLD)
def test_cold_openings_are_caught(words: str) -> None:
    """Words that only look like thanks are none."""
    assert verdict(warm, changed(ordinary(), "<thanks>", words)).ok is False


@pytest.mark.parametrize("words", SHUT)
def test_shut_doors_are_caught(words: str) -> None:
    """To write about writing is not yet to invite, and to forbid it less so."""
    assert verdict(warm, changed(firm_no(), "<invitation>", words)).ok is False


@pytest.mark.parametrize("words", ["No.", "Yes", "Sold out.", "Not possible.", "Fine."])
def test_curt_answers_are_caught(words: str) -> None:
    """One word is no answer."""
    found = verdict(warm, changed(ordinary(), "A full service costs £45.", words))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_shape_of_letter_is_warm(make: object) -> None:
    """As the templates have them."""
    assert verdict(warm, make()).ok is True  # type: ignore[operator]


def test_a_calm_letter_begins_with_understanding() -> None:
    """To abuse we give no thanks, and show that we see the trouble."""
    cold = "Your message has been read."
    assert verdict(warm, changed(calm(), "<understanding>", cold)).ok is False


def test_what_the_customer_says_in_a_gap_invites_nobody() -> None:
    """Their “please call me” is not our invitation."""
    case = drafted(reading("Thanks, please call me?", "Thanks, please call me?"), None)[2]
    assert verdict(warm, changed(case, "<invitation>", "That is all.")).ok is False
