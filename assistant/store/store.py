"""The store: what was seen, decided and drafted, and for whom. Small verbs over one database.

`record` puts a message, its draft or note, its author's new state and the cursor in together or not at all.
Every fault of the database is raised as StoreError, which says what happened to the message and what to do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    Select,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from assistant.model import History
from assistant.store import counting, lives, opening, privacy, promising, ready, rows, threads
from assistant.store.access import Access
from assistant.store.alone import alone_on
from assistant.store.records import Cursor, DraftState, Handled, NoteState, Person, Promise, PromiseState, SeenMessage
from assistant.store.tables import cursors, drafts, gestures, messages, notes, people, promises

_AT_ONCE = 500                                      # values in one IN (...)
_MOST = 1_000_000                                   # drafts in an hour
_NO_PERIODS: Mapping[str, timedelta | None] = MappingProxyType({})


class Store:
    """An open store. Use it as a context manager, or call `close`.

    `where` is a path, a URL of SQLAlchemy, or "sqlite://" for one in memory. Opening makes what is missing and
    brings an older schema up to date; a newer one is refused. Raises StoreError.
    """

    def __init__(self, where: str | Path) -> None:
        self._url = opening.address(where)
        self._engine = opening.connect(self._url)
        self.access = Access(self._url, self._engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({opening.shown(self._url)!r})"

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the store for one daemon while the `with` lasts. Raises StoreTaken if another daemon has it."""
        if self._engine.name != "postgresql":
            with opening.locked(self._url):
                yield
            return
        with alone_on(self._engine) as held:
            self.access.held = held.check
            yield

    def hold(self) -> None:
        """See that the store is still held, before something is saved elsewhere. Raises StoreTaken, StoreError."""
        self.access.held()

    # ---------------------------------------------------------------- messages

    def cursor(self, account: str, mailbox: str) -> Cursor | None:
        """How far this mailbox has been read; None if never."""
        query = select(cursors).where(cursors.c.account == account, cursors.c.mailbox == mailbox)
        with self.access.reads() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else Cursor(**row)

    def advance(self, cursor: Cursor) -> None:
        """Move a mailbox's cursor on. Within one uidvalidity it never moves back; a new uidvalidity starts anew."""
        with self.access.writes() as connection:
            ready.advance(connection, cursor)

    def seen(self, account: str, mailbox: str, uidvalidity: int, uids: Iterable[int]) -> set[int]:
        """Those of `uids` that were decided. Messages set aside are among them (see `set_aside`)."""
        wanted = sorted(set(uids))
        found: set[int] = set()
        with self.access.reads() as connection:
            for start in range(0, len(wanted), _AT_ONCE):
                query = select(messages.c.uid).where(
                    messages.c.account == account,
                    messages.c.mailbox == mailbox,
                    messages.c.uidvalidity == uidvalidity,
                    messages.c.uid.in_(wanted[start : start + _AT_ONCE]),
                )
                found.update(connection.scalars(query))
        return found

    def began(self, account: str, mailbox: str) -> datetime | None:
        """When the first decision about a message of this mailbox was made; None if there is none."""
        query = select(func.min(messages.c.decided)).where(messages.c.account == account, messages.c.mailbox == mailbox)
        with self.access.reads() as connection:
            when: datetime | None = connection.execute(query).scalar()
        return when

    def seen_digest(self, account: str, raw_digest: str, content: str | None = None) -> SeenMessage | None:
        """The first decision about a message with these bytes, or this content, wherever it lay. None if not yet."""
        wanted = {"ours": account, "digest": raw_digest, "made": content or raw_digest}
        with self.access.reads() as connection:
            same = connection.scalars(ready.SAME, wanted).all()
        return self._handled(messages.c.id == min(same))[0].message if same else None

    def with_message_id(self, account: str, message_id: str) -> tuple[Handled, ...]:
        """What became of the messages that bear this Message-ID, oldest first. Mostly one; senders reuse ids."""
        if not self._there(ready.OF_ID, {"ours": account, "identity": message_id}):
            return ()
        return self._handled(messages.c.account == account, messages.c.message_id == message_id)

    def set_aside(self, account: str) -> tuple[Handled, ...]:
        """The messages that could not be decided, oldest first. `record` may decide them anew."""
        return self._handled(messages.c.account == account, messages.c.outcome == "set-aside")

    def record(self, *handled: Handled, cursor: Cursor | None = None) -> None:
        """Write down what became of messages, all of it or nothing, and move the cursor in the same transaction.

        A message that was set aside is decided anew; for any other that is recorded already, StoreError.
        """
        with self.access.writes() as connection:
            for each in handled:
                message = rows.message_row(each.message)
                connection.execute(ready.SET_ASIDE, {name: message[name] for name in ready.PLACE})
                parent = connection.execute(ready.ADD_MESSAGE, message).scalar_one()
                if each.draft is not None:
                    draft = connection.execute(ready.ADD_DRAFT, rows.draft_row(each.draft, parent)).scalar_one()
                    lives.replace(connection, each.replaces)
                    for name in sorted(set(each.gestures)):
                        connection.execute(insert(gestures).values(draft=draft, name=name))
                    for promise in each.promises:
                        connection.execute(insert(promises).values(rows.promise_row(promise, draft)))
                if each.note is not None:
                    connection.execute(insert(notes).values(rows.note_row(each.note, parent)))
                if each.person is not None:
                    person = rows.person_row(each.person)
                    same = (people.c.account == person["account"], people.c.address == person["address"])
                    connection.execute(delete(people).where(*same))
                    connection.execute(delete(people).where(people.c.expires <= each.message.decided))
                    connection.execute(insert(people).values(person))
            if cursor is not None:
                ready.advance(connection, cursor)

    # ---------------------------------------------------------------- drafts and notes

    def standing(self, account: str) -> tuple[Handled, ...]:
        """The messages whose draft or note still stands in its mailbox as we left it, oldest first."""
        both = (*self.standing_drafts(account), *self.standing_notes(account))
        return tuple(sorted(both, key=lambda handled: handled.message.decided))

    def standing_drafts(self, account: str) -> tuple[Handled, ...]:
        """The messages whose draft still stands as we left it, oldest first."""
        return self._handled(messages.c.account == account, drafts.c.state == "standing")

    def standing_notes(self, account: str) -> tuple[Handled, ...]:
        """The messages whose note still stands, oldest first."""
        return self._handled(messages.c.account == account, notes.c.state == "standing")

    def draft(self, account: str, message_id: str) -> Handled | None:
        """The draft that bears this Message-ID, with the message it answers. None if there is none."""
        found = self._handled(messages.c.account == account, drafts.c.message_id == message_id)
        return found[-1] if found else None

    def draft_became(
        self, account: str, message_id: str, state: DraftState, *, place: tuple[int, int] | None = None
    ) -> None:
        """Note the new state of a draft, and its new place (uidvalidity, uid) if it moved. No such draft: no change."""
        self._became(drafts, account, message_id, state, place)

    def note_became(
        self, account: str, message_id: str, state: NoteState, *, place: tuple[int, int] | None = None
    ) -> None:
        """Note the new state of a hold's note, and its new place (uidvalidity, uid) if it moved."""
        self._became(notes, account, message_id, state, place)

    # ---------------------------------------------------------------- promises

    def promises(
        self, *states: PromiseState, account: str | None = None, letters: Sequence[DraftState] = ()
    ) -> tuple[Promise, ...]:
        """The promises to write again, the earliest due first; with `letters` those whose letter is in such a state.

        Without, one whose letter was not used is none.
        """
        with self.access.reads() as connection:
            return promising.promises_of(connection, states, account, letters)

    def promise_became(self, number: int, state: PromiseState) -> bool:
        """Note the new state of a promise. Whether there is one of this number."""
        with self.access.writes() as connection:
            return promising.became(connection, number, state)

    # ---------------------------------------------------------------- people

    def people(self, now: datetime) -> tuple[Person, ...]:
        """Everybody whose state is kept and has not expired, by account and address."""
        query = select(people).order_by(people.c.account, people.c.address)
        with self.access.reads() as connection:
            known = [rows.to_person(row) for row in connection.execute(query).mappings()]
        return tuple(person for person in known if person.expires is None or person.expires > now)

    def clear(self, address: str) -> int:
        """Forget a person's state, in every account: the calm reply and what is parked. How many states they had."""
        with self.access.writes() as connection:
            return connection.execute(delete(people).where(people.c.address == address.lower())).rowcount

    def thread(self, account: str, ids: Iterable[str]) -> str | None:
        """The thread of a message that refers to these Message-IDs, oldest first; None where none is known."""
        with self.access.reads() as connection:
            return threads.thread_of(connection, account, tuple(ids))

    def person(self, account: str, address: str) -> Person | None:
        """What is remembered of a person (Address.key); None if nothing is."""
        with self.access.reads() as connection:
            row = connection.execute(ready.PERSON, {"ours": account, "address": address}).mappings().first()
        return None if row is None else rows.to_person(row)

    def history(
        self,
        account: str,
        person: str | None,
        now: datetime,
        *,
        periods: Mapping[str, timedelta | None] = _NO_PERIODS,
        thread: str | None = None,
        replacing: Collection[int] = (),
        most: int = _MOST,
        sender: str | None = None,
    ) -> History:
        """What planning wants to know of a person (Message.person) and a thread.

        `periods` says for each gesture of goodwill over how long it is counted for one person, None for ever. One
        whose draft was not used (discarded, withdrawn, replaced) does not count, nor do the drafts in `replacing`,
        which the next one is about to replace. Drafts are counted from an hour before `now` on; those of the future
        count too, so that a clock set back lifts no limit. Those to everybody are counted up to `most`, the limit.
        With `sender` (Address.key of From) their answers count as the person's, wherever a reply to them goes.
        """
        with self.access.reads() as connection:
            return counting.history(connection, account, person, now, periods, thread, replacing, most, sender)

    def forget(self, address: str) -> int:
        """Remove a person. Their old messages stay known by digest and uid, so that they do not become new.

        Returns how many messages were theirs.
        """
        with self.access.writes() as connection:
            return privacy.forget(connection, address.lower())

    def export(self) -> Iterator[dict[str, Any]]:
        """All that is in the store, row by row, as dicts fit for JSON; `table` says of which table."""
        with self.access.reads() as connection:
            yield from privacy.export(connection)

    # ---------------------------------------------------------------- within

    def _there(self, query: Select[int], wanted: Mapping[str, str]) -> bool:
        with self.access.reads() as connection:
            return connection.scalar(query, wanted) is not None

    def _handled(self, *where: Any) -> tuple[Handled, ...]:
        # A message that had several drafts is given once for each, in the order in which they were saved.
        query = select(messages, drafts, notes).select_from(messages.outerjoin(drafts).outerjoin(notes)).where(*where)
        query = query.order_by(messages.c.id, drafts.c.id, notes.c.id).set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        with self.access.reads() as connection:
            return tuple(rows.to_handled(row) for row in connection.execute(query).mappings())

    def _became(
        self, table: Table, account: str, message_id: str, state: str, place: tuple[int, int] | None
    ) -> None:
        values: dict[str, Any] = {"state": state}
        if place is not None:
            values["uidvalidity"], values["uid"] = place
        ours = select(messages.c.id).where(messages.c.account == account)
        with self.access.writes() as connection:
            connection.execute(
                update(table).where(table.c.message_id == message_id, table.c.parent.in_(ours)).values(values)
            )
