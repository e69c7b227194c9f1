"""One JSON object of an HTTP endpoint (RFC 9110, RFC 8259), from the one host that the rule names.

The number is encoded into the path or the query (RFC 3986 2.1); redirects are not followed; what comes is bounded in
size, and all of it in time. Proxies of the environment are not used: nothing goes to a host that no rule names.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import quote, urlsplit

from assistant.lookups.source import Row, Several, Slow, Unusable, said, secret
from assistant.rules.rulebook import Endpoint

LARGEST = 256_000                                   # bytes of an answer
DEEPEST, MOST, LONGEST = 5, 500, 4_000              # steps into an object, fields taken, characters of one
_TOO_LONG = "it took too long"


def row(endpoint: Endpoint, key_field: str | None, key: str, seconds: float) -> Row | None:
    """The object's fields, those inside others as `customer.email`. None where there is none.

    Where the rule names a `key_field`, it must hold the key. Raises Unusable, Slow or Several.
    """
    deadline = time.monotonic() + seconds
    body = _get(endpoint, key.strip(), deadline)
    if body is None:
        return None
    try:
        given = json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        # Without a length, an answer that was cut off looks like one that is whole.
        raise (Slow(_TOO_LONG) if time.monotonic() >= deadline else Unusable("what it answers is no JSON")) from None
    if isinstance(given, list):
        if len(given) > 1:
            raise Several
        given = given[0] if given else None
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Unusable("what it answers is no JSON object")
    fields = dict(_fields(given, (), 0))
    if len(fields) > MOST:
        raise Unusable(f"it answers with more than {MOST} fields")
    if key_field is not None and fields.get(key_field, "").casefold() != key.strip().casefold():
        raise Unusable(f'the "{key_field}" that it answers with is another than was asked for')
    return fields


def _fields(given: dict[str, Any], above: tuple[str, ...], depth: int) -> Iterator[tuple[str, str]]:
    """Every text, number and truth value, by its dotted name. Lists are left out: no reply could say them."""
    for name, value in given.items():
        where = (*above, str(name))
        if isinstance(value, dict):
            if depth < DEEPEST:
                yield from _fields(value, where, depth + 1)
        elif not isinstance(value, list):
            text = said(value)
            if len(text) > LONGEST:
                raise Unusable(f"a value is longer than {LONGEST} characters")
            yield ".".join(where), text


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")          # RFC 8259 6


def _get(endpoint: Endpoint, key: str, deadline: float) -> bytes | None:
    """The body of a good answer, None for 404."""
    url = urlsplit(endpoint.url)
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    target = target.replace("{key}", quote(key, safe=""))
    headers = {"Accept": "application/json", "User-Agent": "email-reply-assistant", "Connection": "close"}
    if endpoint.token is not None:
        token = secret(endpoint.token)
        if not token.isascii() or not token.isprintable():
            raise Unusable(f"the environment variable {endpoint.token.removeprefix('$')} holds no token")
        headers["Authorization"] = f"Bearer {token}"
    connection = _connection(str(url.hostname), url.port, tls=url.scheme == "https", deadline=deadline)
    try:
        return _asked(connection, target, headers, deadline)
    except TimeoutError:
        raise Slow(_TOO_LONG) from None
    except ssl.SSLCertVerificationError as fault:
        raise Unusable(f"its certificate is not accepted ({fault.verify_message})") from None
    except ConnectionRefusedError:
        raise Slow("nothing listens there") from None
    except (http.client.HTTPException, OSError) as fault:
        if time.monotonic() >= deadline:
            raise Slow(_TOO_LONG) from None
        raise Slow(f"the connection broke ({type(fault).__name__})") from None
    finally:
        connection.close()


def _asked(
    connection: http.client.HTTPConnection, target: str, headers: dict[str, str], deadline: float
) -> bytes | None:
    """Ask, and read the answer. Whatever dribbles in, the connection is cut when the time is over."""
    connection.connect()
    cut = threading.Timer(_left(deadline), _cut, (connection.sock,))
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", target, headers=headers)
        with connection.getresponse() as answer:
            return _read(answer)
    finally:
        cut.cancel()


def _cut(socket_: socket.socket) -> None:
    with suppress(OSError):
        socket_.shutdown(socket.SHUT_RDWR)


def _read(answer: http.client.HTTPResponse) -> bytes | None:
    if answer.status == 404:
        return None
    if 300 <= answer.status < 400:
        raise Unusable("it sends us on to another address, where we do not go")
    if answer.status in (401, 403):
        raise Unusable(f"it refuses us ({answer.status}); look at the token")
    if answer.status in (408, 429, 502, 503, 504):
        raise Slow(f"it is too busy ({answer.status})")
    if answer.status != 200:
        raise Unusable(f"it answers {answer.status}")
    body = answer.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise Unusable(f"it answers with more than {LARGEST} bytes")
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    return body


def _connection(host: str, port: int | None, *, tls: bool, deadline: float) -> http.client.HTTPConnection:
    left = _left(deadline)
    if tls:
        return http.client.HTTPSConnection(host, port, timeout=left, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=left)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
