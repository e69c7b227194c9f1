"""A JSON object of an HTTP endpoint: a real server on loopback, bounded in size and time, from the one host."""

from __future__ import annotations

import json
import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assistant.lookups import fetch, fetching
from assistant.lookups import http as http_module
from assistant.model import Found, Wanted
from assistant.rules.rulebook import Endpoint, Lookup
from tests.servers.certificates import authority, signed_by

Answer = Callable[[BaseHTTPRequestHandler], None]


class Service:
    """A shop's own service; `answer` writes what it answers, `asked` holds what was asked."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: Answer = lambda handler: self.say(handler, {"number": "HL-1"})
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """Write down what was asked, and answer."""
                service.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                service.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.scheme = "https" if context else "http"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server.server_address[1])

    @staticmethod
    def say(handler: BaseHTTPRequestHandler, body: Any, status: int = 200, **headers: str) -> None:
        """Answer with a body: bytes as they are, all else as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(raw)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(raw)

    def look(
        self, key: str = "HL-1", path: str = "/orders/{key}", *, host: str = "127.0.0.1", field: str | None = None,
        token: str | None = None, seconds: float = 20.0,
    ) -> Found:
        """What a lookup brings."""
        endpoint = Endpoint(f"{self.scheme}://{host}:{self.port}{path}", token)
        lookup = Lookup("order", "x", field, anyone=True, endpoint=endpoint)
        (found,) = fetch([Wanted("order", key)], {"order": lookup}, Path(), seconds=seconds)
        return found

    def brings(self, body: Any, **how: Any) -> Found:
        """What it brings when it answers with this body."""
        self.answer = lambda handler: self.say(handler, body)
        return self.look(**how)


@pytest.fixture
def service() -> Iterator[Service]:
    """Stopped at the test's end; nobody remembers the trouble of the test before."""
    fetching._DESK.health.clear()
    made = Service()
    yield made
    made.server.shutdown()
    made.server.server_close()


def row(found: Found) -> dict[str, str]:
    """The row that was brought."""
    assert found.row is not None, found.reason.text
    return dict(found.row)


def test_an_object_is_a_row(service: Service) -> None:
    """Fields inside others have dotted names; lists are left out; values are texts."""
    body = {"number": "HL-1", "customer": {"email": "a@x.example", "city": {"name": "Ayr"}}, "total": 12.5,
            "count": 3.0, "paid": True, "note": None, "lines": [1, 2]}
    assert row(service.brings(body)) == {
        "number": "HL-1", "customer.email": "a@x.example", "customer.city.name": "Ayr", "total": "12.5", "count": "3",
        "paid": "yes", "note": "",
    }


def test_the_one_of_a_list_is_taken(service: Service) -> None:
    """None is not found, several are ambiguous."""
    assert row(service.brings([{"number": "HL-1"}])) == {"number": "HL-1"}
    assert service.brings([]).reason.code == "lookup-not-found"
    assert service.brings(None).reason.code == "lookup-not-found"
    assert service.brings([{}, {}]).reason.code == "lookup-ambiguous"


def test_404_is_not_found(service: Service) -> None:
    """That is how such services say it."""
    service.answer = lambda handler: service.say(handler, {}, 404)
    assert service.look().reason.code == "lookup-not-found"


@pytest.mark.parametrize(
    "key", ["../../admin", "a b", "x?y=1&z", "#", "%2e", "ä/“", "\r\nX-Evil: 1", "HL-1\x00", "{key}"]
)
def test_a_customers_number_is_encoded(service: Service, key: str) -> None:
    """It stays one segment of the path, or one value of the query."""
    from urllib.parse import unquote

    service.look(key)
    service.look(key, "/find?in=shop&number={key}&all=1")
    (path, headers), (query, _) = service.asked
    assert path.startswith("/orders/") and unquote(path.removeprefix("/orders/")) == key.strip()
    assert "/" not in path.removeprefix("/orders/")
    assert query.startswith("/find?in=shop&number=") and query.endswith("&all=1") and query.count("&") == 2
    assert "x-evil" not in headers


def test_redirects_are_not_followed(service: Service) -> None:
    """Nothing goes to a host, or a page, that no rule names."""
    service.answer = lambda handler: service.say(handler, {}, 302, Location="/elsewhere")
    found = service.look()
    assert "another address" in found.reason.text
    assert [path for path, _ in service.asked] == ["/orders/HL-1"]


