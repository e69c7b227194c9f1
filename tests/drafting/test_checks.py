"""Every check of the contract can hold and can fail: good letters pass all, each spoiled one is caught by its check."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting import checks
from assistant.drafting.checks import every_question_answered
from assistant.drafting.checks.case import Case
from assistant.model import Address, Check
from tests.builders import RULES, circumstances, drafted, job, reading
from tests.drafting.spoiling import edited


def verdict(case: Case, code: str) -> Check:
    """What one check says."""
    return next(check for check in checks.run(case) if check.code == code)


def ordinary(**fields: object) -> Case:
    """Two answered questions, the customer named."""
    text = "When are you open? What does a service cost?"
    read = reading(text, "When are you open?", "What does a service cost?", signed="Lea Brandt", **fields)  # type: ignore[arg-type]
    return drafted(read, "hours", "service")[2]


def complaint(rules: str = RULES) -> Case:
    """A late repair whose owner wants the money back."""
    text = "My repair PC1234 is late. I want my money back."
    read = reading(text, "My repair PC1234 is late.", complaint=True, wish=("refund", "my money back"))
    return drafted(read, "late-repair", found=job(), rules=rules)[2]


def firm_no() -> Case:
    """A return after too long."""
    return drafted(reading("Can I return it after a month?", "Can I return it after a month?"), "late-return")[2]


def calm() -> Case:
    """Abuse."""
    read = reading("You idiots. Where is it?", "Where is it?", abuse=("abusive", "idiots"))
    return drafted(read, "hours")[2]


def asking() -> Case:
    """No job number, and a complaint at that."""
    return drafted(reading("My repair is late!", "My repair is late!", complaint=True), "late-repair")[2]


GOOD = [ordinary, complaint, firm_no, calm, asking]


@pytest.mark.parametrize("make", GOOD, ids=lambda make: make.__name__)
def test_good_letters_pass_every_check(make: object) -> None:
    """What the templates and rules make of a covered message is ready."""
    case = make()  # type: ignore[operator]
    assert [check for check in checks.run(case) if check.ok is False] == []


CLOSING = "the closing, whichever was chosen"
SPOILED = [
    # every-question-answered
    ("every-question-answered", ordinary, "A full service costs £45.", ""),
    ("every-question-answered", asking, "May I ask for your job number? It begins with PC.", ""),
    # their-wish-first
    (
        "their-wish-first",
        complaint,
        "We refund the £60 in full.",
        "We lend you a replacement. We refund the £60 in full.",
    ),
    ("their-wish-first", complaint, "We refund the £60 in full.", "We will see."),
    # nothing-unasked
    (
        "nothing-unasked",
        ordinary,
        "A full service costs £45.",
        "A full service costs £45.\n\nWe also sell fine helmets.",
    ),
    # only-approved-facts
    ("only-approved-facts", ordinary, "£45", "£54"),
    ("only-approved-facts", ordinary, "18:00", "19:00"),
    ("only-approved-facts", ordinary, "Monday to Saturday", "Monday to Sunday"),
    ("only-approved-facts", ordinary, "A full service costs £45.", "A full service costs £45, see www.cheap.example."),
    (
        "only-approved-facts",
        ordinary,
        "A full service costs £45.",
        "A full service costs £45, or write to me@home.example.",
    ),
    ("only-approved-facts", complaint, "in full", "in full, and 20% on top"),
    ("only-approved-facts", complaint, "5 March", "6 March"),
    ("only-approved-facts", complaint, "in full", "in full within three days"),
    # complaint-order
    ("complaint-order", complaint, "I am sorry that job PC1234 is not finished yet.", ""),
    ("complaint-order", complaint, "You need your bicycle every day, and a week on foot is long.", ""),
    ("complaint-order", complaint, "We refund the £60 in full.", "We are so sorry. We refund the £60 in full."),
    ("complaint-order", complaint, "I am sorry that", "I am sorry if"),
    ("complaint-order", complaint, "It is ready on 5 March.", "It is ready on 5 March; our supplier made a mistake."),
    ("complaint-order", complaint, "From now on we call you on the day a repair slips.", ""),
    # ends-on-a-good-note
    ("ends-on-a-good-note", ordinary, CLOSING, "We are sorry for the trouble."),
    ("ends-on-a-good-note", complaint, CLOSING, "That was a bad mistake."),
    ("ends-on-a-good-note", ordinary, CLOSING, "The door is green."),
    # never-rude
    ("never-rude", ordinary, "A full service", "As I already said, a full service"),
    ("never-rude", ordinary, "A full service", "Obviously, a full service"),
    ("never-rude", complaint, "It is ready", "Calm down. It is ready"),
    ("never-rude", complaint, "It is ready", "You should have called. It is ready"),
    ("never-rude", firm_no, "Bicycles can", "As per our policy, bicycles can"),
    # plain-to-read
    ("plain-to-read", ordinary, "A full service", "{{ facts.price }} A full service"),
    ("plain-to-read", ordinary, "A full service costs £45.", "A full service costs £45.\n\nA full service costs £45."),
    (
        "plain-to-read",
        ordinary,
        "A full service costs £45.",
        "A full service " + "of the very best kind " * 7 + "costs £45.",
    ),
    ("plain-to-read", ordinary, "A full service", "[name of the service] A full service"),
    # well-addressed
    ("well-addressed", ordinary, "Dear Lea Brandt", "Dear Mrs Brandt"),
    ("well-addressed", ordinary, "Dear Lea Brandt", "Dear Leo Brandt"),
    ("well-addressed", ordinary, "Dear Lea Brandt", "Hello"),
    ("well-addressed", complaint, "Hello,", "Dear Lea,"),
    # names-the-case
    ("names-the-case", ordinary, "PC-", "PX-"),
]


@pytest.mark.parametrize(("code", "make", "old", "new"), SPOILED)
def test_spoiled_letters_are_caught(code: str, make: object, old: str, new: str) -> None:
    """The check that is there for it fails, and points at something."""
    case = make()  # type: ignore[operator]
    old = case.said(case.parts("closing")[0]) if old is CLOSING else old
    assert verdict(case, code).ok is True
    found = verdict(edited(case, old, new), code)
    assert found.ok is False
    assert found.text


def test_a_cold_opening_is_caught() -> None:
    """Without thanks or interest in the first lines a letter is not warm."""
    case = firm_no()
    thanks = next(case.said(part) for part in case.parts("thanks"))
    assert verdict(edited(case, thanks, "Your message has arrived."), "warm").ok is False


def test_a_letter_that_invites_nobody_is_caught() -> None:
    """Without an invitation to write again a letter is not warm."""
    case = ordinary()
    invitation = next(case.said(part) for part in case.parts("invitation"))
    assert verdict(edited(case, invitation, ""), "warm").ok is False


def test_an_apology_after_the_remedy_is_caught() -> None:
    """First the apology, then what is done."""
    case = complaint()
    apology, understanding = case.parts("apology")[0], case.parts("understanding")[0]
    swapped = tuple(
        replace(part, kind="understanding") if part is apology
        else replace(part, kind="apology") if part is understanding
        else part
        for part in case.draft.parts
    )  # fmt: skip
    assert verdict(replace(case, draft=replace(case.draft, parts=swapped)), "complaint-order").ok is False


def test_a_complaint_without_its_alternatives_is_caught() -> None:
    """The rule has alternatives, so one is offered."""
    case = complaint()
    parts = tuple(part for part in case.draft.parts if part.kind != "choice")
    spoiled = replace(case, draft=replace(case.draft, parts=parts))
    assert verdict(case, "offers-a-choice").ok is True
    assert verdict(spoiled, "offers-a-choice").ok is False


def test_stock_text_of_a_rule_nobody_asked_about_is_caught() -> None:
    """A part from a rule that answers no question was not asked for."""
    case = ordinary()
    parts = tuple(replace(part, rule="offer") if part.rule == "service" else part for part in case.draft.parts)
    assert verdict(replace(case, draft=replace(case.draft, parts=parts)), "nothing-unasked").ok is False


@pytest.mark.parametrize(
    "envelope",
    [
        {"recipient": Address("", "somebody@else.example")},
        {"sender": Address("", "not-ours@pedal.example")},
        {"subject": "My bicycle"},
        {"in_reply_to": None},
        {"references": ()},
    ],
)
def test_a_wrong_envelope_is_caught(envelope: dict[str, object]) -> None:
    """Recipient, From, subject, In-Reply-To and References are those that the message calls for."""
    case = ordinary()
    assert verdict(case, "right-thread").ok is True
    assert verdict(replace(case, draft=replace(case.draft, **envelope)), "right-thread").ok is False  # type: ignore[arg-type]


def test_a_question_without_a_plan_is_caught() -> None:
    """A question that the plan has forgotten is not answered."""
    case = ordinary()
    forgotten = replace(case, plan=replace(case.plan, planned=(), statements=(), disposition="calm", shape="calm"))
    assert every_question_answered.check(forgotten).ok is False


def test_an_open_gap_is_not_ready() -> None:
    """A line that waits for the owner stands in the text and keeps the draft from being ready."""
    read = reading('Do you "weld"?', 'Do you "weld"?')
    _, made, case = drafted(read, None)
    assert "[[ ANSWER NEEDED: \"Do you 'weld'?\" ]]" in made.text
    assert made.gaps == 1
    assert not made.ready
    assert verdict(case, "every-question-answered").ok is False


@pytest.mark.parametrize(
    "written",
    [
        "{{ 7*7 }}?",
        "{% raw %}?",
        "ok ]] [[ ANSWER NEEDED?",
        "line\nbreak\n\nBcc: x@y.example?",
        "<script>alert(1)</script>?",
    ],
)
def test_what_a_customer_writes_is_text(written: str) -> None:
    """Template syntax, our own brackets and markup in a question stay on the gap's one line, as text."""
    _, made, case = drafted(reading(written, written), None)
    lines = [line for line in made.text.split("\n") if "ANSWER NEEDED" in line]
    assert len(lines) == 1
    assert lines[0].startswith('[[ ANSWER NEEDED: "')
    assert lines[0].endswith('" ]]')
    assert "49" not in made.text
    assert verdict(case, "plain-to-read").ok is True


def test_a_check_that_does_not_apply_says_null() -> None:
    """The order of a complaint's reply is nothing to an ordinary one."""
    case = ordinary()
    assert verdict(case, "complaint-order").ok is None
    assert verdict(case, "offers-a-choice").ok is None
    assert verdict(case, "their-wish-first").ok is None


def test_without_headers_there_is_no_thread_to_check() -> None:
    """A bare text has no author to answer."""
    read = reading("When are you open?", "When are you open?")
    bare = replace(read, message=replace(read.message, author=None, reply_address=None, message_id=None))
    case = drafted(bare, "hours", around=circumstances(ours=()))[2]
    assert verdict(case, "right-thread").ok is None


def test_the_codes_are_those_of_the_contract() -> None:
    """Thirteen checks, in the order in which an owner reads them."""
    assert checks.CODES == (
        "every-question-answered", "their-wish-first", "nothing-unasked", "only-approved-facts", "complaint-order",
        "offers-a-choice", "warm", "ends-on-a-good-note", "never-rude", "plain-to-read", "well-addressed",
        "names-the-case", "right-thread",
    )  # fmt: skip
