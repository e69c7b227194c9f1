"""A sign-in server on loopback that keeps to the standards: it hands out tokens only for what they ask.

Authorization codes with PKCE (RFC 6749 4.1, RFC 7636), device codes (RFC 8628), refresh (RFC 6749 6), revocation
(RFC 7009), introspection (RFC 7662). What a test wants of it stands in the attributes of SignInServer.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT, CLIENT_SECRET = "assistant-client", "assistant-secret"
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
Fields = dict[str, str]


class Denied(Exception):
    """An answer of RFC 6749 5.2."""


@dataclass(slots=True)
class SignInServer:
    """Its places, what it was asked, and what it is to do."""

    base: str = ""
    user: str = "help"                              # who signs in at the browser or types the code
    lasts: int | None = 3600                        # seconds of an access token
    waits: int = 900                                # seconds for a device code to be typed
    rotates: bool = False                           # whether a refresh gives a new refresh token, and ends the old
    gives_refresh: bool = True
    declines: bool = False                          # the person says no
    pending: list[str] = field(default_factory=list)  # what is said to those who ask about a device code, in order
    broken: int | None = None                       # a status with which all is answered
    slow: threading.Event | None = None             # a refresh waits for it
    asked: list[tuple[str, Fields]] = field(default_factory=list)
    access: dict[str, str] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    _codes: dict[str, Fields] = field(default_factory=dict)
    _devices: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def grants(self, kind: str) -> int:
        """How often tokens were asked for in this way."""
        return sum(place == "/token" and fields.get("grant_type") == kind for place, fields in self.asked)

    def revoke_all(self) -> None:
        """The person, or whoever runs the server, takes every sign-in back."""
        self.access.clear()
        self.refresh.clear()

    def authorize(self, fields: Fields) -> str:
        """Where the browser is sent after the person has agreed, or has not."""
        redirect = fields["redirect_uri"]
        if fields["client_id"] != CLIENT or urlsplit(redirect).hostname != "127.0.0.1":
            raise Denied("invalid_request")
        if fields["response_type"] != "code" or fields["code_challenge_method"] != "S256":
            raise Denied("unsupported_response_type")
        back = {"state": fields["state"]}
        if self.declines:
            return f"{redirect}?{urlencode({'error': 'access_denied', **back})}"
        code = secrets.token_urlsafe(16)
        self._codes[code] = fields
        return f"{redirect}?{urlencode({'code': code, **back})}"

    def token(self, fields: Fields) -> dict[str, object]:
        """Tokens for a code, a device code or a refresh token."""
        if fields.get("client_id") != CLIENT:
            raise Denied("invalid_client")
        match fields.get("grant_type"):
            case "authorization_code":
                if fields.get("client_secret") != CLIENT_SECRET:
                    raise Denied("invalid_client")
                began = self._codes.pop(fields["code"], None)   # once only
                made = hashlib.sha256(fields["code_verifier"].encode()).digest()
                challenge = base64.urlsafe_b64encode(made).rstrip(b"=").decode()
                if began is None or began["redirect_uri"] != fields["redirect_uri"]:
                    raise Denied("invalid_grant")
                if began["code_challenge"] != challenge or not 43 <= len(fields["code_verifier"]) <= 128:
                    raise Denied("invalid_grant")
            case "urn:ietf:params:oauth:grant-type:device_code":
                if fields["device_code"] not in self._devices:
                    raise Denied("invalid_grant")
                if self.pending:
                    raise Denied(self.pending.pop(0))
                del self._devices[fields["device_code"]]
            case "refresh_token":
                if self.slow is not None:
                    self.slow.wait(60)
                if fields["refresh_token"] not in self.refresh:
                    raise Denied("invalid_grant")
                if self.rotates:
                    del self.refresh[fields["refresh_token"]]
            case _:
                raise Denied("unsupported_grant_type")
        return self._granted(again=fields["grant_type"] == "refresh_token" and not self.rotates)

    def _granted(self, *, again: bool) -> dict[str, object]:
        access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        answer: dict[str, object] = {"access_token": access, "token_type": "Bearer"}
        self.access[access] = self.user
        if self.lasts is not None:
            answer["expires_in"] = self.lasts
        if not again and self.gives_refresh:
            self.refresh[refresh] = self.user
            answer["refresh_token"] = refresh
        return answer

    def device(self, fields: Fields) -> dict[str, object]:
        """A device code and the one that a person types."""
        if fields.get("client_id") != CLIENT:
            raise Denied("unauthorized_client")
        code = secrets.token_urlsafe(16)
        self._devices[code] = "BDWP-HQPK"
        page = f"{self.base}/device"
        return {"device_code": code, "user_code": "BDWP-HQPK", "verification_uri": page, "expires_in": self.waits,
                "interval": 2}  # fmt: skip

    def answer(self, place: str, fields: Fields) -> dict[str, object]:
        """The answer to a form."""
        with self._lock:
            self.asked.append((place, fields))
        match place:
            case "/token":
                return self.token(fields)
            case "/devicecode":
                return self.device(fields)
            case "/revoke":
                self.access.pop(fields["token"], None)
                self.refresh.pop(fields["token"], None)
                return {}
            case "/introspect":
                owner = self.access.get(fields["token"])
                return {"active": owner is not None, "username": owner or "nobody", "email": owner or "nobody"}
            case _:
                raise Denied("invalid_request")


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[SignInServer]:
    """Start one, with TLS if a context is given (then it is https://localhost), and stop it."""
    state = SignInServer()

    class Handler(BaseHTTPRequestHandler):
        """HTTP around it."""

        def do_GET(self) -> None:
            """The page that a person sees; here they agree at once."""
            split = urlsplit(self.path)
            try:
                address = state.authorize({name: v[0] for name, v in parse_qs(split.query).items()})
            except Denied as denied:
                self._say(400, {"error": str(denied)})
                return
            self.send_response(302)
            self.send_header("Location", address)
            self.end_headers()

        def do_POST(self) -> None:
            """A form."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if state.broken is not None:
                self._say(state.broken, {})
                return
            try:
                self._say(200, state.answer(self.path, {name: v[0] for name, v in parse_qs(body).items()}))
            except Denied as denied:
                self._say(400, {"error": str(denied), "error_description": "as the test wants it"})

        def _say(self, status: int, said: dict[str, object]) -> None:
            told = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    port = server.server_address[1]
    state.base = f"https://localhost:{port}" if tls is not None else f"http://127.0.0.1:{port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
