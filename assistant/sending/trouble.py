"""What smtplib, ssl and socket raise, told in the program's own exceptions: what happened, what to do."""

from __future__ import annotations

import smtplib
import socket
import ssl

from assistant import tls
from assistant.errors import AssistantError, CertificateError, ServerRefused, ServerUnreachable
from assistant.sending.contract import SmtpServer

AGAIN = "It is tried again."
# smtplib raises ValueError for what it cannot make a command of, or an answer.
FAULTS = (smtplib.SMTPException, OSError, ValueError)


def translate(fault: Exception, *, doing: str, server: SmtpServer) -> AssistantError:
    """The exception to raise instead of `fault`, which came up while `doing` ("connect to smtp.example.com")."""
    where = f"{server.host}:{server.port}"
    cause = _cause(fault)
    match cause:
        case ssl.SSLCertVerificationError():
            return CertificateError(f"Could not {doing}: {tls.why_refused(cause, server.host)}")
        case ssl.SSLError() if server.security == "tls" and cause.reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST"):
            return ServerUnreachable(
                f"Could not {doing}: {where} does not speak TLS from the first byte. {AGAIN} "
                'Correct port under smtp in assistant.toml (usually 465), or set security = "starttls" there.'
            )
        case ssl.SSLError():
            return ServerUnreachable(f"Could not {doing}: TLS with {where} failed ({cause.reason}). {AGAIN}")
        case TimeoutError():
            return ServerUnreachable(
                f"Could not {doing}: {where} gave no answer within {server.timeout:g} seconds. {AGAIN} "
                "If this stays so, check host and port under smtp in assistant.toml, and any firewall between."
            )
        case socket.gaierror():
            return ServerUnreachable(
                f'Could not {doing}: the name "{server.host}" leads to no machine. {AGAIN} '
                "Check host under smtp in assistant.toml, and this machine's network."
            )
        case ConnectionRefusedError():
            return ServerUnreachable(
                f"Could not {doing}: nothing answers at {where}. {AGAIN} "
                "If this stays so, check host and port under smtp in assistant.toml."
            )
        case smtplib.SMTPResponseException() if 400 <= cause.smtp_code < 600:
            return ServerRefused(f"Could not {doing}: {server.host} refused ({said(cause)}). {AGAIN}")
        case smtplib.SMTPResponseException() | ValueError():
            return ServerUnreachable(
                f"Could not {doing}: {where} gave an answer that is not SMTP ({said(cause)}). {AGAIN} "
                "If this stays so, check that port under smtp in assistant.toml is that of the SMTP server."
            )
        case _:
            return ServerUnreachable(f"Could not {doing}: the connection to {where} broke ({said(cause)}). {AGAIN}")


def said(fault: BaseException) -> str:
    """The server's or the system's own words in one short line."""
    fault = _cause(fault)
    if isinstance(fault, smtplib.SMTPResponseException):
        return reply(fault.smtp_code, fault.smtp_error)
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return "the server hung up"
    return line(fault.strerror or str(fault) if isinstance(fault, OSError) else str(fault)) or type(fault).__name__


def reply(code: int, text: bytes | str) -> str:
    """A server's answer in one line: "550 5.1.1 no such user"."""
    words = line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
    return f"{code} {words}".rstrip() if code > 0 else words or "an empty line"


def line(text: str) -> str:
    """One short line of printable characters."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(" .")
    return shown if len(shown) <= 200 else shown[:197] + "..."


def _cause(fault: BaseException) -> BaseException:
    """What lies behind smtplib's word that the server has gone."""
    cause = fault
    while isinstance(cause, smtplib.SMTPServerDisconnected) and isinstance(cause.__context__, OSError):
        cause = cause.__context__
    return cause
