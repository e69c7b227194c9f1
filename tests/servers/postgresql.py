"""A throw-away PostgreSQL on loopback, run without root rights: user "shop", password "secret", database "shop".

Needs Debian's postgresql. Started by root it runs as nobody, since PostgreSQL refuses to run as root. It is told to
end when the process that started it does, however that one ends (PR_SET_PDEATHSIG, by setpriv).
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.servers.ports import free_ports

USER, PASSWORD, DATABASE = "shop", "secret-of-the-shop", "shop"
START_SECONDS = 60.0
STOP_SECONDS = 60.0


@dataclass(slots=True)
class PostgreSQL:
    """A running server. `url` signs in over TCP with the password."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """The database's URL, without a driver's name."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{DATABASE}"

    def stop(self) -> None:
        """Shut it down, whoever is connected; what was written is kept (SIGINT, its fast shutdown)."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(STOP_SECONDS)

    def start(self) -> None:
        """Start it again, with what was written."""
        self.process = _launch(self.folder, self.port)
        _wait_for(self)


def missing() -> str | None:
    """What is not installed here, in a sentence, or None."""
    if _binary("initdb") is None or _binary("postgres") is None:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    if shutil.which("setpriv") is None:
        return "the command setpriv is not installed (Debian: util-linux)"
    return None


def _binary(name: str) -> Path | None:
    """A program of the newest PostgreSQL; Debian keeps those of each version in a folder of their own."""
    found = [path for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}") if path.parts[4].isdigit()]
    newest = max(found, key=lambda path: int(path.parts[4]), default=None)
    on_path = shutil.which(name)
    return newest or (Path(on_path) if on_path else None)


@contextmanager
def running() -> Iterator[PostgreSQL]:
    """Start one, and stop it with all its processes and files."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        server = _start_in(folder)
        try:
            yield server
        finally:
            _stop(server.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start_in(folder: Path) -> PostgreSQL:
    owner, as_owner = _owner()
    (folder / "password").write_text(PASSWORD)
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    made = subprocess.run(
        [*as_owner, str(_binary("initdb")), "-D", str(data), "-U", USER, "--pwfile", str(folder / "password"),
         "--auth-host=scram-sha-256", "--auth-local=trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr or made.stdout}")
    (port,) = free_ports(1)
    process = _launch(folder, port)
    server = PostgreSQL(folder, port, process)
    try:
        _wait_for(server)
        _create(server)
    except BaseException:
        _stop(process)
        raise
    return server


def _owner() -> tuple[pwd.struct_passwd, list[str]]:
    """Whom it runs as, and what before a command makes it so."""
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    switch = ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
    return owner, ["setpriv", *(switch if os.geteuid() == 0 else []), "--pdeathsig", "QUIT"]


def _launch(folder: Path, port: int) -> subprocess.Popen[bytes]:
    as_owner, data = _owner()[1], folder / "data"
    settings = {
        "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": folder, "fsync": "off",
        "full_page_writes": "off", "synchronous_commit": "off", "max_connections": 60, "shared_buffers": "1MB",
    }
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [*as_owner, str(_binary("postgres")), "-D", str(data), *arguments],
            cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )


def _wait_for(server: PostgreSQL) -> None:
    import psycopg

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            psycopg.connect(host=str(server.folder), port=server.port, user=USER, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(server.folder / 'log').read_text(errors='replace')}")


def _create(server: PostgreSQL) -> None:
    import psycopg

    with psycopg.connect(
        host=str(server.folder), port=server.port, user=USER, dbname="postgres", autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {DATABASE}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """SIGQUIT is its immediate shutdown; its shared memory is given back."""
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGQUIT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_SECONDS)
