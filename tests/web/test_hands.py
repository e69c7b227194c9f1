from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.datastructures import FormData

from assistant.errors import ReviewError
from assistant.mailbox.memory import MemoryServer
from assistant.store.store import Store
from assistant.web.hands import read
from tests.builders import RULES
from tests.reviewing.office import HALF, office

SHOWN = "Dear Lea,\n\n[[ ANSWER NEEDED: \"x\" ]]\n\nBye.\n"
GAP = (11, 35)


def test_an_answer_takes_the_place_of_its_gap() -> None:
    """The letter as it stands in the fields has the words where the gap's line was."""
    hands = read(1, "Idris", FormData([("shown", SHOWN), (f"gap-{GAP[0]}-{GAP[1]}-0", " Yes, we do.\r\nGladly. ")]))
    assert hands.typed == f"{SHOWN[: GAP[0]]}Yes, we do.\nGladly.{SHOWN[GAP[1] :]}"
    assert [(gap.question, gap.words) for gap in hands.gaps] == [(0, "Yes, we do.\nGladly.")]


def test_an_empty_field_leaves_its_gap() -> None:
    """Blanks alone are no answer."""
    hands = read(1, "Idris", FormData([("shown", SHOWN), (f"gap-{GAP[0]}-{GAP[1]}-0", "  \r\n ")]))
    assert hands.typed == SHOWN
    assert hands.gaps == ()


def test_gaps_that_meet_or_lie_outside_spoil_nothing() -> None:
    """Places that a page of ours never gives are passed over; what was shown stays whole."""
    fields = [("shown", SHOWN), ("gap-5-4-0", "a"), ("gap-900-950-0", "b"), ("gap-2-6-0", "c"), ("gap-3-8-0", "d")]
    assert read(1, "Idris", FormData(fields)).typed == f"{SHOWN[:2]}c{SHOWN[6:]}"


def test_a_whole_letter_goes_before_its_gaps() -> None:
    """Where the letter was typed as one text, that is the letter; its line ends are made plain."""
    hands = read(1, "Idris", FormData([("shown", SHOWN), ("text", "Dear Lea,\r\n\r\nYes.\r\n"), ("version", "3")]))
    assert hands.typed == "Dear Lea,\n\nYes.\n"
    assert hands.version == 3


def test_a_version_that_is_no_number_is_none() -> None:
    """The form is a stranger's until it is read."""
    assert read(1, "Idris", FormData([("version", "1; drop")])).version is None


def test_a_letter_changed_in_another_window_is_not_acted_on_unread(tmp_path: Path) -> None:
    """The form of the older window is refused; one that shows what is in hand, or brings a text of its own, is not."""
    server = MemoryServer()
    with Store(tmp_path / "store.db") as store:
        shop = office(tmp_path, store, lambda: server.account("shop"))
        number, desk = shop.deliver(HALF), shop.desk()
        before = desk.open(number, "Idris").letter
        assert before is not None
        after = desk.fill(number, "Idris", before.gaps[0].questions[0], "Yes, three of them.")
        with pytest.raises(ReviewError, match="another window"):
            read(number, "Idris", FormData([("shown", before.text)])).keep(desk)
        read(number, "Idris", FormData([("shown", after.text)])).keep(desk)
        read(number, "Idris", FormData([("shown", before.text), ("text", after.text + "P.S. Four.")])).keep(desk)
        assert "P.S. Four." in (desk.in_hand(number, "Idris") or "")
        for each in shop.desks:
            each.close()


def test_each_of_two_gaps_without_a_question_takes_its_own_answer(tmp_path: Path) -> None:
    """Together or alone: what was typed into the second field stands in the second place."""
    server, rules = MemoryServer(), re.sub(r"\n  assurances:[^\n]*", "", RULES)
    with Store(tmp_path / "store.db") as store:
        shop = office(tmp_path, store, lambda: server.account("shop"), rules=rules)
        number, desk = shop.deliver("Very bad experience, I am so angry and upset!!!\n\nLea Brandt"), shop.desk()
        shown = desk.open(number, "Idris").letter
        assert shown is not None
        names = [f"gap-{gap.span.start}-{gap.span.end}--1" for gap in shown.gaps]
        said = ("I will ring you today, and we will look at it together.", "We check every brake twice.")
        for fields in ([(names[1], said[1])], list(zip(names, said, strict=True))):
            hands = read(number, "Idris", FormData([("shown", shown.text), *fields]))
            hands.keep(desk)
            assert desk.in_hand(number, "Idris") == hands.typed
            desk.leave(number, "Idris")
        for each in shop.desks:
            each.close()
