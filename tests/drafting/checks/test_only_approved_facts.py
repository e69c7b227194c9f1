"""only-approved-facts: no figure, link, address or promise that the rules, a fact or a lookup did not bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.drafting.checks import only_approved_facts
from assistant.drafting.checks.figures import figures
from tests.builders import circumstances, drafted, reading
from tests.drafting.letters import answering, asking, calm, changed, complaint, firm_no, ordinary, verdict

GOOD = [
    "A service costs {{ facts.service_price }}.",
    "We are open {{ facts.opening_hours }}, and a service costs {{ facts.service_price }}.",
    "A service costs fifty pounds, half of that for children.",
    "It takes a fortnight, or three working days by express.",
    "See https://pedal.example/hours for the holidays.",
    "Write to repairs@pedal.example, and we reply within two hours.",
    "Ring 01632 960417 between noon and 17:00.",
    "We will have it ready by Friday, free of charge.",
    "With the code SPRING24 you get 10% off until 3 May.",
    "Every second Sunday in June we ride to the sea; it is free for everybody.",
    "The first tube is a gift, the next two cost £4.50 each.",
    "Guaranteed: we refund the difference at once.",
    "Our terms are at pedal.example/terms.",
]
PRICE = "A full service costs £45."
SPOILED = [
    "A full service costs £54.",
    "A full service costs €45.",
    "A full service costs forty-five euros.",
    "A full service costs fifty pounds.",
    "A full service costs £45, half price for students.",
    "A full service costs £45 and takes a fortnight.",
    "A full service costs £45 and takes three days.",
    "A full service costs £45 and is done within a week.",
    "A full service costs £45, or a dozen for less.",
    "A full service costs £45; the tenth is on us.",
    "A full service costs £45, a third less in winter.",
    "A full service costs £45 until tomorrow.",
    "A full service costs £45 until Easter.",
    "A full service costs £45 from March.",
    "A full service costs £45 on Wed.",
    "A full service costs £45 less 15 per cent.",
    "A full service costs £45 less a quarter.",
    "A full service costs £45, see www.cheap.example.",
    "A full service costs £45, see cheap-service.example/deal.",
    "A full service costs £45, see https://pedal.example.evil.test/pay.",
    "A full service costs £45, or write to me@home.example.",
    "A full service costs £45, or write to me (at) home.example.",
    "A full service costs £45, or write to joe at home dot example.",
    "A full service costs £45, or mailto:me.",
    "A full service costs £45; ask @cheapo about it.",
    "A full service costs £45 with the code TWENTY20.",
    "A full service costs £45 ½.",
    "A full service costs £45. We will collect it from your door.",
    "A full service costs £45. We guarantee the result.",
    "A full service costs £45. A tube comes free of charge.",
    "A full service costs £45. You'll never wait again.",
    "A full service costs £45. We refund you if it rains.",
    "A full service costs £45. A voucher is enclosed.",
    "A full service costs £45. You have our word.",
    "A full service costs £45. Consider it done.",
]
CLOSINGS = [
    "We look forward to handing it over on Friday.",
    "Your bicycle will be with you soon.",
    "We look forward to sending you a voucher.",
    "See you tomorrow!",
    "We hope that you enjoy the free postage.",
    "We promise that you will be happy.",
    "We wish you a happy week; the next service is on the house.",
    "We look forward to your visit; the money is on its way.",
]


@pytest.mark.parametrize("words", GOOD)
def test_what_the_rules_say_is_approved(words: str) -> None:
    """Figures, links and promises, in digits or written out, where the answer's own words have them."""
    found = verdict(only_approved_facts, answering(words))
    assert found.ok is True, found.text


@pytest.mark.parametrize("words", SPOILED)
def test_what_nobody_approved_is_caught(words: str) -> None:
    """The same inside an approved sentence or after it; the place is shown."""
    found = verdict(only_approved_facts, changed(ordinary(), PRICE, words))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("words", CLOSINGS)
@pytest.mark.parametrize("make", [ordinary, complaint])
def test_a_promise_in_the_closing_is_caught(make: object, words: str) -> None:
    """However kindly it is meant."""
    assert verdict(only_approved_facts, changed(make(), "<closing>", words)).ok is False  # type: ignore[operator]


@pytest.mark.parametrize("place", ["<thanks>", "<invitation>", "<signature>", "<greeting>", "<reference>"])
@pytest.mark.parametrize("words", ["{} It costs £99.", "{} Ask www.evil.example.", "{} It is ready tomorrow."])
def test_it_reads_every_part(place: str, words: str) -> None:
    """The thanks, the invitation, the greeting, the reference and the signature state nothing either."""
    case = ordinary()
    said = next(case.said(part) for part in case.draft.parts if part.kind == place.strip("<>"))
    assert verdict(only_approved_facts, changed(case, place, words.format(said))).ok is False


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        ("Postage is £3 for books and £9 for atlases.", "£3", "£9"),
        ("We are open from 9:30 to 17:30.", "9:30", "17:30"),
        ("It takes two days by express and five by post.", "two", "five"),
        ("We open on Monday and close on Saturday.", "Monday", "Saturday"),
        ("Write to a@pedal.example, or to b@pedal.example.", "a@pedal.example", "b@pedal.example"),
        ("A tube costs £4, a tyre £20, and both £22.", "£20", "£22"),
        ("Until 3 May you get 10% off.", "May", "10%"),
        ("From 9 June a tyre costs £20.", "June", "£20"),
        ("We choose in November, six of 40.", "November", "40"),
        ("In two hours we mend 7 tyres.", "two", "7"),
        ("We choose in May and in March.", "May", "March"),
        ("We are closed between March and May.", "March", "May"),
        ("The fairs are every May and each March.", "May", "March"),
        ("May is for bells, and March for brakes.", "May", "March"),
        ("We open on Mondays, and until March on Sundays.", "Mondays", "Sundays"),
        ("We open Mon to Sat.", "Mon", "Sat"),
        ("The show moves from March to May.", "March", "May"),
    ],
)
def test_swapped_figures_are_caught(words: str, one: str, other: str) -> None:
    """Each is approved, and neither where it stands."""
    case = answering(words)
    swapped = words.replace(one, "\0").replace(other, one).replace("\0", other)
    assert verdict(only_approved_facts, changed(case, words, swapped)).ok is False


