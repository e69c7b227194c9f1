"""One question to a sign-in server and its answer: a form there, JSON back. TLS is always verified.

Plain http is for a server on this very machine only; the settings see to that.
"""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from assistant.errors import CertificateError, ConfigError, ServerRefused, ServerUnreachable

SECONDS = 30.0
_MOST_BYTES = 1_000_000
AGAIN = "It is tried again."


class Refused(Exception):
    """The server said no in the standard's way (RFC 6749 5.2): `code`, like "invalid_grant", and its own words."""

    def __init__(self, code: str, said: str) -> None:
        super().__init__(code)
        self.code = code
        self.said = said


class _NoRedirect(HTTPRedirectHandler):
    """A form with a secret goes where it was meant to go and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing."""
        return


def ask(url: str, fields: Mapping[str, str], *, ca_file: Path | None = None) -> dict[str, Any]:
    """The answer to a form. Raises Refused, and where there is no such answer PassingError or OperatorError."""
    whose = urlsplit(url).hostname or url
    opener = build_opener(_NoRedirect, HTTPSHandler(context=_context(ca_file)))
    request = Request(url, urlencode(fields).encode("ascii"), {"Accept": "application/json"})
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            status, body = answer.status, answer.read(_MOST_BYTES)
    except HTTPError as fault:
        with fault:
            status, body = fault.code, fault.read(_MOST_BYTES)
    except URLError as fault:
        raise _unreachable(whose, fault.reason) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise _unreachable(whose, fault) from fault
    found = _object(body)
    if status == 200 and found is not None:
        return found
    if found is not None and isinstance(found.get("error"), str) and status < 500:
        raise Refused(_line(found["error"]), _line(found.get("error_description", "")))
    raise ServerRefused(f"The sign-in server {whose} gave an answer that cannot be used (status {status}). {AGAIN}")


def _context(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except OSError as fault:
            raise ConfigError(
                f"The file of certificates {ca_file} cannot be used ({fault.strerror or fault}). "
                "Correct ca_file in assistant.toml; it holds certificates in PEM form."
            ) from fault
    return context


def _unreachable(whose: str, fault: object) -> Exception:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return CertificateError(
            f"The certificate of the sign-in server {whose} was not accepted ({fault.verify_message}). "
            "If it is a server of your own, name its authority as ca_file in assistant.toml."
        )
    said = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
    return ServerUnreachable(f"The sign-in server {whose} could not be reached ({_line(said)}). {AGAIN}")


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _line(said: object) -> str:
    text = " ".join("".join(c if c.isprintable() else " " for c in str(said)).split())
    return text[:200].rstrip(" .")
