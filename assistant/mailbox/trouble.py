"""What imapclient, imaplib, ssl and socket raise, told in the program's own exceptions: what happened, what to do.

`translate` is the one place where their exceptions are known. RFC 5530 gives the response codes in square brackets.
"""

from __future__ import annotations

import re
import socket
import ssl

from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, IMAPClientReadOnlyError, ProtocolError

from assistant import tls
from assistant.errors import (
    AssistantError,
    CertificateError,
    ServerRefused,
    ServerUnreachable,
    SignInError,
)
from assistant.mailbox.contract import ServerSettings

_BEFORE_MAIL = ("connect", "start TLS", "sign in")  # when no customer's words can come yet
AGAIN = "It is tried again."
# Whatever the libraries let out when a connection fails or a server answers nonsense: imaplib and imapclient parse
# with plain int(), slices and dictionaries, so a strange answer can come out as any of the last five.
FAULTS = (IMAPClientError, OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError)

# RFC 5530 3: the server cannot check the password just now, or has shut the account for a while.
_NOT_NOW = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)\]", re.IGNORECASE)

# "login failed: ", "command: FETCH => ", "NOOP command error: "; and bytes shown as b'...'.
_COMMAND = re.compile(r"^(\w+ failed: |command: \w+ => |\w+ command error: )|unexpected response: |\(_ssl\.c:\d+\)")
_BYTES_LITERAL = re.compile(r"""\bb(['"])(.*?)\1""")


def translate(fault: Exception, *, doing: str, settings: ServerSettings) -> AssistantError:
    """The exception to raise instead of `fault`, which came up while `doing` ("read the mailbox "INBOX"")."""
    where = f"{settings.host}:{settings.port}"
    match fault:
        case ssl.SSLCertVerificationError():
            return CertificateError(f"Could not {doing}: {tls.why_refused(fault, settings.host)}")
        case ssl.SSLError() if settings.security == "tls" and fault.reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST"):
            return ServerUnreachable(
                f"Could not {doing}: {where} does not speak TLS. {AGAIN} "
                'Correct port in assistant.toml (usually 993), or set security = "starttls" if this port is meant.'
            )
        case ssl.SSLError():
            return ServerUnreachable(f"Could not {doing}: TLS with {where} failed ({fault.reason}). {AGAIN}")
        case TimeoutError():
            return ServerUnreachable(
                f"Could not {doing}: {where} gave no answer within {settings.timeout:g} seconds. {AGAIN} "
                "If this stays so, check host and port in assistant.toml, and any firewall between."
            )
        case socket.gaierror():
            return ServerUnreachable(
                f'Could not {doing}: the name "{settings.host}" leads to no machine. {AGAIN} '
                "Check host in assistant.toml, and this machine's network."
            )
        case ConnectionRefusedError():
            return ServerUnreachable(
                f"Could not {doing}: nothing answers at {where}. {AGAIN} "
                "If this stays so, check host and port in assistant.toml, and that the mail server runs."
            )
        case IMAPClientReadOnlyError():  # imaplib counts it as an abort, but the connection lives
            return ServerRefused(
                f"Could not {doing}: the server allows reading only. Ask for the right to write in it."
            )
        case OSError() | IMAPClientAbortError() if "unexpected response" not in str(fault):
            return ServerUnreachable(
                f"Could not {doing}: the connection to {where} broke ({in_one_line(fault)}). {AGAIN}"
            )
        case IMAPClientError() if not isinstance(fault, (ProtocolError, IMAPClientAbortError)):
            return ServerRefused(f"Could not {doing}: {settings.host} refused ({in_one_line(fault)}). {AGAIN}")
        case _:
            # After the sign-in such a line may be a piece of somebody's message, which belongs in no log.
            said = f" ({in_one_line(fault)})" if doing.startswith(_BEFORE_MAIL) else ""
            return ServerUnreachable(
                f"Could not {doing}: {where} gave an answer that is not IMAP{said}. {AGAIN} "
                "If this stays so, check that port in assistant.toml is that of the IMAP server."
            )


def refused_sign_in(fault: Exception, settings: ServerSettings, *, told: str = "") -> AssistantError:
    """The exception for a sign-in that did not succeed: a wrong secret, or a server that cannot check it just now."""
    cause = fault.__context__
    if isinstance(cause, (IMAPClientAbortError, OSError)):
        return translate(cause, doing="sign in", settings=settings)
    if _NOT_NOW.search(str(fault)):
        return ServerRefused(f"Could not sign in to {settings.host} as {settings.user}: {in_one_line(fault)}. {AGAIN}")
    if settings.renew is not None:
        why = f"{in_one_line(fault)}{f'; status {told}' if told else ''}"
        return SignInError(
            f"{settings.host} did not accept the sign-in of {settings.user} by OAuth 2 ({why}). "
            "See that user in your settings is the one who signed in, and that IMAP is allowed for that mailbox; "
            "then sign in again with: assistant signin"
        )
    return SignInError(
        f"{settings.host} did not accept the user {settings.user} with this password ({in_one_line(fault)}). "
        "Check user and password in your settings; many providers want an app password here."
    )


def in_one_line(fault: Exception) -> str:
    """The server's or the system's own words in one short line, without what imaplib and Python put around them."""
    text = fault.strerror or str(fault) if isinstance(fault, OSError) else str(fault)
    if "socket error: EOF" in text:
        return "the server hung up"
    text = _BYTES_LITERAL.sub(r"\2", _COMMAND.sub("", text))
    line = " ".join("".join(c if c.isprintable() else " " for c in text or type(fault).__name__).split())
    line = line.strip(" .*") or "an empty line"
    return line if len(line) <= 160 else line[:157] + "..."
