"""A mail server of our own for the demo: pymap from PyPI, on loopback, in memory, in a process that ends with us.

The process reads its standard input and ends when that is closed, so it cannot outlive whoever started it, however
that one ends.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from assistant.errors import OperatorError

HOST = "127.0.0.1"
START_SECONDS = 30.0
STOP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """Where the server listens, without TLS, and who may enter. Each user has INBOX, Drafts and Sent."""

    host: str
    port: int
    user: str
    password: str


@contextmanager
def embedded_server(
    *, user: str = "support@harbourlane.example", password: str = "demo", others: Sequence[str] = ()
) -> Iterator[EmbeddedServer]:
    """Start the server, give its address, and stop it for sure. `others` are further users with the same password.

    Raises OperatorError when the server is not installed or does not start.
    """
    if find_spec("pymap") is None:
        raise OperatorError(
            "The demo's mail server is not installed. Install it with: pip install 'email-reply-assistant[demo]'"
        )
    command = [sys.executable, "-m", "assistant.cli.embedded", password, user, *others]
    # FQDN keeps pymap from asking a name server who we are.
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "FQDN": HOST},
        start_new_session=True,  # Ctrl-C is for us; the server stays until we have said goodbye to it
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        try:
            # A server that does not come up is killed, and then readline() ends too.
            alarm = threading.Timer(START_SECONDS, process.kill)
            alarm.start()
            line = process.stdout.readline()
            alarm.cancel()
            if not line.strip().isdigit():
                process.kill()
                last = process.stderr.read().decode("utf-8", "replace").strip().splitlines()[-1:]
                raise OperatorError(
                    f"The demo's mail server did not start ({last[0] if last else 'no reason given'}). "
                    "Install it anew: pip install --force-reinstall 'email-reply-assistant[demo]'"
                )
            threading.Thread(target=process.stderr.read, daemon=True).start()  # so that it never waits for a reader
            yield EmbeddedServer(HOST, int(line), user, password)
        finally:
            process.stdin.close()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


async def _serve(password: str, users: Sequence[str]) -> None:
    """Listen on a free port, say which on standard output, and serve until standard input ends."""
    from proxyprotocol.reader import ProxyProtocolReader
    from pymap.backend.dict import DictBackend
    from pymap.backend.dict.filter import FilterSet
    from pymap.backend.dict.mailbox import MailboxSet
    from pymap.imap import IMAPServer
    from pymap.user import UserMetadata
    from pysasl.hashing import Cleartext

    settings = Namespace(
        host=None, port="0", debug=False, cert=None, key=None, tls=False, passlib_cfg=None, proxy_protocol=None,
        demo_data=False, demo_user=users[0], demo_password=password, inherited_sockets=None,
    )  # fmt: skip
    backend, config = await DictBackend.init(settings, hash_context=Cleartext())
    config.apply_context()
    for user in users:
        backend.login.users_dict[user] = UserMetadata(config, user, password=password)
        mailboxes = MailboxSet()
        for name in ("Drafts", "Sent"):
            await mailboxes.add_mailbox(name)
        config.set_cache[user] = (mailboxes, FilterSet())
    conversation = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    server = await asyncio.start_server(conversation, host=HOST, port=0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.buffer.read)
    os._exit(0)  # all is in memory: open conversations and pymap's threads are not waited for


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1], sys.argv[2:]))
