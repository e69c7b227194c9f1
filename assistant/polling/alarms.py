"""What the owner is told of a draft, once, by a note in the mailbox `Assistant`: it waits too long, or a gap was sent.

The note of a draft that waited goes when the draft is used; that of a gap, when another reply was sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from assistant.drafting.compose import compose
from assistant.model import Address, Draft
from assistant.planning.holding import local
from assistant.planning.promising import late_from
from assistant.polling import notebox
from assistant.polling.changes import change
from assistant.polling.watched import Watched
from assistant.rules.rulebook import Business
from assistant.store.lives import Life

Alarm = Literal["late", "gap-sent"]


def note_id(account: str, alarm: Alarm, about: str) -> str:
    """The note's Message-ID, derived so that it is known again after a crash."""
    seed = "\0".join([alarm, account, about])
    return f"<{hashlib.sha256(seed.encode('utf-8', 'surrogateescape')).hexdigest()[:40]}.note@assistant.invalid>"


def late(watched: Watched, lives: Sequence[Life]) -> list[tuple[Life, Business]]:
    """Those that have waited longer than `answer_within` of their rules and were not told of."""
    now = watched.clock()
    found: list[tuple[Life, Business]] = []
    for life in lives:
        if life.alarm is None:
            business = watched.serving(life.parent_mailbox).prepared.rulebook.business
            when = late_from(business, life.waits_since)
            if when is not None and when <= now:
                found.append((life, business))
    return found


def raise_late(watched: Watched, lives: Sequence[Life]) -> None:
    """Tell of each of those, once."""
    for life, business in late(watched, lives):
        lines = [
            f"A draft to {life.author or 'a customer'} has waited since "
            f"{local(life.waits_since, business.timezone):%Y-%m-%d}, longer than {business.answer_within}.", "",
            "What to do: " + (
                "finish the one that was begun in Drafts, and send it." if life.state == "touched"
                else "read it in Drafts and send it, or delete it: then no reply is made."
            ), "",
            "This note goes away by itself once the draft is used.",
        ]  # fmt: skip
        watched.stopper.check()
        with watched.stopper.guarded():
            identity = note_id(watched.name, "late", life.message_id)
            raw = _note(watched, f"A draft has waited longer than {business.answer_within}", lines, life, identity)
            notebox.leave(watched, identity, raw)
            watched.lives.alarmed(life, "late")
        watched.tell(change(life, "late"))


def clear_late(watched: Watched, lives: Sequence[Life]) -> None:
    """Take down the notes of drafts that were told of as late and wait no longer."""
    for life in lives:
        watched.stopper.check()
        with watched.stopper.guarded():
            notebox.take_down(watched, note_id(watched.name, "late", life.message_id))
            watched.lives.alarmed(life, None)


def raise_gap(watched: Watched, life: Life) -> None:
    """Tell that a line which waited for the owner went out to the customer, once."""
    if life.alarm == "gap-sent":
        return
    if life.alarm == "late":
        clear_late(watched, [life])
    lines = [
        f"A reply to {life.author or 'a customer'} was sent with a line in it that waits for you:", "",
        "[[ ANSWER NEEDED ... ]]", "",
        "What to do: write to them again, with the answer, in the thread of this note.", "",
        "This note goes away by itself when another reply to their message was sent.",
    ]  # fmt: skip
    watched.stopper.check()
    with watched.stopper.guarded():
        identity = note_id(watched.name, "gap-sent", life.message_id)
        raw = _note(watched, "A reply was sent with an open line in it", lines, life, identity)
        notebox.leave(watched, identity, raw)
        watched.lives.alarmed(life, "gap-sent")
    watched.tell(change(life, "gap-sent"))


def clear_gap(watched: Watched, life: Life) -> None:
    """Take down the note of a gap that was sent: another reply went after it."""
    watched.stopper.check()
    with watched.stopper.guarded():
        notebox.take_down(watched, note_id(watched.name, "gap-sent", life.message_id))


def _note(watched: Watched, subject: str, lines: Sequence[str], life: Life, identity: str) -> bytes:
    """The note as RFC 5322 bytes, in the thread of the answered message."""
    ours = watched.addresses[0]
    letter = Draft(
        text="\n".join(lines) + "\n",
        subject=subject,
        recipient=Address("", ours),
        sender=Address("Assistant", ours),
        parts=(),
        in_reply_to=life.parent_id,
        references=(life.parent_id,) if life.parent_id else (),
    )
    return compose(letter, date=watched.clock(), message_id=identity, marker="note")
