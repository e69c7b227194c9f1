"""Which words of an answer hold: by day, hour, opening hours, an order's columns, and the customer's language."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.model import Plan
from tests.builders import RULES, circumstances, drafted, job, planned, reading

ASK = "When are you open?"


def at(text: str, zone: str = "Europe/London") -> datetime:
    """A moment, said in the time of a place."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def rules(answer: str, business: str = "") -> str:
    """The bicycle shop's rules with another answer to when it is open."""
    text = RULES.replace("    answer: We are open {{ facts.opening_hours }}.\n", answer)
    return text.replace("  reference_prefix: PC\n", f"  reference_prefix: PC\n  timezone: Europe/London\n{business}")


def said(text: str, now: datetime) -> str:
    """What is said to the question, or why it is left."""
    plan = planned(reading(ASK, ASK), "hours", rules=text, around=circumstances(now=now))
    (answer,) = [s for s in plan.statements if s.kind in ("answer", "decline", "gap")]
    return answer.words or f"{plan.planned[0].reason.code}: {plan.planned[0].reason.text}"


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        ("2026-05-14T23:59", False), ("2026-05-15T00:00", True),
        ("2026-07-31T23:59", True), ("2026-08-01T00:00", False),
    ],
)
def test_days_are_those_of_the_business(now: str, holds: bool) -> None:
    """From the first minute of the first day to the last of the last, in its own time zone (an hour before UTC)."""
    text = rules("    when: {from: 2026-05-15, until: 2026-07-31}\n    answer: In summer.\n")
    assert (said(text, at(now)) == "In summer.") == holds


def test_an_answer_that_does_not_hold_leaves_a_gap_that_says_why() -> None:
    """It is not answered with something near it."""
    text = rules("    when: {until: 2026-07-31}\n    answer: In summer.\n")
    assert said(text, at("2026-08-02T12:00")) == "answer-not-now: hours does not hold: it ended with 2026-07-31."


WEEK = rules(
    "    cases:\n      - when: {days: [saturday, sunday]}\n        answer: Weekend.\n"
    "      - when: {hours: 9:00 to 17:00}\n        answer: Day.\n"
    "      - when: {days: friday, hours: 22:00 to 2:00}\n        answer: Late.\n"
    "    answer: Evening.\n"
)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-02T08:59", "Evening."), ("2026-03-02T09:00", "Day."), ("2026-03-02T16:59", "Day."),
        ("2026-03-02T17:00", "Evening."), ("2026-03-07T12:00", "Weekend."), ("2026-03-06T22:00", "Late."),
        ("2026-03-06T21:59", "Evening."), ("2026-03-05T23:00", "Evening."),
    ],
)
def test_the_first_case_that_holds_is_said(now: str, words: str) -> None:
    """And where none does, the answer's own words."""
    assert said(WEEK, at(now)) == words


def test_hours_past_midnight_belong_to_the_day_they_began_on() -> None:
    """Friday's night is still there on Saturday at one, and not on Sunday at one."""
    text = rules("    cases:\n      - {when: {days: friday, hours: 22:00 to 2:00}, answer: Late.}\n")
    assert said(text, at("2026-03-07T01:59")) == "Late."
    assert said(text, at("2026-03-07T02:00")).startswith("answer-not-now: None of the cases of hours holds.")
    assert said(text, at("2026-03-08T01:00")).startswith("answer-not-now")


OPEN = "  open: {monday to friday: [8:00 to 12:00, 13:00 to 17:00], sat: 9:00 to 12:00}\n  closed: [2026-03-03]\n"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-03-02T11:59", "Open."), ("2026-03-02T12:30", "Closed."), ("2026-03-07T11:00", "Open."),
        ("2026-03-07T13:00", "Closed."), ("2026-03-08T11:00", "Closed."), ("2026-03-03T11:00", "Closed."),
        ("2026-07-06T08:00", "Open."),              # summer time
    ],
)
def test_opening_hours_are_the_businesss(now: str, words: str) -> None:
    """By its days and hours, on no day on which it is closed."""
    text = rules(
        "    cases:\n      - {when: {open: true}, answer: Open.}\n      - {when: {open: false}, answer: Closed.}\n",
        OPEN,
    )
    assert said(text, at(now)) == words


