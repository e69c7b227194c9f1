"""Certificates for servers in tests, made by the openssl command: an authority of our own and what it signed."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its key, both PEM files."""

    cert: Path
    key: Path


def authority(folder: Path) -> Certificate:
    """A new authority; its `cert` is what a client takes as its CA file."""
    made = Certificate(folder / "ca.pem", folder / "ca.key")
    _openssl(
        "req", "-x509", *_NEW_KEY, made.key, "-out", made.cert, "-days", "2", "-subj", "/CN=Test authority",
        "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign",
    )  # fmt: skip
    return made


def signed_by(ca: Certificate, folder: Path, *, names: str = "DNS:localhost", days: int = 2) -> Certificate:
    """A server's certificate for these names; with negative `days` it has expired."""
    stem = folder / f"server-{abs(hash((names, days)))}"
    made = Certificate(stem.with_suffix(".pem"), stem.with_suffix(".key"))
    request, extensions = stem.with_suffix(".csr"), stem.with_suffix(".ext")
    _openssl("req", *_NEW_KEY, made.key, "-out", request, "-subj", "/CN=Test server")
    extensions.write_text(f"subjectAltName={names}\n")
    _openssl(
        "x509", "-req", "-in", request, "-CA", ca.cert, "-CAkey", ca.key, "-CAcreateserial", "-out", made.cert,
        "-days", str(days), "-extfile", extensions,
    )  # fmt: skip
    return made


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout")


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
