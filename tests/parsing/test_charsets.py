from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.parsing.charsets import clean, codec, decode


@pytest.mark.parametrize(
    ("data", "charset", "text"),
    [
        ("Grüße".encode(), "utf-8", "Grüße"),
        ("Grüße".encode("latin-1"), "iso-8859-1", "Grüße"),
        ("“Preis” 5 €".encode("windows-1252"), "ISO-8859-1", "“Preis” 5 €"),
        ("Здравствуйте".encode("koi8-r"), "koi8-r", "Здравствуйте"),
        ("注文".encode("iso-2022-jp"), "ISO-2022-JP", "注文"),
        ("订单".encode("gbk"), "gb2312", "订单"),
        ("주문".encode("cp949"), "ks_c_5601-1987", "주문"),
        ("à bientôt".encode("utf-16"), "utf-16", "à bientôt"),
    ],
)
def test_declared_charsets_are_read(data: bytes, charset: str, text: str) -> None:
    """Text is read in the charset that the message names, by the names that mail uses."""
    assert decode(data, charset) == (text, ())


def test_utf8_behind_a_wrong_name_is_found() -> None:
    """Valid UTF-8 that is called latin-1 or nothing at all is read as UTF-8."""
    assert decode("für".encode(), "us-ascii")[0] == "für"
    assert decode("für".encode(), None) == ("für", ())


def test_windows_text_called_utf8_is_rescued() -> None:
    """Bytes that cannot be the UTF-8 they claim to be are read as windows-1252, with a defect."""
    assert decode("où êtes-vous".encode("latin-1"), "utf-8") == ("où êtes-vous", ("wrong-charset",))


def test_unknown_charset_is_a_defect() -> None:
    """A charset that nobody knows costs nothing but a defect."""
    assert decode(b"hello", "x-klingon") == ("hello", ("unknown-charset",))


@pytest.mark.parametrize("name", ["base64", "rot13", "zlib", "unicode_escape", "punycode", "idna", "../../etc", ""])
def test_codecs_that_are_no_charsets_are_refused(name: str) -> None:
    """Python's codecs that compress, escape or rotate are never run on a stranger's bytes."""
    assert codec(name) is None


def test_control_characters_and_lone_surrogates_are_dropped() -> None:
    """What no person typed, and what could not be stored, does not reach the text."""
    assert clean("a\x00b\x08c\r\nd\re\ud800") == "abc\nd\ne?"


@settings(deadline=None)
@given(st.binary(max_size=200), st.one_of(st.none(), st.text(max_size=20)))
def test_decoding_never_raises(data: bytes, charset: str | None) -> None:
    """Any bytes under any name give a text that can be encoded again."""
    decode(data, charset)[0].encode("utf-8")
