"""Promises to write again: a note to the owner on the day they are due, taken down once they are kept."""

from __future__ import annotations

import hashlib
from datetime import datetime

from assistant.drafting.compose import compose
from assistant.model import Address, Draft
from assistant.planning.holding import local
from assistant.polling import notebox, sent
from assistant.polling.watched import Watched
from assistant.store.records import Promise
from assistant.store.threads import UNUSED


def raise_due(watched: Watched) -> int:
    """Tell of each promise that is due and not kept, once. How many were told of.

    A letter that was not sent yet has promised nobody anything.
    """
    over = (
        *watched.store.promises("kept", account=watched.name),
        *watched.store.promises("told", account=watched.name, letters=UNUSED),
    )
    for promise in over:
        _take_down(watched, promise)
    waiting = watched.store.promises("open", "told", account=watched.name, letters=("sent",))
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
    return _replies(watched, promise, promise.draft) > 0 or _replies(watched, promise, promise.parent) > 1


def _replies(watched: Watched, promise: Promise, parent: str) -> int:
    """How many replies to this Message-ID went to whom it was promised."""
    replies = sent.replies(watched, parent)
    return sum(promise.address is None or promise.address in reply.recipients for reply in replies)


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
        notebox.leave(watched, note_id(promise), raw)
        watched.store.promise_became(promise.number or 0, "told")


def _take_down(watched: Watched, promise: Promise) -> None:
    """Remove the note of a promise that was kept, or that no letter makes any more."""
    watched.stopper.check()
    with watched.stopper.guarded():
        notebox.take_down(watched, note_id(promise))
        watched.store.promise_became(promise.number or 0, "done")
