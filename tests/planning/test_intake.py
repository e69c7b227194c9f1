"""Who is answered at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.model import History, Question, Reason, Span
from tests.builders import circumstances, planned, reading

ASK = ("When are you open?", "When are you open?")
ROBOT = (Reason("auto-submitted", "Auto-Submitted: auto-generated"),)


@pytest.mark.parametrize("author", ["robot@supplier.example", "Anyone@Spam.example"])
def test_senders_that_the_rules_exclude_are_skipped(author: str) -> None:
    """An address or a whole domain in senders.never gets nothing."""
    plan = planned(reading(*ASK, author=author), "hours")
    assert (plan.disposition, plan.reasons[0].code) == ("skip", "sender-never")


def test_our_own_mail_is_skipped() -> None:
    """We do not answer ourselves."""
    assert planned(reading(*ASK, author="repairs@pedal.example"), "hours").reasons[0].code == "own-mail"


def test_machines_are_skipped_with_parsings_reasons() -> None:
    """What parsing has proved is the reason."""
    assert planned(reading(*ASK, machine=ROBOT), "hours").reasons == ROBOT


def test_a_form_that_the_rules_allow_is_answered() -> None:
    """senders.always lets an auto-generated web form through, but no list or bounce."""
    allowed = reading(*ASK, author="forms@pedal-site.example", machine=ROBOT, auto_generated=True)
    assert planned(allowed, "hours").disposition == "draft"
    a_list = reading(*ASK, author="forms@pedal-site.example", machine=(Reason("mailing-list", "List-Id: x"),))
    assert planned(a_list, "hours").disposition == "skip"


def test_doubtful_mail_is_held() -> None:
    """A List-Unsubscribe alone is no proof, so a person looks."""
    doubt = (Reason("list-unsubscribe", "It has a List-Unsubscribe field."),)
    assert planned(reading(*ASK, doubtful=doubt), "hours").disposition == "hold"


def test_an_empty_message_is_held() -> None:
    """Nothing to read, nothing to answer; a person is told."""
    plan = planned(reading("", subject=""))
    assert (plan.disposition, plan.reasons[0].code) == ("hold", "empty-message")


@pytest.mark.parametrize(
    "history", [History(drafts_last_hour=5), History(drafts_last_hour=1, drafts_last_hour_in_all=50)]
)
def test_over_the_rate_is_held(history: History) -> None:
    """Too many drafts for one sender, or in all, and a person looks: it may be a loop."""
    around = circumstances(history=history, per_sender_per_hour=5, in_all_per_hour=50)
    assert planned(reading(*ASK), "hours", around=around).reasons[0].code == "over-the-rate"


def test_nobody_to_answer_is_held() -> None:
    """Without an address, or with our own in Reply-To, there is nobody to write to."""
    from assistant.model import Address

    for address in (None, Address("", "help@pedal.example")):
        plan = planned(reading(*ASK, reply_address=address), "hours")
        assert (plan.disposition, plan.reasons[0].code) == ("hold", "nobody-to-answer")


def test_an_empty_message_is_held_whatever_is_still_open() -> None:
    """What they asked before does not make words of an empty message."""
    read = reading("")
    still = (Question("When are you open?", Span(0, 18), "earlier", since=circumstances().now),)
    read = replace(read, understanding=replace(read.understanding, questions=still))
    plan = planned(read, "hours")
    assert (plan.disposition, plan.reasons[0].code) == ("hold", "empty-message")
