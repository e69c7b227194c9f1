"""Rules files with one thing changed in them: what stands around it stays byte for byte, and it reads as wanted."""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from assistant.rules import load
from assistant.rules.editing import NotEditable, with_answer, with_item, with_words
from assistant.rules.source import read

EXAMPLE = (Path(__file__).parent.parent.parent / "rules.yaml").read_text(encoding="utf-8")
FILE = """\
# Ours.
version: 1
facts:
  price: £45          # since May
  window: {value: "30 days", valid_until: 2030-01-01}
answers:
  # the first
  - name: plain
    asks: [When?, "How, long?"]
    answer: We are open from 8 to 18.   # ask Mina

  - name: 'single'
    asks:
      - What does it cost?    # often
      # not yet taught
    answer: 'It''s {{ facts.price }}, and that is the customer''s whole cost.'

  - name: double
    asks: One way
    answer: "Say \\"yes\\" to it.\\nThe caf\\u00e9 is open."
  - name: folded
    asks: [a]
    answer: >
      The first line goes on
      over the second, and
      ends here.

      A paragraph.
  - name: literal   # the last
    asks: [b]
    answer: |-
      Line one.
      Line two.
    # below the last
closings: [Until soon.]
"""


def value(text: str, *where: str | int) -> object:
    """What a file says at a path."""
    found = read(text).values
    for step in where:
        found = found[step]
    return found


def touched(before: str, after: str) -> tuple[str, str]:
    """The one stretch in which two texts differ."""
    blocks = [each for each in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if each[0] != "equal"]
    return before[blocks[0][1] : blocks[-1][2]], after[blocks[0][3] : blocks[-1][4]]


@pytest.mark.parametrize(
    ("number", "old", "new"),
    [
        (0, "18.", "19, and on Sunday until noon."),
        (1, "that is", "there's nothing beside it: that's"),
        (2, '"yes"', '"no"'),
        (2, "The", "Today the"),
        (3, "second,", "second and the third,"),
        (3, "paragraph.", "new paragraph."),
        (4, "Line two.", "Line three."),
        (4, "Line one.", "Line: one #1."),
    ],
)
def test_only_the_words_that_differ_are_touched(number: int, old: str, new: str) -> None:
    """In text without quotes, in either kind of quotes, and in blocks; comments stay."""
    where = ("answers", number, "answer")
    was = str(value(FILE, *where))
    after = with_words(FILE, where, was.replace(old, new))
    assert value(after, *where) == was.replace(old, new)
    before_piece, after_piece = touched(FILE, after)
    assert len(before_piece) <= len(old) + 12
    assert len(after_piece) <= len(new) + 12


def test_text_that_needs_quotes_gets_them() -> None:
    """What would be read otherwise without them is written with them, and only it."""
    after = with_words(FILE, ("answers", 0, "answer"), "We are open: from 8 # to 18.")
    assert '    answer: "We are open: from 8 # to 18."   # ask Mina\n' in after
    assert with_words(FILE, ("facts", "price"), "[free]").splitlines()[3] == '  price: "[free]"          # since May'


def test_several_lines_are_written_as_a_block() -> None:
    """Where a comment or brackets stand behind them, with an escape."""
    words = "We are open.\n\nCome in."
    assert r'    answer: "We are open.\n\nCome in."   # ask Mina' in with_words(FILE, ("answers", 0, "answer"), words)
    assert r'{value: "30\ndays", valid_until: 2030-01-01}' in with_words(FILE, ("facts", "window", "value"), "30\ndays")
    block = with_words(FILE, ("answers", 2, "answer"), words)
    assert "    answer: |-\n      We are open.\n\n      Come in.\n  - name: folded\n" in block


def test_a_fact_in_brackets_is_changed_in_its_place() -> None:
    """The rest of its line stays."""
    after = with_words(FILE, ("facts", "window", "value"), "60 days")
    assert '  window: {value: "60 days", valid_until: 2030-01-01}\n' in after


