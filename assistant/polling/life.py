r"""What became of drafts after they were saved, looked at in each round.

    standing -> touched      a person has it in hand: it is theirs, and never touched by us again
    standing, touched -> sent        found in Sent; the answered message gets `\Answered`
    standing, touched -> discarded   gone, neither in Drafts nor in Sent: it is not made again
    standing -> withdrawn    the message was answered elsewhere; the draft is removed
    standing -> replaced     the customer wrote again (replacing.py)

The store is told first, then the draft is removed; what is between the two is a leftover and is removed the next time.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from assistant.polling import alarms, parents, sent
from assistant.polling.changes import change
from assistant.polling.places import follow, places
from assistant.polling.watched import Watched
from assistant.store.fates import Fates
from assistant.store.lives import Life
from assistant.store.sweeping import empty_texts


def look(watched: Watched) -> None:
    """See what became of every draft that may still be used, and of those that wait too long."""
    if time.monotonic() - watched.looked < watched.look_every:
        return
    lives = watched.lives.live()
    if follow(watched, (*lives, *watched.lives.leftover())):
        lives = watched.lives.live()
    settle(watched, lives)
    clear(watched)
    if alarms.late(watched, lives):
        alarms.raise_late(watched, watched.lives.live())
    alarms.clear_late(watched, watched.lives.told_late())
    _sweep(watched)
    watched.looked = time.monotonic()


def settle(watched: Watched, lives: Sequence[Life]) -> None:
    """Take note of what became of these drafts, and of all that is new in Sent."""
    # Drafts first: a mail program saves or sends before it removes, so what is gone here is to be found there.
    now = places(watched, lives)
    gone: list[Life] = []
    standing: list[Life] = []
    for life in lives:
        found = now.get(life.number)
        if found is None:
            continue
        if found.place is None:
            gone.append(life)
        elif found.theirs:
            _theirs(watched, life, found.place)
        elif found.place == life.place:
            standing.append(life)
        elif watched.lives.became(life, life.state, place=found.place):
            standing.append(replace(life, uidvalidity=found.place[0], uid=found.place[1]))
    followed = sent.follow(watched)
    told_otherwise = parents.answered(watched, gone) if watched.sent is None else set[int]()
    for life in gone:
        if not followed:
            sent.look_for(watched, life)
        if life.number not in told_otherwise:
            _discard(watched, life)
        elif watched.lives.became(life, "sent", place=None):
            watched.tell(change(life, "sent"))      # no Sent to find it in, and the message is marked as answered
    answered = parents.answered(watched, standing)
    for life in standing:
        if life.number in answered:
            sent.withdraw(watched, life)


def clear(watched: Watched) -> None:
    """Remove from Drafts what is done with and stands there as we saved it."""
    leftover = watched.lives.leftover()
    now = places(watched, leftover)
    for life in leftover:
        watched.stopper.check()
        found = now.get(life.number)
        if found is None:                           # Drafts was renamed, say: it may stand there still
            continue
        with watched.stopper.guarded():
            if found.place is not None and not found.theirs:
                validity, uid = found.place
                watched.account.remove(life.mailbox, uid, uidvalidity=validity)
            elif found.place is not None and life.state != "sent":
                _theirs(watched, life, found.place)  # somebody was faster
                continue
            watched.lives.removed(life)


def _theirs(watched: Watched, life: Life, place: tuple[int, int]) -> None:
    """A person has it in hand, at this place."""
    if (life.state, life.place) == ("touched", place):
        return
    if watched.lives.became(life, "touched", place=place) and life.state != "touched":
        watched.tell(change(life, "touched"))


def _discard(watched: Watched, life: Life) -> None:
    """It is gone; unless it was found to be sent, in which case the store knows it as such and this does nothing."""
    if watched.lives.became(life, "discarded", place=None):
        now = watched.clock()
        Fates(watched.store.access).discarded(watched.name, life.message_id, at=now, place="mail-program")
        watched.tell(change(life, "discarded"))


def _sweep(watched: Watched) -> None:
    """Once a day empty the texts that are older than they are kept."""
    now = watched.clock()
    if watched.swept != now.date():
        empty_texts(watched.store.access, watched.name, now - timedelta(days=watched.keep_texts_days))
        watched.swept = now.date()
