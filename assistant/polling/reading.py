"""Messages read one by one, so that one which the server refuses to give holds up no other."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.errors import ServerRefused
from assistant.mailbox.contract import Fetched, MailboxState
from assistant.polling.watched import Watched

TOO_MANY_REFUSED = 3       # messages refused one after the other: the server is in trouble, not they


def each(watched: Watched, state: MailboxState, wanted: list[int], limit: int | None) -> Iterator[Fetched | int]:
    """Each message, at most `limit` bytes of it; its bare UID where the server refuses to give it, and gives others.

    Raises ServerRefused where it gives none: that may be a moment's trouble of the server.
    """

    def fetch(uids: list[int]) -> Iterator[Fetched]:
        return watched.account.fetch(state.mailbox, uids, limit=limit, uidvalidity=state.uidvalidity)

    last = 0
    try:
        for fetched in fetch(wanted):
            yield fetched
            last = fetched.uid
        return
    except ServerRefused as refusal:
        refused = refusal
        # Raises if the mailbox itself is refused. Renumbered meanwhile, its UIDs mean nothing: the round ends.
        if watched.account.select(state.mailbox).uidvalidity != state.uidvalidity:
            raise
    given = last > 0
    waiting: list[int] = []                         # refused, and no other given since: perhaps the server refuses all
    for uid in wanted:
        if uid <= last:
            continue
        try:
            alone = list(fetch([uid]))
        except ServerRefused:
            waiting.append(uid)
            if len(waiting) == TOO_MANY_REFUSED:
                raise refused from None
            continue
        if alone:                                   # not deleted meanwhile
            given = True
            yield from waiting
            waiting = []
            yield from alone
    if not given and waiting:
        raise refused
    yield from waiting
