"""All checks together: good letters pass them, and what a customer writes is text. Each check's own tests: checks/."""

from __future__ import annotations

import pytest

from assistant.drafting import checks
from tests.builders import drafted, reading
from tests.drafting.letters import asking, calm, complaint, firm_no, ordinary

GOOD = [ordinary, complaint, firm_no, calm, asking]


@pytest.mark.parametrize("make", GOOD, ids=lambda make: make.__name__)
def test_good_letters_pass_every_check(make: object) -> None:
    """What the templates and rules make of a covered message is ready."""
    case = make()  # type: ignore[operator]
    assert [check for check in checks.run(case) if check.ok is False] == []


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
    assert next(check for check in checks.run(case) if check.code == "plain-to-read").ok is True


def test_the_codes_are_those_of_the_contract() -> None:
    """Thirteen checks, in the order in which an owner reads them."""
    assert checks.CODES == (
        "every-question-answered", "their-wish-first", "nothing-unasked", "only-approved-facts", "complaint-order",
        "offers-a-choice", "warm", "ends-on-a-good-note", "never-rude", "plain-to-read", "well-addressed",
        "names-the-case", "right-thread",
    )  # fmt: skip
