r"""The messages that drafts answer: which of them bear `\Answered`, and marking those that were answered.

`\Answered` is the one flag that is ever set on a customer's message, after a reply to it was sent; never `\Seen`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from assistant.errors import MailboxMissing, ServerRefused
from assistant.polling.watched import Watched
from assistant.store.lives import Answered, Life


def answered(watched: Watched, lives: Sequence[Life]) -> set[int]:
    r"""The numbers of those drafts whose message bears `\Answered`. One that was moved or deleted says nothing."""
    by_mailbox: dict[str, list[Life]] = {}
    for life in lives:
        by_mailbox.setdefault(life.parent_mailbox, []).append(life)
    found: set[int] = set()
    for mailbox, those in by_mailbox.items():
        try:
            validity = watched.account.select(mailbox).uidvalidity
        except MailboxMissing:
            continue
        uids = {life.number: life.parent_uid for life in those if life.parent_uidvalidity == validity}
        lost = {life.parent: life.number for life in those if life.number not in uids}
        if lost:
            again = watched.lives.parents_at(mailbox, validity, lost)
            uids |= {lost[parent]: uid for parent, uid in again.items()}
        flags = watched.account.flags(mailbox, uids.values(), uidvalidity=validity)
        found |= {number for number, uid in uids.items() if r"\Answered" in flags.get(uid, ())}
    return found


def mark(watched: Watched, messages: Sequence[Answered]) -> None:
    r"""Set `\Answered` on these, wherever they are in the mailboxes they came to.

    Where the mailbox is gone or may only be read, nothing is marked: the store knows what was answered.
    """
    for message in messages:
        watched.stopper.check()
        with watched.stopper.guarded(), suppress(MailboxMissing, ServerRefused):
            validity, uids = message.uidvalidity, [message.uid]
            state = watched.account.select(message.mailbox)
            if state.uidvalidity != validity:
                known = message.message_id
                validity = state.uidvalidity
                uids = watched.account.find(message.mailbox, message_id=known) if known is not None else []
            if uids:
                watched.account.add_flags(message.mailbox, uids, [r"\Answered"], uidvalidity=validity)
