"""A browser without a window: requests to a desk, with cookies, as http.client sends them."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The token of the page's forms."""
        found = re.search(r'name="token" value="([0-9a-f]+)"', self.text)
        return found[1] if found else ""


@dataclass(slots=True)
class Asking:
    """Somebody who asks; keeps their cookies."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None, **headers: str) -> Answer:
        """GET, or POST with a form. Headers are given with underscores."""
        to = urlsplit(self.address)
        connection = http.client.HTTPConnection(to.hostname or "", to.port or 80, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if form is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request("GET" if form is None else "POST", path, urlencode(form) if form is not None else None, sent)
        came = connection.getresponse()
        kept = tuple(came.headers.get_all("set-cookie") or ())
        answer = Answer(came.status, {n.lower(): v for n, v in came.getheaders()}, came.read().decode(), kept)
        connection.close()
        for each in kept:
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        return answer
