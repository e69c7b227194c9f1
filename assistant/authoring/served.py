"""A mailbox on a server to messages, one at a time. Reading changes nothing: EXAMINE and BODY.PEEK (mailbox/)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.authoring.archive import Archive, Letter
from assistant.errors import ServerRefused
from assistant.mailbox.contract import Account

AT_ONCE = 100                       # messages asked for together


def served(account: Account, mailbox: str, *, longest: int, limit: int | None = None) -> Archive:
    """The messages of a mailbox; of more than `limit` the newest, of one longer than `longest` bytes its beginning.

    Raises MailboxMissing and PassingError, also as the letters come; what the server refuses of one message is that
    letter's trouble.
    """
    account.select(mailbox)
    uids = account.new_uids(mailbox, 0)[-limit if limit else None :]
    return Archive(len(uids), _letters(account, mailbox, uids, longest))


def _letters(account: Account, mailbox: str, uids: list[int], longest: int) -> Iterator[Letter]:
    for start in range(0, len(uids), AT_ONCE):
        batch = uids[start : start + AT_ONCE]
        came: set[int] = set()
        try:
            yield from _fetched(account, mailbox, batch, longest, came)
        except ServerRefused:                       # of one of them: the others are asked for one by one
            for uid in batch:
                if uid in came:
                    continue
                try:
                    yield from _fetched(account, mailbox, [uid], longest, came)
                except ServerRefused as refused:
                    yield Letter(f"{mailbox} {uid}", None, str(refused))


def _fetched(account: Account, mailbox: str, uids: list[int], longest: int, came: set[int]) -> Iterator[Letter]:
    for one in account.fetch(mailbox, uids, limit=longest):
        came.add(one.uid)
        trouble = "" if one.raw else "the server cannot give its text"
        yield Letter(f"{mailbox} {one.uid}", one.raw or None, trouble, one.internal_date)
