"""A throw-away Dovecot 2.3 on loopback, run without root rights: any user name signs in with the password "secret".

Needs Debian's dovecot-core and dovecot-imapd. Started by root it runs as nobody, since Dovecot refuses mail of uid 0.
It is told to end when the process that started it does, however that one ends (PR_SET_PDEATHSIG, by setpriv).
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.mailbox.contract import ServerSettings
from tests.servers.certificates import authority, signed_by
from tests.servers.ports import free_ports

PASSWORD = "secret"
START_SECONDS = 60.0
STOP_SECONDS = 60.0
_BINARY_FOLDERS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


@dataclass(slots=True)
class Dovecot:
    """A running Dovecot. Its certificate is for "localhost" (not for 127.0.0.1), signed by `ca_file`."""

    folder: Path
    port: int
    tls_port: int
    ca_file: Path
    process: subprocess.Popen[bytes]
    password: str = PASSWORD

    def settings(self, user: str, *, tls: bool = False) -> ServerSettings:
        """How to reach this user's account."""
        return ServerSettings(
            host="localhost" if tls else "127.0.0.1",
            port=self.tls_port if tls else self.port,
            security="tls" if tls else "plain",
            ca_file=self.ca_file if tls else None,
            user=user,
            secret=lambda: PASSWORD,
        )

    def mail(self, user: str) -> Path:
        """Where the user's Maildir lies; INBOX in its cur/ and new/, Drafts in .Drafts/."""
        return self.folder / "mail" / user

    def stop(self) -> None:
        """Kill it with all that it started, in the middle of whatever it does. Its mail stays."""
        _stop(self.process)

    def start(self) -> None:
        """Start it again, on the same ports."""
        self.process = _launch(self.folder / "dovecot.conf", _owner())
        _wait_for(self)

    def renumber(self, user: str, mailbox: str = "INBOX") -> None:
        """Give a mailbox another UIDVALIDITY; Dovecot must be stopped. What it knew of the mailbox is forgotten.

        dovecot-uidvalidity stays: it counts up with each mailbox of the user's. Without it Dovecot counts from the
        clock, which may by then have come to what a mailbox had before.
        """
        mail = self.mail(user)
        for known in (mail if mailbox == "INBOX" else mail / f".{mailbox}").glob("dovecot[-.]*"):
            if not known.name.startswith("dovecot-uidvalidity"):
                known.unlink()

    def log(self) -> str:
        """What Dovecot wrote down."""
        return (self.folder / "dovecot.log").read_text(encoding="utf-8", errors="replace")


def missing() -> str | None:
    """What is not installed here, in a sentence, or None."""
    if shutil.which("dovecot", path=_BINARY_FOLDERS) is None:
        return "Dovecot is not installed (Debian: apt-get install dovecot-core dovecot-imapd)"
    if not any(Path(folder, "imap").exists() for folder in ("/usr/lib/dovecot", "/usr/libexec/dovecot")):
        return "Dovecot's IMAP server is not installed (Debian: apt-get install dovecot-imapd)"
    absent = [tool for tool in ("openssl", "setpriv") if shutil.which(tool, path=_BINARY_FOLDERS) is None]
    return f"the command {absent[0]} is not installed (Debian: openssl, util-linux)" if absent else None