def test_proxies_of_the_environment_are_not_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A customer's number goes to the named host alone."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert row(service.look())["number"] == "HL-1"


def test_the_token_comes_from_the_environment(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is sent along, and is in no reason and no log."""
    assert "SHOP_TOKEN is not set" in service.look(token="$SHOP_TOKEN").reason.text
    monkeypatch.setenv("SHOP_TOKEN", "open-sesame")
    assert row(service.look(token="$SHOP_TOKEN"))
    assert service.asked[-1][1]["authorization"] == "Bearer open-sesame"
    service.answer = lambda handler: service.say(handler, {}, 401)
    with caplog.at_level(logging.DEBUG):
        found = service.look(token="$SHOP_TOKEN")
    assert "look at the token" in found.reason.text
    assert "open-sesame" not in found.reason.text + caplog.text
    monkeypatch.setenv("SHOP_TOKEN", "a\r\nb")
    assert "holds no token" in service.look(token="$SHOP_TOKEN").reason.text


def test_the_key_field_must_hold_the_number(service: Service) -> None:
    """A service that searches loosely answers with another order: that is refused."""
    assert row(service.brings({"number": "hl-1"}, field="number"))
    assert "another than was asked for" in service.brings({"number": "HL-11"}, field="number").reason.text
    assert "another than was asked for" in service.brings({}, field="number").reason.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>", "no JSON"),
        (b'{"a": NaN}', "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"3", "no JSON object"),
        (b'["a"]', "no JSON object"),
        (b" " * 300_000 + b"{}", "more than 256000 bytes"),
        (json.dumps({"a": "x" * 5000}).encode(), "longer than"),
        (json.dumps({str(n): n for n in range(600)}).encode(), "more than 500 fields"),
    ],
)
def test_what_cannot_be_trusted_fails(service: Service, body: bytes, said: str) -> None:
    """Each is told in words, and no row is brought."""
    found = service.brings(body)
    assert found.reason.code == "lookup-failed"
    assert said in found.reason.text


@pytest.mark.parametrize(("status", "said"), [(500, "answers 500"), (403, "refuses us"), (503, "too busy")])
def test_other_answers_fail(service: Service, status: int, said: str) -> None:
    """Only 200 is good."""
    service.answer = lambda handler: service.say(handler, {"number": "HL-1"}, status)
    assert said in service.look().reason.text


def _silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(60)


def _dribbling(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    with suppress(OSError):                         # it hangs up
        for _ in range(600):
            handler.wfile.write(b" ")
            time.sleep(0.1)


def _dribbling_headers(handler: BaseHTTPRequestHandler) -> None:
    with suppress(OSError):
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"x" * 600:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.1)


@pytest.mark.parametrize("answer", [_silent, _dribbling, _dribbling_headers])
def test_a_slow_service_is_given_up(service: Service, answer: Answer) -> None:
    """One that says nothing, and one that says a byte now and then: the time is for all of it."""
    service.answer = answer
    began = time.monotonic()
    found = service.look(seconds=1.0)
    assert "it took too long" in found.reason.text
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("answer", [_silent, _dribbling, _dribbling_headers])
def test_a_slow_service_is_left_by_its_thread_too(service: Service, answer: Answer) -> None:
    """The connection itself is given up, so that no thread stays."""
    service.answer = answer
    began = time.monotonic()
    with pytest.raises(http_module.Slow, match="took too long"):
        http_module.row(Endpoint(f"http://127.0.0.1:{service.port}/{{key}}"), None, "1", 1.0)
    assert time.monotonic() - began < 30


def test_a_connection_that_breaks_fails(service: Service) -> None:
    """Half an answer is none."""
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"number": "HL-1"}')

    service.answer = answer
    assert service.look().row is None
    service.server.shutdown()
    service.server.server_close()
    assert "nothing listens there" in service.look().reason.text


def test_a_certificate_that_nobody_trusts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """https means that we know whom we talk to; an authority of the system's is believed."""
    fetching._DESK.health.clear()
    ca = authority(tmp_path)
    certificate = signed_by(ca, tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.cert, certificate.key)
    service = Service(context)
    try:
        assert "certificate is not accepted" in service.look(host="localhost").reason.text
        monkeypatch.setenv("SSL_CERT_FILE", str(ca.cert))
        assert row(service.look(host="localhost"))["number"] == "HL-1"
        assert "certificate is not accepted" in service.look(host="127.0.0.1").reason.text
    finally:
        service.server.shutdown()
        service.server.server_close()
