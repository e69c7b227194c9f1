"""A server that says what a test wants it to say, on a real socket: silent, garbled, cut off, badly certified."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, NoReturn

_PATIENCE = 60.0                                    # seconds: who says nothing for so long has hung
Script = Callable[["Caller"], None]


class Caller:
    """The client on the other end. A script reads its commands by `command()` and answers by `say()`."""

    def __init__(self, conversation: socket.socket) -> None:
        self._conversation = conversation
        self._file: BinaryIO = conversation.makefile("rb")

    def say(self, *lines: str) -> None:
        """Send lines, each ended by CRLF."""
        self.send("".join(line + "\r\n" for line in lines).encode())

    def send(self, octets: bytes) -> None:
        """Send these very octets."""
        self._conversation.sendall(octets)

    def command(self) -> tuple[str, str]:
        """The next command: its tag, and the rest of the line."""
        line = self._file.readline().decode("utf-8", "replace")
        if not line:
            raise ConnectionResetError("the client has gone")
        tag, _, rest = line.strip().partition(" ")
        return tag, rest

    def hear_nothing_more(self) -> None:
        """Be silent until the client goes."""
        while self._file.readline():
            pass

    def hang_up(self) -> NoReturn:
        """End the conversation here and now."""
        raise ConnectionAbortedError

    def close(self) -> None:
        """Let go of the socket."""
        self._file.close()
        self._conversation.close()


@contextmanager
def scripted(script: Script, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve one caller after the other by the script, hang up after it; gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listener, script, tls), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        thread.join(_PATIENCE)
        listener.close()


def _serve(listener: socket.socket, script: Script, tls: ssl.SSLContext | None) -> None:
    while True:
        try:
            conversation, _ = listener.accept()
        except OSError:
            return
        conversation.settimeout(_PATIENCE)
        try:
            if tls is not None:
                conversation = tls.wrap_socket(conversation, server_side=True)
            caller = Caller(conversation)
        except OSError:
            conversation.close()
            continue
        try:
            with suppress(OSError):  # either side may hang up at any time
                script(caller)
        finally:
            caller.close()


def letting_in(waits: Callable[[Caller, str], None], came_in: Callable[[], object] = lambda: None) -> Script:
    """A script of a server with two messages that answers IDLE by `waits`, and all else as it should."""

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1 IDLE] ready")
        while True:
            tag, command = caller.command()
            match command.split(" ")[0].upper():
                case "CAPABILITY":
                    caller.say("* CAPABILITY IMAP4rev1 IDLE", f"{tag} OK done")
                case "EXAMINE":
                    caller.say("* 2 EXISTS", "* OK [UIDVALIDITY 7] valid", "* OK [UIDNEXT 9] next", f"{tag} OK done")
                case "IDLE":
                    waits(caller, tag)
                case other:
                    if other == "LOGIN":
                        came_in()
                    caller.say(f"{tag} OK done")

    return script


def signed_in(*answers: Callable[[Caller, str, str], None]) -> Script:
    """A script that greets and signs in, and then answers each further command by the next of `answers`."""

    def script(caller: Caller) -> None:
        caller.say("* OK [CAPABILITY IMAP4rev1] ready")
        left = list(answers)
        while True:
            tag, command = caller.command()
            match command.split(" ")[0].upper():
                case "CAPABILITY":
                    caller.say("* CAPABILITY IMAP4rev1", f"{tag} OK done")
                case "LOGIN":
                    caller.say(f"{tag} OK [CAPABILITY IMAP4rev1] welcome")
                case "LOGOUT":
                    caller.say("* BYE", f"{tag} OK bye")
                    return
                case _ if left:
                    left.pop(0)(caller, tag, command)
                case _:
                    caller.say(f"{tag} BAD not in the script")

    return script
