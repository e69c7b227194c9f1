"""A small shop: its rules, its settings for a Dovecot, customers who write to it, and a look at its mailboxes."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from imapclient import IMAPClient

from assistant.mailbox.contract import ServerSettings

ADDRESS = "help@pedal.example"
RULES = """\
version: 1
business:
  name: Pedal & Chain
  signature: "Kind regards,\\nEverybody at {{ business.name }}"
facts:
  opening_hours: Monday to Saturday from 8:30 to 18:00
answers:
  - name: opening-hours
    asks: [When are you open?, What are your opening hours?]
    answer: We are open {{ facts.opening_hours }}.
closings: [We look forward to seeing you.]
"""
COVERED = "Good morning,\n\nWhen are you open?\n\nKind regards,\nLea Brandt"
UNCOVERED = "Good morning,\n\nDo you repair the gear hubs of tandems from before the war?\n\nKind regards,\nLea Brandt"
FOREIGN = (
    "Guten Tag,\n\nich habe vorgestern bei Ihnen ein Fahrrad gekauft und möchte gerne wissen, wann ich es abholen "
    "kann.\n\nMit freundlichen Grüßen\nJürgen Müller"
)


class Server(Protocol):
    """A mail server on this machine: any user name, one password."""

    port: int
    password: str

    def settings(self, user: str, *, tls: bool = False) -> ServerSettings:
        """How to reach this user's account."""
        ...


def written(text: str, *, number: int = 1, **headers: str) -> bytes:
    """A customer's message. Each `number` is another customer."""
    made = EmailMessage(policy=email.policy.SMTP)
    made["From"] = f"Lea Brandt <lea.{number}@mail.example>"
    made["To"] = ADDRESS
    made["Subject"] = "My bicycle"
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = f"<{number}.{'long' * 15}@mail.example>"
    for name, value in headers.items():
        del made[name.replace("_", "-")]
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def lay(folder: Path, server: Server, user: str, *more: str, rules: str = RULES, tls: bool = False) -> Path:
    """Settings and rules in a folder; `more` are lines for the account. Its store is in the folder too."""
    folder.mkdir(exist_ok=True)
    reach = server.settings(user, tls=tls)
    account = [f'host = "{reach.host}"', f"port = {reach.port}", f'security = "{reach.security}"', f'user = "{user}"']
    account += [f'addresses = ["{ADDRESS}"]', *more]
    if reach.ca_file:
        account.append(f'ca_file = "{reach.ca_file}"')
    if not any(line.startswith(("password", "oauth")) for line in more):
        account.append('password_env = "PEDAL_PASSWORD"')
    settings = ['store = "store.db"', 'semantic = "off"', "poll = 1.0", "[account.pedal]", *account]
    (folder / "assistant.toml").write_text("\n".join(settings) + "\n", encoding="utf-8")
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    return folder


@contextmanager
def signed_in(server: Server, user: str) -> Iterator[IMAPClient]:
    """A mail program of the user's own."""
    with IMAPClient("127.0.0.1", port=server.port, ssl=False) as client:
        client.login(user, server.password)
        yield client


def deliver(server: Server, user: str, *messages: bytes) -> None:
    """Put messages into INBOX."""
    with signed_in(server, user) as client:
        for raw in messages:
            client.append("INBOX", raw, msg_time=datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Standing:
    """A message as it stands in a mailbox."""

    uid: int
    flags: frozenset[str]
    message: EmailMessage

    def __getitem__(self, header: str) -> str:
        return str(self.message[header]).strip()


def mailbox(server: Server, user: str, name: str) -> list[Standing]:
    """All that stands in a mailbox, in its order; nothing if there is no such mailbox."""
    with signed_in(server, user) as client:
        if not client.folder_exists(name):
            return []
        client.select_folder(name, readonly=True)
        found = client.fetch(client.search(), ["FLAGS", "BODY.PEEK[]"])
        return [
            Standing(
                uid,
                frozenset(flag.decode() for flag in one[b"FLAGS"]) - {r"\Recent"},
                email.message_from_bytes(one[b"BODY[]"], policy=email.policy.default),
            )
            for uid, one in sorted(found.items())
        ]


def snapshot(server: Server, user: str) -> dict[str, list[tuple[int, frozenset[str]]]]:
    """What stands where, with its flags: to tell whether anything changed."""
    names = ["INBOX", "Drafts", "Sent", "Trash", "Assistant"]
    return {name: [(one.uid, one.flags) for one in mailbox(server, user, name)] for name in names}
