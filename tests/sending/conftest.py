"""One SMTP server of each manner for all tests of a session; each test finds it empty and sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import smtp
from tests.servers.certificates import Certificate, authority, signed_by
from tests.servers.smtp import Faults, SmtpPlace


@pytest.fixture(scope="session")
def certified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Certificate, Path]:
    """A certificate for "localhost", and the file of the authority that signed it."""
    folder = tmp_path_factory.mktemp("certificates")
    ca = authority(folder)
    return signed_by(ca, folder), ca.cert


@pytest.fixture(scope="session")
def _plain(certified: tuple[Certificate, Path]) -> Iterator[SmtpPlace]:
    with smtp.running(*certified, enable_SMTPUTF8=True, data_size_limit=200_000) as place:
        yield place


@pytest.fixture
def post(_plain: SmtpPlace) -> SmtpPlace:
    """A server on this machine without TLS."""
    _plain.faults, _plain.on_delivery = Faults(), None
    _plain.received.clear()
    _plain.sign_ins.clear()
    return _plain
