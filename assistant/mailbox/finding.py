"""Find messages by their Message-ID or In-Reply-To: by SEARCH, and where that is asked often, from what is remembered.

A search looks at every message of the mailbox, so a thousand drafts made one after the other would each take longer
than the one before. After OFTEN searches in one mailbox its msg-ids are fetched once, and from then on only those of
what came since: UIDs only ascend, and what a UID names never changes (RFC 9051 2.3.1.1). Whatever is found by memory
is looked at again before it is given; what was removed meanwhile, or marked as deleted, is not found. What is removed
stays in memory, so now and then the mailbox is read anew: no more is remembered than it may hold, and GONE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.errors import ServerRefused
from assistant.mailbox.headers import msg_ids, names, searchable
from assistant.mailbox.session import Session, batches, flags_of

OFTEN = 20
MOST = 20_000                                       # messages of a mailbox beyond which nothing is remembered of it
GONE = 5_000                                        # remembered that are gone, beyond which it is read anew
FIELDS = ("Message-ID", "In-Reply-To")
_HEADER = f"BODY.PEEK[HEADER.FIELDS ({' '.join(FIELDS).upper()})]"


@dataclass(slots=True)
class _Known:
    """Which messages below `uidnext` bear which msg-ids; of the ids only hashes, for mailboxes are large."""

    uidvalidity: int
    uidnext: int
    uids: dict[int, tuple[int, ...]] = field(default_factory=dict)
    messages: int = 0                               # that are remembered, those that are gone among them

    def add(self, uid: int, header: bytes) -> None:
        """Remember a message."""
        self.messages += 1
        for name in FIELDS:
            for one in msg_ids(header, name):
                key = hash((name, one))
                self.uids[key] = (*self.uids.get(key, ()), uid)


class Finder:
    """The searches of one connection."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._asked: dict[str, int] = {}
        self._known: dict[str, _Known] = {}

    def find(self, mailbox: str, name: str, wanted: str) -> list[int]:
        """The UIDs, ascending, of the messages whose field of this name has this msg-id. See contract.Account.find."""
        known = self._remembered(mailbox)
        if known is None:
            return self._search(mailbox, name, wanted)
        likely = known.uids.get(hash((name, "".join(wanted.split()))), ())
        if not likely:
            return []
        self._session.fresh(mailbox, known.uidvalidity)
        return self._among(mailbox, name, wanted, likely)

    def appended(self, mailbox: str, uidvalidity: int, uid: int, raw: bytes) -> None:
        """We have appended this message; if it came right after what is known, it is known as well."""
        known = self._known.get(mailbox)
        if known is None or (known.uidvalidity, known.uidnext) != (uidvalidity, uid):
            return
        if known.messages >= MOST + GONE:
            del self._known[mailbox]
            return
        known.add(uid, raw)
        known.uidnext = uid + 1

    def _search(self, mailbox: str, name: str, wanted: str) -> list[int]:
        self._session.fresh(mailbox, None)
        with self._session.asking(f'search "{mailbox}"'):
            found = self._session.client.search(f'UNDELETED HEADER {name} "{searchable(wanted)}"')
        return self._among(mailbox, name, wanted, found)

    def _among(self, mailbox: str, name: str, wanted: str, uids: Iterable[int]) -> list[int]:
        """Those that really bear it, and are not marked as deleted."""
        return sorted(
            uid for uid, header, flags in self._headers(mailbox, sorted(uids))
            if names(header, name, wanted) and "\\Deleted" not in flags
        )

    def _headers(self, mailbox: str, uids: Sequence[int]) -> Iterator[tuple[int, bytes, frozenset[str]]]:
        """The two fields and the flags of messages in the open mailbox."""
        for batch in batches(uids):
            with self._session.asking(f'read msg-ids in "{mailbox}"'):
                fetched = self._session.fetch(batch, [_HEADER, "FLAGS"])
            for uid, one in fetched.items():
                header = b"".join(v for k, v in one.items() if k.startswith(b"BODY[") and isinstance(v, bytes))
                yield uid, header, flags_of(one)

    def _remembered(self, mailbox: str) -> _Known | None:
        """What is known of the mailbox, up to now; None where nothing is remembered of it."""
        self._asked[mailbox] = self._asked.get(mailbox, 0) + 1
        if self._asked[mailbox] <= OFTEN:
            return None
        uidvalidity, uidnext, exists = self._state(mailbox)
        if uidnext is None or exists > MOST:
            self._known.pop(mailbox, None)
            return None
        known = self._known.get(mailbox)
        if known is None or known.uidvalidity != uidvalidity or known.messages > exists + GONE:
            known = _Known(uidvalidity, 1)
        if known.uidnext < uidnext:
            self._session.fresh(mailbox, uidvalidity)
            with self._session.asking(f'search "{mailbox}"'):
                found = self._session.client.search(f"UID {known.uidnext}:{uidnext - 1}")
            for uid, header, _ in self._headers(mailbox, sorted(found)):
                known.add(uid, header)
            known.uidnext = uidnext
        self._known[mailbox] = known
        return known

    def _state(self, mailbox: str) -> tuple[int, int | None, int]:
        """Its UIDVALIDITY, UIDNEXT and how many messages it holds, by now.

        RFC 9051 6.3.11: STATUS is not for the mailbox that is open. Where a server refuses it, the mailbox is opened.
        """
        if not self._session.has_open(mailbox):
            try:
                with self._session.asking(f'look at "{mailbox}"'):
                    told = self._session.client.folder_status(mailbox, ["UIDVALIDITY", "UIDNEXT", "MESSAGES"])
                return int(told[b"UIDVALIDITY"]), told.get(b"UIDNEXT"), int(told[b"MESSAGES"])
            except ServerRefused:
                pass
        state = self._session.select(mailbox, writable=False)
        return state.uidvalidity, state.uidnext, state.exists
