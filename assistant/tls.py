"""Which servers are trusted: certificates are always verified, and a plain connection stays on this machine.

For every protocol that a mail server speaks. RFC 8314; RFC 6761 6.3 for the names of this machine.
"""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path

from assistant.errors import ConfigError

# OpenSSL's X509_V_ERR_* (x509_vfy.h).
_EXPIRED, _NOT_YET, _HOSTNAME, _IP = 10, 9, 62, 64
_UNKNOWN_ISSUER = {18, 19, 20, 21}


def context(ca_file: Path | None) -> ssl.SSLContext:
    """What verifies a server: by the system's authorities, and by those in `ca_file`. Raises ConfigError."""
    made = ssl.create_default_context()
    if ca_file is None:
        return made
    try:
        made.load_verify_locations(ca_file)
        return made
    except (OSError, ssl.SSLError) as fault:
        raise ConfigError(
            f"Did not connect: the file of certificates {ca_file} cannot be used ({fault.strerror or fault}). "
            "Correct ca_file in assistant.toml; it holds certificates in PEM form."
        ) from fault


def is_this_machine(host: str) -> bool:
    """Whether the host is loopback by its very name (RFC 6761 6.3), without asking a name server."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def why_refused(fault: ssl.SSLCertVerificationError, host: str) -> str:
    """Why the certificate of `host` was not accepted, and what to do."""
    if fault.verify_code == _EXPIRED:
        return f"the certificate of {host} has expired. Its operator must renew it; check this machine's clock too."
    if fault.verify_code == _NOT_YET:
        return f"the certificate of {host} is not valid yet. Check this machine's clock."
    if fault.verify_code in (_HOSTNAME, _IP):
        return (
            f"the certificate belongs to another name than {host}. "
            "Set host in assistant.toml to the name that the certificate was made for."
        )
    if fault.verify_code in _UNKNOWN_ISSUER:
        return (
            f"the certificate of {host} is signed by nobody that this machine knows. "
            "If it is your own server, set ca_file in assistant.toml to the certificate of its authority."
        )
    return f"the certificate of {host} was not accepted ({fault.verify_message}). Ask the server's operator."
