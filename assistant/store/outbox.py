"""The outbox: letters that were approved to be sent, and what became of each.

    waiting -> sending -> sent | refused | unknown | waiting again, where it is to be tried later
    waiting, refused -> undone, also where another letter takes the refused one's place
    unknown, refused -> waiting by a person's word;  unknown -> sent by one, or as it is found

No letter is sent twice. `claim` gives each to one sender. `begin` is asked right before a letter starts to flow: who
has lost the claim meanwhile is told no. `recover` takes for unknown what was flowing when its sender died. And a
Message-ID that may have been sent is never put in again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from assistant.store import audit
from assistant.store.access import Access
from assistant.store.letters import ENTRIES, GOING, LISTED, Entry, Letter, State, to_entry
from assistant.store.tables import drafts, messages, outbox

_UNDONE = {"state": "undone", "live": None, "raw": None}


class Outbox:
    """The outbox of a store. May be used by several threads and processes."""

    def __init__(self, access: Access) -> None:
        self._access = access

    # ---------------------------------------------------------------- a person's verbs

    def put(self, letter: Letter, *, by: str, now: datetime, due: datetime) -> tuple[Entry, bool]:
        """Put a letter in. The entry, and whether it is new: else it, or another answer to the message, is going."""
        with self._access.writes() as connection:
            draft = None
            if letter.answers is not None:
                # Two who answer one message at once take turns here.
                connection.execute(select(messages.c.id).where(messages.c.id == letter.answers).with_for_update())
                latest = select(func.max(drafts.c.id)).where(drafts.c.parent == letter.answers)
                draft = connection.execute(latest).scalar()
            same = and_(outbox.c.account == letter.account, outbox.c.live == letter.message_id)
            if draft is not None:
                answering = and_(drafts.c.parent == letter.answers, outbox.c.state.in_(GOING))
                same = or_(same, answering)
            found = connection.execute(ENTRIES.where(same).order_by(outbox.c.id.desc())).mappings().first()
            if found is not None:
                return to_entry(found), False
            values = {
                "draft": draft, "account": letter.account, "message_id": letter.message_id, "live": letter.message_id,
                "sender": letter.sender, "recipients": list(letter.recipients), "raw": letter.raw, "state": "waiting",
                "created": now, "due": due, "by": by,
            }  # fmt: skip
            if letter.answers is not None:
                _let_go(connection, letter.answers)
            number = connection.execute(insert(outbox).values(values).returning(outbox.c.id)).scalar_one()
            return _one(connection, number), True

    def undo(self, number: int) -> bool:
        """Take back what is not on its way yet, or was refused. Whether it was still there."""
        with self._access.writes() as connection:
            return _changed(connection, number, _UNDONE, outbox.c.state.in_(("waiting", "refused")))

    def let_go(self, answers: int) -> None:
        """Letters to this message that were refused are not to be sent any more."""
        with self._access.writes() as connection:
            _let_go(connection, answers)

    def again(self, number: int, *, by: str, now: datetime, due: datetime) -> bool:
        """Send again what is unknown or was refused. Whether it was such, and nothing else is going in its place."""
        with self._access.writes() as connection:
            row = connection.execute(ENTRIES.where(outbox.c.id == number)).mappings().first()
            if row is None or row["state"] not in ("unknown", "refused"):
                return False
            others = and_(outbox.c.live == row["message_id"], outbox.c.account == row["account"])
            if row["parent"] is not None:
                others = or_(others, and_(drafts.c.parent == row["parent"], outbox.c.state.in_(GOING)))
            if connection.execute(ENTRIES.where(others, outbox.c.id != number)).first() is not None:
                return False
            # `created` anew: it is tried for a day again.
            values = {
                "state": "waiting", "live": row["message_id"], "created": now, "due": due, "by": by, "tries": 0,
                "claim": None, "began": None,
            }  # fmt: skip
            return _changed(connection, number, values, outbox.c.raw.is_not(None))

    def arrived(self, number: int, *, now: datetime, told: str | None = None) -> bool:
        """An unknown one has arrived after all, by a person's word or as it was found in Sent. Whether it was one."""
        with self._access.writes() as connection:
            return _sent(connection, number, told, now, outbox.c.state == "unknown")

    def entry(self, number: int) -> Entry | None:
        """One letter; None if there is none of this number."""
        with self._access.reads() as connection:
            row = connection.execute(ENTRIES.where(outbox.c.id == number)).mappings().first()
        return None if row is None else to_entry(row)

    def going(self, answers: int) -> Entry | None:
        """The letter that answers this message and is on its way, or may be; None if there is none."""
        with self._access.reads() as connection:
            query = ENTRIES.where(drafts.c.parent == answers, outbox.c.state.in_(GOING))
            row = connection.execute(query).mappings().first()
        return None if row is None else to_entry(row)

    def entries(self, *states: State) -> tuple[Entry, ...]:
        """The letters in these states, in the order in which they were put in, without their bytes."""
        query = LISTED.where(outbox.c.state.in_(states)).order_by(outbox.c.id)
        with self._access.reads() as connection:
            return tuple(to_entry(row) for row in connection.execute(query).mappings())

    # ---------------------------------------------------------------- the sender's verbs

    def due(self, now: datetime) -> bool:
        """Whether there is anything to do."""
        unfiled = and_(outbox.c.state == "sent", outbox.c.filed.is_(None))
        open_ = or_(outbox.c.state.in_(("waiting", "unknown")), unfiled)
        wants = or_(outbox.c.state == "sending", and_(open_, outbox.c.due <= now))
        with self._access.reads() as connection:
            return connection.execute(select(outbox.c.id).where(wants).limit(1)).first() is not None

    def recover(self, now: datetime) -> tuple[int, ...]:
        """After a sender died: what had not begun waits again, what had is unknown. The numbers of the latter.

        To be called by who holds `Access.sending`: then whatever is `sending` is a dead sender's.
        """
        stuck = outbox.c.state == "sending"
        with self._access.writes() as connection:
            waits = {"state": "waiting", "due": now, "claim": None}
            connection.execute(update(outbox).where(stuck, outbox.c.began.is_(None)).values(waits))
            lost = tuple(connection.scalars(select(outbox.c.id).where(stuck)))
            told = "The program ended while the letter was being sent."
            values = {"state": "unknown", "due": now, "claim": None, "told": told}
            connection.execute(update(outbox).where(stuck).values(values))
            for number in lost:
                _trail(connection, number, now)
        return lost

    def claim(self, token: str, now: datetime, *, but: Collection[str] = ()) -> Entry | None:
        """The next letter that is to be sent, for this sender alone; None if there is none. `but` are accounts."""
        ripe = and_(outbox.c.state == "waiting", outbox.c.due <= now, outbox.c.account.not_in(but))
        with self._access.writes() as connection:
            query = select(outbox.c.id).where(ripe).order_by(outbox.c.due, outbox.c.id).limit(1).with_for_update()
            number = connection.execute(query).scalar()
            values = {"state": "sending", "claim": token, "began": None, "tries": outbox.c.tries + 1}
            if number is None or not _changed(connection, number, values, ripe):
                return None
            return _one(connection, number)

    def begin(self, number: int, token: str, now: datetime) -> bool:
        """It is about to flow. False: it is no longer this sender's, and must not."""
        mine = and_(outbox.c.state == "sending", outbox.c.claim == token, outbox.c.began.is_(None))
        with self._access.writes() as connection:
            return _changed(connection, number, {"began": now}, mine)

    def sent(self, number: int, token: str, told: str, now: datetime) -> bool:
        """The server has it. The draft it came from is sent, in the same transaction."""
        mine = and_(outbox.c.claim == token, outbox.c.state == "sending")
        # Taken for unknown meanwhile, and not sent anew: the server's word is better than none.
        lost = and_(outbox.c.claim.is_(None), outbox.c.state == "unknown", outbox.c.began.is_not(None))
        with self._access.writes() as connection:
            return _sent(connection, number, told, now, or_(mine, lost))

    def later(self, number: int, token: str, told: str, due: datetime) -> bool:
        """The server does not have it, and is asked again when due."""
        return self._ended(number, token, {"state": "waiting", "due": due, "told": told, "began": None})

    def refused(self, number: int, token: str, told: str, now: datetime) -> bool:
        """The server does not have it and will not. The letter is kept, for it may be sent again."""
        return self._ended(number, token, {"state": "refused", "live": None, "told": told}, now)

    def unknown(self, number: int, token: str, told: str, now: datetime) -> bool:
        """Nobody knows whether the server has it. It is looked for in Sent from now on."""
        return self._ended(number, token, {"state": "unknown", "told": told, "due": now}, now)

    def put_off(self, number: int, due: datetime) -> bool:
        """What is to be done about it, filing or looking for it, is done when due."""
        open_ = or_(outbox.c.state == "unknown", and_(outbox.c.state == "sent", outbox.c.filed.is_(None)))
        with self._access.writes() as connection:
            return _changed(connection, number, {"due": due, "tries": outbox.c.tries + 1}, open_)

    def to_file(self, now: datetime) -> tuple[Entry, ...]:
        """What was sent and does not stand in Sent yet, or its draft is still there."""
        return self._now(now, outbox.c.state == "sent", outbox.c.filed.is_(None))

    def to_look_for(self, now: datetime) -> tuple[Entry, ...]:
        """What is unknown, and may stand in Sent."""
        return self._now(now, outbox.c.state == "unknown")

    def filed(self, number: int, now: datetime) -> bool:
        """It stands in Sent, the answered message is marked, the draft is gone. Its bytes are no longer kept."""
        with self._access.writes() as connection:
            return _changed(connection, number, {"filed": now, "raw": None}, outbox.c.state == "sent")

    # ---------------------------------------------------------------- within

    def _ended(self, number: int, token: str, values: dict[str, Any], now: datetime | None = None) -> bool:
        mine = and_(outbox.c.claim == token, outbox.c.state == "sending")
        with self._access.writes() as connection:
            if not _changed(connection, number, {"claim": None} | values, mine):
                return False
            if now is not None:
                _trail(connection, number, now)
            return True

    def _now(self, now: datetime, *where: Any) -> tuple[Entry, ...]:
        query = ENTRIES.where(*where, outbox.c.due <= now).order_by(outbox.c.due, outbox.c.id)
        with self._access.reads() as connection:
            return tuple(to_entry(row) for row in connection.execute(query).mappings())


