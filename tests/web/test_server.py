from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import OperatorError
from assistant.web.server import Place, check, serving

PEM = Path("desk.pem")


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9"])
def test_this_machine_needs_no_login(host: str) -> None:
    """On loopback it may be opened as it is."""
    check(Place(host), reviewers=0, plain=False)


WIDER = [Place("0.0.0.0"), Place("::"), Place("192.168.1.4"), Place(url="https://desk.example")]


@pytest.mark.parametrize("place", WIDER)
def test_wider_than_that_somebody_must_be_known(place: Place) -> None:
    """Without reviewers it is not opened, whatever it is reached by; the error says how to add one."""
    with pytest.raises(OperatorError, match="assistant reviewers add NAME"):
        check(place, reviewers=0, plain=True)


def test_passwords_do_not_go_in_the_clear() -> None:
    """Wider than this machine it is https, or said to be a safe network."""
    with pytest.raises(OperatorError, match="--plain-anywhere"):
        check(Place("0.0.0.0"), reviewers=1, plain=False)
    check(Place("0.0.0.0"), reviewers=1, plain=True)
    check(Place("0.0.0.0", certificate=PEM, key=PEM), reviewers=1, plain=False)
    check(Place(url="https://desk.example"), reviewers=1, plain=False)


def test_cookies_are_secure_behind_https() -> None:
    """By its own certificate or by a proxy's; not on plain loopback."""
    assert Place(url="https://desk.example").secure and Place(certificate=PEM, key=PEM).secure
    assert not Place().secure


def test_a_port_that_is_taken_is_told() -> None:
    """The error names the address and what to do."""

    async def app(scope: object, receive: object, send: object) -> None:
        raise AssertionError

    with serving(app, Place(port=0)) as address:
        taken = int(address.rstrip("/").rpartition(":")[2])
        with pytest.raises(OperatorError, match="another --port"), serving(app, Place(port=taken)):
            pass


def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    """A file that is not PEM is named."""
    (tmp_path / "desk.pem").write_text("nothing of the kind")
    file = tmp_path / "desk.pem"

    async def app(scope: object, receive: object, send: object) -> None:
        raise AssertionError

    with pytest.raises(OperatorError, match=r"desk\.pem"), serving(app, Place(port=0, certificate=file, key=file)):
        pass
