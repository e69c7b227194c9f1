"""The owner's mail program: what it does to drafts, over a connection of its own."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage

from assistant.mailbox.contract import Account, Fetched
from assistant.polling.changes import Change
from assistant.store.records import DraftState
from tests.polling.conftest import Shop, eml

ASK = "When are you open?"
GAP = "Do you weld aluminium frames?"
GERMAN = "Wann haben Sie am Samstag geöffnet? Ich würde gern mein Fahrrad vorbeibringen."


@dataclass(slots=True)
class MailProgram:
    """What the owner does, and what the daemon tells of it meanwhile."""

    shop: Shop
    changes: list[Change] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self.shop.watched.tell = self.changes.append

    @property
    def account(self) -> Account:
        """The mail program's own connection."""
        return self.shop.world

    def told(self) -> list[str]:
        """What was told of drafts since the last time it was asked."""
        told = [change.became for change in self.changes]
        self.changes.clear()
        return told

    def states(self) -> list[DraftState]:
        """What the store says of the drafts, oldest first."""
        rows = self.shop.watched.store.export()
        return [row["state"] for row in rows if row["table"] == "drafts"]

    def standing(self) -> list[Fetched]:
        """What a mail program shows in Drafts."""
        return [one for one in self.shop.drafts() if r"\Deleted" not in one.flags]

    def sent(self) -> str:
        """The mailbox for what was sent."""
        assert self.shop.watched.sent is not None
        return self.shop.watched.sent

    def remove(self, draft: Fetched) -> None:
        """Delete it from Drafts."""
        self.account.remove(draft.mailbox, draft.uid, uidvalidity=draft.uidvalidity)

    def remade(self, draft: Fetched, say: str | None = None, *, keep_id: bool = False) -> bytes:
        """The message as a mail program writes it anew: its own Message-ID, none of our header, what one typed."""
        read = email.message_from_bytes(draft.raw, policy=email.policy.SMTP)
        assert isinstance(read, EmailMessage)
        body = read.get_body(("plain",))
        assert body is not None
        text: str = body.get_content()
        self._count += 1
        made = EmailMessage(policy=email.policy.SMTP)
        for name in ("From", "To", "Subject", "Date", "In-Reply-To", "References"):
            made[name] = str(read[name])
        made["Message-ID"] = str(read["Message-ID"]) if keep_id else f"<own{self._count}@mail-program.example>"
        made.set_content(text if say is None else say)
        return made.as_bytes()

    def edit(self, draft: Fetched, say: str, *, keep_id: bool = False, removes_first: bool = False) -> None:
        """Save an edited draft: append the new one, remove the old one."""
        raw = self.remade(draft, say, keep_id=keep_id)
        if removes_first:
            self.remove(draft)
        self.account.append(draft.mailbox, raw, flags=[r"\Draft", r"\Seen"])
        if not removes_first:
            self.remove(draft)

    def send(self, draft: Fetched, say: str | None = None, *, removes: bool = True) -> None:
        """Send a draft: a copy goes to Sent, the draft is removed."""
        self.account.append(self.sent(), self.remade(draft, say), flags=[r"\Seen"])
        if removes:
            self.remove(draft)

    def reply(
        self, text: str, *, to: str = "<m1@mail.example>", name: str = "r", headers: str = "To: lea@mail.example\r\n"
    ) -> None:
        """Send a reply of one's own, to the customer or as `headers` say."""
        self._count += 1
        raw = (
            f"From: help@pedal.example\r\nSubject: Re: My bicycle\r\nDate: Mon, 2 Mar 2026 09:00:00 +0000\r\n"
            f"Message-ID: <{name}{self._count}@phone.example>\r\nIn-Reply-To: {to}\r\n{headers}\r\n{text}\r\n"
        ).encode()
        self.account.append(self.sent(), raw, flags=[r"\Seen"])

    def inbox(self) -> list[frozenset[str]]:
        """The flags of the customers' messages."""
        return [one.flags for one in self.shop.within("INBOX")]

    def notes(self) -> list[str]:
        """The subjects of the notes that stand."""
        return [
            re.sub(r"\s+", " ", str(email.message_from_bytes(one.raw, policy=email.policy.default)["Subject"]))
            for one in self.shop.notes() if r"\Deleted" not in one.flags
        ]  # fmt: skip


def text_of(draft: Fetched) -> str:
    """The plain text of a draft, quoted message and all."""
    read = email.message_from_bytes(draft.raw, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    body = read.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def letter_of(draft: Fetched) -> str:
    """The same without what is quoted."""
    return "\n".join(line for line in text_of(draft).split("\n") if not line.startswith(">"))


def again(body: str, number: int, *refers: str) -> bytes:
    """The customer writes again in the thread."""
    headers = f"In-Reply-To: {refers[-1]}\r\nReferences: {' '.join(refers)}\r\n"
    return eml(body, message_id=f"<m{number}@mail.example>", subject="Re: My bicycle", headers=headers)
