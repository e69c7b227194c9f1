"""IDLE: wait until the server says that something arrived. RFC 2177, RFC 9051 6.3.13.

Between IDLE and DONE the lines are read here, not by imaplib: a line may come in several packets, and several in
one, and imapclient's own reader takes neither.
"""

from __future__ import annotations

import re
import socket
import ssl
import time
from contextlib import suppress

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from assistant.mailbox.waker import Waker

RENEWED = 540.0  # seconds after which it is ended and may be begun anew; servers hang up on the silent after 30 min
LONGEST = 1_000_000  # bytes of one line
_COUNTED = re.compile(rb"\* (\d+) (EXISTS|EXPUNGE)\b", re.IGNORECASE)


def idle(client: IMAPClient, exists: int, seconds: float, waker: Waker, patience: float) -> bool:
    """Wait in the open mailbox for at most `seconds`, and RENEWED. Whether the server said that something arrived.

    `exists` is how many messages it held when it was opened: servers tell the number also where it has not grown.

    Ends at once when the waker is rung. The server has `patience` seconds to begin and to end it. Raises what the
    libraries raise; called within Session.asking.
    """
    lines, count = _Lines(client.socket()), _Count(exists)
    tag: bytes = client._imap._command("IDLE")  # notes the tag as one that is waited for, and sends it
    try:
        _begun(lines, count, tag, patience)
        if not count.grown:
            _told(lines, count, tag, min(seconds, RENEWED), waker)
        client._imap.send(b"DONE\r\n")
        _ended(lines, count, tag, patience)
        return count.grown
    finally:
        client._imap.tagged_commands.pop(tag, None)
        with suppress(OSError):  # gone already: whoever uses it next is told so
            client.socket().settimeout(patience)


def _begun(lines: _Lines, count: _Count, tag: bytes, patience: float) -> None:
    """Read up to the "+" that begins it. A tagged answer instead is a refusal."""
    deadline = time.monotonic() + patience
    while not (line := lines.next(deadline)).startswith(b"+"):
        _check(line, tag)
        count.take(line)


def _told(lines: _Lines, count: _Count, tag: bytes, seconds: float, waker: Waker) -> None:
    """Wait for the server's word, until the time is over or the waker is rung."""
    deadline = time.monotonic() + seconds
    while True:
        for line in lines.whole():
            _check(line, tag)
            count.take(line)
        if count.grown or waker.wait(deadline - time.monotonic(), beside=lines.socket) != "read":
            return
        lines.read()


def _ended(lines: _Lines, count: _Count, tag: bytes, patience: float) -> None:
    """Read up to the tagged answer."""
    deadline = time.monotonic() + patience
    while not (line := lines.next(deadline)).startswith(tag + b" "):
        count.take(line)
    if not line[len(tag) + 1 :].upper().startswith(b"OK"):
        raise IMAPClientError(line.decode("utf-8", "replace"))


def _check(line: bytes, tag: bytes) -> None:
    if line.startswith(tag + b" "):
        raise IMAPClientError(line[len(tag) + 1 :].decode("utf-8", "replace"))
    if line[:5].upper() == b"* BYE":
        raise IMAPClientAbortError(line[6:].decode("utf-8", "replace"))


class _Count:
    """How many messages the mailbox holds by the server's words, and whether it has grown."""

    def __init__(self, exists: int) -> None:
        self.grown = False
        self._exists = exists

    def take(self, line: bytes) -> None:
        """Hear one line. Of what arrives the server must tell the number (RFC 9051 7.4.1), with RECENT or without."""
        told = _COUNTED.match(line)
        if told is None:
            return
        if told[2].upper() == b"EXPUNGE":
            self._exists -= 1
        else:
            self.grown = self.grown or int(told[1]) > self._exists
            self._exists = int(told[1])


class _Lines:
    """The lines that come in over a socket, however they are cut into packets."""

    def __init__(self, conversation: socket.socket) -> None:
        self.socket = conversation
        self._held = b""

    def whole(self) -> list[bytes]:
        """The lines that are there in whole, without their ends."""
        *lines, self._held = self._held.split(b"\r\n")
        return lines

    def next(self, deadline: float) -> bytes:
        """The next line; TimeoutError when it is not there by then."""
        while b"\r\n" not in self._held:
            self.socket.settimeout(max(0.001, deadline - time.monotonic()))
            self._take(self.socket.recv(65536))
        line, _, self._held = self._held.partition(b"\r\n")
        return line

    def read(self) -> None:
        """Take what has come, without waiting."""
        self.socket.settimeout(0)
        # Readable may be TLS's own business alone; and what TLS has read already, no selector tells of.
        with suppress(BlockingIOError, ssl.SSLWantReadError):
            while True:
                self._take(self.socket.recv(65536))

    def _take(self, octets: bytes) -> None:
        if not octets:
            raise ConnectionResetError("the server hung up")
        self._held += octets
        if len(self._held) > LONGEST:
            raise ValueError("a line without an end")
