"""What a person made of a letter: forgiven, edited by rule, gaps filled, rewritten."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from itertools import product
from typing import Any

import pytest

from assistant.drafting.comparing import Compared, Edit, compare, compare_texts

HOURS = "We are open Monday to Saturday from 8:30 to 18:00. You are welcome without an appointment."
PRICE = "A full service costs £45."
GAP = '[[ ANSWER NEEDED: "Do you ship to Norway?" ]]'
LETTER = f"""Dear Dana,

Thank you for writing to us.

{HOURS}

{PRICE}

{GAP}

Please write whenever there is more we can do. See https://pedal.example/hours for holidays.

We look forward to hearing from you.

Kind regards,
Everybody at Pedal & Chain
"""


def ledger(text: str = LETTER) -> dict[str, Any]:
    """The ledger of a letter that holds these answers."""
    entries = []
    for number, (rule, words, state) in enumerate(
        [("hours", HOURS, "answered"), ("service", PRICE, "answered"), (None, GAP, "gap")]
    ):
        start = text.find(words)
        kind = "gap" if rule is None else "answer"
        answers = [{"span": [start, start + len(words)], "kind": kind, "facts": []}] if start >= 0 else []
        entries.append({"question": [number, number + 1], "in": "body", "state": state, "rule": rule,
                        "answers": answers})  # fmt: skip
    return {"entries": entries, "told": {}}


def sent(text: str, *, quoted: bool = True, subtype: str = "plain", **params: str) -> bytes:
    """A message as a mail program sends it, with the customer's below."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Pedal & Chain <help@pedal.example>"
    message["To"] = "dana@example.com"
    message["Subject"] = "Re: Service"
    message["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    message["Message-ID"] = "<s@pedal.example>"
    below = "\n\nOn 2 March 2026, Dana wrote:\n> When are you open?\n> Do you ship to Norway?\n" if quoted else ""
    message.set_content(text + below, subtype=subtype, charset="utf-8")
    for name, value in params.items():
        message.set_param(name, value)
    return message.as_bytes()


def of(text: str, changed: str, **how: Any) -> Compared:
    """The comparison of a letter with what was sent."""
    return compare(text, ledger(text), sent(changed, **how))


FILLED = LETTER.replace(GAP, "Yes, we gladly ship to Norway, for £12.")


def flowed(text: str) -> str:
    """The text as format=flowed: paragraphs broken at 40 characters."""
    lines = []
    for line in text.split("\n"):
        while len(line) > 40 and " " in line[:40]:
            cut = line[:40].rindex(" ") + 1
            lines.append(line[:cut])
            line = line[cut:]  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)


def test_a_letter_sent_as_it_was_is_as_written() -> None:
    """Also one whose gap line went out, which is counted."""
    assert of(LETTER, LETTER) == Compared("as-written", gaps=1)
    whole = LETTER.replace(GAP + "\n\n", "")
    assert of(whole, whole, quoted=False) == Compared("as-written")


@pytest.mark.parametrize(
    "changed",
    [
        LETTER.replace("\n", "\n\n"),
        "  " + LETTER.replace(". ", ".  ").replace("Dear ", "Dear\u00a0"),
        LETTER.replace(" open ", " open\n").replace(" full ", "\nfull "),
        LETTER.replace("https://pedal.example/hours", "https://pedal.example/hours <https://pedal.example/hours>"),
        LETTER.replace("https://pedal.example/hours", "<https://pedal.example/hours>"),
        LETTER.replace("https://pedal.example/hours", "https://pedal.example/hours<https://pedal.example/hours>"),
        LETTER.replace("Everybody at Pedal & Chain", "Mina"),
        LETTER.replace("Everybody at Pedal & Chain", "Everybody at Pedal & Chain\n\nSent from my iPhone"),
        LETTER + "\n-- \nMina Hart | Pedal & Chain\n+44 20 7946 0000",
        LETTER.replace("Kind regards,\nEverybody at Pedal & Chain\n", "-- \nMina"),
        LETTER.replace("We are open", "*We are open").replace("18:00.", "18:00*."),
        LETTER.replace("We are open", "- We are open"),
        LETTER.replace("\n", "\r\n"),
        "\n\n" + LETTER + "\n\n\n",
    ],
)
def test_what_mail_programs_do_is_forgiven(changed: str) -> None:
    """Line ends, reflow, links written twice, signatures, emphasis, bullets."""
    assert of(LETTER, changed).how == "as-written"


def test_flowed_lines_are_forgiven() -> None:
    """RFC 3676: the program's own breaks end in a space."""
    assert flowed(LETTER) != LETTER
    assert of(LETTER, flowed(LETTER), format="flowed").how == "as-written"


def test_typographic_marks_are_forgiven() -> None:
    """Programs that make them out of the plain ones, and back."""
    plain = LETTER.replace("You are welcome", "You're \"always\" welcome - gladly -").replace("holidays.", "more...")
    curly = plain.replace("'", "’").replace(' "always"', " “always”").replace(" - ", " – ").replace("...", "…")
    assert curly != plain
    assert compare_texts(plain, None, curly).how == "as-written"


def test_a_page_of_html_alone_is_read_as_the_same_letter() -> None:
    """Programs that send no plain text."""
    page = "".join(f"<p>{part}</p>" for part in LETTER.replace("&", "&amp;").strip().split("\n\n"))
    page = page.replace("Kind regards,\n", "Kind regards,<br>")
    link = '<a href="https://pedal.example/hours">https://pedal.example/hours</a>'
    page = page.replace("https://pedal.example/hours", link)
    assert of(LETTER, f"<html><body>{page}</body></html>", subtype="html", quoted=False).how == "as-written"


