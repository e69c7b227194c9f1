"""The envelope and the bytes: threads as RFC 5322 says, and nothing a stranger wrote becomes a header."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting import envelope
from assistant.drafting.compose import compose, message_id
from assistant.model import Address
from tests.builders import OURS, drafted, message, reading

DATE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def composed(**changes: object) -> EmailMessage:
    """A draft with changes, composed and read back."""
    made = replace(drafted(reading("When are you open?", "When are you open?"), "hours")[1], **changes)  # type: ignore[arg-type]
    raw = compose(made, date=DATE, message_id="<d@pedal.example>", marker="reference=PC-1")
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("My bicycle", "Re: My bicycle"),
        ("Re: My bicycle", "Re: My bicycle"),
        ("RE: re: AW: Re[2]: My bicycle", "Re: My bicycle"),
        ("", "Re:"),
        ("Return of PC1234", "Re: Return of PC1234"),
        ("a\r\nBcc: x@y.example", "Re: a Bcc: x@y.example"),
        ("Antw: fiets", "Re: fiets"),
    ],
)
def test_re_stands_once(subject: str, expected: str) -> None:
    """Whatever was heaped up before, one "Re:" remains, on one line."""
    assert envelope.subject(message("x", subject=subject)) == expected


def test_references_continue_the_thread() -> None:
    """The parent's References and its Message-ID."""
    parent = message("x", references=("<a@x>", "<b@x>"), message_id="<c@x>")
    assert envelope.references(parent) == ("<a@x>", "<b@x>", "<c@x>")


def test_in_reply_to_serves_where_references_are_missing() -> None:
    """RFC 5322 3.6.4: only if it holds exactly one msg-id."""
    assert envelope.references(message("x", in_reply_to=("<a@x>",), message_id="<c@x>")) == ("<a@x>", "<c@x>")
    assert envelope.references(message("x", in_reply_to=("<a@x>", "<b@x>"), message_id="<c@x>")) == ("<c@x>",)


def test_long_references_are_trimmed_from_the_middle() -> None:
    """The first and the last are kept, and the line stays below the limit."""
    chain = tuple(f"<{n:060}@mail.example>" for n in range(60))
    kept = envelope.references(message("x", references=chain, message_id="<last@x>"))
    assert kept[0] == chain[0]
    assert kept[-1] == "<last@x>"
    assert sum(len(one) + 1 for one in kept) < 998


def test_we_answer_from_the_alias_that_was_written_to() -> None:
    """Else from the principal address."""
    to_repairs = message("x", to=(Address("", "Repairs@pedal.example"),))
    to_nobody = message("x", to=(Address("", "list@other.example"),))
    assert envelope.sender(to_repairs, OURS, "Pedal") == Address("Pedal", "repairs@pedal.example")
    assert envelope.sender(to_nobody, OURS, "Pedal") == Address("Pedal", "help@pedal.example")


def test_the_headers_of_a_reply() -> None:
    """What a mail program needs to show it in its thread, and no Auto-Submitted: a person sends it."""
    read = composed()
    assert read["From"] == "Pedal & Chain <help@pedal.example>"
    assert read["To"] == "lea@mail.example"
    assert read["Subject"] == "Re: My bicycle"
    assert read["In-Reply-To"] == "<one@mail.example>"
    assert read["References"] == "<one@mail.example>"
    assert read["Message-ID"] == "<d@pedal.example>"
    assert read["Auto-Submitted"] is None


@pytest.mark.parametrize("one", [f"<{'A' * 900}@x>", "<=?utf-8?q?=C3=A4?=@x>", f"<{'A' * 50}@{'b' * 50}.example>"])
def test_ids_are_written_as_they_are(one: str) -> None:
    """However long or strange: RFC 2047 5 allows no encoded words in them, and threads hang on them."""
    made = drafted(reading("When are you open?", "When are you open?"), "hours")[1]
    threaded = replace(made, in_reply_to=one, references=("<first@x>", one), thread_index="A" * 200)
    lines = compose(threaded, date=DATE, message_id="<d@pedal.example>").split(b"\r\n")
    assert f"In-Reply-To: {one}".encode() in lines
    assert f"References: <first@x>| {one}".encode() in b"|".join(lines)
    assert b"Thread-Index: " + b"A" * 200 in lines


