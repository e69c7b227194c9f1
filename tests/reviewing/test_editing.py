"""A letter in a reviewer's hands: what they type counts as theirs, what they take away is missed, links are kept."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.checks import CODES
from assistant.reviewing.editing import Sheet, placed, revised, tidy
from assistant.reviewing.linking import gap_of
from tests.reviewing.sheets import ANGRY, THREE, fails, part, sheet

OPEN = "We are open Monday to Saturday from 8:30 to 18:00."
COSTS = "A full service costs £45."


@pytest.fixture(scope="module")
def three() -> Sheet:
    """Two answers and a gap."""
    return sheet(THREE)


@pytest.fixture(scope="module")
def filled(three: Sheet) -> Sheet:
    """The gap is filled, and all is well."""
    gap = gap_of(three, 2)
    assert gap is not None
    done = placed(three, gap, "Yes, we have three unicycles, from £120.", by="anna")
    assert done.draft.ready, fails(done)
    return done


def test_a_filled_gap_is_answered_by_who_filled_it(filled: Sheet) -> None:
    """The plan says so, the figure in it is approved, and it is known who typed it."""
    one = filled.plan.planned[2]
    assert (one.state, one.reason.text) == ("written", "anna wrote the answer.")
    assert [(each.by, each.span.of(filled.text)) for each in filled.typed] == [
        ("anna", "Yes, we have three unicycles, from £120.")
    ]
    assert part(filled, "unicycles").questions == (2,)


def test_a_figure_that_a_reviewer_changed_is_approved_by_them(filled: Sheet) -> None:
    """And the answer it stands in is still the answer to its question, of its rule."""
    changed = revised(filled, filled.text.replace("£45", "£50"), by="bo")
    assert changed.draft.ready, fails(changed)
    assert (part(changed, "£50").rule, part(changed, "£50").questions) == ("service", (1,))
    assert {each.by for each in changed.typed} == {"anna", "bo"}


def test_a_figure_that_nobody_answers_for_is_not(filled: Sheet) -> None:
    """As where the rules have changed since."""
    changed = revised(filled, filled.text.replace("£45", "£50"), by=None)
    assert "only-approved-facts" in fails(changed)
    assert {each.by for each in changed.typed} == {"anna"}


@pytest.mark.parametrize("gone", [OPEN, COSTS, "Yes, we have three unicycles, from £120."])
def test_an_answer_that_is_taken_out_is_missed(filled: Sheet, gone: str) -> None:
    """Whichever it is, and though a reviewer did it."""
    assert "every-question-answered" in fails(revised(filled, filled.text.replace(gone, ""), by="anna"))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("We look forward to seeing you on the road.", "We are sorry for all the trouble.", "ends-on-a-good-note"),
        (OPEN, f"{OPEN} As I already said, you must read this.", "never-rude"),
        ("Your reference is", "Your number is not", "names-the-case"),
        (COSTS, f"{COSTS} Hello {{{{ name }}}}.", "plain-to-read"),
        ("Dear Lea,", "Dear Mrs. Lea,", "well-addressed"),
    ],
)
def test_what_spoils_a_letter_spoils_it_whoever_typed_it(filled: Sheet, before: str, after: str, code: str) -> None:
    """Being approved by a reviewer makes a fact of a figure, and no kind word of a rude one."""
    text = filled.text.replace(before, after)
    assert text != filled.text
    spoiled = revised(filled, text, by="anna")
    if code == "names-the-case":
        spoiled = revised(filled, text.replace(filled.plan.reference, "PC-0A0A0"), by="anna")
    assert code in fails(spoiled)


@pytest.mark.parametrize(
    "added",
    [
        ("Dear Lea,\n\n", "Dear Lea,\n\nIt was good to see you at the fair, at stand 14.\n\n"),
        (OPEN, f"{OPEN} On 24 December we close at 14:00."),
        ("Kind regards,", "The newest prices are at https://pedal.example/prices.\n\nWe look forward to your visit.\n\n"
         "Kind regards,"),
    ],
)  # fmt: skip
def test_sentences_that_a_reviewer_adds_are_theirs(filled: Sheet, added: tuple[str, str]) -> None:
    """Figures, dates and links among them; nothing is called unasked."""
    letter = revised(filled, filled.text.replace(*added), by="bo")
    assert letter.draft.ready, fails(letter)


def test_what_was_changed_back_is_the_same_letter_for_the_checks(filled: Sheet) -> None:
    """Nothing remains of a key pressed by mistake."""
    away = revised(filled, filled.text.replace(COSTS, "A full"), by="bo")
    assert revised(away, filled.text, by="bo").draft.ready


def test_a_gap_line_that_is_half_edited_is_a_gap(three: Sheet) -> None:
    """As long as its mark stands, it is open."""
    half = revised(three, three.text.replace("Do you sell unicycles?", "Do you sell uni"), by="anna")
    assert half.draft.gaps == 1
    assert half.plan.planned[2].state == "gap"


def test_a_letter_written_anew_answers_what_it_speaks_of(filled: Sheet) -> None:
    """Paragraph by paragraph: what it speaks of is answered, what it is silent on is missed."""
    text = (
        "Dear Lea,\n\nThank you for your message. Our service is £45, all parts included, and the shop opens at 8:30."
        "\n\n"
        f"Please ask if anything is still open. Your reference is {filled.plan.reference}.\n\n"
        "We look forward to seeing you.\n\nKind regards,\nEverybody at Pedal & Chain\n"
    )
    letter = revised(filled, text, by="bo")
    found = next(check for check in letter.draft.checks if check.code == "every-question-answered")
    assert found.ok is False
    assert "unicycles" in found.text
    whole = revised(letter, text.replace("8:30.", "8:30. Unicycles we sell, too."), by="bo")
    assert whole.draft.ready, fails(whole)


def test_what_a_complaint_lacks_is_an_assurance_when_it_is_filled() -> None:
    """A gap that asks what will be changed becomes the assurance of the complaint's order."""
    letter = sheet(ANGRY)
    for _ in range(5):
        gap = next((each for each in letter.draft.parts if each.kind == "gap"), None)
        if gap is None:
            break
        letter = placed(letter, gap, "We now call back on the same day.", by="anna")
    assert "complaint-order" not in fails(letter)


def test_tidying_takes_no_word() -> None:
    """Line ends of any kind come out as one, with one at the end."""
    assert tidy("\r\nDear Lea,\r\n\r\nYes.\r\n\r\n") == "Dear Lea,\n\nYes.\n"


@cache
def made_once() -> Sheet:
    """The letter that is edited in all ways."""
    return sheet(THREE)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_typed_the_parts_lie_in_order_in_the_letter(data: st.DataObject) -> None:
    """Any stretch replaced by anything, twice in a row: parts never overlap, every check says its word."""
    letter = made_once()
    for by in ("anna", data.draw(st.sampled_from(["bo", None]))):
        start = data.draw(st.integers(0, len(letter.text)))
        end = data.draw(st.integers(start, min(len(letter.text), start + 300)))
        put = data.draw(st.text(alphabet=st.sampled_from("abcd £5.\n!é{[]"), max_size=40))
        letter = revised(letter, letter.text[:start] + put + letter.text[end:], by=by)
    at = 0
    for each in letter.draft.parts:
        assert at <= each.span.start < each.span.end <= len(letter.text)
        at = each.span.end
    for one in letter.typed:
        assert one.span.end <= len(letter.text)
    assert tuple(check.code for check in letter.draft.checks) == CODES