def test_a_changed_answer_is_told_by_its_rule_in_whole_sentences() -> None:
    """The sentences beside it are not told of."""
    found = of(LETTER, LETTER.replace("to 18:00", "to 19:00, and on Sunday until noon"))
    before = "We are open Monday to Saturday from 8:30 to 18:00."
    after = "We are open Monday to Saturday from 8:30 to 19:00, and on Sunday until noon."
    assert found == Compared("edited", (Edit("changed", "hours", before, after),), gaps=1)


def test_a_changed_word_in_each_answer_is_an_edit_of_each() -> None:
    """In the order of the letter."""
    found = of(LETTER, LETTER.replace("welcome", "expected").replace("£45", "£50"))
    assert [(edit.rule, edit.kind) for edit in found.edits] == [("hours", "changed"), ("service", "changed")]


def test_an_answer_taken_out_is_removed() -> None:
    """The whole of it, or a sentence of it."""
    assert of(LETTER, LETTER.replace(PRICE, "")).edits == (Edit("removed", "service", PRICE, ""),)
    sentence = "You are welcome without an appointment."
    assert of(LETTER, LETTER.replace(sentence, "")).edits == (Edit("removed", "hours", sentence, ""),)


def test_a_sentence_added_to_an_answer_is_the_answers() -> None:
    """In its paragraph, at its end or before it; a paragraph of its own is nobody's."""
    added = "We have coffee, too."
    behind = of(LETTER, LETTER.replace(PRICE, f"{PRICE} {added}"))
    assert behind.edits == (Edit("added", "service", "", added),)
    ahead = of(LETTER, LETTER.replace(PRICE, f"{added} {PRICE}"))
    assert ahead.edits == (Edit("added", "service", "", added),)
    apart = of(LETTER, LETTER.replace(PRICE, f"{PRICE}\n\n{added}"))
    assert apart.edits == (Edit("added", None, "", added),)


def test_the_greeting_and_a_postscript_are_no_rules() -> None:
    """They are edits all the same."""
    greeted = of(LETTER, LETTER.replace("Dear Dana,", "Hi Dana!"))
    assert greeted.edits == (Edit("changed", None, "Dear Dana,", "Hi Dana!"),)
    later = of(LETTER, LETTER.replace("forward to hearing", "forward to reading"))
    assert [(edit.rule, edit.kind) for edit in later.edits] == [(None, "changed")]


def test_a_filled_gap_is_told_with_its_question() -> None:
    """The answer may be of several sentences and share words with the question."""
    answer = "Yes, we ship to Norway. It costs £12 and takes a week.\n\nDo you need it sooner? Then call us."
    found = of(LETTER, LETTER.replace(GAP, answer))
    assert found == Compared("edited", (Edit("filled", None, GAP, answer, "Do you ship to Norway?"),))


def test_a_gap_taken_out_is_removed_with_its_question() -> None:
    """Nothing was said to it."""
    found = of(LETTER, LETTER.replace(GAP, ""))
    assert found.edits == (Edit("removed", None, GAP, "", "Do you ship to Norway?"),)


def test_a_gap_filled_beside_a_changed_answer_is_told_apart() -> None:
    """What replaced both is given to each by its words."""
    price = "A full service costs £50 now, with new brakes."
    changed = LETTER.replace(PRICE, price).replace(GAP, "Norway is too far for us, sadly.")
    found = {edit.rule: edit for edit in of(LETTER, changed).edits}
    assert found["service"].after == price
    assert (found[None].kind, found[None].after) == ("filled", "Norway is too far for us, sadly.")


def test_another_letter_is_rewritten() -> None:
    """Less than half of the words are left."""
    other = "Dana, hello. I have looked at your bicycle myself and it needs a new chain. Come on Friday? Mina"
    assert of(LETTER, other).how == "rewritten"
    assert of(LETTER, "").how == "rewritten"


def test_without_a_ledger_edits_have_no_rule() -> None:
    """As those of an older version; gaps are found by their lines."""
    found = compare(LETTER, None, sent(FILLED.replace("£45", "£50")))
    assert [(edit.kind, edit.rule) for edit in found.edits] == [("changed", None), ("filled", None)]


def test_what_was_not_edited_is_never_told_of() -> None:
    """Every pair of answers edited: exactly these are told."""
    changes = {"hours": ("8:30", "9:00"), "service": ("full", "thorough")}
    for chosen in product([False, True], repeat=2):
        names = [name for name, yes in zip(changes, chosen, strict=True) if yes]
        text = LETTER
        for name in names:
            text = text.replace(*changes[name])
        assert [edit.rule for edit in of(LETTER, text).edits] == names


@pytest.mark.parametrize("size", [2_000, 4_000])
def test_long_letters_cost_no_more_than_their_length(size: int) -> None:
    """A hundred thousand characters, with nothing alike, much alike, and all alike but shuffled."""
    long = " ".join(f"Word{number % 97} is number {number}." for number in range(size))
    for other in (long[::-1], long.replace("7", "8"), " ".join(sorted(long.split())), "a " * (size * 4)):
        assert compare_texts(long, None, other).how in ("edited", "rewritten")


def test_a_broken_ledger_is_read_as_far_as_it_goes() -> None:
    """Spans that lie outside the letter, or in each other."""
    broken = {"entries": [
        {"rule": "hours", "answers": [{"span": [0, 10**6], "kind": "answer"}, {"span": [20, 20], "kind": "answer"}]},
        {"rule": "a", "answers": [{"span": [5, 30], "kind": "answer"}]},
        {"rule": "b", "answers": [{"span": [10, 40], "kind": "answer"}]},
    ]}  # fmt: skip
    assert compare(LETTER, broken, sent(LETTER.replace("Dana", "Anna"))).how == "edited"
