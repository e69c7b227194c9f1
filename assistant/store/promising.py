"""Promises to write again: which are open, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from assistant.store.records import DraftState, Promise, PromiseState
from assistant.store.tables import drafts, messages, promises
from assistant.store.threads import UNUSED


def promises_of(
    connection: Connection, states: Sequence[PromiseState], account: str | None, letters: Sequence[DraftState] = ()
) -> tuple[Promise, ...]:
    """See Store.promises."""
    query = (
        select(
            promises.c.question, promises.c.due, promises.c.address, promises.c.state, promises.c.id.label("number"),
            messages.c.account, drafts.c.saved.label("made"), drafts.c.message_id.label("draft"),
            messages.c.message_id.label("parent"),
        )
        .select_from(promises.join(drafts).join(messages))
        .where(drafts.c.state.in_(letters) if letters else drafts.c.state.not_in(UNUSED))
        .order_by(promises.c.due, promises.c.id)
    )
    if states:
        query = query.where(promises.c.state.in_(states))
    if account is not None:
        query = query.where(messages.c.account == account)
    return tuple(Promise(**row) for row in connection.execute(query).mappings())


def became(connection: Connection, number: int, state: PromiseState) -> bool:
    """See Store.promise_became."""
    changed = connection.execute(update(promises).where(promises.c.id == number).values(state=state))
    return bool(changed.rowcount)