def status(condition: str, **row: str) -> Plan:
    """The plan for a question about job PC1234, whose answer holds on a condition."""
    text = RULES.replace(
        "    answer: Job {{ job.number }} is ready on {{ job.ready }}.\n",
        f"    cases:\n      - when: {{{condition}}}\n        answer: Yes, {{{{ job.number }}}}.\n    answer: No.\n",
    )
    ask = "Is my bicycle ready?"
    return planned(reading(ask, ask), "job-status", rules=text, found=job(**row))


@pytest.mark.parametrize(
    ("condition", "value", "holds"),
    [
        ("job.state: shipped", " Shipped ", True), ("job.state: shipped", "paid", False),
        ("job.state: [paid, shipped]", "paid", True), ("job.state: {not: [paid, shipped]}", "PAID", False),
        ("job.state: {not: paid}", "", True), ("job.state: {is: a, not: b}", "a", True),
        ("job.state: {at_least: 20}", "20.00", True), ("job.state: {at_least: 20}", "£19.99", False),
        ("job.state: {at_most: 20}", "-3 EUR", True), ("job.state: {at_least: 1, at_most: 2}", "3", False),
        ("job.state: {within: 14 days}", "2026-02-16", True), ("job.state: {within: 14 days}", "2026-02-15", False),
        ("job.state: {within: 14 days}", "2026-03-03", False),              # it has not been yet
        ("job.state: {older_than: 14 days}", "2026-02-15T23:00:00Z", True),
        ("job.state: {older_than: 14 days}", "2026-02-16", False),
    ],
)
def test_a_column_of_the_order_decides(condition: str, value: str, holds: bool) -> None:
    """Texts whatever their case, numbers with or without a currency, days."""
    plan = status(condition, state=value)
    assert [s.words.startswith("Yes") for s in plan.statements if s.kind == "answer"] == [holds]


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("job.state: {at_least: 20}", "1,000"), ("job.state: {at_least: 20}", "many"), ("job.state: {at_most: 1}", ""),
        ("job.state: {within: 2 days}", "3 March"), ("job.state: {older_than: 2 days}", "2026-02-30"),
        ("job.gone: shipped", "x"),
    ],
)
def test_what_cannot_be_judged_is_a_gap(condition: str, value: str) -> None:
    """Never a guess: not this case, and not the next."""
    (one,) = status(condition, state=value).planned
    assert (one.state, one.reason.code) == ("gap", "condition-unclear")


def test_a_case_may_decline_and_brings_what_the_answer_has() -> None:
    """A case's firm no replaces the answer; its apology is the answer's where it has none."""
    text = RULES.replace(
        "    answer: It is ready on {{ job.ready }}.\n",
        "    answer: It is ready on {{ job.ready }}.\n    cases:\n"
        "      - when: {job.ready: 5 March}\n        decline: {term: returns, instead: We lend you one.}\n",
    )
    ask = "My repair is late"
    plan = planned(reading(ask, ask, complaint=True), "late-repair", rules=text, found=job())
    kinds = [s.kind for s in plan.statements]
    assert "decline" in kinds and "instead" in kinds and "answer" not in kinds
    assert any(s.kind == "apology" and "PC1234" not in s.words and "job.number" in s.words for s in plan.statements)


def test_before_anything_is_looked_up_only_the_time_is_judged() -> None:
    """An answer that has ended does not ask for the number; one that hangs on the order does."""
    ask = "Is my bicycle ready?"
    for when, state in (("until: 2020-01-01", "gap"), ("job.state: shipped", "asked")):
        text = RULES.replace("    needs: job\n", f"    needs: job\n    when: {{{when}}}\n", 1)
        plan = planned(reading(ask, ask), "job-status", rules=text)
        assert plan.planned[0].state == state


