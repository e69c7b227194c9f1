"""A message and its draft, fetched from where the store says they stand, or from where they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from assistant.config import Account as Settings
from assistant.drafting.compose import header, said
from assistant.errors import MailboxMissing, ServerRefused
from assistant.mailbox.contract import Account, Fetched
from assistant.parsing import parse
from assistant.store.reviews import Item


@dataclass(frozen=True, slots=True)
class Brought:
    """What was found. `draft` is the newest form of the draft that stands in Drafts; `sent` what became of it."""

    message: Fetched | None
    draft: Fetched | None
    sent: Fetched | None = None


def bring(account: Account, settings: Settings, item: Item, *, limit: int | None = None) -> Brought:
    """The message and its draft, as far as they are there."""
    return Brought(
        message_of(account, settings, item, limit=limit), draft_of(account, item), sent_of(account, settings, item)
    )


def message_of(account: Account, settings: Settings, item: Item, *, limit: int | None = None) -> Fetched | None:
    """The message, from its place; if it was moved, from the mailboxes that are watched, and from Trash."""
    seen = item.handled.message
    found = _at(account, seen.mailbox, seen.uidvalidity, seen.uid, limit=limit)
    if found is not None or seen.message_id is None:
        return found
    elsewhere: list[str | None] = [seen.mailbox, *settings.mailboxes, account.trash_mailbox()]
    for mailbox in dict.fromkeys(filter(None, elsewhere)):
        with suppress(MailboxMissing):
            uids = account.find(mailbox, message_id=seen.message_id)
            fetched = list(account.fetch(mailbox, uids, limit=limit)) if uids else []
            same = [one for one in fetched if hashlib.sha256(one.raw).hexdigest() == seen.raw_digest]
            if same or len(fetched) == 1:
                return (same or fetched)[0]
    return None


def draft_of(account: Account, item: Item) -> Fetched | None:
    """The draft, from its place; if it was saved anew in a mail program, by its Message-ID or the one it answers."""
    known = item.handled.draft
    if known is None or not item.waits:
        return None
    if known.uid is not None:
        found = _at(account, known.mailbox, known.uidvalidity, known.uid)
        if found is not None and header(found.raw, "Message-ID") == known.message_id:
            return found
    parent = item.handled.message.message_id
    for by in ({"message_id": known.message_id}, {"in_reply_to": parent} if parent else None):
        if by is None:
            continue
        uids = account.find(known.mailbox, **by)
        newest = list(account.fetch(known.mailbox, uids[-1:])) if uids else []
        if newest:
            return newest[0]
    return None


def sent_of(account: Account, settings: Settings, item: Item) -> Fetched | None:
    """The letter that was sent in answer, as it stands in Sent: under the draft's Message-ID, or as an answer."""
    known, parent = item.handled.draft, item.handled.message.message_id
    mailbox = account.sent_mailbox(settings.sent) if known is not None and known.state == "sent" else None
    if known is None or mailbox is None:
        return None
    with suppress(MailboxMissing):
        uids = account.find(mailbox, message_id=known.message_id)
        if not uids and parent is not None:
            uids = account.find(mailbox, in_reply_to=parent)
        return next(iter(account.fetch(mailbox, uids[-1:])), None) if uids else None
    return None


def letter_in(raw: bytes, quotation: str) -> str:
    """The letter of a draft, without what is quoted below it."""
    plain = said(raw)
    if plain is None:                               # a mail program saved it as HTML alone
        read = parse(raw)
        return f"{read.own_words.rstrip()}\n\n{read.signature.strip()}".strip() + "\n"
    if quotation and plain.rstrip().endswith(quotation.rstrip()):
        return plain.rstrip()[: -len(quotation.rstrip())].rstrip() + "\n"
    cut = next((place for line in _beginnings(quotation, raw) if (place := plain.find(f"\n{line}")) >= 0), len(plain))
    return plain[:cut].rstrip() + "\n"


def _beginnings(quotation: str, raw: bytes) -> Iterator[str]:
    """The lines with which the quotation may begin."""
    first = quotation.partition("\n")[0]
    if first:
        yield first
    quoted = parse(raw).quoted.lstrip("\n").partition("\n")[0]
    if quoted.strip():
        yield quoted


def _at(
    account: Account, mailbox: str, uidvalidity: int | None, uid: int, *, limit: int | None = None
) -> Fetched | None:
    try:
        if uidvalidity is not None and account.select(mailbox).uidvalidity != uidvalidity:
            return None
        return next(iter(account.fetch(mailbox, [uid], limit=limit)), None)
    except (MailboxMissing, ServerRefused):
        return None
