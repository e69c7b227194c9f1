from __future__ import annotations

import time

import pytest

from assistant.mailbox.headers import msg_ids, names, searchable, split_header, with_crlf


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b"Message-ID: <a@x>\r\n", {"<a@x>"}),
        (b"message-id:<a@x>\r\n", {"<a@x>"}),
        (b"Message-Id :\r\n <a@x>\r\n", {"<a@x>"}),
        (b"Message-ID: <a\r\n b@x> (comment)\r\n", {"<ab@x>"}),
        (b"Message-ID: <a@x>\r\nMessage-ID: <b@x>\r\n", {"<a@x>", "<b@x>"}),
        (b"Message-ID: bare@x\r\n", {"bare@x"}),
        (b"Message-ID: <caf\xc3\xa9@x>\r\n", {"<caf\u00e9@x>"}),
        (b"X-Message-ID: <a@x>\r\n", set()),
        (b"Message-ID:\r\n", set()),
    ],
)
def test_msg_ids(field: bytes, expected: set[str]) -> None:
    """The field in all shapes that are seen, folded and doubled ones too."""
    assert msg_ids(b"From: a@x\r\n" + field + b"To: b@x\r\n\r\nMessage-ID: <body@x>\r\n", "Message-ID") == expected


def test_an_id_must_be_the_same_to_the_letter() -> None:
    """Neither a part of it nor another case of letters."""
    raw = b"In-Reply-To: <Abc@x>\r\n\r\n"
    assert names(raw, "In-Reply-To", "<Abc@x>")
    assert not names(raw, "In-Reply-To", "<abc@x>")
    assert not names(raw, "In-Reply-To", "<bc@x>")


@pytest.mark.parametrize(
    ("msg_id", "piece"),
    [
        ("<a.b@x.example>", "<a.b@x.example>"),
        ('<a"long-piece@x>', "long-piece@x>"),
        ("<\u65e5\u672c@x>", "@x>"),
        ("\u65e5\u672c", ""),
        ("<a\r\nLOGOUT", "LOGOUT"),
    ],
)
def test_the_searchable_piece_holds_nothing_that_needs_quoting(msg_id: str, piece: str) -> None:
    """No quote, no backslash, no blank, no control, nothing beyond ASCII."""
    assert searchable(msg_id) == piece


def test_split_header_loses_nothing() -> None:
    """Header and body together are the message, also without a blank line or without a header."""
    for raw in (b"A: b\r\n\r\nc\r\n\r\nd", b"A: b\n\nc", b"A: b\r\n", b"\r\nbody\r\n\r\nmore", b""):
        assert b"".join(split_header(raw)) == raw
    assert split_header(b"\r\nbody\r\n\r\nmore") == (b"\r\n", b"body\r\n\r\nmore")


def test_line_ends_become_crlf() -> None:
    """Each kind of line end is one line end."""
    assert with_crlf(b"a\nb\r\nc\rd") == b"a\r\nb\r\nc\r\nd"


def test_a_hostile_header_costs_no_time() -> None:
    """A megabyte of brackets, blanks or folds is read in a moment."""
    for hostile in (b"<" * 1_000_000, b" " * 1_000_000, b"\r\n " * 300_000, b"Message-ID:" * 90_000):
        started = time.perf_counter()
        msg_ids(b"Message-ID: " + hostile, "Message-ID")
        assert time.perf_counter() - started < 20  # it does not hang; how fast it is, make bench says
