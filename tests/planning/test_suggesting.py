"""The answer that is suggested for questions that are alike."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.authoring.check import check
from assistant.planning.suggesting import ASKS, LONGEST_ASK, Namer, block, chosen

HEAD = "version: 1\nbusiness: {name: X}\nclosings: [See you soon.]\nanswers:\n"
PARKING = ["Can I park near the shop?", "where do I park my van", "is there parking", "Is parking free on Sunday?"]
OTHERS = ["Do you mend old bindings?", "do you have a shop cat", "where do I sign up?"]


def test_a_block_loads_when_it_is_filled_in() -> None:
    """Pasted under answers:, with words after answer:, it has no fault; as it stands it has one, for what lacks."""
    made = block("parking", chosen(PARKING))
    empty = check(HEAD + made, today=date(2026, 11, 20))
    assert [fault.code for fault in empty.faults] == ["empty"]
    filled = check(HEAD + made.replace("answer: ", "answer: In the yard."), today=date(2026, 11, 20))
    assert filled.faults == ()
    assert filled.loaded.rulebook is not None
    assert filled.loaded.rulebook.answers[0].asks == tuple(PARKING)


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=20))
def test_any_questions_make_a_block_that_loads(texts: list[str]) -> None:
    """Whatever customers write - quotes, braces, line ends, controls - the block is right."""
    asks = chosen(texts)
    if not asks:
        return
    made = block(Namer(texts, ()).name(texts), asks).replace("answer: ", "answer: Yes.")
    checked = check(HEAD + made, today=date(2026, 11, 20))
    assert [str(fault) for fault in checked.faults] == []
    assert checked.loaded.rulebook is not None
    assert checked.loaded.rulebook.answers[0].asks == asks


def test_the_name_is_what_sets_the_group_apart() -> None:
    """Made of the words that most of the group says and others do not; never one that is taken."""
    namer = Namer([*PARKING, *OTHERS], ["opening-hours"])
    assert namer.name(PARKING).startswith("park")
    assert Namer(PARKING, ["park"]).name(["park"]) == "park-2"
    assert Namer([], ()).name(["???"]) == "new-answer"


def test_phrasings_differ_from_each_other() -> None:
    """What says the same words again is left out, and what is long is cut at a word's end."""
    assert chosen(["Is it open?", "is it OPEN", "open it is"]) == ("Is it open?",)
    [long] = chosen(["word " * 100])
    assert len(long) <= LONGEST_ASK and long.endswith("word")
    assert len(chosen([f"question number {word}" for word in "abcdefghijklmnopqrst"])) == ASKS


def test_a_second_question_is_taught_without_what_joins_it() -> None:
    """"And do you ...?" follows another question; as a phrasing it stands alone."""
    assert chosen(["And do you sell helmets?", "also, is there parking", "and"]) == (
        "do you sell helmets?", "is there parking", "and"
    )


def test_a_group_about_null_has_a_name() -> None:
    """In YAML the bare word is no text."""
    made = block(Namer(["NULL"], ()).name(["NULL"]), ["NULL"]).replace("answer: ", "answer: Yes.")
    assert check(HEAD + made, today=date(2026, 11, 20)).faults == ()
