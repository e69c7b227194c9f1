"""Bytes and a declared charset to text. Never fails: what could not be read as declared is a defect.

In: bytes, the charset's name as the message gives it. Out: text and the defects met. RFC 2046 4.1.2, RFC 2047 2.
Left to others: transfer encodings (body.py), encoded words (headers.py).
"""

from __future__ import annotations

import codecs
import re

# Names that mail uses and Python does not know, and names that promise less than is meant: programs that say
# iso-8859-1 send windows-1252 (the WHATWG Encoding Standard, section 4.2, treats them as one).
_ALIASES = {
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "ansi": "windows-1252",
    "ansi_x3.4-1968": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso_8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "8bit": "windows-1252",
    "7bit": "windows-1252",
    "default": "windows-1252",
    "unknown": "windows-1252",
    "unknown-8bit": "windows-1252",
    "x-unknown": "windows-1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cn-gb": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-2022-jp": "iso2022_jp_2",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "cp-850": "cp850",
    "cp-1252": "windows-1252",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "x-utf-8": "utf-8",
    "iso-10646": "utf-8",
    "utf": "utf-8",
    "tis-620": "cp874",
    "viscii": "cp1258",
}
# Python codecs that are no charsets of mail, or that cost more than linear time.
_REFUSED = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_NAME = re.compile(r"[a-z0-9][a-z0-9._:+-]{0,39}")
_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 12, 13, 27)} | {0x7F: None, 0xFEFF: None}


def codec(charset: str | None) -> str | None:
    """The name of Python's codec for a charset of mail, or None where there is none."""
    name = (charset or "").strip().strip("\"'").lower()
    name = name.split("*", 1)[0]  # RFC 2231 5: a language may follow the charset.
    name = name.replace("windows-cp", "windows-").replace("charset=", "")
    if not _NAME.fullmatch(name):
        return None
    name = _ALIASES.get(name, name)
    if name == "windows-1252":
        return name
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # Python keeps base64, rot13 and the like among its codecs; `_is_text_encoding` tells them apart.
    if not getattr(found, "_is_text_encoding", True) or found.name.replace("-", "_") in _REFUSED:
        return None
    return found.name


def decode(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    """Read bytes as text: as declared, else as UTF-8, else as windows-1252. Gives the text and the defects met."""
    defects: list[str] = []
    name = codec(charset)
    if charset and name is None:
        defects.append("unknown-charset")
    # RFC 6532 and practice: what is valid UTF-8 beyond ASCII is UTF-8, whatever a one-byte charset claims.
    tries = [name] if name not in (None, "windows-1252") else []
    if _looks_utf16(data):
        tries.insert(0, "utf-16")
    for candidate in [*tries, "utf-8"]:
        try:
            text = data.decode(candidate or "utf-8")
        except (UnicodeError, ValueError, LookupError):
            continue
        if candidate != (name or candidate) and name != "windows-1252":
            defects.append("wrong-charset")
        return clean(text), tuple(defects)
    if name == "windows-1252" or name is None:
        if not charset:
            defects.append("undeclared-charset")
        return clean(_windows(data)), tuple(defects)
    defects.append("wrong-charset")
    try:
        text = data.decode(name, "replace")
    except (UnicodeError, ValueError, LookupError):
        return clean(_windows(data)), tuple(defects)
    # Seen in practice: "utf-8" declared over windows-1252 text. Many holes mean that the claim is wrong.
    if name == "utf-8" and text.count("�") * 2 > sum(byte > 127 for byte in data[:100_000]):
        text = _windows(data)
    return clean(text), tuple(defects)


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, with "\\n" between lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def _windows(data: bytes) -> str:
    return data.decode("windows-1252", "replace") if _undefined(data) else data.decode("windows-1252", "ignore")


def _undefined(data: bytes) -> bool:
    return any(byte in data for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D))


def _looks_utf16(data: bytes) -> bool:
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") and len(data) >= 4
