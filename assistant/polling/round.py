"""One round over one account: every message that is new, oldest first, each handled once.

Then what became of drafts, of notes, and of promises.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant import __version__
from assistant.errors import MailboxMissing, ServerRefused
from assistant.mailbox.contract import MailboxState
from assistant.polling import life, notebox, reading
from assistant.polling.handling import RULES_FAIL, Result, handle, set_aside_unread
from assistant.polling.promised import raise_due
from assistant.polling.reading import TOO_MANY_REFUSED
from assistant.polling.watched import Watched
from assistant.store.records import Cursor, Handled, SeenMessage


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a mailbox has come in this round: `done` of `total` new messages.

    `waiting_since` is when the server got the oldest message that is known and not handled yet.
    """

    account: str
    mailbox: str
    done: int
    total: int
    waiting_since: datetime | None = None


Report = Callable[[Progress], None]
TURN = 100                 # messages of one mailbox before the next has its turn


def _silent(progress: Progress) -> None:
    """Tell nobody."""


def run_round(watched: Watched, report: Report = _silent) -> Iterator[Result]:
    """Handle all that is new in the account's mailboxes; one Result a message, as it is recorded.

    The mailboxes take turns, so that one with much mail holds up no other; nor does one that is missing or refused.
    Raises PassingError (come again later) and OperatorError (somebody must mend something). What was handled
    before is recorded; nothing is lost.
    """
    troubles: list[ServerRefused | MailboxMissing] = []
    waiting = deque(_mailbox(watched, mailbox, report) for mailbox in watched.mailboxes)
    while waiting:
        turn = waiting.popleft()
        try:
            for count, result in enumerate(turn, 1):
                yield result
                if count == TURN:
                    waiting.append(turn)
                    break
        except (ServerRefused, MailboxMissing) as trouble:
            troubles.append(trouble)
    for after in (life.look, settle_notes, raise_due):
        try:
            after(watched)
        except (ServerRefused, MailboxMissing) as trouble:
            troubles.append(trouble)
    if troubles:
        raise troubles[0]


def _mailbox(watched: Watched, mailbox: str, report: Report) -> Iterator[Result]:
    state = watched.account.select(mailbox)
    watched.heard[mailbox] = state
    cursor = watched.store.cursor(watched.name, mailbox)
    # RFC 9051 2.3.1.1: a UID is unique only together with UIDVALIDITY. A new one starts the mailbox anew;
    # what was decided is known again by the digest of its bytes.
    known = cursor is not None and cursor.uidvalidity == state.uidvalidity
    after = cursor.last_uid if cursor is not None and known else 0
    yield from _again(watched, state)
    uids = watched.account.new_uids(mailbox, after, uidvalidity=state.uidvalidity)
    done_before = watched.store.seen(watched.name, mailbox, state.uidvalidity, uids)
    wanted = [uid for uid in uids if uid not in done_before]
    oldest = _oldest(watched, mailbox)
    report(Progress(watched.name, mailbox, 0, len(wanted)))
    refused: list[ServerRefused] = []
    left: datetime | None = None                    # when the oldest that was refused came
    watched.staying.discard(mailbox)
    for number, fetched in enumerate(reading.each(watched, state, wanted, watched.max_message_bytes), 1):
        watched.stopper.check()
        if isinstance(fetched, int):
            yield set_aside_unread(watched, state, fetched)
        elif oldest is None or fetched.internal_date >= oldest:
            since = min(left or fetched.internal_date, fetched.internal_date)
            report(Progress(watched.name, mailbox, number - 1, len(wanted), since))
            try:
                result = handle(watched, fetched)
            except ServerRefused as refusal:
                # The others do not wait for it. The cursor stays before it, so that it comes again; they are known
                # by their UIDs then. Refused too often, it is the server that is in trouble.
                refused.append(refusal)
                left = since
                watched.staying.add(mailbox)
                if len(refused) == TOO_MANY_REFUSED:
                    raise
            else:
                yield result
        report(Progress(watched.name, mailbox, number, len(wanted), left))
    if refused:
        raise refused[0]
    _close_up(watched, mailbox, state, after, uids)


