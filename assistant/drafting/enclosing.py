"""Files that go out with a letter: into the message that `compose` makes, and out of one again. RFC 2046, RFC 2183."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

LARGEST = 18_000_000                                # bytes of all files together: base64 makes 25 MB of them
_LONGEST_NAME = 150                                 # characters
_TYPE = re.compile(r"[a-z0-9][\w!#$&^.+-]{0,60}/[a-z0-9][\w!#$&^.+-]{0,60}", re.ASCII)
# Controls, signs without a width or that turn the reading around, halves of characters; what file systems forbid.
_NOT_IN_A_NAME = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"<>|?*:]+'
)
_UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file. Its name is without folders and without characters that deceive; use `enclosure` to make one."""

    name: str
    content_type: str
    content: bytes

    def __post_init__(self) -> None:
        if not self.name or self.name != _name(self.name):
            raise ValueError(f"not a name of a file: {self.name!r}")
        if self.content_type != _content_type(self.content_type):
            raise ValueError(f"not a type of a file: {self.content_type!r}")


def enclosure(name: str, content_type: str, content: bytes) -> Enclosure:
    """A file as somebody gives it, with any name and any type."""
    return Enclosure(_name(name), _content_type(content_type), content)


def enclose(composed: EmailMessage, files: Sequence[Enclosure], *, seed: str) -> None:
    """Put files beside the letter. The boundary comes from `seed`, so that the same letter is the same bytes."""
    if not files:
        return
    composed.make_mixed()
    for file in files:
        maintype, subtype = file.content_type.split("/", maxsplit=1)
        # As bytes, whatever type it is: base64 keeps each of them.
        composed.add_attachment(file.content, maintype=maintype, subtype=subtype, filename=file.name)
    composed.set_boundary(f"=_m{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:39]}")


def enclosures(raw: bytes) -> tuple[Enclosure, ...]:
    """The files that go out with a saved letter, in their order; those of other programs too."""
    message = message_from_bytes(raw, policy=SMTP)
    if not isinstance(message, EmailMessage) or message.get_content_type() != "multipart/mixed":
        return ()
    found = []
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):          # a message within the message
            content = b"\r\n".join(inner.as_bytes() for inner in part.iter_parts()) if part.is_multipart() else b""
        found.append(enclosure(part.get_filename() or "", part.get_content_type(), content))
    return tuple(found)


def _name(given: str) -> str:
    bare = _NOT_IN_A_NAME.sub(" ", re.split(r"[/\\]", given)[-1])
    bare = " ".join(bare.split()).strip(". ")
    if len(bare) > _LONGEST_NAME:
        stem, dot, ending = bare.rpartition(".")
        keep = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
        bare = bare[: _LONGEST_NAME - len(keep)].rstrip(". ") + keep
    return bare or "file"


def _content_type(given: str) -> str:
    bare = given.partition(";")[0].strip().lower()
    # RFC 2046 5.1, 5.2.1: base64 may not stand around these.
    return bare if _TYPE.fullmatch(bare) and not bare.startswith(("multipart/", "message/")) else _UNKNOWN
