"""The statements that each message takes, made once: to make one takes longer than to carry it out."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select, union_all, update

from assistant.store.records import Cursor
from assistant.store.tables import cursors, drafts, messages, people

_OURS = messages.c.account == bindparam("ours")
_NUMBER = select(messages.c.id).where(_OURS)
_DECIDED = _NUMBER.where(messages.c.outcome != "set-aside")
# Two searches, each by its index.
SAME = union_all(
    _DECIDED.where(messages.c.raw_digest == bindparam("digest")),
    _DECIDED.where(messages.c.content == bindparam("made")),
)
OF_ID = _NUMBER.where(messages.c.message_id == bindparam("identity")).limit(1)
PERSON = select(people).where(people.c.account == bindparam("ours"), people.c.address == bindparam("address"))
PLACE = ("account", "mailbox", "uidvalidity", "uid")
SET_ASIDE = delete(messages).where(
    messages.c.outcome == "set-aside", *(messages.c[name] == bindparam(name) for name in PLACE)
)
ADD_MESSAGE = insert(messages).returning(messages.c.id)
ADD_DRAFT = insert(drafts).returning(drafts.c.id)
_HERE = (cursors.c.account == bindparam("of_account"), cursors.c.mailbox == bindparam("of_mailbox"))
_THERE = select(cursors.c.last_uid).where(*_HERE)
_ONWARD = (cursors.c.uidvalidity != bindparam("validity")) | (cursors.c.last_uid < bindparam("last"))
_MOVE = update(cursors).where(*_HERE, _ONWARD).values(uidvalidity=bindparam("validity"), last_uid=bindparam("last"))


def advance(connection: Connection, cursor: Cursor) -> None:
    """Move a mailbox's cursor on; see Store.advance."""
    here = {"of_account": cursor.account, "of_mailbox": cursor.mailbox}
    onward = {"validity": cursor.uidvalidity, "last": cursor.last_uid}
    if not connection.execute(_MOVE, here | onward).rowcount and connection.scalar(_THERE, here) is None:
        connection.execute(insert(cursors), {name: getattr(cursor, name) for name in cursor.__slots__})
