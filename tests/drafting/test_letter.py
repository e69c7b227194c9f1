"""From a plan to a letter: the parts are found again, the wording is chosen by the message."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.drafting.letter import gap_line
from assistant.drafting.pieces import Tray, settle
from tests.builders import drafted, job, reading


def test_each_part_stands_where_it_says() -> None:
    """The span of an answer holds exactly its words."""
    _, made, case = drafted(reading("When are you open?", "When are you open?"), "hours")
    answer = next(part for part in made.parts if part.kind == "answer")
    assert case.said(answer) == "We are open Monday to Saturday from 8:30 to 18:00."
    assert (answer.rule, answer.questions, answer.facts) == ("hours", (0,), ("facts.opening_hours",))


def test_the_same_message_gets_the_same_letter() -> None:
    """Nothing in it is left to chance."""
    read = reading("When are you open?", "When are you open?")
    assert drafted(read, "hours")[1] == drafted(read, "hours")[1]


def test_other_messages_get_other_wordings() -> None:
    """Twenty messages do not all begin with the same sentence."""
    openings = set()
    for number in range(20):
        read = reading("When are you open?", "When are you open?", message_id=f"<{number}@x.example>")
        openings.add(drafted(read, "hours")[1].text.split("\n")[2])
    assert len(openings) > 1


def test_a_complaint_reads_as_a_letter() -> None:
    """Paragraph by paragraph, as somebody would write it."""
    text = "My repair PC1234 is late. I want my money back."
    read = reading(text, "My repair PC1234 is late.", complaint=True, wish=("refund", "my money back"))
    blocks = drafted(read, "late-repair", found=job())[1].text.split("\n\n")
    assert blocks[0] == "Hello,"
    assert blocks[1].endswith("I am sorry that job PC1234 is not finished yet.")
    assert blocks[2] == "You need your bicycle every day, and a week on foot is long."
    assert blocks[3] == "It is ready on 5 March."
    assert blocks[4].startswith("We refund the £60 in full. ")
    assert " we lend you a bicycle until then, free of charge." in blocks[4]
    assert blocks[5] == "From now on we call you on the day a repair slips."
    assert blocks[6] == "A spare inner tube is waiting for you at the counter."
    assert blocks[-1] == "Kind regards,\nEverybody at Pedal & Chain\n"


@settings(deadline=None)
@given(st.text(max_size=400))
def test_a_gap_is_one_line_whatever_was_asked(asked: str) -> None:
    """It begins and ends as a gap does, and nothing in it can end it early."""
    line = gap_line(asked)
    assert "\n" not in line
    assert "\r" not in line
    assert line.startswith('[[ ANSWER NEEDED: "')
    assert line.endswith('" ]]')
    assert line.count("]]") == 1


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5), st.text(max_size=20))
def test_pieces_are_found_again_after_any_layout(texts: list[str], between: str) -> None:
    """Whatever stands between them, each piece's place holds its text."""
    tray = Tray()
    pieces = [tray.piece("answer", text.replace("\n", " ").replace("\r", " ")) for text in texts]
    between = between.replace("\ue000", "").replace("\ue001", "").replace("\ue002", "")
    text, parts = settle(f"\n{between}\n".join(str(piece) for piece in pieces), tray.pieces)
    shown = [piece.text for piece in pieces if piece]
    assert sorted(part.span.of(text).rstrip() for part in parts) == sorted(one.rstrip() for one in shown)


def test_a_customer_cannot_forge_the_marks_of_a_piece() -> None:
    """The private characters that mark pieces are taken out of what customers write."""
    _, made, _ = drafted(reading("Do you \ue0000\ue001weld\ue002?", "Do you \ue0000\ue001weld\ue002?"), None)
    assert sum(part.kind == "gap" for part in made.parts) == 1
    assert not set(made.text) & {"\ue000", "\ue001", "\ue002"}


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_answers_stand_in_the_customers_order(count: int) -> None:
    """However many, in the order in which they were asked."""
    asked = ["When are you open?", "What does a service cost?", "Do you weld?", "And paint?", "Or polish?"][:count]
    read = reading(" ".join(asked), *asked)
    _, made, _ = drafted(read, *["hours", "service", None, None, None][:count])
    order = [part.questions for part in made.parts if part.questions]
    assert order == [(n,) for n in range(count)]
