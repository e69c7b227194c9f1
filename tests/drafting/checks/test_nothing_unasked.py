"""nothing-unasked: what stands in the letter comes from an answer that was asked for, or is the template's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting.checks import nothing_unasked
from assistant.drafting.draft import draft
from tests.builders import drafted, reading, templates
from tests.drafting.letters import answering, asking, calm, changed, complaint, firm_no, ordinary, verdict

PRICE = "A full service costs £45."
ADDED = [
    "We also sell fine helmets.",
    "By the way, the tandem is back.",
    "Follow us for news.",
    "Have you seen our winter catalogue?",
    "Why not add a bell?",
    "Many customers also order gloves.",
    "Our newsletter tells you more.",
    "Insurance is worth a thought.",
    "Tell your friends about us.",
    "We have moved the coffee machine.",
    "Rate us with five stars.",
    "This e-mail is confidential.",
    "Every message here is read by a person, and we cannot continue while it contains insults.",
]
TEMPLATE = """{# a comment #}{{ greet("Dear {name},", "Good day,") }}

Welcome to {{ business.name }}, {{ name }}.
{% if questions > 1 %}Here are your answers{% else %}Here is your answer{% endif %} below.

{{ answers }}

Case {{ reference }}{% if has_gaps %}, not yet complete{% endif %}.

{{ one_of("invitation", "Ask us again.", 'Do ask "us" again.') }}
{{ one_of("reference", "Quote " ~ reference ~ " please.") }}

{{ closing }}

{{ signature }}
"""


@pytest.mark.parametrize("make", [ordinary, complaint, firm_no, calm, asking])
def test_every_letter_of_ours_passes(make: object) -> None:
    """Whichever wording was chosen."""
    assert verdict(nothing_unasked, make()).ok is True  # type: ignore[operator]


@pytest.mark.parametrize("number", range(12))
def test_every_wording_of_the_templates_passes(number: int) -> None:
    """Other messages get other wordings of the same template."""
    case = ordinary(message_id=f"<{number}@mail.example>")
    assert verdict(nothing_unasked, case).ok is True


@pytest.mark.parametrize(
    "words",
    [
        "We are open {{ facts.opening_hours }}.", "{% if facts.service_price %}It costs that.{% endif %}",
        "Gladly. {{ terms.returns }}", "It costs {{ facts.service_price | upper }}.",
    ],
)  # fmt: skip
def test_rendered_words_pass(words: str) -> None:
    """Facts, conditions, terms and filters come to the same words here as in the letter."""
    assert verdict(nothing_unasked, answering(words)).ok is True


@pytest.mark.parametrize("signed", ["Lea Brandt", None])
def test_an_owners_own_template_passes(signed: str | None) -> None:
    """Fixed words, conditions, values outside and inside of quotes."""
    read = reading("When are you open?", "When are you open?", signed=signed)
    case = drafted(read, "hours")[2]
    own = {**templates(), "ordinary.txt.j2": TEMPLATE if signed else TEMPLATE.replace(", {{ name }}", "")}
    made = draft(read, case.plan, case.rulebook, own, case.circumstances)
    found = verdict(nothing_unasked, replace(case, draft=made, templates=own))
    assert found.ok is True, found.text


@pytest.mark.parametrize("words", ADDED)
def test_stock_text_after_an_answer_is_caught(words: str) -> None:
    """In the answer's own paragraph."""
    assert verdict(nothing_unasked, changed(ordinary(), PRICE, f"{PRICE} {words}")).ok is False


@pytest.mark.parametrize("words", ADDED)
@pytest.mark.parametrize("place", ["<thanks>", "<invitation>", "<closing>", "<signature>", "<reference>"])
def test_stock_text_in_any_other_part_is_caught(words: str, place: str) -> None:
    """In the parts that the template says as well."""
    case = ordinary()
    said = next(case.said(part) for part in case.draft.parts if part.kind == place.strip("<>"))
    found = verdict(nothing_unasked, changed(case, place, f"{said} {words}"))
    assert found.ok is False
    assert found.evidence


@pytest.mark.parametrize("words", ADDED)
def test_stock_text_between_the_parts_is_caught(words: str) -> None:
    """A paragraph of its own that no part holds."""
    case = ordinary()
    at = next(part.span.end for part in case.draft.parts if part.kind == "thanks")
    parts = tuple(
        replace(part, span=type(part.span)(part.span.start + len(words) + 2, part.span.end + len(words) + 2))
        if part.span.start >= at else part
        for part in case.draft.parts
    )  # fmt: skip
    text = f"{case.draft.text[:at]}\n\n{words}{case.draft.text[at:]}"
    spoiled = replace(case, draft=replace(case.draft, text=text, parts=parts))
    found = verdict(nothing_unasked, spoiled)
    assert found.ok is False
    assert [place.of(text) for place in found.evidence] == [words]


def test_a_rule_that_nobody_asked_about_is_caught() -> None:
    """A part from a rule that answers no question."""
    case = ordinary()
    parts = tuple(replace(part, rule="offer") if part.rule == "service" else part for part in case.draft.parts)
    assert verdict(nothing_unasked, replace(case, draft=replace(case.draft, parts=parts))).ok is False


@pytest.mark.parametrize("kind", ["answer", "choice", "goodwill", "ask", "decline", "instead"])
def test_an_answer_to_abuse_is_caught(kind: str) -> None:
    """The calm letter answers and offers nothing."""
    case = calm()
    parts = tuple(replace(part, kind=kind) if part.kind == "boundary" else part for part in case.draft.parts)  # type: ignore[arg-type]
    assert verdict(nothing_unasked, replace(case, draft=replace(case.draft, parts=parts))).ok is False


def test_words_of_another_letter_are_caught() -> None:
    """A sentence of the template for complaints is not the ordinary letter's."""
    assert verdict(nothing_unasked, changed(ordinary(), "<thanks>", "Thank you for telling us.")).ok is False
