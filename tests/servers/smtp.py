"""A real SMTP server on loopback (aiosmtpd): AUTH, STARTTLS and TLS, and on request the faults that servers have.

Any user signs in with the password "secret", or with the access token "token" by XOAUTH2 or OAUTHBEARER.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from assistant.sending.contract import SmtpServer
from tests.servers.certificates import Certificate

PASSWORD, TOKEN = "secret", "token"
Manner = Literal["plain", "starttls", "tls"]


@dataclass(frozen=True, slots=True)
class Received:
    """A message as the server took it."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    options: tuple[str, ...]
    user: str
    greeting: str


@dataclass(slots=True)
class Faults:
    """What the server does next time. Each answer is used up; "cut" and "silence" stand for what they say."""

    greeting: list[str] = field(default_factory=list)           # at EHLO
    mail: list[str] = field(default_factory=list)
    recipients: dict[str, list[str]] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)               # in place of 354
    last: list[str] = field(default_factory=list)               # after the final dot; the message is taken before
    taken_back: list[str] = field(default_factory=list)         # the same, and the message is not taken


@dataclass(slots=True)
class SmtpPlace:
    """The running server and what it has been given."""

    manner: Manner
    ca_file: Path
    port: int = 0
    faults: Faults = field(default_factory=Faults)
    received: list[Received] = field(default_factory=list)
    sign_ins: list[str] = field(default_factory=list)           # the mechanisms used
    on_delivery: Callable[[Received], None] | None = None       # as Gmail, which keeps a copy

    def renew(self) -> None:
        """Forget what was, and have no faults."""
        self.faults, self.on_delivery = Faults(), None
        self.received.clear()
        self.sign_ins.clear()

    def settings(self, user: str = "help@pedal.example", **more: Any) -> SmtpServer:
        """How to reach it."""
        given: dict[str, Any] = {
            "host": "127.0.0.1" if self.manner == "plain" else "localhost", "port": self.port,
            "security": self.manner, "ca_file": None if self.manner == "plain" else self.ca_file,
            "secret": lambda: PASSWORD, "timeout": 60.0, "patience": 60.0,
        }  # fmt: skip
        return SmtpServer(user=user, **(given | more))


@contextmanager
def running(
    certificate: Certificate, ca_file: Path, manner: Manner = "plain", *, sign_in: bool = True,
    ways: tuple[str, ...] = ("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER"), **options: Any,
) -> Iterator[SmtpPlace]:
    """Start one, and stop it. `options` go to aiosmtpd: `enable_SMTPUTF8`, `data_size_limit`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.cert, certificate.key)
    place = SmtpPlace(manner, ca_file)
    loop = asyncio.new_event_loop()
    hidden = [way for way in ("PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER") if way not in ways or not sign_in]

    def made() -> SMTP:
        return _Server(
            _Handler(place), hostname="localhost", loop=loop, authenticator=_authenticator,
            tls_context=context if manner == "starttls" else None,
            auth_require_tls=manner == "starttls", auth_exclude_mechanism=hidden, **options,
        )  # fmt: skip

    server = loop.run_until_complete(
        loop.create_server(made, "127.0.0.1", 0, ssl=context if manner == "tls" else None)
    )
    place.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(60)
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _authenticator(_server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and given.password == PASSWORD.encode()
    return AuthResult(success=right, handled=False, auth_data=given)


class _Server(SMTP):
    """aiosmtpd, told to answer DATA otherwise where a test wants it."""

    async def smtp_DATA(self, arg: str) -> None:
        """See aiosmtpd."""
        answers = self.event_handler.place.faults.data
        if answers:
            await _answer(self, answers.pop(0))
        else:
            await super().smtp_DATA(arg)


async def _answer(server: SMTP, answer: str) -> None:
    if answer == "cut":
        server.transport.abort()
    elif answer == "silence":
        await asyncio.sleep(60)
    else:
        await server.push(answer)


class _Handler:
    def __init__(self, place: SmtpPlace) -> None:
        self.place = place

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        answers = self.place.faults.greeting
        return [answers.pop(0)] if answers else responses

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.place.faults.mail:
            return self.place.faults.mail.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answers = self.place.faults.recipients.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        faults = self.place.faults
        if faults.taken_back:
            return faults.taken_back.pop(0)
        user = session.auth_data.login.decode() if isinstance(session.auth_data, LoginPassword) else ""
        given = Received(
            str(envelope.mail_from), tuple(envelope.rcpt_tos), bytes(envelope.original_content or b""),
            tuple(envelope.mail_options), user or str(session.auth_data or ""), str(session.host_name),
        )  # fmt: skip
        self.place.received.append(given)
        if self.place.on_delivery is not None:
            self.place.on_delivery(given)
        if not faults.last:
            return "250 2.0.0 taken"
        last = faults.last.pop(0)
        if last == "cut":
            server.transport.abort()
            return "250 never read"
        if last == "silence":
            await asyncio.sleep(60)
        return last

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._by_token(server, args, "user=")

    async def auth_OAUTHBEARER(self, server: SMTP, args: list[str]) -> AuthResult:
        return await self._by_token(server, args, "n,a=")

    async def _by_token(self, server: SMTP, args: list[str], begins: str) -> AuthResult:
        said = b64decode(args[1]).decode()
        self.place.sign_ins.append(args[0])
        if said.startswith(begins) and f"auth=Bearer {TOKEN}\1\1" in said:
            return AuthResult(success=True, auth_data=said.removeprefix(begins).split("\1")[0].rstrip(","))
        await server.challenge_auth(b'{"status":"401"}')
        return AuthResult(success=False, handled=False)
