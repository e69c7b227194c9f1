from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.parsing import parse_html, parse_text

ATTRIBUTION = "On Fri, 3 May 2024 at 10:00, Shop <shop@example.com> wrote:"


def test_a_reply_above_its_quote() -> None:
    """Top posting, as Gmail does it."""
    message = parse_text(f"Yes please.\n\n{ATTRIBUTION}\n\n> Shall we send it?\n>\n> The shop\n")
    assert message.own_words == "Yes please."
    assert message.quoted == f"{ATTRIBUTION}\n\n> Shall we send it?\n>\n> The shop"
    assert message.signature == ""


def test_a_reply_below_its_quote() -> None:
    """Bottom posting keeps the words and the signature below."""
    message = parse_text(f"{ATTRIBUTION}\n> Shall we send it?\n\nYes please.\n-- \nAnn")
    assert (message.own_words, message.signature) == ("Yes please.", "-- \nAnn")


def test_answers_between_quotes_stay_in_order() -> None:
    """Only the customer's lines, in the order in which they wrote them."""
    message = parse_text(
        f"Hello,\n\n{ATTRIBUTION}\n> Which size?\nSize 40.\n> Which colour, and which lamp?\n\n"
        "Blue. Is it in stock?\n> Bye\n"
    )
    assert message.own_words == "Hello,\n\nSize 40.\n\nBlue. Is it in stock?"


def test_a_signature_above_the_quote() -> None:
    """Each run of own lines has its own signature."""
    message = parse_text(f"Yes please.\n\nSent from my iPhone\n\n{ATTRIBUTION}\n> Shall we?\n\nPS: And the invoice?")
    assert message.own_words == "Yes please.\n\nPS: And the invoice?"
    assert message.signature == "Sent from my iPhone"


def test_outlook_quotes_without_marks() -> None:
    """From a header block on, all is quoted, the line above it too."""
    message = parse_text(
        "Yes please.\n\n________________________________\nFrom: Shop <shop@example.com>\nSent: Friday\nTo: Ann\n"
        "Subject: Lamp\n\nShall we send it?\n\n-----Original Message-----\nFrom: Ann\n"
    )
    assert message.own_words == "Yes please."
    assert message.quoted.startswith("____")


def test_a_quote_without_marks_below_an_attribution() -> None:
    """Some phones leave the marks out."""
    message = parse_text(f"Yes please.\n\n{ATTRIBUTION}\n\nShall we send it?\n")
    assert message.own_words == "Yes please."


def test_a_forwarded_letter_is_passed_on() -> None:
    """What is below "Forwarded message" is quoted, and the message says that it was forwarded."""
    message = parse_text("Is this real?\n\n------ Forwarded message ------\nFrom: x@example.com\n\nYou have won!")
    assert (message.own_words, message.forwarded) == ("Is this real?", True)
    assert "You have won!" in message.quoted


def test_a_forward_inside_quote_marks_is_passed_on_too() -> None:
    """Apple Mail marks what it forwards."""
    assert parse_text("Look:\n\n> Begin forwarded message:\n>\n> From: x@example.com\n> Pay now").forwarded


def test_lines_broken_inside_a_quote_are_quoted() -> None:
    """The second half of a long quoted line has lost its mark; it is not the customer's."""
    message = parse_text(
        f"No.\n\n{ATTRIBUTION}\n> We would like to know whether you are content with the lamp that\nwe sent\n> you.\n"
    )
    assert message.own_words == "No."


def test_an_attribution_broken_inside_its_address() -> None:
    """The closing bracket on a line of its own is no quote mark."""
    message = parse_text("Ja.\n\nfre. 3. maj 2024 kl. 10.00 skrev Shop <shop@example.com\n>:\n\n> Skal vi?\n")
    assert message.own_words == "Ja."


def test_ornaments_are_no_quotes() -> None:
    """Arrows around a link are the author's."""
    assert parse_text("Look here:\n>>> http://example.com <<<\nIs it you?").quoted == ""


def test_lists_of_questions_and_dates_are_the_customers() -> None:
    """Nothing in an ordinary letter is taken for a quote."""
    text = "Two:\n1. On 3 May 2024 I paid. Did it arrive?\n2. From: Rome, To: Bonn. How long?\n\nOn the whole:\nok"
    message = parse_text(text)
    assert (message.own_words, message.quoted, message.signature) == (text, "", "")


def test_a_help_desks_line_to_reply_above() -> None:
    """What is below the line is the help desk's; a line with nothing above it hides nothing."""
    assert parse_text("Yes.\n\n##- Please type your reply above this line -##\n\nTicket 1").own_words == "Yes."
    assert parse_text("##- Please type your reply above this line -##\n\nWhen?").own_words == "When?"


def test_a_signature_set_above_the_letter_hides_no_question() -> None:
    """Words that ask are never all signature."""
    assert parse_text("-- \nAnn Lee\nBuyer\n\nWhere is my order?").own_words.endswith("Where is my order?")


def test_a_signature_below_a_forwarded_letter_is_not_read_as_the_customers() -> None:
    """Whose it is cannot be told, so nobody is greeted by it."""
    message = parse_html(
        '<div><div class="gmail_quote">---------- Forwarded message ----------<br>From: Jo Bell &lt;jo@example.com&gt;'
        '</div><br>-- <br><div class="gmail_signature">Jo Bell</div></div>'
    )
    assert (message.own_words, message.signature) == ("", "")
    assert message.quoted.endswith("Jo Bell")


def test_a_signature_above_a_forwarded_letter_is_the_customers() -> None:
    """It stands below their own words."""
    message = parse_text("Is this yours?\n-- \nAnn Lee\n\n> Begin forwarded message:\n>\n> From: Jo Bell\n> Hello")
    assert message.signature == "-- \nAnn Lee"


WORD = st.sampled_from(
    ["hello", "> quoted", ">> deeper", ATTRIBUTION, "-- ", "--", "", "From: a <a@example.com>", "Subject: x", "wrote:",
     "Sent from my iPhone", "-----Original Message-----", "Regards,", "tel 123456789", "PS: one?", "____________", ">:"]
)


@settings(deadline=None)
@given(st.lists(WORD, max_size=14))
def test_the_three_parts_hold_the_whole_text(lines: list[str]) -> None:
    """No line is lost and none is doubled, however strange the letter."""
    message = parse_text("\n".join(lines))
    held = "\n".join((message.own_words, message.quoted, message.signature)).split("\n")
    assert sorted(filter(None, map(str.strip, held))) == sorted(filter(None, map(str.strip, lines)))
