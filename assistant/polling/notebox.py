"""The mailbox `Assistant`: a note is left there once, and taken down again. What notes say stands elsewhere."""

from __future__ import annotations

from contextlib import suppress

from assistant.errors import MailboxMissing
from assistant.polling.watched import Watched


def leave(watched: Watched, identity: str, raw: bytes) -> None:
    """Leave a note unless it stands there already. To be called with the stopper guarded."""
    mailbox = watched.account.ensure(watched.notes)
    if not watched.account.find(mailbox, message_id=identity):
        watched.account.append(mailbox, raw)


def take_down(watched: Watched, identity: str, mailbox: str | None = None) -> None:
    """Remove a note, if it is there. To be called with the stopper guarded."""
    where = mailbox or watched.notes
    with suppress(MailboxMissing):                  # there never was a note, or the owner has deleted them all
        uids = watched.account.find(where, message_id=identity)
        validity = watched.account.select(where).uidvalidity if uids else 0
        for uid in uids:
            watched.account.remove(where, uid, uidvalidity=validity)
