"""Promises to write again: a note to the owner on the day they are due, taken down once they are kept."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime

from assistant.drafting.compose import compose
from assistant.errors import MailboxMissing
from assistant.model import Address, Draft
from assistant.planning.holding import local
from assistant.polling.watched import Watched
from assistant.store.records import Promise


def raise_due(watched: Watched) -> int:
    """Tell of each promise that is due and not kept, once. How many were told of."""
    for promise in watched.store.promises("kept", account=watched.name):
        _take_down(watched, promise)
    waiting = watched.store.promises("open", "told", account=watched.name)
    today = local(watched.clock(), watched.prepared.rulebook.business.timezone).date() if waiting else None
    told = 0
    for promise in waiting:
        if today is None or promise.due > today:
            break                                   # the earliest due stand first
        if _answered(watched, promise):
            _take_down(watched, promise)
        elif promise.state == "open":
            _tell(watched, promise)
            told += 1
    return told


def _answered(watched: Watched, promise: Promise) -> bool:
    """Whether Sent holds an answer beside the holding letter itself."""
    if watched.sent is None or promise.parent is None:
        return False
    replies = watched.account.find(watched.sent, in_reply_to=promise.parent)
    return len(replies) > 1 or bool(watched.account.find(watched.sent, in_reply_to=promise.draft))


def note_id(promise: Promise) -> str:
    """The note's Message-ID, derived so that it is known again after a crash."""
    seed = f"promise\0{promise.account}\0{promise.draft}\0{promise.number}"
    return f"<{hashlib.sha256(seed.encode()).hexdigest()[:40]}.note@assistant.invalid>"


def note(promise: Promise, *, our_address: str, date: datetime) -> bytes:
    """The note as RFC 5322 bytes, in the thread of the message. The question itself is not repeated."""
    whom = promise.address or "a customer"
    when = f" on {promise.made:%Y-%m-%d}" if promise.made else ""
    lines = [
        f"A letter of ours promised {whom}{when} to write again by {promise.due}.", "",
        "What to do: answer what is still open, in the thread of this note.",
        f"Once it is answered otherwise, run: assistant promises --kept {promise.number}", "",
        "This note goes away by itself when a second reply to the message has been sent.",
    ]
    letter = Draft(
        text="\n".join(lines) + "\n",
        subject=f"Promised for {promise.due}",
        recipient=Address("", our_address),
        sender=Address("Assistant", our_address),
        parts=(),
        in_reply_to=promise.parent,
        references=(promise.parent,) if promise.parent else (),
    )
    return compose(letter, date=date, message_id=note_id(promise), marker="note")


def _tell(watched: Watched, promise: Promise) -> None:
    watched.stopper.check()
    raw = note(promise, our_address=watched.addresses[0], date=watched.clock())
    with watched.stopper.guarded():
        mailbox = watched.account.ensure(watched.notes)
        if not watched.account.find(mailbox, message_id=note_id(promise)):
            watched.account.append(mailbox, raw)
        watched.store.promise_became(promise.number or 0, "told")


def _take_down(watched: Watched, promise: Promise) -> None:
    """Remove the note of a promise that was kept."""
    watched.stopper.check()
    with watched.stopper.guarded():
        with suppress(MailboxMissing):              # there never was a note, or the owner has deleted them all
            uids = watched.account.find(watched.notes, message_id=note_id(promise))
            validity = watched.account.select(watched.notes).uidvalidity if uids else 0
            for uid in uids:
                watched.account.remove(watched.notes, uid, uidvalidity=validity)
        watched.store.promise_became(promise.number or 0, "done")
