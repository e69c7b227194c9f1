"""A customer writes again before the draft for their last message was used: which drafts the new one replaces.

Those that stand as they were saved are replaced; beside one that is in a person's hand the new message gets its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.model import Message, Reason
from assistant.polling import life
from assistant.polling.changes import change
from assistant.polling.watched import Watched
from assistant.store.lives import Life

IN_HAND = Reason(
    "another-reply-begun", "Another reply in this thread is in somebody's hand. See that the two fit together."
)


@dataclass(frozen=True, slots=True)
class Before:
    """The drafts in a thread that were not used yet."""

    replaced: tuple[Life, ...] = ()
    in_hand: tuple[Life, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of those to be replaced, in the store."""
        return tuple(each.number for each in self.replaced)


def before(watched: Watched, message: Message) -> Before:
    """The unused drafts to the person in the thread of a message, as they are at this moment.

    Reply-To may name anybody: where it is not the author's, nothing is replaced.
    """
    if not message.in_thread or message.person is None or not message.own_address:
        return Before()
    thread = watched.thread(message)
    known = watched.lives.in_thread(thread, message.person)
    if not known:
        return Before()
    life.settle(watched, known)
    known = watched.lives.in_thread(thread, message.person)
    replaced = tuple(each for each in known if each.state == "standing" and not each.approved)
    return Before(replaced, tuple(each for each in known if each not in replaced))


def finish(watched: Watched, done: Before) -> None:
    """The new draft stands and is recorded: remove those that it replaced. What was approved meanwhile is not."""
    if done.replaced:
        replaced = watched.lives.replaced(done.numbers)
        life.clear(watched)
        for each in done.replaced:
            if each.number in replaced:
                watched.tell(change(each, "replaced"))