def test_the_same_words_change_nothing() -> None:
    """Not a byte."""
    assert with_words(FILE, ("facts", "price"), "£45") == FILE


def test_a_phrasing_is_added_to_any_kind_of_list() -> None:
    """In brackets, a line each, or beside the one text that stood there; comments stay."""
    brackets = with_item(FILE, ("answers", 0, "asks"), "Until, when?")
    assert '    asks: [When?, "How, long?", "Until, when?"]\n' in brackets
    lines = with_item(FILE, ("answers", 1, "asks"), "How much is it")
    assert "      - What does it cost?    # often\n      - How much is it\n      # not yet taught\n" in lines
    assert "    asks: [One way, another]\n" in with_item(FILE, ("answers", 2, "asks"), "another")


def test_an_answer_is_added_below_the_last_one() -> None:
    """As far indented as that, before the comment behind it; without an empty line where the others have none."""
    after = with_answer(FILE, "norway", ["Do you ship to Norway?", "Norway: yes?"], "Yes, for £12.")
    new = (
        "  - name: norway\n    asks:\n      - Do you ship to Norway?\n      - \"Norway: yes?\"\n"
        "    answer: Yes, for £12.\n"
    )  # fmt: skip
    assert after == FILE.replace("      Line two.\n", "      Line two.\n" + new)


def test_an_answer_is_added_to_a_file_without_any() -> None:
    """Its section is made."""
    after = with_answer("version: 1\nbusiness: {name: Us}", "hours", ["When?"], "Always.\n\nReally.")
    assert value(after, "answers") == [{"name": "hours", "asks": ["When?"], "answer": "Always.\n\nReally."}]
    assert load(after).rulebook is not None


def test_the_example_takes_every_kind_of_change() -> None:
    """Each of its answers with a word more at its end and at its beginning; what it says else stays."""
    answers = value(EXAMPLE, "answers")
    assert isinstance(answers, list)
    for number, answer in enumerate(answers):
        if isinstance(answer.get("answer"), str) and number % 15 == 0:
            where = ("answers", number, "answer")
            for words in (answer["answer"].rstrip() + " Come and see.", "Now: " + answer["answer"]):
                after = with_words(EXAMPLE, where, words)
                assert value(after, *where) == words
                assert abs(len(after) - len(EXAMPLE)) < 40
    added = with_answer(EXAMPLE, "parrots", ["Do you sell parrots?"], "We sell books alone.")
    assert load(added).rulebook is not None
    assert len(added.splitlines()) - len(EXAMPLE.splitlines()) in (4, 5)


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """As a file from Windows has them."""
    text = "\ufeff" + FILE.replace("\n", "\r\n")
    after = with_answer(text, "norway", ["Do you ship?"], "Yes.\nWe do.")
    assert after.startswith("\ufeff# Ours.\r\n")
    assert "\n" not in after.replace("\r\n", "")
    assert "from 8 to 19.   # ask" in with_words(text, ("answers", 0, "answer"), "We are open from 8 to 19.")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("answers: [a\nb: 'c", "cannot be read"),
        ("answers:\n", "holds nothing"),
        ("answers: [{name: a, asks: [b], answer: c}]\n", "brackets"),
    ],
)
def test_a_file_in_which_nothing_can_be_added_is_told_of(text: str, told: str) -> None:
    """With what to do first."""
    with pytest.raises(NotEditable, match=told):
        with_answer(text, "a", ["b"], "c")


def test_words_that_others_share_are_not_changed() -> None:
    """A text behind an anchor stands in several places."""
    text = "facts:\n  a: &it Ten days.\n  b: *it\n"
    with pytest.raises(NotEditable, match="&"):
        with_words(text, ("facts", "a"), "Five days.")
    with pytest.raises(NotEditable, match="no text"):
        with_words(FILE, ("answers", 0), "x")
    with pytest.raises(NotEditable, match="no longer"):
        with_words(FILE, ("answers", 9, "answer"), "x")
    with pytest.raises(NotEditable, match="no list"):
        with_item(FILE, ("facts",), "x")
