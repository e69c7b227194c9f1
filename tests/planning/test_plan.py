"""Readings and matches to plans: the disposition, the shape, every question in one state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.model import Plan, Planned, Question, Reason, Span, Tone
from tests.builders import RULES, circumstances, job, planned, reading


def codes(plan: Plan) -> set[str]:
    """The codes of a plan's reasons."""
    return {reason.code for reason in plan.reasons}


def said(plan: Plan) -> list[str]:
    """The kinds of a plan's statements, in order."""
    return [statement.kind for statement in plan.statements]


def test_a_covered_question_is_answered() -> None:
    """One question with an accepted answer makes an ordinary draft."""
    plan = planned(reading("When are you open?", "When are you open?"), "hours")
    assert (plan.disposition, plan.shape) == ("draft", "ordinary")
    assert [(p.state, p.answer) for p in plan.planned] == [("answered", "hours")]
    assert codes(plan) == {"answered"}


def test_an_uncovered_question_is_a_gap_beside_the_answered_one() -> None:
    """Half of what was asked is answered; the other half waits for the owner, in the customer's order."""
    plan = planned(reading("Do you weld? When are you open?", "Do you weld?", "When are you open?"), None, "hours")
    assert [p.state for p in plan.planned] == ["gap", "answered"]
    assert said(plan)[:2] == ["gap", "answer"]
    assert "question-uncovered" in codes(plan)


def test_an_expired_fact_is_a_gap() -> None:
    """What the spring offer was is not said in March, and the owner is told whom to ask."""
    plan = planned(reading("Is there an offer?", "Is there an offer?"), "offer")
    assert plan.planned[0].state == "gap"
    assert plan.planned[0].reason.code == "fact-expired"
    assert "Mina" in plan.planned[0].reason.text


def test_the_same_fact_is_good_on_its_last_day() -> None:
    """valid_until is the last good day."""
    around = circumstances(now=circumstances().now.replace(month=2, day=28))
    plan = planned(reading("Is there an offer?", "Is there an offer?"), "offer", around=around)
    assert plan.planned[0].state == "answered"


def test_a_missing_key_is_asked_for() -> None:
    """Without a job number the rule's `without` is asked."""
    plan = planned(reading("Is my bicycle ready?", "Is my bicycle ready?"), "job-status")
    assert (plan.shape, plan.planned[0].state) == ("asking-back", "asked")
    assert "ask" in said(plan)


def test_who_asks_back_of_the_furious_says_sorry_first() -> None:
    """No rule of a complaint answers, but it sounds like one."""
    read = reading("Fourth time! Is my bicycle ready?", "Is my bicycle ready?", complaint=True)
    furious = replace(read, understanding=replace(read.understanding, tone=Tone("negative", anger=0.8, complaint=True)))
    plan = planned(furious, "job-status")
    assert (plan.shape, plan.statements[0].kind, plan.reasons[0].code) == ("asking-back", "apology", "complaint")


def test_a_lookup_of_the_authors_own_is_used() -> None:
    """The row belongs to the author, so it may be told."""
    plan = planned(reading("Is PC1234 ready?", "Is PC1234 ready?"), "job-status", found=job())
    assert plan.planned[0].state == "answered"
    assert plan.statements[0].values["job"]["ready"] == "5 March"


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({}, {"email": "somebody@else.example"}),
        ({"author": "thief@mail.example"}, {}),
        ({"authentication_results": ("mx.pedal.example; dmarc=fail (p=none) header.from=mail.example",)}, {}),
        ({"authentication_results": ("mx.pedal.example; spf=softfail smtp.mailfrom=mail.example",)}, {}),
    ],
)
def test_somebody_elses_row_is_a_gap_that_says_why(fields: dict[str, object], row: dict[str, str]) -> None:
    """A row is told only to its owner, by From, Reply-To and the receiving server's word."""
    plan = planned(reading("Is PC1234 ready?", "Is PC1234 ready?", **fields), "job-status", found=job(**row))
    assert plan.planned[0].state == "gap"
    assert plan.planned[0].reason.code == "author-unproven"


def test_a_reply_that_would_go_elsewhere_gets_no_row() -> None:
    """A forged Reply-To does not receive what belongs to the author."""
    from assistant.model import Address

    read = reading("Is PC1234 ready?", "Is PC1234 ready?", reply_address=Address("", "thief@mail.example"))
    assert planned(read, "job-status", found=job()).planned[0].state == "gap"


def test_another_servers_word_is_not_believed() -> None:
    """With authserv_id set, a forged Authentication-Results field of another name decides nothing."""
    around = circumstances(authserv_id="mx.pedal.example")
    said_of_it = ("evil.example; dmarc=fail", "mx.pedal.example; spf=pass")
    read = reading("Is PC1234 ready?", "Is PC1234 ready?", authentication_results=said_of_it)
    assert planned(read, "job-status", found=job(), around=around).planned[0].state == "answered"


