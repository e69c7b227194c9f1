"""The bytes of a file of rules to its text, or why it is none. UTF-8 alone, so that no letter is guessed."""

from __future__ import annotations

from dataclasses import dataclass

_SAVE_IT = 'in your editor choose "Save as", and there the encoding UTF-8'


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is there and cannot be read as a text: `text` says why and what to do."""

    text: str


def decode(raw: bytes) -> str | Unread:
    """The text of a file, which is UTF-8, with or without a byte order mark."""
    for mark, name in ((b"\xff\xfe\x00\x00", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if raw.startswith(mark):
            return Unread(f'the file is written in {name} (some editors call it "Unicode"); {_SAVE_IT}')
    if raw.startswith((b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return Unread(
            "the file is a document of a word processor or the like, not plain text; save it as plain text, in UTF-8"
        )
    if b"\0" in raw[:200] and raw[:200].count(b"\0") > len(raw[:200]) // 4:
        return Unread(f"the file is written in UTF-16, or is no text at all; {_SAVE_IT}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Unread(
            f"the file is not written in UTF-8 (line {line} holds a letter that is none); {_SAVE_IT}"
        )
