"""The servers that tests may ask for: each is started once a session, when first asked for, and stopped for sure."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent.parent))

from assistant.cli.embedded import EmbeddedServer
from tests.servers import certificates, poor
from tests.servers import dovecot as dovecot_server
from tests.servers import postgresql as postgresql_server
from tests.servers import smtp as smtp_server

# What the program keeps for the next time goes with the session, and is never the cache of who runs the tests.
if "PYTEST_XDIST_WORKER" not in os.environ:         # those share that of who started them
    _CACHE = TemporaryDirectory(prefix="assistant-cache-")
    os.environ["XDG_CACHE_HOME"] = _CACHE.name


# The same examples each time, and no time limit for one: no run fails by chance, on a slow machine neither. Whoever
# wants to look further says --hypothesis-profile default.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

# Folders whose tests wait for servers, browsers and processes, or compute long: begun first, so that no worker is left
# with them alone.
_SLOW = ("web", "polling", "cli", "reviewing", "drafting", "understanding", "store", "signin", "sending", "mailbox")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slow folders first; within a folder nothing changes its place."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        folder = item.path.relative_to(here).parts[0] if item.path.is_relative_to(here) else ""
        return _SLOW.index(folder) if folder in _SLOW else len(_SLOW)

    items.sort(key=rank)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[dovecot_server.Dovecot]:
    """A real Dovecot; any user name, password "secret"."""
    _require(dovecot_server.missing())
    with dovecot_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def old_dovecot() -> Iterator[dovecot_server.Dovecot]:
    """A real Dovecot with the manners of old servers: "INBOX." before all names, no SPECIAL-USE, no UIDPLUS."""
    _require(dovecot_server.missing())
    with dovecot_server.running(old=True) as server:
        yield server


@pytest.fixture(scope="session")
def full_dovecot() -> Iterator[dovecot_server.Dovecot]:
    """A real Dovecot on which three messages fill all of a user's mailboxes but INBOX."""
    _require(dovecot_server.missing())
    with dovecot_server.running(quota=3) as server:
        yield server


@pytest.fixture(scope="session")
def poor_server() -> Iterator[EmbeddedServer]:
    """A pymap, which has neither SPECIAL-USE nor keywords; users from poor.fresh_user(), password server.password."""
    _require(poor.missing())
    with poor.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgresql_server.PostgreSQL]:
    """A real PostgreSQL with an empty database."""
    _require(postgresql_server.missing())
    with postgresql_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[certificates.Certificate, Path]:
    """A certificate for "localhost", and the file of the authority that signed it."""
    folder = tmp_path_factory.mktemp("certificates")
    ca = certificates.authority(folder)
    return certificates.signed_by(ca, folder), ca.cert


@pytest.fixture(scope="session")
def _smtp(certified: tuple[certificates.Certificate, Path]) -> Iterator[smtp_server.SmtpPlace]:
    with smtp_server.running(*certified, enable_SMTPUTF8=True, data_size_limit=200_000) as place:
        yield place


@pytest.fixture
def post(_smtp: smtp_server.SmtpPlace) -> smtp_server.SmtpPlace:
    """A real SMTP server without TLS, sound and empty; any user name, password "secret"."""
    _smtp.renew()
    return _smtp


@pytest.fixture
def fresh_user() -> str:
    """A user name that no test has used before."""
    return f"user-{uuid4().hex[:12]}"


def _require(missing: str | None) -> None:
    """Skip, saying what is missing; in continuous integration its absence is a failure."""
    if missing is None:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"CI=true, but {missing}")
    pytest.skip(missing)
