r"""What is new in Sent, whoever sent it and from wherever: which draft it was, or that a message has another answer.

Sent has a cursor of its own, so that only what is new is read, however many drafts stand. A message belongs to a draft
if it bears its Message-ID, or if it answers the same message. Then it is that draft if the draft is gone from Drafts,
or if it says much the same (`compare`); else it was answered elsewhere, and a draft that still stands is withdrawn.
What went to others than the customer (passed on to a colleague, with a question) is no answer. The letter of a draft
that is gone is one, wherever a person has sent it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from assistant.drafting.comparing import compare
from assistant.drafting.compose import said
from assistant.errors import AssistantError
from assistant.mailbox.contract import Fetched
from assistant.model import Message
from assistant.parsing import parse
from assistant.polling import alarms, parents, reading
from assistant.polling.changes import change
from assistant.polling.places import Now, places
from assistant.polling.watched import Watched
from assistant.store.fates import Fates
from assistant.store.lives import LIVE, Life
from assistant.store.records import Cursor

_LOG = logging.getLogger("assistant.polling")
_LONGEST = 500_000                                  # bytes of a sent message that are read
_GAP = "[[ ANSWER NEEDED"


def follow(watched: Watched) -> bool:
    """Take note of all that is new in Sent. False where there is no Sent, or it is followed only from now on."""
    if watched.sent is None:
        return False
    state = watched.account.select(watched.sent)
    key = f"sent={watched.sent}"                    # beside the cursor of the mailbox, should its mail be answered too
    cursor = watched.store.cursor(watched.name, key)
    if cursor is None or cursor.uidvalidity != state.uidvalidity:
        watched.store.advance(Cursor(watched.name, key, state.uidvalidity, max(state.uidnext - 1, 0)))
        return False
    uids = watched.account.new_uids(watched.sent, cursor.last_uid, uidvalidity=state.uidvalidity)
    for fetched in reading.each(watched, state, uids, _LONGEST):
        watched.stopper.check()
        if isinstance(fetched, Fetched):
            _take_note(watched, fetched)
        uid = fetched if isinstance(fetched, int) else fetched.uid
        watched.store.advance(Cursor(watched.name, key, state.uidvalidity, uid))
    return True


def _take_note(watched: Watched, fetched: Fetched) -> None:
    """The same as `take_note`; a message that breaks something does not keep the later ones from being read."""
    try:
        take_note(watched, fetched)
    except AssistantError:
        raise
    except Exception as error:  # around one message that was sent
        # Without the error's text, which may hold what was sent.
        _LOG.warning(
            "%s: message %d of %s could not be held against the drafts (%s), and is passed over. Tell whoever looks "
            "after the program.", watched.name, fetched.uid, fetched.mailbox, type(error).__name__,
        )  # fmt: skip


def look_for(watched: Watched, life: Life) -> None:
    """Look in all of Sent for what became of a draft that is gone."""
    if watched.sent is None:
        return
    found = set(watched.account.find(watched.sent, message_id=life.message_id))
    if life.parent_id is not None:
        found.update(watched.account.find(watched.sent, in_reply_to=life.parent_id))
    for fetched in watched.account.fetch(watched.sent, found, limit=_LONGEST):
        _take_note(watched, fetched)


def take_note(watched: Watched, fetched: Fetched) -> None:
    """What one sent message says of drafts, and of the messages that it answers. A second time it changes nothing."""
    message = parse(fetched.raw)
    lives = watched.lives
    if message.message_id is not None and lives.from_desk(message.message_id):
        return                                      # the desk sees to it
    answers = message.in_reply_to or message.references[-1:]
    known = lives.answering(answers, message.message_id)
    open_line = _GAP in f"{message.own_words}\n{message.signature}"
    used = _used(watched, known, message, fetched.raw)
    theirs = [life for life in known if life is used or message.recipients & life.customer]
    if open_line and theirs:
        alarms.raise_gap(watched, used or theirs[-1])
    for life in theirs:
        if life.alarm == "gap-sent" and not open_line:
            alarms.clear_gap(watched, life)
        if used is None and life.state == "standing":
            withdraw(watched, life)
    if used is not None:
        _sent(watched, used, fetched)
    parents.mark(watched, lives.answered(answers, None if used is not None else message.recipients))


def replied(watched: Watched, message: Message) -> bool:
    """Whether Sent holds a reply to a customer's message that went to them."""
    if watched.sent is None or message.message_id is None:
        return False
    customer = {address.key for address in (message.author, message.reply_address) if address is not None}
    return any(reply.recipients & customer for reply in replies(watched, message.message_id))


def replies(watched: Watched, parent: str) -> Iterator[Message]:
    """What Sent holds with this In-Reply-To, whoever it went to."""
    if watched.sent is not None:
        found = watched.account.find(watched.sent, in_reply_to=parent)
        for fetched in watched.account.fetch(watched.sent, found, limit=_LONGEST):
            yield parse(fetched.raw)


def _used(watched: Watched, known: Sequence[Life], message: Message, raw: bytes) -> Life | None:
    """The draft that this message was, with its state as it will be left: where it still stands, it keeps its place."""
    for life in known:
        if life.message_id == message.message_id:
            return None if life.state == "sent" else life
    now = places(watched, [life for life in known if life.state in LIVE])
    gone = [life for life in known if life.number in now and now[life.number].place is None]
    there = [life for life in known if life.number in now and now[life.number].place is not None]
    found_again = [life for life in known if life.state in ("discarded", "withdrawn")]
    there = [life for life in there if message.recipients & life.customer]
    for life in reversed((*found_again, *there, *gone)):
        if _alike(watched, life, raw, now.get(life.number)):
            return life
    gone = [life for life in gone if message.recipients & life.customer]
    return gone[-1] if gone else None


def _alike(watched: Watched, life: Life, raw: bytes, now: Now | None) -> bool:
    """Whether the sent message is the draft's letter, edited or not."""
    text, ledger = watched.lives.letter(life.number)
    if text is None and now is not None and now.place is not None:
        for fetched in watched.account.fetch(life.mailbox, [now.place[1]], limit=_LONGEST):
            text = said(fetched.raw)
    return text is not None and compare(text, ledger, raw).how != "rewritten"


def _sent(watched: Watched, life: Life, fetched: Fetched) -> None:
    """A draft was sent. Its goodwill is spent and its promises hold, for the store counts them by this state."""
    at = min(fetched.internal_date, watched.clock())
    Fates(watched.store.access).sent(watched.name, life.message_id, fetched.raw, at=at, place="mail-program")
    # One that still stands as we saved it is a leftover, and is removed; a person's own copy is theirs.
    if watched.lives.became(life, "sent", place=None if life.state == "touched" else life.place):
        watched.tell(change(life, "sent"))


def withdraw(watched: Watched, life: Life) -> None:
    """The message was answered elsewhere: the draft is to be removed. One that is about to be sent is not."""
    if not life.approved and watched.lives.became(life, "withdrawn", place=life.place):
        watched.tell(change(life, "withdrawn"))