def test_a_complaint_is_apologised_for_before_anything_else() -> None:
    """Apology, understanding, remedy, choices, assurance, goodwill, in that order."""
    read = reading("My repair PC1234 is late.", "My repair PC1234 is late.", complaint=True)
    plan = planned(read, "late-repair", found=job())
    assert said(plan) == [
        "apology", "understanding", "answer", "choice", "choice", "assurance", "goodwill", "closing", "signature",
    ]  # fmt: skip
    assert plan.shape == "complaint"


@pytest.mark.parametrize(("wish", "first"), [("refund", "refund"), ("replacement", "replacement")])
def test_the_wished_remedy_is_offered_first(wish: str, first: str) -> None:
    """Of the choices, the one they ask for comes first where the rule grants it."""
    text = "My repair PC1234 is late. I want it."
    plan = planned(reading(text, "My repair PC1234 is late.", wish=(wish, "I want it")), "late-repair", found=job())
    assert next(s for s in plan.statements if s.kind == "choice").remedy == first
    assert plan.wish_granted


def test_the_words_of_a_granted_wish_are_answered_by_the_complaint() -> None:
    """ "I want my money back" beside a complaint that grants a refund is no gap of its own."""
    text = "My repair PC1234 is late. I want my money back."
    read = reading(text, "My repair PC1234 is late.", "I want my money back.", wish=("refund", "my money back"))
    plan = planned(read, "late-repair", None, found=job())
    assert [(p.state, p.answer) for p in plan.planned] == [("answered", "late-repair")] * 2


def test_a_complaint_that_no_answer_covers_has_the_rules_own_words() -> None:
    """Default apology, understanding and assurance, and the gap."""
    plan = planned(reading("It squeaks and I am fed up.", "It squeaks", complaint=True, kind="problem"), None)
    assert said(plan)[:4] == ["apology", "understanding", "gap", "assurance"]


def test_a_sad_story_beside_a_question_is_no_complaint() -> None:
    """Only what is furious, tells of a problem or asks for a remedy in vain is answered as one."""
    story = reading("My gran's bike has lost its bell. Do you mend bells?", "Do you mend bells?", complaint=True)
    assert planned(story, None).shape == "ordinary"


def test_no_assurance_is_made_up() -> None:
    """Where the rules have none, what we change is a gap for the owner."""
    rules = RULES.replace("  assurances: [We now read every complaint together on Mondays.]\n", "")
    plan = planned(
        reading("It squeaks and I am fed up.", "It squeaks", complaint=True, kind="problem"), None, rules=rules
    )
    gaps = [s for s in plan.statements if s.kind == "gap"]
    assert len(gaps) == 2
    assert not gaps[-1].questions


def test_goodwill_keeps_its_limits() -> None:
    """A customer who had it within the period, or the last of all, gets none."""
    from assistant.model import History

    read = reading("My repair PC1234 is late.", "My repair PC1234 is late.", complaint=True)
    for counts in ((1, 1), (0, 3)):
        around = circumstances(history=History(gestures={"tube": counts}))
        assert "goodwill" not in said(planned(read, "late-repair", found=job(), around=around))


def test_a_firm_no_rests_on_its_term() -> None:
    """The term is said, and what is possible instead."""
    plan = planned(reading("Can I return it after a month?", "Can I return it after a month?"), "late-return")
    assert plan.shape == "firm-no"
    assert said(plan)[:2] == ["decline", "instead"]
    assert "14 days" in plan.statements[0].words


def test_a_firm_no_is_never_said_to_a_problem() -> None:
    """Somebody whose refund is late is not told that books can be returned within so many days."""
    read = reading("I returned it and nobody refunds me.", "I returned it and nobody refunds me.", kind="problem")
    plan = planned(read, "late-return")
    assert (plan.planned[0].state, plan.planned[0].reason.code) == ("gap", "decline-unsure")


def test_two_questions_of_one_rule_share_its_words() -> None:
    """The same answer is said once, and counts for both."""
    plan = planned(reading("Open? When?", "Open?", "When?"), "hours", "hours")
    answers = [s for s in plan.statements if s.kind == "answer"]
    assert len(answers) == 1
    assert answers[0].questions == (0, 1)


def test_nothing_asked_is_acknowledged_with_a_gap() -> None:
    """A person's message without a question is never skipped."""
    plan = planned(reading("I rode along the canal today."))
    assert (plan.disposition, plan.shape) == ("draft", "acknowledgement")
    assert "no-question-found" in codes(plan)
    assert "gap" in said(plan)


def test_praise_is_thanked_for() -> None:
    """Kind words get a thank-you draft without a gap."""
    plan = planned(reading("You are wonderful.", thanks="praise"))
    assert plan.shape == "thanks"
    assert "gap" not in said(plan)


def test_bare_thanks_in_a_thread_needs_nothing() -> None:
    """ "Thanks!" to our answer is skipped; the same out of the blue is thanked for."""
    inside = reading("Thanks!", thanks="bare", in_reply_to=("<ours@pedal.example>",))
    assert planned(inside).disposition == "skip"
    assert planned(reading("Thanks!", thanks="bare")).shape == "thanks"


