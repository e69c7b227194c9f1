from __future__ import annotations

import re

import pytest

from assistant.model import Message
from assistant.parsing import automatic_wording, parse


def read(*header: str, body: str = "When do you open?") -> Message:
    """A message with these fields above an ordinary one's."""
    ordinary = ["From: Ann Lee <ann@example.com>", "Subject: Opening hours"]
    names = {field.split(":", 1)[0].lower() for field in header}
    fields = [*header, *(field for field in ordinary if field.split(":", 1)[0].lower() not in names)]
    return parse(("\r\n".join(fields) + "\r\n\r\n" + body).encode())


def codes(message: Message) -> tuple[set[str], set[str]]:
    """What is proof and what is doubt."""
    return {reason.code for reason in message.machine}, {reason.code for reason in message.doubtful}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("Return-Path: <>", "null-return-path"),
        ("Return-Path: <MAILER-DAEMON@example.com>", "robot-return-path"),
        ("Auto-Submitted: auto-replied", "auto-submitted"),
        ("Auto-Submitted: Auto-Generated; owner-email=x", "auto-submitted"),
        ("Auto-Submitted: (vacation) auto-replied (really)", "auto-submitted"),
        ("List-Id: Lamps <lamps.example.org>", "mailing-list"),
        ("List-Post: <mailto:lamps@example.org>", "mailing-list"),
        ("Mailing-List: contact lamps-help@example.org", "mailing-list"),
        ("Precedence: list", "mailing-list"),
        ("Precedence: BULK", "bulk-mail"),
        ("Precedence: junk", "bulk-mail"),
        ("Precedence: auto_reply", "auto-reply"),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=b", "delivery-report"),
        ("Content-Type: multipart/report; report-type=disposition-notification; boundary=b", "read-receipt"),
        ("Content-Type: multipart/report; report-type=feedback-report; boundary=b", "feedback-report"),
        ("Content-Type: message/delivery-status", "delivery-report"),
        ("Content-Type: text/calendar; method=REPLY", "calendar-reply"),
        ("X-Autoreply: yes", "auto-reply"),
        ("X-Autorespond: Opening hours", "auto-reply"),
        ("X-Failed-Recipients: bob@example.com", "delivery-report"),
        ("X-Loop: help@example.com", "loop"),
        ("X-Assistant: draft", "own-message"),
        ("From: Mail Delivery System <MAILER-DAEMON@example.com>", "robot-sender"),
        ("From: MAILER-DAEMON <>", "robot-sender"),
        ("From: no-reply@example.com", "robot-sender"),
        ("From: Orders <shop-noreply@example.com>", "robot-sender"),
        ("From: donotreply@example.com", "robot-sender"),
        ("From: owner-lamps@example.com", "robot-sender"),
        ("From: lamps-request@example.com", "robot-sender"),
        ("From: bounces+17=x@example.com", "robot-sender"),
        ("Subject: Automatic reply: Opening hours", "auto-reply"),
        ("Subject: Abwesenheitsnotiz: Lampe", "auto-reply"),
        ("Subject: Réponse automatique : lampe", "auto-reply"),
        ("Subject: Out of Office: Lamp", "auto-reply"),
        ("Subject: Report domain: example.com Submitter: mail.example Report-ID: <1>", "machine-report"),
    ],
)
def test_each_sign_of_a_machine_is_proof(field: str, code: str) -> None:
    """Every rule has its own code, and its hit is told."""
    assert code in codes(read(field))[0]