GERMAN = RULES.replace("  reference_prefix: PC\n", "  reference_prefix: PC\n  languages: [en, de]\n").replace(
    "    answer: We are open {{ facts.opening_hours }}.\n",
    "    answer: We are open {{ facts.opening_hours }}.\n"
    "    in: {de: {answer: 'Geöffnet: {{ facts.opening_hours }}. {{ texts.more }}'}}\n",
).replace(
    "    decline: {term: returns, instead: We gladly sell it for you in our second-hand corner.}\n",
    "    decline: {term: returns, instead: We gladly sell it for you in our second-hand corner.}\n"
    "    in: {de: {instead: Gern verkaufen wir es für Sie.}}\n",
).replace(
    "    without: May I ask for your job number? It begins with PC.\n    answer: Job",
    "    without: May I ask for your job number? It begins with PC.\n    in: {de: {without: Wie ist Ihre Nummer?}}\n"
    "    answer: Job",
) + """
texts: {more: Ask for more.}
in:
  de:
    facts: {opening_hours: "Montag bis Samstag, 8:30 bis 18:00"}
    terms: {returns: Rückgabe binnen 14 Tagen.}
    texts: {more: Fragen Sie gern.}
    complaint: {apologies: [Das tut uns leid.]}
    closings: [Bis bald.]
    signature: Ihr Laden
"""


def words(language: str, answer: str, ask: str = ASK, **how: object) -> dict[str, str]:
    """What is said, by kind."""
    plan = planned(reading(ask, ask, language=language), answer, rules=GERMAN, **how)  # type: ignore[arg-type]
    return {s.kind: s.words for s in plan.statements} | {"state": plan.planned[0].reason.code if plan.planned else ""}


def test_a_german_message_is_answered_in_german() -> None:
    """The answer, its facts and texts, the closing and the signature are the German ones."""
    found = words("de", "hours")
    assert found["answer"].startswith("Geöffnet")
    assert (found["closing"], found["signature"]) == ("Bis bald.", "Ihr Laden")
    plan = planned(reading(ASK, ASK, language="de"), "hours", rules=GERMAN)
    assert plan.values["facts"]["opening_hours"] == "Montag bis Samstag, 8:30 bis 18:00"
    assert plan.values["facts"]["service_price"] == "£45"        # as it is: it has no other wording
    assert plan.values["texts"] == {"more": "Fragen Sie gern."}
    assert words("en", "hours")["answer"].startswith("We are open")
    assert words("und", "hours")["closing"] != "Bis bald."


def test_an_answer_without_words_in_the_language_is_a_gap() -> None:
    """It is not answered in English."""
    assert words("de", "service")["state"] == "answer-not-in-language"
    assert "answer" not in words("de", "service")


def test_a_firm_no_and_a_question_back_speak_the_language() -> None:
    """The term and what is possible instead; what is asked for."""
    found = words("de", "late-return")
    assert (found["decline"], found["instead"]) == ("Rückgabe binnen 14 Tagen.", "Gern verkaufen wir es für Sie.")
    assert words("de", "job-status", "Is my bicycle ready?")["ask"] == "Wie ist Ihre Nummer?"


def test_a_language_that_is_not_served_is_held() -> None:
    """As before."""
    plan = planned(reading(ASK, ASK, language="fr"), "hours", rules=GERMAN)
    assert (plan.disposition, plan.reasons[0].code) == ("hold", "language-not-served")


def test_a_letter_is_laid_out_by_the_templates_of_its_language() -> None:
    """Those of its own folder; the words come rendered."""
    from assistant.drafting.draft import draft
    from tests.builders import rulebook, templates

    own = {"de/ordinary.txt.j2": "{{ greet('Guten Tag {name},', 'Guten Tag,') }}\n\n{{ answers }}\n\n{{ signature }}\n"}
    read = reading(ASK, ASK, language="de")
    plan = planned(read, "hours", rules=GERMAN)
    made = draft(read, plan, rulebook(GERMAN), {**templates(), **own}, circumstances())
    assert made.text == (
        "Guten Tag,\n\nGeöffnet: Montag bis Samstag, 8:30 bis 18:00. Fragen Sie gern.\n\nIhr Laden\n"
    )


def test_shared_texts_are_said_with_their_facts() -> None:
    """A text may use a fact and a term, and the ledger names all three."""
    text = RULES.replace("{{ facts.service_price }}.", "so much. {{ texts.prices }}") + (
        "texts: {prices: 'It costs {{ facts.service_price }}. {{ terms.returns }}'}\n"
    )
    ask = "What does a service cost?"
    plan, made, _ = drafted(reading(ask, ask), "service", rules=text)
    assert "so much. It costs £45. Bicycles can be returned" in made.text
    (answer,) = [s for s in plan.statements if s.kind == "answer"]
    assert answer.facts == ("texts.prices", "facts.service_price", "terms.returns")
    assert made.ready, [check.text for check in made.checks if check.ok is False]