def test_an_unserved_language_is_held() -> None:
    """Text in a language without rules waits for a person."""
    plan = planned(reading("Wann haben Sie offen?", "Wann haben Sie offen?", language="de"), "hours")
    assert (plan.disposition, codes(plan)) == ("hold", {"language-not-served"})


def test_attachments_that_may_matter_are_told_of() -> None:
    """A photograph is named beside the draft, a letterhead's little logo is not."""
    from assistant.model import Attachment

    photo, logo = Attachment("crack.jpg", "image/jpeg", 400_000), Attachment("logo.png", "image/png", 2_000)
    plan = planned(reading("When are you open?", "When are you open?", attachments=(photo, logo)), "hours")
    assert [w.code for w in plan.warnings] == ["attachment-unread"]
    assert "logo" not in plan.warnings[0].text


def test_a_plan_with_a_question_in_two_states_cannot_be_built() -> None:
    """The first promise is held by the value itself."""
    question = Question("When?", Span(0, 5))
    twice = (
        Planned(question, "answered", Reason("matched", "so"), "hours"),
        Planned(question, "gap", Reason("no-rule", "so")),
    )
    with pytest.raises(ValueError, match="two states"):
        Plan("draft", (Reason("answered", "so"),), "ordinary", twice)


def test_a_plan_that_says_nothing_to_a_question_cannot_be_built() -> None:
    """An answered question without words is no plan."""
    one = Planned(Question("When?", Span(0, 5)), "answered", Reason("matched", "so"), "hours")
    with pytest.raises(ValueError, match="nothing is said"):
        Plan("draft", (Reason("answered", "so"),), "ordinary", (one,))


def test_bare_thanks_of_somebody_with_open_questions_gets_their_answer() -> None:
    """Thanks and nothing else in a thread needs nothing, unless something they asked is still open."""
    read = reading("Thank you!", thanks="bare", in_reply_to=("<zero@shop>",))
    assert planned(read).disposition == "skip"
    still = (Question("When are you open?", Span(0, 18), "earlier", since=circumstances().now),)
    open_still = replace(read, understanding=replace(read.understanding, questions=still))
    plan = planned(open_still, "hours")
    assert (plan.disposition, plan.planned[0].state) == ("draft", "answered")
    assert "still-open" in codes(plan)


def test_what_two_answers_need_is_asked_for_once() -> None:
    """The same sentences do not stand in a letter twice; what the second rule adds is said in the same place."""
    rules = RULES.replace(
        "without: May I ask for your job number? It begins with PC.\n    answer: Job",
        "without: May I ask for your job number? It begins with PC. With it we can look.\n    answer: Job",
    )
    text = "My repair is late. Is my bicycle ready? Is it?"
    made = planned(
        reading(text, "My repair is late.", "Is my bicycle ready?", "Is it?"),
        "late-repair", "job-status", "job-status", rules=rules,
    )
    assert [one.state for one in made.planned] == ["asked"] * 3
    asks = [statement for statement in made.statements if statement.kind == "ask"]
    assert [each.words for each in asks] == [
        "May I ask for your job number? It begins with PC. With it we can look."
    ]
    assert asks[0].questions == (0, 1, 2)


def test_a_firm_no_is_not_said_beside_a_fault() -> None:
    """Whoever tells of something faulty is not told that the term is over; a person looks."""
    asked = "Can I return it after a month?"
    told = f"The brakes you repaired squeak again. {asked}"
    made = planned(reading(told, asked), "late-return")
    assert (made.planned[0].state, made.planned[0].reason.code) == ("gap", "decline-unsure")
    assert planned(reading(f"It is not damaged. {asked}", asked), "late-return").shape == "firm-no"
    rules = RULES.replace("asks: [Can I return it after", "asks: [Can I return it with squeaky brakes after")
    assert planned(reading(told, asked), "late-return", rules=rules).shape == "firm-no"


def test_silence_is_a_complaint_whatever_is_asked_beside_it() -> None:
    """Nobody answered them, and they sound like it; the opening hours alone would be no reply to that."""
    asked = "When are you open?"
    made = planned(reading(f"I wrote a week ago and nobody has replied. {asked}", asked, complaint=True), "hours")
    assert made.shape == "complaint"
    assert planned(reading(f"The lamp is broken. {asked}", asked, complaint=True), "hours").shape == "ordinary"


def test_money_asked_back_for_what_is_faulty_is_a_complaint() -> None:
    """Even where all that is answered is a question of ours."""
    wanted = "I want my money back."
    read = reading(f"The brakes squeak again. {wanted}", wanted, complaint=True, wish=("refund", "my money back"))
    made = planned(read, "job-status")
    assert (made.shape, [each.kind for each in made.statements][:2]) == ("asking-back", ["apology", "understanding"])
