"""A small page for machines on this very machine: /metrics for Prometheus, /healthz for whoever asks how it goes."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET6

from assistant.errors import OperatorError
from assistant.polling.metrics import Metrics
from assistant.polling.supervised import Pulse

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def health(metrics: Metrics, pulse: Pulse) -> dict[str, object]:
    """How it goes: "ok", "trouble" with an account (the others go on), or "silent": the daemon hangs."""
    accounts = metrics.troubles()
    status = "silent" if not pulse.alive() else "trouble" if any(accounts.values()) else "ok"
    told = {name: "ok" if since is None else f"in trouble since {since}" for name, since in accounts.items()}
    return {"status": status, "accounts": told}


@contextmanager
def serving(address: str, metrics: Metrics, pulse: Pulse) -> Iterator[int]:
    """Answer on this address ("127.0.0.1:9464") while it lasts; gives the port. Raises OperatorError."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")

    class Handler(BaseHTTPRequestHandler):
        """The two pages."""

        timeout = 10.0
        server_version = "assistant"
        sys_version = ""

        def do_GET(self) -> None:
            """Either of them."""
            match self.path.partition("?")[0]:
                case "/metrics":
                    self._say(200, TEXT, metrics.text())
                case "/healthz":
                    told = health(metrics, pulse)
                    status = 200 if told["status"] == "ok" else 503
                    self._say(status, "application/json", json.dumps(told).encode() + b"\n")
                case _:
                    self._say(404, "text/plain", b"There are /metrics and /healthz.\n")

        def _say(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: who asks is not worth a line each time."""

    class Server(ThreadingHTTPServer):
        """On either kind of address; its threads do not keep the program from ending."""

        daemon_threads = True
        block_on_close = False
        if ":" in host:
            address_family = AF_INET6

        def handle_error(self, *_: object) -> None:
            """Whoever asked has gone."""

    try:
        server = Server((host, int(port)), Handler)
    except OSError as fault:
        raise OperatorError(
            f"Could not serve metrics at {address}: {fault.strerror}. Name another port as metrics in assistant.toml."
        ) from fault
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
