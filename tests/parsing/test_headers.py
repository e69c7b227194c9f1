from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.parsing.headers import date, message_id, msg_ids, parameters, split, unstructured


def fields(text: bytes) -> list[tuple[str, str]]:
    """The fields of a block."""
    return list(split(text.split(b"\n"))[0].fields)


def test_fields_are_unfolded_and_named_in_lower_case() -> None:
    """A value that runs on over lines is one line."""
    assert fields(b"Subject: one\n two\nX-A :  b\n\nbody") == [("subject", "one two"), ("x-a", "b")]


def test_an_mbox_line_and_a_stray_line_do_not_end_the_header() -> None:
    """What mail programs leave between fields is passed over."""
    assert fields(b"From ann Mon May 1\nTo: x@example.com\ngarbage here\nSubject: s\n\n")[1] == ("subject", "s")


def test_text_without_a_header_is_body() -> None:
    """A block whose first line is no field has no fields."""
    headers, taken = split([b"Hello there,", b"how are you", b""])
    assert (headers.fields, taken) == ((), 0)
    assert "no-empty-line-after-headers" in headers.defects


def test_raw_eight_bit_values_are_read() -> None:
    """A subject in bare UTF-8 or windows-1252 is readable."""
    assert fields("Subject: Größe".encode())[0][1] == "Größe"
    assert fields("Subject: Größe".encode("latin-1"))[0][1] == "Größe"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?q?Gr=C3=B6=C3=9Fe_L?=", "Größe L"),
        ("=?UTF-8?B?R3LDtsOfZQ==?= passt", "Größe passt"),
        ("=?utf-8?B?R3LDtg==?=  =?utf-8?B?w59l?=", "Größe"),
        ("=?utf-8?B?R3LD?= =?utf-8?B?tsOfZQ==?=", "Größe"),
        ("=?iso-8859-1*de?q?Gr=F6=DFe?=", "Größe"),
        ("=?utf-8?q?with spaces inside?=", "with spaces inside"),
        ("=?utf-8?B?R3LDtsOfZQ?=", "Größe"),
        ("=?nonsense?q?abc?=", "abc"),
        ("=?utf-8?q?never closed", "=?utf-8?q?never closed"),
        ("Re: =?utf-8?q?a?= and =?utf-8?q?b?=", "Re: a and b"),
    ],
)
def test_encoded_words_also_broken_ones(value: str, text: str) -> None:
    """RFC 2047 as it is written and as it is seen."""
    assert unstructured(value) == text


def test_msg_ids_are_kept_once_with_their_brackets() -> None:
    """References may repeat ids, break them over lines and add comments."""
    assert msg_ids("<a@x> junk <b\n@y> (c) <a@x>") == ("<a@x>", "<b@y>")


def test_a_message_id_without_brackets_gets_them() -> None:
    """Some programs forget the brackets; an empty field is no id."""
    assert message_id("abc@host") == "<abc@host>"
    assert message_id("two words") is None
    assert message_id(None) is None


def test_dates_are_always_aware() -> None:
    """An unknown zone is UTC; what is no date is None."""
    assert date("Tue, 3 Mar 2026 10:00:00 +0100") == datetime(2026, 3, 3, 10, tzinfo=timezone(timedelta(hours=1)))
    assert date("3 Mar 2026 10:00:00 -0000") == datetime(2026, 3, 3, 10, tzinfo=UTC)
    for nonsense in ("", "yesterday", "99 Foo 2026", "Mon, 31 Dec 9999 23:00:00 -1400", "9" * 500):
        assert date(nonsense) is None


def test_parameters_of_every_spelling() -> None:
    """Quotes, comments, continuations and percent-encoding of RFC 2231."""
    assert parameters('Text/HTML; charset="utf-8"; x=1') == ("text/html", {"charset": "utf-8", "x": "1"})
    assert parameters('a/b; name="semi;colon \\"q\\""')[1] == {"name": 'semi;colon "q"'}
    assert parameters("a/b; filename*=utf-8''Gr%C3%B6%C3%9Fe.pdf")[1] == {"filename": "Größe.pdf"}
    assert parameters("a/b; filename*0*=utf-8''Gr%C3; filename*1*=%B6.p; filename*2=df")[1] == {"filename": "Grö.pdf"}
    assert parameters(None) == ("", {})


@settings(deadline=None)
@given(st.text(max_size=300))
def test_values_never_raise(value: str) -> None:
    """Any value can be read as any kind of field."""
    unstructured(value)
    parameters(value)
    date(value)
    msg_ids(value)
