"""One message handed to a submission server, and exactly what became of it. RFC 5321 3.3, RFC 6409.

Up to the command DATA nothing can have been sent. From the first byte of the message on until the server's last
answer it may have been, and only that answer tells.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.sending import auth, wire
from assistant.sending.connection import certificate_ends, signed_in
from assistant.sending.contract import SmtpServer, Submitted
from assistant.sending.trouble import FAULTS, reply, said, translate

_CHUNK = 65536                                      # bytes for each of which the network has `timeout` seconds
_GO_ON = 354


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a server said of itself after sign-in. `largest` is in bytes, None where it names no limit."""

    certificate_ends: datetime | None
    by_password: bool                               # whether it wanted to know who we are
    largest: int | None


def greet(server: SmtpServer) -> Welcome:
    """Connect and sign in, and send nothing. Raises what connection.signed_in raises."""
    with signed_in(server) as client:
        return Welcome(certificate_ends(client), bool(auth.offered(client)), _largest(client))


def submit(
    server: SmtpServer, raw: bytes, sender: str, recipients: Sequence[str], *, begins: Callable[[], None]
) -> Submitted:
    """Hand over a message. `sender` and `recipients` are the envelope (RFC 5321 2.3.1), bare addresses.

    `begins` is called when all is ready and before DATA: from then on the message may be out. What it raises comes
    out, and nothing was sent. Raises what connection.signed_in raises, and nothing was sent either.
    """
    if not recipients:
        return Submitted("refused", "The message names nobody to send it to.")
    try:
        mailboxes = {each: wire.address(each) for each in dict.fromkeys(recipients)}
        origin = wire.address(sender)
    except wire.Unfit as unfit:
        return Submitted("refused", f"{unfit}. Correct the address.")
    with signed_in(server) as client:
        wrong = _beyond(client, raw, [origin, *mailboxes.values()])
        if wrong is not None:
            return Submitted("refused", wrong)
        try:
            refused = _enveloped(client, raw, origin, mailboxes)
        except FAULTS as fault:
            return _not_now(fault, server, "name sender and recipients")
        if isinstance(refused, Submitted):
            return refused
        begins()
        try:
            code, text = client.docmd("DATA")
        except FAULTS as fault:
            client.close()                          # a QUIT could come to lie in the message
            return _not_now(fault, server, "begin the message")
        if code != _GO_ON:
            return Submitted("refused" if 500 <= code < 600 else "deferred", reply(code, text))
        return _flowed(client, server, raw, refused)


def _beyond(client: smtplib.SMTP, raw: bytes, addresses: Sequence[str]) -> str | None:
    """Why the server could not carry the message, by what it said of itself; None if it can."""
    largest = _largest(client)
    if largest is not None and len(raw) > largest:
        return f"The message has {len(raw):,} bytes, and the server takes {largest:,}. Take an attachment out."
    if any(not each.isascii() for each in addresses) and not client.has_extn("smtputf8"):
        return "The server takes no addresses in other letters than a to z (it has no SMTPUTF8, RFC 6531)."
    if wire.has_eight_bits(raw) and not client.has_extn("8bitmime"):
        return "The server takes no message with letters that are not encoded (it has no 8BITMIME, RFC 6152)."
    return None


def _enveloped(
    client: smtplib.SMTP, raw: bytes, origin: str, mailboxes: dict[str, str]
) -> tuple[tuple[str, str], ...] | Submitted:
    """MAIL and RCPT. Which recipients were refused, and why; or what became of a message that has none left."""
    options = f" SIZE={len(raw)}" if client.has_extn("size") else ""
    options += " BODY=8BITMIME" if wire.has_eight_bits(raw) else ""
    if any(not each.isascii() for each in (origin, *mailboxes.values())):
        client.command_encoding = "utf-8"
        options += " SMTPUTF8"
    code, text = client.docmd("MAIL", f"FROM:<{origin}>{options}")
    if not 200 <= code < 300:
        return Submitted("refused" if 500 <= code < 600 else "deferred", reply(code, text))
    refused, later = [], False
    for given, mailbox in mailboxes.items():
        code, text = client.docmd("RCPT", f"TO:<{mailbox}>")
        if not 200 <= code < 300:
            refused.append((given, reply(code, text)))
            later = later or not 500 <= code < 600
        if code == 421:                             # RFC 5321 3.8: it closes the connection
            return Submitted("deferred", reply(code, text))
    if len(refused) == len(mailboxes):
        return Submitted("deferred" if later else "refused", "; ".join(why for _, why in refused))
    return tuple(refused)


def _flowed(
    client: smtplib.SMTP, server: SmtpServer, raw: bytes, refused: tuple[tuple[str, str], ...]
) -> Submitted:
    """The message itself and the server's last word."""
    octets = memoryview(wire.stuffed(raw))
    try:
        for start in range(0, len(octets), _CHUNK):
            client.send(octets[start : start + _CHUNK])
        if client.sock is not None:
            client.sock.settimeout(server.patience)
        code, text = client.getreply()
    except FAULTS as fault:
        client.close()                              # a QUIT would come to lie in the message
        return Submitted("unknown", f"The connection to {server.host} broke before its last answer ({said(fault)}).")
    if 200 <= code < 300:
        return Submitted("accepted", reply(code, text), refused)
    if 400 <= code < 600:                           # RFC 5321 4.2.5: after either the server does not have it
        return Submitted("refused" if code >= 500 else "deferred", reply(code, text))
    client.close()
    return Submitted("unknown", f"The last answer of {server.host} is not SMTP ({reply(code, text)}).")


def _not_now(fault: Exception, server: SmtpServer, doing: str) -> Submitted:
    return Submitted("deferred", str(translate(fault, doing=doing, server=server)))


def _largest(client: smtplib.SMTP) -> int | None:
    told = client.esmtp_features.get("size", "").strip()
    return int(told) or None if told.isascii() and told.isdigit() else None
