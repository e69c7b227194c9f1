"""Where drafts are now: where they were saved, elsewhere under their Message-ID, in a person's hand, or gone.

One FETCH of flags tells of all that stand where they were. Only the others are looked for, by Message-ID (the mailbox
was numbered anew), then by In-Reply-To: what a mail program saves is a new message (RFC 9051 has no way to edit one).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.drafting.marking import edited
from assistant.errors import MailboxMissing
from assistant.mailbox.contract import Fetched
from assistant.mailbox.headers import msg_ids
from assistant.polling.watched import Watched
from assistant.store.lives import Life

FEW = 8                                             # drafts that are searched for; for more, Drafts is read once
_LONGEST = 1_000_000                                # bytes of a draft that are read


@dataclass(frozen=True, slots=True)
class Now:
    """Where a draft is, as UIDVALIDITY and UID; None where it is gone. `theirs`: a person has it in hand."""

    place: tuple[int, int] | None
    theirs: bool = False


def places(watched: Watched, lives: Sequence[Life]) -> dict[int, Now]:
    """Where each draft is now, by its number. Of drafts whose mailbox is missing nothing is known."""
    by_mailbox: dict[str, list[Life]] = {}
    for life in lives:
        by_mailbox.setdefault(life.mailbox, []).append(life)
    found: dict[int, Now] = {}
    for mailbox, those in by_mailbox.items():
        try:
            found |= _within(watched, mailbox, those)
        except MailboxMissing:                      # renamed or deleted as a whole: no word on any draft
            continue
    return found


def follow(watched: Watched, lives: Sequence[Life]) -> bool:
    """Note of drafts that they are in Drafts as it is named now, where the owner has renamed it. Whether any is."""
    by_mailbox: dict[str, list[Life]] = {}
    for life in lives:
        if life.mailbox != watched.drafts:
            by_mailbox.setdefault(life.mailbox, []).append(life)
    moved = False
    for mailbox, those in by_mailbox.items():
        try:
            watched.account.select(mailbox)
        except MailboxMissing:
            # By their ids alone: what bears their UIDs in a mailbox of another name may be anything.
            found = _within(watched, watched.drafts, [replace(life, uidvalidity=None, uid=None) for life in those])
            for life in those:
                if found[life.number].place is not None:
                    moved = watched.lives.moved(life, watched.drafts) or moved
    return moved


def _within(watched: Watched, mailbox: str, lives: Sequence[Life]) -> dict[int, Now]:
    validity = watched.account.select(mailbox).uidvalidity
    placed = {life.number: life.uid for life in lives if life.uidvalidity == validity and life.uid is not None}
    flags = watched.account.flags(mailbox, placed.values(), uidvalidity=validity)
    there = {uid for uid, each in flags.items() if r"\Deleted" not in each}
    found = {
        life.number: Now(life.place, life.state == "touched") for life in lives if placed.get(life.number) in there
    }
    missing = [life for life in lives if life.number not in found]
    if missing:
        shelf = _Searched(watched, mailbox) if len(missing) <= FEW else _Read(watched, mailbox, validity)
        taken = set(there)
        for life in missing:
            for uid in _newest(shelf.bearing(life.message_id), taken):
                found[life.number] = Now((validity, uid), life.state == "touched" or shelf.edited(uid))
                taken.add(uid)
        for life in missing:
            if life.number not in found:
                replies = shelf.answering(life.parent_id) if life.parent_id is not None else []
                own = [uid for uid in replies if watched.lives.knows_draft(shelf.bears(uid))]
                uids = _newest(replies, {*taken, *own})
                found[life.number] = Now((validity, uids[0]) if uids else None, bool(uids))
                taken.update(uids)
    return found


class _Searched:
    """A mailbox asked for each draft. Of messages, their UIDs."""

    def __init__(self, watched: Watched, mailbox: str) -> None:
        self._account = watched.account
        self._mailbox = mailbox

    def bearing(self, message_id: str) -> list[int]:
        """Those with this Message-ID."""
        return self._account.find(self._mailbox, message_id=message_id)

    def answering(self, parent: str) -> list[int]:
        """Those whose In-Reply-To names this one."""
        return self._account.find(self._mailbox, in_reply_to=parent)

    def bears(self, uid: int) -> frozenset[str]:
        """The Message-ID of one."""
        return frozenset[str]().union(*(msg_ids(one.raw, "Message-ID") for one in self._fetched(uid)))

    def edited(self, uid: int) -> bool:
        """Whether it is no longer as we saved it."""
        return any(edited(one.raw) for one in self._fetched(uid))

    def _fetched(self, uid: int) -> Iterator[Fetched]:
        return self._account.fetch(self._mailbox, [uid], limit=_LONGEST)


class _Read:
    """The same of a mailbox read as a whole: a server asked for each of a thousand drafts would search as often."""

    def __init__(self, watched: Watched, mailbox: str, uidvalidity: int) -> None:
        self._bearing: dict[str, list[int]] = {}
        self._answering: dict[str, list[int]] = {}
        self._ids: dict[int, frozenset[str]] = {}
        self._edited: set[int] = set()
        for one in _all(watched, mailbox, uidvalidity):
            self._ids[one.uid] = msg_ids(one.raw, "Message-ID")
            for identity in self._ids[one.uid]:
                self._bearing.setdefault(identity, []).append(one.uid)
            for identity in msg_ids(one.raw, "In-Reply-To"):
                self._answering.setdefault(identity, []).append(one.uid)
            if edited(one.raw):
                self._edited.add(one.uid)

    def bearing(self, message_id: str) -> list[int]:
        """See _Searched."""
        return self._bearing.get(message_id, [])

    def answering(self, parent: str) -> list[int]:
        """See _Searched."""
        return self._answering.get("".join(parent.split()), [])

    def bears(self, uid: int) -> frozenset[str]:
        """See _Searched."""
        return self._ids[uid]

    def edited(self, uid: int) -> bool:
        """See _Searched."""
        return uid in self._edited


def _all(watched: Watched, mailbox: str, uidvalidity: int) -> Iterator[Fetched]:
    uids = watched.account.new_uids(mailbox, 0, uidvalidity=uidvalidity)
    for one in watched.account.fetch(mailbox, uids, limit=_LONGEST, uidvalidity=uidvalidity):
        if r"\Deleted" not in one.flags:
            yield one


def _newest(uids: Collection[int], but: Collection[int]) -> list[int]:
    return sorted((uid for uid in uids if uid not in but), reverse=True)[:1]
