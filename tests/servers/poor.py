"""The poor server: pymap, as the demo runs it, with users enough that each test has one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count

from assistant.cli.embedded import EmbeddedServer, embedded_server
from assistant.mailbox.contract import ServerSettings

USERS = 400
_taken = count()


def missing() -> str | None:
    """What is not installed here, in a sentence, or None."""
    return None if find_spec("pymap") else "pymap is not installed (pip install 'email-reply-assistant[demo]')"


@dataclass(frozen=True, slots=True)
class Poor:
    """The server as the tests of a shop know servers."""

    port: int
    password: str

    def settings(self, user: str, *, tls: bool = False) -> ServerSettings:
        """How to reach this user's account; it has no TLS."""
        assert not tls
        return ServerSettings(
            host="127.0.0.1", port=self.port, security="plain", user=user, secret=lambda: self.password
        )


@contextmanager
def running() -> Iterator[EmbeddedServer]:
    """Start one, and stop it for sure."""
    with embedded_server(user="user-of-tests", others=[f"user-{n}" for n in range(USERS)]) as server:
        yield server


def fresh_user() -> str:
    """The next user that no test of this process has used; the password is the server's."""
    return f"user-{next(_taken)}"


def settings(server: EmbeddedServer, user: str) -> ServerSettings:
    """How to reach this user's account."""
    return ServerSettings(
        host=server.host, port=server.port, security="plain", user=user, secret=lambda: server.password
    )
