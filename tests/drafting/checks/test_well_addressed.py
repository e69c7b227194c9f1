"""well-addressed: their own name as they write it, once and first, or a greeting without a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import well_addressed
from assistant.drafting.checks.case import Case
from assistant.drafting.draft import draft
from tests.builders import RULES, drafted, reading, templates
from tests.drafting.letters import asking, calm, changed, complaint, firm_no, ordinary, verdict

ASKED = "When are you open?"


def signed(name: str | None, *, shown: str = "", rules: str = RULES) -> Case:
    """A letter to somebody who signs so, with this name in From."""
    return drafted(reading(f"{ASKED}\n{name or ''}", ASKED, signed=name, name=shown), "hours", rules=rules)[2]


@pytest.mark.parametrize(
    ("name", "shown", "greeting"),
    [
        ("Lea Brandt", "", "Dear Lea Brandt,"), ("LEA BRANDT", "", "Dear Lea Brandt,"),
        ("Lea", "", "Dear Lea,"), ("Dr. A. van der Berg", "", "Dear Dr. A. van der Berg,"),
        ("Prof. Okafor", "", "Dear Prof. Okafor,"), ("O'Neill-Smith", "", "Dear O'Neill-Smith,"),
        (None, "Lea Brandt", "Dear Lea Brandt,"), (None, "Brandt, Lea", "Dear Lea Brandt,"),
        (None, "", "Hello,"), (None, "lea_92", "Hello,"), (None, "Support Team", "Hello,"),
        ("sam :)", "", "Hello,"), ("🚲🚲🚲", "", "Hello,"), ("Acme Ltd", "", "Hello,"), ("Zoë Müller", "",
        "Dear Zoë Müller,"),
    ],
)  # fmt: skip
def test_people_are_greeted_by_what_they_sign_with(name: str | None, shown: str, greeting: str) -> None:
    """And by nothing where that is no name."""
    case = signed(name, shown=shown)
    assert case.draft.text.startswith(greeting + "\n")
    found = verdict(well_addressed, case)
    assert found.ok is True, found.text
    assert [span.of(case.reading.message.own_words) for _, span in found.about] == ([name] if name else [])


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_letter_of_ours_is_well_addressed(make: object) -> None:
    """Whatever its shape."""
    assert verdict(well_addressed, make()).ok is True  # type: ignore[operator]


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Lea,", "Dear Brandt,", "Dear Mrs Brandt,", "Dear Ms. Lea Brandt,", "Dear Leo Brandt,", "Dear Lea Brand,",
        "Dear Lea Brandt-Meyer,", "Dear lea brandt,", "Dear Dr. Lea Brandt,", "Dear Lea Brandt and family,",
        "Dear Lea Brandt (Mr),", "Dear Lea Brandt, dear Tom,", "Dear Peter Lind,", "Dear Customer,", "Hello,",
        "Dear Sir,",
        "Dear Lea Brandt, £50 is yours,", "Dear Anna-Lea Brandt,", "Hey Lea Brandt,", "Dear Madam Lea Brandt,",
        "Hello Lea Brandt,", "Dear valued Lea Brandt,", "Lea Brandt,", "",
    ],
)  # fmt: skip
def test_a_wrong_greeting_is_caught(greeting: str) -> None:
    """Cut, changed, titled, gendered, somebody else's, or with more than a greeting in it."""
    assert verdict(well_addressed, changed(ordinary(), "<greeting>", greeting)).ok is False


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Lea,", "Hello Lea,", "Hello Lena,", "Dear Customer,", "Dear Sir or Madam,", "Hello Mr Brandt,",
        "Dear friend,",
        "Hello there Peter,", "Dear lea_92,", "Hi,", "Dear lea@mail.example,", "Hello dear customer,", "",
    ],
)  # fmt: skip
def test_a_made_up_name_is_caught(greeting: str) -> None:
    """Nobody signed, so nobody is named."""
    assert verdict(well_addressed, changed(signed(None), "<greeting>", greeting)).ok is False


def test_a_formal_shop_names_nobody_by_the_first_name() -> None:
    """As the rules ask."""
    formal = RULES.replace("address: as-signed", "address: formal")
    case = signed("Lea", rules=formal)
    assert verdict(well_addressed, case).ok is True
    assert case.draft.text.startswith("Hello,")
    assert verdict(well_addressed, changed(case, "Hello,", "Dear Lea,")).ok is False


def test_a_name_in_the_plan_alone_is_not_theirs() -> None:
    """The name is read from the message again."""
    case = signed("Lea Brandt")
    spoiled = replace(case, plan=replace(case.plan, addressee="Peter Lind"))
    assert verdict(well_addressed, changed(spoiled, "Dear Lea Brandt,", "Dear Peter Lind,")).ok is False


@pytest.mark.parametrize("second", ["Dear Tom,", "Hello Lea,", "Dear Lea Brandt,", "Good morning!"])
def test_a_second_greeting_is_caught(second: str) -> None:
    """A greeting stands once."""
    case = ordinary()
    thanks = case.said(case.parts("thanks")[0])
    assert verdict(well_addressed, changed(case, thanks, f"{second}\n\n{thanks}")).ok is False


def test_a_greeting_that_does_not_come_first_is_caught() -> None:
    """Nothing stands before it."""
    assert verdict(well_addressed, changed(ordinary(), "Dear Lea", "Welcome.\n\nDear Lea")).ok is False
    case = ordinary()
    moved = replace(case, draft=replace(case.draft, text="Hi! " + case.draft.text))
    assert verdict(well_addressed, moved).ok is False


def test_a_template_that_gives_everybody_a_title_is_caught() -> None:
    """The owner's own greeting may not guess either."""
    case = signed("Lea Brandt")
    own = {name: text.replace('"Dear {name},"', '"Dear Mr {name},"') for name, text in templates().items()}
    made = draft(case.reading, case.plan, case.rulebook, own, case.circumstances)
    assert made.text.startswith("Dear Mr Lea Brandt")
    assert verdict(well_addressed, replace(case, draft=made, templates=own)).ok is False


def test_an_owners_own_greeting_passes() -> None:
    """Other words around the name, or none."""
    for case, greeting in ((signed("Lea Brandt"), "Good day, Lea Brandt!"), (signed(None), "Good day!")):
        own = {
            name: text.replace('greet("Dear {name},", "Hello,")', 'greet("Good day, {name}!", "Good day!")')
            for name, text in templates().items()
        }
        made = draft(case.reading, case.plan, case.rulebook, own, case.circumstances)
        assert made.text.startswith(greeting)
        assert verdict(well_addressed, replace(case, draft=made, templates=own)).ok is True