def _again(watched: Watched, state: MailboxState) -> Iterator[Result]:
    """Handle anew what an older version of this program, or other rules, had to set aside. The cursor stays."""
    rules = watched.serving(state.mailbox).prepared
    other_rules = watched.tried.get(state.mailbox) is not rules
    refused = False
    for handled in watched.store.set_aside(watched.name):
        message = handled.message
        if (message.mailbox, message.uidvalidity) != (state.mailbox, state.uidvalidity):
            continue
        if message.version == __version__ and not (other_rules and _by_rules(message)):
            continue
        watched.stopper.check()
        try:
            there = watched.account.fetch(
                state.mailbox, [message.uid], limit=watched.max_message_bytes, uidvalidity=state.uidvalidity
            )
            results = [handle(replace(watched, again=handled), fetched) for fetched in there]
        except ServerRefused:
            refused = True                          # it stays set aside, and its turn comes again
            continue
        if message.version == __version__:          # what fails as it did is no news
            results = [result for result in results if (result.disposition, result.reasons) != (None, message.reasons)]
        yield from results
    if not refused:
        watched.tried[state.mailbox] = rules


def _by_rules(message: SeenMessage) -> bool:
    """Whether it was set aside because the rules failed."""
    return any(reason.code == RULES_FAIL for reason in message.reasons)


def _oldest(watched: Watched, mailbox: str) -> datetime | None:
    """What arrived before this is left alone: so many days before the mailbox was first watched.

    Counted from the first decision about it, so that neither an interrupted first run nor a server that renumbers
    its mailbox brings years of old mail.
    """
    if watched.first_run_days is None:
        return None
    began = watched.store.began(watched.name, mailbox) or watched.clock()
    return began - timedelta(days=watched.first_run_days)


def _close_up(watched: Watched, mailbox: str, state: MailboxState, after: int, uids: list[int]) -> None:
    """Move the cursor past messages that were left alone, and note the mailbox even where it was empty."""
    watched.store.advance(Cursor(watched.name, mailbox, state.uidvalidity, max([after, *uids])))


def settle_notes(watched: Watched) -> int:
    """Remove the notes of holds that are settled: the message was answered, or is gone from where it lay."""
    by_mailbox: dict[str, list[Handled]] = {}
    for handled in watched.store.standing_notes(watched.name):
        by_mailbox.setdefault(handled.message.mailbox, []).append(handled)
    settled = 0
    for mailbox, waiting in by_mailbox.items():
        try:
            flags = _flags(watched, mailbox, waiting)
        except MailboxMissing:                      # renamed, or deleted as a whole: no word on any message
            continue
        for one, standing in zip(waiting, flags, strict=True):
            if standing is None or r"\Answered" in standing or r"\Deleted" in standing:
                settled += _take_down(watched, one)
    return settled


def _flags(watched: Watched, mailbox: str, waiting: list[Handled]) -> list[frozenset[str] | None]:
    """The flags of each message; None where it is gone. In a mailbox that was renumbered, found by Message-ID."""
    uidvalidity = watched.account.select(mailbox).uidvalidity
    uids: list[int | None] = []
    for one in waiting:
        if one.message.uidvalidity == uidvalidity:
            uids.append(one.message.uid)
        elif one.message.message_id is not None:
            uids.append(max(watched.account.find(mailbox, message_id=one.message.message_id), default=None))
        else:
            uids.append(None)
    there = watched.account.flags(mailbox, [uid for uid in uids if uid is not None], uidvalidity=uidvalidity)
    return [None if uid is None else there.get(uid) for uid in uids]


def _take_down(watched: Watched, handled: Handled) -> int:
    note = handled.note
    if note is None:
        return 0
    watched.stopper.check()
    with watched.stopper.guarded():
        notebox.take_down(watched, note.message_id, note.mailbox)
        watched.store.note_became(watched.name, note.message_id, "settled")
    return 1
