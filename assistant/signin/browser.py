"""Signing in by a browser that comes back to this machine: the authorization code grant with PKCE.

RFC 6749 4.1, RFC 7636 (S256), RFC 8252 7.3 (loopback redirect, on a port that the system chooses).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from assistant.errors import SignInError
from assistant.signin import endpoint
from assistant.signin.oauth import Client, Tokens, granted

SECONDS = 300.0                                     # that a person has at the browser
_PAGE = (
    "<!doctype html><meta charset=utf-8><title>{title}</title>"
    "<p style='font: 1.2em sans-serif; margin: 3em'>{text}</p>"
)


class Visit:
    """One sign-in: the address to open, and the listener on this machine that the browser comes back to."""

    def __init__(self, client: Client, port: int = 0) -> None:
        if client.authorize_url is None:
            raise ValueError("a provider without a page for browsers")
        self._client = client
        self._state = secrets.token_urlsafe(32)
        self._verifier = secrets.token_urlsafe(64)  # RFC 7636 4.1: 43 to 128 characters
        self._came: dict[str, str] | None = None
        try:
            self._listener = HTTPServer(("127.0.0.1", port), self._handler())
        except OSError as fault:
            raise SignInError(
                f"Could not listen on port {port} of this machine ({fault.strerror}). Name another one with --port."
            ) from fault
        # RFC 8252 7.3: the address, not the name localhost.
        self.redirect = f"http://127.0.0.1:{self._listener.server_address[1]}/"
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self._verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code", "client_id": client.client_id, "redirect_uri": self.redirect,
            "scope": client.scope, "state": self._state, "code_challenge": challenge, "code_challenge_method": "S256",
            "login_hint": client.user, **dict(client.also),
        }  # fmt: skip
        joint = "&" if urlsplit(client.authorize_url).query else "?"
        self.address = f"{client.authorize_url}{joint}{urlencode(asked)}"

    def wait(self, seconds: float = SECONDS, clock: Callable[[], float] = time.time) -> Tokens:
        """Wait for the browser, and exchange its code for tokens. Raises SignInError, PassingError, OperatorError."""
        deadline = time.monotonic() + seconds
        try:
            while self._came is None:
                self._listener.timeout = deadline - time.monotonic()
                if self._listener.timeout <= 0:
                    raise SignInError(
                        f"No browser came back within {seconds / 60:g} minutes. Nothing was kept. Start again with: "
                        f"assistant signin {self._client.account} (with --paste, if the browser runs elsewhere)"
                    )
                self._listener.handle_request()
            return self._exchanged(self._came, clock)
        finally:
            self.close()

    def close(self) -> None:
        """Listen no more."""
        self._listener.server_close()

    def pasted(self, address: str, clock: Callable[[], float] = time.time) -> Tokens:
        """The same with the address on which a browser elsewhere ended, as a person pasted it."""
        self.close()
        return self._exchanged(_query(address.strip()), clock)

    def _exchanged(self, came: dict[str, str], clock: Callable[[], float]) -> Tokens:
        again = f"Nothing was kept. Start again with: assistant signin {self._client.account}"
        if not secrets.compare_digest(came.get("state", "").encode(), self._state.encode()):
            # RFC 6749 10.12: somebody else's answer must not become our sign-in.
            raise SignInError(f"What came back does not belong to this sign-in. {again}")
        if "code" not in came:
            said = came.get("error", "no code")[:100]
            why = "was declined" if said == "access_denied" else f"failed ({said})"
            raise SignInError(f"The sign-in {why}. {again}")
        whose = urlsplit(self._client.token_url).hostname or self._client.token_url
        try:
            answer = endpoint.ask(
                self._client.token_url,
                {
                    "grant_type": "authorization_code", "code": came["code"], "redirect_uri": self.redirect,
                    "code_verifier": self._verifier, **self._client.identified(),
                },
                ca_file=self._client.ca_file,
            )  # fmt: skip
        except endpoint.Refused as refusal:
            said = f"{refusal.code}{f': {refusal.said}' if refusal.said else ''}"
            raise SignInError(
                f"The sign-in server refused the code ({said}). Check client_id and client_secret. {again}"
            ) from None
        return granted(answer, now=clock(), refresh=None, whose=whose)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        visit = self

        class Handler(BaseHTTPRequestHandler):
            """Takes the one request that belongs to this sign-in; to any other it says that it is none."""

            timeout = 5.0                           # a visitor that says nothing holds up nobody for long

            def do_GET(self) -> None:
                """The browser comes back."""
                came = _query(self.path)
                ours = "state" in came and secrets.compare_digest(came["state"].encode(), visit._state.encode())
                if ours:
                    visit._came = came
                text = "You may close this window; the program goes on by itself." if ours else "Nothing is asked here."
                page = _PAGE.format(title="Signed in" if ours and "code" in came else "Sign-in", text=text).encode()
                self.send_response(200 if ours else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(page)))
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the line would hold the code."""

        return Handler


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
