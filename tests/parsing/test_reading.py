from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.model import Address, Message
from assistant.parsing import parse, parse_html, parse_text

RAW = b"""Return-Path: <ann@example.com>
Delivered-To: help@shop.example
X-Original-To: Lamps <lamps@shop.example>
Authentication-Results: mx.shop.example; spf=pass
Authentication-Results: elsewhere.example; spf=fail
Received: from x by y; Fri, 3 May 2024 10:00:00 +0000
From: "Lee, Ann" <ann@example.com>
Reply-To: ann.lee@home.example
To: Shop <lamps@shop.example>
Cc: bob@example.com
Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?=
Date: Fri, 3 May 2024 10:00:00 +0200
Message-ID: <m3@example.com>
In-Reply-To: <m2@shop.example>
References: <m1@example.com> <m2@shop.example>
Thread-Topic: Size
Thread-Index: AdqdQ==
Content-Type: text/plain; charset=utf-8

Which size is it?
"""


def test_every_field_of_a_message_is_read() -> None:
    """What a reply, a lookup and the thread will need is there."""
    message = parse(RAW)
    assert message.author == Address("Lee, Ann", "ann@example.com")
    assert message.reply_address == Address("", "ann.lee@home.example")
    assert (message.to, message.cc) == ((Address("Shop", "lamps@shop.example"),), (Address("", "bob@example.com"),))
    assert message.delivered_to == ("help@shop.example", "lamps@shop.example")
    assert (message.subject, message.own_words) == ("Größe", "Which size is it?")
    assert message.date is not None and message.date.isoformat() == "2024-05-03T10:00:00+02:00"
    assert (message.message_id, message.in_reply_to) == ("<m3@example.com>", ("<m2@shop.example>",))
    assert message.references == ("<m1@example.com>", "<m2@shop.example>")
    assert (message.thread_topic, message.thread_index) == ("Size", "AdqdQ==")
    assert message.authentication_results == ("mx.shop.example; spf=pass", "elsewhere.example; spf=fail")
    assert (message.machine, message.doubtful, message.defects) == ((), (), ())


def test_the_digest_is_of_the_raw_bytes() -> None:
    """Two messages that differ in one byte differ in their digest."""
    assert parse(RAW).raw_digest != parse(RAW + b" ").raw_digest


def test_what_is_missing_is_named() -> None:
    """An empty message is a message with defects."""
    assert set(parse(b"").defects) == {"no-author", "no-message-id", "no-text"}
    assert "unreadable-date" in parse(b"Date: soon\n\nx").defects


def test_a_forward_is_known_by_its_subject_too() -> None:
    """Outlook forwards without a word in the text."""
    raw = b"From: a@example.com\nSubject: FW: Lamp\n\n\nFrom: Shop <s@example.com>\nSent: Friday\nSubject: Lamp\n\nHi"
    message = parse(raw)
    assert (message.own_words, message.forwarded) == ("", True)


def whole(message: Message) -> None:
    """Hold what every Message promises."""
    for text in (message.own_words, message.quoted, message.signature, message.subject):
        text.encode("utf-8")
        assert "\r" not in text
    assert message.date is None or message.date.tzinfo is not None


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_a_message(raw: bytes) -> None:
    """Nothing raises."""
    whole(parse(raw))


PIECES = [
    b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html\n", b"\n", b"--b\n", b"--b--\n",
    b"From: \xff<a@b>\n", b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: base64\n", b"=?utf-8?q?=FF?=",
    b"<div>", b"> x\n", b"-- \n", b"Subject: ", b"Date: 1 Jan 99999\n", b"\x00", b"word \xe9",
    b"Content-Disposition: attachment; filename*0*=x''%ff\n",
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_mixture_of_mail_is_a_message(pieces: list[bytes]) -> None:
    """Structures cut anywhere and put together anyhow are read."""
    whole(parse(b"".join(pieces)))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_and_any_html_is_a_message(text: str) -> None:
    """Lone surrogates, controls and all."""
    whole(parse_text(text))
    whole(parse_html(text))


N = 100_000
HOSTILE = {
    "nested quotes": b"\n" + b"\n".join(b">" * depth + b" x" for depth in range(440)),
    "one word": b"\n" + b"a" * 1_000_000,
    "combining": b"\n" + "e\u0301".encode() * (N // 2),
    "attributions": b"\n" + b"On 12 May 2020 at 12:20\n" * 4_000,
    "wrote": b"\n" + b"wrote:\n" * 14_000,
    "fields": b"\n" + b"From: a\n" * 12_000,
    "dashes": b"\n" + b"--\n" * 33_000 + b"really?",
    "phones": b"\n" + b"Sent from my iPhone\n" * 5_000 + b"?",
    "at": b"\n" + b"a@" * 50_000,
    "rules": b"\n" + (b"-" * 150 + b"\n") * 660,
    "headers": b"X: y\n" * 20_000 + b"\nhi",
    "encoded words": b"Subject: " + b"=?a?q?" * 16_000 + b"\n\nhi",
    "comments": b"From: " + b"(" * N + b"\n\nhi",
    "quotes": b'From: "' + b"<a@" * 30_000 + b"\n\nhi",
    "parameters": b"Content-Type: text/plain;" + b"a*1=b;" * 16_000 + b"\n\nhi",
    "parts": b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 14_000,
    "attached": b"Content-Type: message/rfc822\n\n" * 3_300,
    "almost delimiters": b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--b\n" * 25_000,
    "padding": b"Content-Transfer-Encoding: base64\n\n" + b"=a" * 50_000,
    "uuencode": b"\n" + b"begin 644 a\nx\n" * 8_000 + b"\nend\n",
    "zeros": b"\0" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hundred_kilobytes_of_anything_do_not_hang(name: str) -> None:
    """Linear in size: the bound is far above what is needed and far below what a quadratic reader would take."""
    start = time.process_time()
    whole(parse(HOSTILE[name]))
    assert time.process_time() - start < 20  # it does not hang; how fast it is, make bench says
