"""What goes into a submission and what comes out: the server, and what became of the message. No I/O here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Security = Literal["tls", "starttls", "plain", "plain-anywhere"]
Outcome = Literal["accepted", "refused", "deferred", "unknown"]


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """How to reach and enter a submission server. `secret` is asked anew at each connection; it is never stored.

    With `renew`, `secret` gives an access token of OAuth 2, no password; where the server refuses one, `renew` is
    called with it and gives another.

    `security`: "tls" from the first byte (port 465, RFC 8314 3.3), "starttls" (port 587, RFC 3207), "plain" to this
    very machine only, "plain-anywhere" for one who knows that the network may be listened to.
    `timeout` is in seconds, for connecting and for each answer but the last. `patience` is how long that one may
    take, RFC 5321 4.5.3.2.6: 10 minutes, for one who gives up earlier does not know what became of the message.
    """

    host: str
    user: str
    secret: Callable[[], str]
    renew: Callable[[str], str] | None = None
    port: int = 465
    security: Security = "tls"
    ca_file: Path | None = None
    timeout: float = 30.0
    patience: float = 600.0

    def __post_init__(self) -> None:
        if not self.host or not self.user:
            raise ValueError("a server needs a host and a user")
        if not 0 < self.port < 65536:
            raise ValueError(f"not a port: {self.port}")
        if self.timeout <= 0 or self.patience <= 0:
            raise ValueError(f"not a time to wait: {self.timeout}, {self.patience}")


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a message, and what the server said last, in one line.

    - accepted: the server has it, for all recipients but those in `refused`, each with what was said of it.
    - refused: the server does not have it and never will.
    - deferred: the server does not have it, and may take it later.
    - unknown: the connection broke after the message had begun to flow and before the server's last word.
    """

    outcome: Outcome
    told: str
    refused: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.told:
            raise ValueError("an outcome without a word")
        if self.refused and self.outcome != "accepted":
            raise ValueError("single recipients are refused where others were accepted")
