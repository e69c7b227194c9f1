"""Empty the texts that are no longer to be kept: subjects, letters, and what was changed in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, update

from assistant.store.access import Access
from assistant.store.fates import forget_texts
from assistant.store.outbox import forget_letters
from assistant.store.proposals import forget_words
from assistant.store.tables import audit, drafts, messages, notes, reviews
from assistant.store.waiting import OPEN

_AT_ONCE = 500                                      # messages a transaction


def empty_texts(access: Access, account: str, before: datetime) -> int:
    """Empty what messages of an account and their drafts from before a time say. How many messages had a subject.

    What was decided stays, and the author, so that a message is still found by them. Edits go by when they were made.
    """
    old = (messages.c.account == account, messages.c.decided < before)
    emptied = 0
    while True:
        query = select(messages.c.id, messages.c.subject, messages.c.found_by)
        with access.writes() as connection:
            rows = connection.execute(query.where(*old, messages.c.subject.is_not(None)).limit(_AT_ONCE)).all()
            for row in rows:
                lines = (row.found_by or "").split("\n")
                kept = "\n".join(line for line in lines if line != row.subject.casefold())
                connection.execute(
                    update(messages).where(messages.c.id == row.id).values(subject=None, found_by=kept or None)
                )
        emptied += len(rows)
        if len(rows) < _AT_ONCE:
            break
    with access.writes() as connection:
        letters = select(messages.c.id).where(messages.c.account == account)
        connection.execute(
            update(drafts).where(drafts.c.parent.in_(letters), drafts.c.saved < before, drafts.c.text.is_not(None))
            .values(text=None)
        )
        forget_texts(connection, before)
        forget_letters(connection, account, before)
        forget_words(connection, account, before)
        _forget_reasons(connection, account, before)
    return emptied


def _forget_reasons(connection: Connection, account: str, before: datetime) -> None:
    """Why a reviewer discarded or held something; why it is held stays as long as it waits."""
    theirs = select(messages.c.id).where(messages.c.account == account)
    said = (audit.c.message.in_(theirs), audit.c.at < before, audit.c.action.in_(("discarded", "held")))
    connection.execute(update(audit).where(*said).values(detail=None))
    connection.execute(
        update(reviews)
        .where(reviews.c.held.is_not(None), reviews.c.message.in_(theirs.where(messages.c.decided < before)))
        .where(reviews.c.message.not_in(select(drafts.c.parent).where(drafts.c.state.in_(OPEN))))
        .where(reviews.c.message.not_in(select(notes.c.parent).where(notes.c.state == "standing")))
        .values(held=None)
    )