@contextmanager
def running(
    *,
    old: bool = False,
    quota: int | None = None,
    introspection: str | None = None,
    mechanisms: str = "xoauth2 oauthbearer",
) -> Iterator[Dovecot]:
    """Start one, and stop it with all its processes and files.

    An `old` one is laid out as Courier was: mailboxes below "INBOX.", no SPECIAL-USE, no UIDPLUS, no MOVE.
    With a `quota`, all mailboxes but INBOX hold so many messages together, and no more.
    With `introspection`, the address of a sign-in server's RFC 7662, tokens are taken as well as passwords.
    """
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))  # pytest's own folders are closed to nobody
    try:
        server = _start_in(folder, old=old, quota=quota, introspection=introspection, mechanisms=mechanisms)
        try:
            yield server
        finally:
            _stop(server.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start_in(
    folder: Path, *, old: bool, quota: int | None, introspection: str | None, mechanisms: str
) -> Dovecot:
    ca = authority(folder)
    certificate = signed_by(ca, folder)
    for name in ("run", "state", "mail", "home"):
        (folder / name).mkdir()
    owner = _owner()
    folder.chmod(0o755)
    ports = free_ports(2)
    tokens = ""
    if introspection is not None:
        (folder / "oauth2.conf").write_text(_INTROSPECTION.format(url=introspection))
        tokens = _TOKENS.format(folder=folder, mechanisms=mechanisms)
    configuration = folder / "dovecot.conf"
    configuration.write_text(
        _CONFIGURATION.format(
            folder=folder, user=owner.pw_name, group=_group(owner.pw_gid), uid=owner.pw_uid, gid=owner.pw_gid,
            cert=certificate.cert, key=certificate.key, port=ports[0], tls_port=ports[1], password=PASSWORD,
            quota="" if quota is None else _QUOTA.format(messages=quota), tokens=tokens,
            mechanisms=mechanisms if tokens else "", cache="0" if tokens else "1M",
            **(_OLD if old else _NEW),
        )
    )  # fmt: skip
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)
    process = _launch(configuration, owner)
    server = Dovecot(folder, *ports, ca.cert, process)
    try:
        _wait_for(server)
    except BaseException:
        _stop(process)
        raise
    return server


def _owner() -> pwd.struct_passwd:
    """Whom it runs as, and whose the mail is."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _launch(configuration: Path, owner: pwd.struct_passwd) -> subprocess.Popen[bytes]:
    switch = ["--reuid", str(owner.pw_uid), "--regid", str(owner.pw_gid), "--clear-groups"]
    as_owner = switch if os.geteuid() == 0 else []
    with (configuration.parent / "stderr").open("wb") as stderr:
        return subprocess.Popen(
            ["setpriv", *as_owner, "--pdeathsig", "TERM", "dovecot", "-F", "-c", str(configuration)],
            env={**os.environ, "PATH": _BINARY_FOLDERS},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,  # Ctrl-C is for the tests, which then stop it in order
        )


def _wait_for(server: Dovecot) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=1) as conversation:
                if conversation.recv(4) == b"* OK":
                    return
        except OSError:
            time.sleep(0.02)
    said = (server.folder / "stderr").read_text(errors="replace")
    log = server.log() if (server.folder / "dovecot.log").exists() else ""
    raise RuntimeError(f"Dovecot did not start: {said or log or 'no reason given'}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the master and, in its process group, all that it started: in order it would take a second or more.

    All of them are gone then: none still finishes what it was writing.
    """
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(STOP_SECONDS)
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and _group_lives(process.pid):
        time.sleep(0.005)


def _group_lives(group: int) -> bool:
    """Whether a process of this group still runs (Linux)."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):                     # it has just ended
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state not in "ZX":
                return True
    return False


def _group(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name


_NEW = {
    "separator": "/",
    "prefix": "",
    "drafts": "special_use = \\Drafts",
    "sent": "special_use = \\Sent",
    "trash": "special_use = \\Trash",
    "capability": "",
}
_OLD = {
    "separator": ".",
    "prefix": "INBOX.",
    "drafts": "",
    "sent": "",
    "trash": "",
    "capability": "imap_capability = IMAP4rev1 LITERAL+ IDLE NAMESPACE CHILDREN",
}
_INTROSPECTION = """\
introspection_mode = post
introspection_url = {url}
force_introspection = yes
username_attribute = username
active_attribute = active
active_value = true
"""
_QUOTA = """\
mail_plugins = quota
plugin {{
  quota = maildir:All
  quota_rule = *:messages={messages}
  quota_rule2 = INBOX:ignore
}}
"""
_TOKENS = """\
passdb {{
  driver = oauth2
  mechanisms = {mechanisms}
  args = {folder}/oauth2.conf
}}
"""
_CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{cert}
ssl_key = <{key}
disable_plaintext_auth = no
auth_mechanisms = plain login {mechanisms}
auth_cache_size = {cache}
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
mailbox_list_index = yes
mail_max_userip_connections = 100
{quota}{tokens}passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
  mailbox Drafts {{
    auto = subscribe
    {drafts}
  }}
  mailbox Sent {{
    auto = subscribe
    {sent}
  }}
  mailbox Trash {{
    auto = subscribe
    {trash}
  }}
}}
protocol imap {{
  {capability}
}}
service anvil {{
  chroot =
  # Wrong passwords are answered at once.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
"""
