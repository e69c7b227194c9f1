"""`place`: one user's mailboxes, new for each test, on each implementation of the contract and each kind of server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest

from assistant.mailbox.contract import Account, ServerSettings
from assistant.mailbox.imap import connect
from assistant.mailbox.memory import MemoryServer
from tests.servers import poor


@dataclass(frozen=True, slots=True)
class Place:
    """What the tests must know of a server: how to connect, and what it lacks."""

    connect: Callable[[], Account]
    keywords: bool = True
    uidplus: bool = True
    special_use: bool = True
    prefix: str = ""
    cuts_message_ids: bool = False  # pymap searches in what Python's email package makes of a Message-ID

    def name(self, name: str) -> str:
        """A mailbox's full name on this server."""
        return self.prefix + name


PLACES = [
    "memory",
    "memory-poor",
    "memory-prefix",
    pytest.param("dovecot", marks=pytest.mark.dovecot),
    pytest.param("dovecot-tls", marks=pytest.mark.dovecot),
    pytest.param("dovecot-old", marks=pytest.mark.dovecot),
    pytest.param("poor-server", marks=pytest.mark.poor_server),
]


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, fresh_user: str) -> Iterator[Place]:
    """A place of its own for the test; all that was connected is closed afterwards."""
    with ExitStack() as connections:
        yield _make(request, fresh_user, connections)


@pytest.fixture
def account(place: Place) -> Account:
    """The account under test."""
    return place.connect()


@pytest.fixture
def other(place: Place) -> Account:
    """A second connection of the same user: the owner's mail program, or the outside world."""
    return place.connect()


def _make(request: pytest.FixtureRequest, user: str, connections: ExitStack) -> Place:
    def over(settings: ServerSettings) -> Callable[[], Account]:
        return lambda: connections.enter_context(closing(connect(settings)))

    match request.param:
        case "memory":
            server = MemoryServer()
            return Place(lambda: server.account(user))
        case "memory-poor":
            poor_memory = MemoryServer(special_use=False, keywords=False, uidplus=False)
            return Place(lambda: poor_memory.account(user), keywords=False, uidplus=False, special_use=False)
        case "memory-prefix":
            prefixed = MemoryServer(prefix="INBOX.", separator=".")
            return Place(lambda: prefixed.account(user), prefix="INBOX.")
        case "dovecot":
            return Place(over(request.getfixturevalue("dovecot").settings(user)))
        case "dovecot-tls":
            return Place(over(request.getfixturevalue("dovecot").settings(user, tls=True)))
        case "dovecot-old":
            old = request.getfixturevalue("old_dovecot").settings(user)
            return Place(over(old), uidplus=False, special_use=False, prefix="INBOX.")
        case _:
            pymap = request.getfixturevalue("poor_server")
            settings = poor.settings(pymap, poor.fresh_user())
            return Place(over(settings), keywords=False, special_use=False, cuts_message_ids=True)