def forget_letters(connection: Connection, account: str, before: datetime) -> None:
    """Empty refused letters from before a time; then they can no longer be sent again."""
    old = (outbox.c.account == account, outbox.c.state == "refused", outbox.c.created < before)
    connection.execute(update(outbox).where(*old).values(raw=None))


def _one(connection: Connection, number: int) -> Entry:
    return to_entry(connection.execute(ENTRIES.where(outbox.c.id == number)).mappings().one())


def _let_go(connection: Connection, answers: int) -> None:
    """What was refused of the letters to a message is undone."""
    same = outbox.c.draft.in_(select(drafts.c.id).where(drafts.c.parent == answers))
    connection.execute(update(outbox).where(same, outbox.c.state == "refused").values(_UNDONE))


def _changed(connection: Connection, number: int, values: dict[str, Any], *where: Any) -> bool:
    return connection.execute(update(outbox).where(outbox.c.id == number, *where).values(values)).rowcount == 1


def _sent(connection: Connection, number: int, told: str | None, now: datetime, *where: Any) -> bool:
    values = {"state": "sent", "sent": now, "due": now, "tries": 0, "claim": None} | ({"told": told} if told else {})
    if not _changed(connection, number, values, *where):
        return False
    draft = select(outbox.c.draft).where(outbox.c.id == number).scalar_subquery()
    connection.execute(update(drafts).where(drafts.c.id == draft).values(state="sent"))
    _trail(connection, number, now)
    return True


def _trail(connection: Connection, number: int, now: datetime) -> None:
    """What became of a letter stands in the trail, with what the server said, under who sent it."""
    entry = _one(connection, number)
    parent = None if entry.parent is None else entry.parent.number
    audit.note(connection, entry.by, entry.state, now, parent, {"text": entry.told, "letter": number})
