"""What customers, machines and others send to fifty mailboxes: each number gives another message, always the same.

Kinds and sizes as in a real inbox: letters, short questions, HTML, quoted threads, attachments up to two megabytes,
broken MIME, texts that try to make a reader slow, auto-replies, newsletters, abuse, foreign languages, duplicates.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from tests.bench import hostile
from tests.bench.letters import letter

OURS = "help@mulberry.example"
APART = 50                                          # a duplicate comes so many messages after the first
_DUPLICATE = 41                                     # every so manieth message is one


@dataclass(frozen=True, slots=True)
class Sent:
    """A message, the flags it has when we first see it, and what may become of it."""

    raw: bytes
    flags: str = ""                                 # "F" flagged, "R" answered, "S" seen
    becomes: frozenset[str] = frozenset({"drafted", "noted", "skipped"})
    kind: str = ""


def _message(number: int, body: str, *, headers: str = "", kind: str = "text/plain; charset=utf-8") -> bytes:
    return (
        f"From: Customer {number} <customer{number}@mail.example>\r\nTo: {OURS}\r\nSubject: Question {number}\r\n"
        f"Message-ID: <{number}.of-the-crowd@mail.example>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n{headers}"
        f"MIME-Version: 1.0\r\nContent-Type: {kind}\r\n\r\n{body}"
    ).encode("utf-8", "surrogateescape")


def _with_file(number: int, size: int) -> bytes:
    lines = base64.encodebytes(bytes((number + at) % 251 for at in range(64)) * (size // 64)).decode()
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nDear team,\r\n\r\nWhat time do you open on Saturdays? A picture of my "
        f"shelf number {number} is with this.\r\n\r\nJo Marsh\r\n--b\r\nContent-Type: image/jpeg; name=shelf.jpg\r\n"
        f"Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n{lines}\r\n--b--\r\n"
    )
    return _message(number, body, kind='multipart/mixed; boundary="b"')


def _html(number: int) -> bytes:
    said = f"<p>Hello,</p><p>do you gift-wrap? It is for my aunt, who turns {number}.</p><p>Priya Nair</p>"
    quoted = "<blockquote type=cite><p>You wrote to us</p></blockquote>" * (number % 7)
    return _message(number, f"<html><body><table><tr><td>{said}</td></tr></table>{quoted}</body></html>",
                    kind="text/html; charset=utf-8")


def _thread(number: int) -> bytes:
    quoted = "".join(f"> line {line} of what was written before, number {number}\r\n" for line in range(60))
    body = f"And how much is postage to Norway?\r\n\r\nTom\r\n\r\nOn Mon, 2 Mar 2026, shop wrote:\r\n{quoted}"
    return _message(number, body, headers=f"In-Reply-To: <{number}.earlier@mail.example>\r\n")


_HOSTILE = [text for _, kind, text in hostile.texts() if kind == "text"]
_SKIPPED = frozenset({"skipped"})
_DRAFTED = frozenset({"drafted"})
_KINDS: tuple[tuple[str, int, Callable[[int], Sent]], ...] = (
    # what it is, how many of a hundred, and how it is made
    ("letter of 150 words", 46, lambda n: Sent(letter(n))),
    ("short question", 12, lambda n: Sent(_message(
        n, f"Good morning,\n\nwhat are your opening hours? I am customer {n}.\n\nLea Brandt\n"), "", _DRAFTED)),
    ("HTML", 8, lambda n: Sent(_html(n))),
    ("reply with a thread below", 6, lambda n: Sent(_thread(n))),
    ("flagged by its owner", 4, lambda n: Sent(letter(n), "FS")),
    ("answered already", 3, lambda n: Sent(letter(n), "RS", _SKIPPED)),
    ("auto-reply", 6, lambda n: Sent(_message(
        n, "I am away.\r\n", headers="Auto-Submitted: auto-replied\r\n"), "", _SKIPPED)),
    ("newsletter", 4, lambda n: Sent(_message(
        n, "This week.\r\n" * 300, headers="List-Id: <news.example>\r\n"), "", _SKIPPED)),
    ("German", 3, lambda n: Sent(_message(
        n, f"Guten Tag,\r\n\r\nich habe vorgestern {n} Bücher gekauft und möchte gerne wissen, wann ich sie abholen "
        "kann.\r\n\r\nJürgen Müller\r\n"), "", frozenset({"noted"}))),
    ("abuse", 2, lambda n: Sent(_message(n, f"You are {n} idiots and your shop is garbage.\r\n\r\nMax\r\n"))),
    ("file of 100 kB to 2 MB", 2, lambda n: Sent(_with_file(n, 100_000 if n % 400 else 1_500_000))),
    ("broken MIME", 2, lambda n: Sent(_message(
        n, f"--x\r\nContent-Type: text/plain; charset=utf-7x\r\n\r\nWhere is order MYB-{n}?\r\n\udcff\udcfe\r\n--x",
        kind='multipart/alternative; boundary="y"'))),
    ("no Message-ID", 1, lambda n: Sent(letter(n).replace(b"Message-ID:", b"X-Was:"))),
    ("100 kB to slow a reader", 1, lambda n: Sent(_message(
        n, f"{n}\r\n{_HOSTILE[n % len(_HOSTILE)]}"))),
)  # fmt: skip
_OF_A_HUNDRED = [(name, make) for name, share, make in _KINDS for _ in range(share)]


def sent(number: int) -> Sent:
    """Message `number`. Some are the one APART places before, byte for byte."""
    if number % _DUPLICATE == _DUPLICATE - 1 and number >= APART:
        return sent(number - APART)
    name, make = _OF_A_HUNDRED[number * 37 % 100]
    made = make(number)
    raw = made.raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    return Sent(raw, made.flags, made.becomes, name)
