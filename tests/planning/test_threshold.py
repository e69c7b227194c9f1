"""The line that a candidate must reach: stricter where the rules are few."""

from __future__ import annotations

import pytest

from assistant.meaning import load
from assistant.planning import candidates, threshold
from assistant.planning.candidates import Ground

OPEN = ("When are you open?", "What time do you close on Saturdays?", "are you open on sunday")
VEGAN = ("Do you have vegan cakes?", "anything without milk or eggs?", "My daughter is vegan, what can she have")
JOBS = ("Are you hiring?", "Do you have a job for me?", "is there work at yours")
VOUCHERS = ("Do you sell gift cards?", "how long is a voucher good", "Can I buy a voucher online?")


def ground(*answers: tuple[str, ...], reader: str = "on") -> Ground:
    """The ground of these answers, with the model or (reader "off") without."""
    return candidates.build(answers, load("off" if reader == "off" else "on"))


@pytest.mark.parametrize("reader", ["on", "off"])
def test_fewer_answers_have_a_higher_line(reader: str) -> None:
    """Beside few answers nothing divides a question of something else, so more is asked of it."""
    lines = [
        threshold.line(answers, ground(*answers, reader=reader))
        for answers in ([OPEN], [OPEN, VEGAN], [OPEN, VEGAN, JOBS], [OPEN, VEGAN, JOBS, VOUCHERS])
    ]
    assert lines == sorted(lines, reverse=True)
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("answers", [[OPEN], [OPEN, VEGAN], [OPEN, VEGAN, JOBS]])
@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Is parking free on Saturdays?", False),
        ("until when can I come by on Friday?", True),
        ("when do you open", True),
    ],
)
def test_the_same_day_of_the_week_is_no_answer(
    answers: list[tuple[str, ...]], text: str, *, covered: bool
) -> None:
    """A file of one, two or three answers: what only shares a day with the opening hours does not find them."""
    made = ground(*answers)
    vectors = load("on").vectors([text])
    assert vectors is not None
    first = made.fits(text, vectors[0])[0]
    assert (first.worth >= threshold.line(answers, made)) is covered
    assert first.answer == 0


def test_no_answers_have_a_line_all_the_same() -> None:
    """A rules file without answers is matched against without a fault."""
    assert threshold.line([], ground()) > threshold.USUAL_ALONE