@pytest.mark.parametrize(
    "words",
    ["May I ask for the number? You may bring it.", "We may march on: the sun shines. Sat by the till, it waits."],
)
def test_a_word_that_is_no_name_of_time_may_be_put_in(words: str) -> None:
    """What may be is no month."""
    case = answering(PRICE)
    assert verdict(only_approved_facts, changed(case, PRICE, f"{PRICE} {words}")).ok


@pytest.mark.parametrize("name", ["May Brown", "June March", "Sat Patel"])
def test_a_person_may_be_called_like_a_month(name: str) -> None:
    """Their name in the greeting is theirs."""
    case = ordinary()
    case = replace(case, plan=replace(case.plan, addressee=name))
    assert verdict(only_approved_facts, changed(case, "<greeting>", f"Dear {name},")).ok


def test_a_figure_of_another_answer_is_caught() -> None:
    """What was approved for one answer is not for the other."""
    assert verdict(only_approved_facts, changed(ordinary(), PRICE, "A full service costs 8:30.")).ok is False


@pytest.mark.parametrize(
    "words",
    [
        "We are at 7 Yard, TB3 6QL, 6 minutes from the station.",
        "We are at 7 Yard, TB3 6QL, six minutes from the station.",
        "We are at 7 days, TB3 6QL.",
        "We are at 7 Yard for 3 hours, TB3 6QL.",
    ],
)
def test_a_figure_without_its_unit_is_another(words: str) -> None:
    """The 6 of a postcode approves no minutes."""
    case = answering("We are at 7 Yard, TB3 6QL.")
    assert verdict(only_approved_facts, changed(case, "We are at 7 Yard, TB3 6QL.", words)).ok is False


@pytest.mark.parametrize("other", ["3 days", "3 weeks", "3 business days", "3", "3 hours", "three working days"])
def test_another_unit_is_another_promise(other: str) -> None:
    """Three days are not three working days."""
    case = answering("It takes 3 working days.")
    spoiled = changed(case, "It takes 3 working days.", f"It takes {other}.")
    assert verdict(only_approved_facts, spoiled).ok is False


def test_an_expired_fact_is_caught() -> None:
    """A draft kept past a fact's last day states it no more."""
    early = circumstances(now=datetime(2026, 2, 20, 9, 0, tzinfo=UTC))
    case = drafted(reading("Is there an offer?", "Is there an offer?"), "offer", around=early)[2]
    assert verdict(only_approved_facts, case).ok is True
    late = verdict(only_approved_facts, replace(case, circumstances=circumstances()))
    assert late.ok is False
    assert "facts.spring_offer" in late.text


def test_what_the_customer_says_approves_nothing() -> None:
    """“You promised me £500” is a question to answer and no fact."""
    asked = "You promised me £500, when do I get it?"
    case = drafted(reading(asked, asked), None)[2]
    assert verdict(only_approved_facts, case).ok is True
    assert verdict(only_approved_facts, changed(case, "<thanks>", "Thank you. You get £500.")).ok is False


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_letter_of_ours_is_approved(make: object) -> None:
    """The templates state nothing by themselves."""
    found = verdict(only_approved_facts, make())  # type: ignore[operator]
    assert found.ok is True, found.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-five books", ["twenty-five"]),
        ("£1,250.00 on 3 May.", ["£1,250.00", "3may"]),
        ("They made our day, and it may come.", []),
        ("May I ask you? May many books come. You may march on. March on, sat on a sun bed.", []),
        ("MAY I ASK YOU", []),
        ("We close in May and March, or between May and Oct.", ["inmay", "march", "may", "oct"]),
        ("May and March are quiet.", ["may", "march"]),
        ("every May, mid March", ["may", "march"]),
        ("Mon to Fri, and Sat", ["mon", "fri", "sat"]),
        ("the May fair, on Mondays", ["may", "mondays"]),
        ("a couple of days", ["acoupleof"]),
        ("one by one, at the same time", []),
        ("half price", ["half"]),
        ("TB3 6QL, 6 minutes away", ["tb3", "6ql", "6 minute"]),
        ("within 3 working days, or three weeks", ["3 working day", "three week"]),
        ("a 28-day return, at 5 p.m. or 17:00", ["28 day", "5 p.m.", "17:00"]),
        ("in January and August", ["injanuary", "august"]),
        ("on May 3, 2026 or 3rd of May", ["may3,2026", "3rdofmay"]),
        ("the twenty first of June", ["twenty", "ofjune"]),
        ("in mid-July", ["mid-july"]),
        ("e.g. tubes, i.e. rubber", []),
    ],
)
def test_figures_are_found(text: str, expected: list[str]) -> None:
    """In digits and in words, and not where there are none."""
    assert [figure for figure, _ in figures(text)] == expected