def test_an_id_longer_than_a_line_is_left_out() -> None:
    """RFC 5322 2.1.1: 998 characters at most, and an id cannot be folded."""
    read = composed(in_reply_to=f"<{'A' * 1000}@x>", thread_index="A" * 1000)
    assert (read["In-Reply-To"], read["Thread-Index"]) == (None, None)


def test_the_parent_is_quoted_below() -> None:
    """Each of its lines with "> ", under who wrote it."""
    plain = composed().get_body(("plain",))
    assert plain is not None
    body = plain.get_content().replace("\r\n", "\n")
    assert body.endswith("lea@mail.example wrote:\n> When are you open?\n")


OF_A_REPLY = {"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "X-Assistant"}
OF_OUTLOOK = {"Thread-Topic", "Thread-Index"}
HEADERS = OF_A_REPLY | OF_OUTLOOK | {"MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


@pytest.mark.parametrize(
    "bad", ["x\r\nBcc: a@b.example", "x\nBcc: a@b.example", "x\rBcc: a@b.example", "x\u2028Bcc: a@b.example"]
)
@pytest.mark.parametrize(
    "field", ["subject", "recipient", "sender", "in_reply_to", "references", "thread_topic", "thread_index"]
)
def test_no_header_can_be_injected(field: str, bad: str) -> None:
    """Line breaks from strangers end up as blanks, or the field is left out."""
    value: object = {
        "recipient": Address(bad, "a@b.example"),
        "sender": Address(bad, "a@b.example"),
        "references": (bad,),
    }.get(field, bad)
    assert set(composed(**{field: value}).keys()) <= HEADERS


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_name_and_subject_can_be_composed(name: str, subject: str) -> None:
    """Whatever strangers call themselves, the bytes are a message with our headers only."""
    assert set(composed(recipient=Address(name, "a@b.example"), subject=subject).keys()) <= HEADERS


@pytest.mark.parametrize(
    "address", ["", "no-at-sign", "a b@c.example", "ünï@cødé.example", "a@b@c", '"quoted local"@x.example']
)
def test_strange_addresses_do_not_break_composing(address: str) -> None:
    """What is no address is left out rather than failing."""
    composed(recipient=Address("", address))


def test_the_drafts_message_id_is_derived() -> None:
    """The same for the same parent and revision; another for other bytes under the same Message-ID."""
    first = message("x", raw_digest="1" * 64)
    again = message("x", raw_digest="2" * 64)

    def of(parent: object, **rest: object) -> str:
        return message_id(parent, **{"account": "shop", "revision": 0, "domain": "pedal.example", **rest})  # type: ignore[arg-type]

    assert of(first) == of(first)
    assert len({of(first), of(again), of(first, revision=1), of(first, account="other")}) == 4
    assert of(first).endswith(".0@pedal.example>")


@pytest.mark.parametrize("domain", ["", "bücher.example", "a..b", "x" * 300, "-.-", "\ud800"])
def test_the_message_id_is_valid_for_any_domain(domain: str) -> None:
    """A domain that cannot stand in a msg-id is replaced."""
    assert message_id(message("x"), account="a", revision=0, domain=domain).isascii()


def test_a_domain_in_other_letters_is_written_in_ascii() -> None:
    """Such a customer can be answered; the address used to be left out. A local part in other letters still is."""
    made = composed(recipient=Address("Jo", "jo@bücher.example"))
    assert str(made["To"]) == "Jo <jo@xn--bcher-kva.example>"
    assert "@" not in str(composed(recipient=Address("Jo", "jörg@bücher.example"))["To"])