@pytest.mark.parametrize(
    "field",
    [
        "Subject: Vacation message to our guests",
        "Subject: Out of office furniture",
        "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
        "Auto-Submitted: no",
        "Auto-Submitted: NO (a person wrote this)",
        "Auto-Submitted: no; x=y",
        "X-Auto-Response-Suppress: All",
        "Precedence: first-class",
        "Precedence: high",
        "Return-Path: <ann@example.com>",
        "Return-Path: <bounces+123-ann=example.com@mailer.example>",
        "X-Autoreply: no",
        "X-Mailer: Outlook",
        "From: Noreen Plyer <noreen.plyer@example.com>",
        "From: Bouncey Castles <hello@bouncey-castles.example>",
        "From: Owner Lee <owner@example.com>",
        "Subject: Re: Automatic reply: Opening hours",
        "Subject: Out of office chairs?",
        "Subject: My delivery failed to arrive",
        "Subject: Delivery problem with order 12",
        "Content-Type: text/plain; charset=utf-8",
    ],
)
def test_people_are_never_called_machines(field: str) -> None:
    """What people's mail bears too proves nothing."""
    assert codes(read(field))[0] == set()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (["List-Unsubscribe: <mailto:x@example.com>"], "list-unsubscribe"),
        (["From: no-reply@shop.example", "Reply-To: Ann <ann@example.com>"], "robot-sender-with-reply-address"),
        (["From: postmaster@example.com"], "perhaps-robot-sender"),
        (["Content-Type: text/calendar; method=REQUEST"], "calendar-invitation"),
        (["Subject: Returned mail"], "perhaps-delivery-report"),
    ],
)
def test_weaker_signs_leave_the_message_to_a_person(fields: list[str], code: str) -> None:
    """A doubt is told with its code and is no proof."""
    proof, doubt = codes(read(*fields))
    assert (proof, code in doubt) == (set(), True)


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Delivery failed", "Delivery to my address failed yesterday and the parcel was returned to sender. Why?"),
        ("Undeliverable parcel", "The courier says that the address is unknown. Can you send it again?"),
        ("Delivery delayed", "My delivery is delayed, where is it?"),
        ("Account not found", "I cannot log in: account not found. My mail to you could not be sent either."),
        ("Returned to sender", "Parcel 550 was returned to the sender."),
        ("Delivery delayed", "I wrote that my mailbox is full, but the courier did not call. When does it come?"),
    ],
)
def test_customers_who_write_of_failed_deliveries_are_people(subject: str, body: str) -> None:
    """A parcel that could not be delivered is no mail that could not be delivered."""
    assert codes(read(f"Subject: {subject}", body=body)) == (set(), set())


def test_a_web_form_may_be_allowed() -> None:
    """auto-generated is told apart, for the owner may trust that sender."""
    assert read("Auto-Submitted: auto-generated").auto_generated
    assert not read("Auto-Submitted: auto-replied").auto_generated


def test_a_bounce_without_any_header_is_known_by_subject_and_wording() -> None:
    """Old mail servers mark nothing; what they write gives them away."""
    body = "The following address failed:\n\n  bob@example.com\n    550 5.1.1 User unknown\n"
    assert codes(read("From: mail@relay.example", "Subject: Undeliverable: Lamp", body=body))[0] == {"delivery-report"}


def test_a_person_who_forwards_a_bounce_is_a_person() -> None:
    """The report is theirs to ask about."""
    body = "What does this mean?\n\n---------- Forwarded message ---------\nFrom: x@example.com\n\n550 no such user"
    assert codes(read("Subject: Fwd: Undelivered Mail Returned to Sender", body=body))[0] == set()


def test_a_person_who_attaches_a_bounce_is_a_person() -> None:
    """Reports inside an attached message are not this message's."""
    inner = "Content-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\n\nfailed\n--c--"
    body = f"--b\n\nWhy did this fail?\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--"
    assert codes(read("Content-Type: multipart/mixed; boundary=b", body=body)) == (set(), set())


def test_a_dmarc_report_is_known_by_its_file() -> None:
    """RFC 7489 7.2.1.1 gives the file's name its form."""
    body = "--b\nContent-Type: application/gzip; name=mail.example!example.com!1714600000!1714686400.xml.gz\n\nx\n--b--"
    assert "machine-report" in codes(read("Content-Type: multipart/mixed; boundary=b", body=body))[0]


def test_a_note_of_absence_without_a_mark_is_doubted() -> None:
    """It may be a person's own line, so a person looks."""
    assert codes(read("Subject: Re: Lamp", body="I am out of the office until Monday."))[1] == {"perhaps-auto-reply"}
    assert codes(read("Subject: Re: Lamp", body="I am out of the office, can you deliver later?"))[1] == set()
    assert codes(read(body="I am on vacation until Monday. Please deliver after that."))[1] == set()


def test_a_lone_subject_of_absence_needs_the_text_to_say_so() -> None:
    """Three words prove nothing; with the sentence they do."""
    assert codes(read("Subject: Out of office"))[0] == set()
    assert codes(read("Subject: Out of office", body="I am out of the office until Monday."))[0] == {"auto-reply"}


def test_the_wording_of_machines_is_in_lower_case() -> None:
    """Texts are looked at in lower case: a phrase with a capital would never be found."""
    patterns = [value for value in vars(automatic_wording).values() if isinstance(value, re.Pattern)]
    assert len(patterns) > 10
    for pattern in patterns:
        bare = re.sub(r"\\.", "", pattern.pattern)
        assert bare == bare.lower()


@pytest.mark.parametrize("subject", ["UNDELIVERABLE: Your Order", "Undeliverable: your order"])
def test_capitals_hide_no_report(subject: str) -> None:
    """A server that shouts is a server."""
    raw = f"From: POSTMASTER@mx.example\r\nSubject: {subject}\r\n\r\nReporting-MTA: dns; mx.example\r\n".encode()
    assert "delivery-report" in [reason.code for reason in parse(raw).machine]
