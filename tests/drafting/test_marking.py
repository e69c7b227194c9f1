"""What a draft carries, and what is said of one that differs from the same draft derived anew."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.drafting import marking
from assistant.drafting.compose import compose
from assistant.drafting.marking import Marker, differences, mark
from assistant.model import Draft
from tests.builders import NOW, RULES, circumstances, drafted, reading, rulebook, templates


def made(rules: str = RULES, around: dict[str, str] | None = None) -> tuple[Marker, Draft]:
    """A draft and its marker; `around` are other templates."""
    plan, draft, _ = drafted(reading("When are you open?", "When are you open?"), "hours", rules=rules)
    return mark(plan, draft, rulebook(rules), {**templates(), **(around or {})}, circumstances()), draft


def saved(marker: Marker | str, draft: Draft) -> bytes:
    """As it stands in Drafts."""
    return compose(draft, date=NOW, message_id="<d@pedal.example>", marker=str(marker))


def codes(raw: bytes, derived: Marker | None, draft: Draft | None) -> list[str]:
    """What differs."""
    marker = marking.read(raw)
    assert marker is not None
    return [reason.code for reason in differences(raw, marker, derived, draft)]


def test_the_marker_is_read_as_it_was_written() -> None:
    """All its fields, through the header of a message."""
    marker, draft = made()
    assert marking.read(saved(marker, draft)) == marker


@pytest.mark.parametrize("header", ["", "note", "reference=PC-1; revision=0", "reference=PC-1; made=yesterday"])
def test_what_is_no_marker_is_none(header: str) -> None:
    """Of another program, or of a version that kept less."""
    assert marking.read(saved(header, made()[1])) is None


def test_nothing_differs_where_nothing_changed() -> None:
    """The same rules, the same date."""
    marker, draft = made()
    assert codes(saved(marker, draft), *made()) == []


def test_lines_that_end_otherwise_are_no_difference() -> None:
    """Mail programs save with the line ends of their machine."""
    marker, draft = made()
    assert codes(saved(marker, draft).replace(b"\r\n", b"\n"), *made()) == []


def test_changed_rules_are_told() -> None:
    """With the lines that differ."""
    marker, draft = made()
    now, again = made(RULES.replace("from 8:30 to 18:00", "from 9:00 to 17:00"))
    assert codes(saved(marker, draft), now, again) == ["rules-changed", "lines"]
    lines = differences(saved(marker, draft), marker, now, again)[-1].text
    assert "8:30" in lines
    assert "9:00" in lines


def test_rules_that_change_another_letter_are_no_difference() -> None:
    """This one would be made again as it is."""
    marker, draft = made()
    assert codes(saved(marker, draft), *made(RULES.replace("£45", "£46"))) == []


def test_a_changed_template_is_told() -> None:
    """Where it changes the letter."""
    marker, draft = made()
    now, again = made(around={"ordinary.txt.j2": "other"})
    assert codes(saved(marker, draft), replace(now, letter="0" * 16), again) == ["templates-changed"]


@pytest.mark.parametrize(
    ("old", "new"), [(b"We are open Monday", b"We are open Tuesday"), (b"18:00", b"19:00"), (b"text/html", b"text/css")]
)
def test_an_edited_draft_is_told(old: bytes, new: bytes) -> None:
    """In its plain text or in its page."""
    marker, draft = made()
    raw = saved(marker, draft)
    assert old in raw
    assert codes(raw.replace(old, new, 1), marker, draft)[0] == "edited"


def test_no_draft_now_is_told() -> None:
    """The rules would hold the message today."""
    marker, draft = made()
    assert codes(saved(marker, draft), None, None) == ["no-draft-now"]


def test_what_neither_rules_nor_templates_explain_is_told() -> None:
    """A lookup's row, or the program."""
    marker, draft = made()
    assert codes(saved(marker, draft), replace(marker, letter="0" * 16), draft) == ["derived-otherwise"]


def test_a_draft_is_edited_where_its_letter_or_our_header_is_another() -> None:
    """A mail program that saves it anew mostly drops what it does not know."""
    marker, draft = made()
    assert not marking.edited(saved(marker, draft))
    assert marking.edited(saved(marker, replace(draft, text=f"{draft.text}P.S. Bring a lock.\n")))
    assert marking.edited(saved("", draft))
