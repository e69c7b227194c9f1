"""One message: from the bytes on the server to a saved draft, a note or a recorded reason, exactly once.

The order is: decide, look whether an earlier run saved it already, save, record. A crash in between is
mended by the draft's derived Message-ID, which the next run finds on the server.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from assistant import pipeline, ruleset
from assistant.drafting.compose import compose, message_id, said
from assistant.drafting.marking import edited, mark
from assistant.errors import OperatorError, PassingError, RulesError, ServerRefused
from assistant.mailbox.contract import Fetched, MailboxState
from assistant.model import Circumstances, Disposition, Draft, Message, Reason
from assistant.parsing import parse
from assistant.pipeline import Outcome
from assistant.polling import content, notebox, recording, replacing, sent
from assistant.polling.notes import note, note_id
from assistant.polling.replacing import IN_HAND, Before
from assistant.polling.watched import Watched
from assistant.store.records import DraftState, Handled, HoldNote, SavedDraft
from assistant.store.records import Outcome as Became

RULES_FAIL = "rules-fail"                           # the reason of a message that other rules may get further with


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one message. `found_again` says that an earlier run had saved it and this one recorded it."""

    mailbox: str
    uid: int
    message: Message
    disposition: Disposition | None  # None: set aside
    reasons: tuple[Reason, ...]
    outcome: Outcome | None = None
    found_again: bool = False
    received: datetime | None = None  # when the server got the message

    @property
    def ready(self) -> bool:
        """Whether a draft was made that could go out as it stands."""
        return self.outcome is not None and self.outcome.draft is not None and self.outcome.draft.ready


def handle(watched: Watched, fetched: Fetched) -> Result:
    """Handle one message and record it, with the cursor moved past it.

    Raises PassingError and OperatorError (nothing is recorded then, and the message comes again).
    Whatever else goes wrong concerns this message alone: it is set aside, with a note for the owner.
    """
    message = parse(fetched.raw)
    watched = watched.serving(fetched.mailbox)
    try:
        return _decided(watched, fetched, message)
    except (PassingError, OperatorError):
        raise
    except RulesError as error:
        reason = Reason(RULES_FAIL, f"The rules fail for it: {error}")
    except Exception as error:  # the one catch-all of the program, around one message
        reason = Reason("set-aside", f"It could not be handled: {type(error).__name__} in {_origin(error)}.")
    return _noted(watched, fetched, message, None, (reason,), ())


def set_aside_unread(watched: Watched, state: MailboxState, uid: int) -> Result:
    """Set aside a message that the server refuses to give, with a note for the owner."""
    place = f"{state.mailbox} {state.uidvalidity} {uid}"
    unread = Message(raw_digest=hashlib.sha256(place.encode()).hexdigest(), subject=f"message {uid} of {state.mailbox}")
    fetched = Fetched(state.mailbox, state.uidvalidity, uid, b"", 0, frozenset(), watched.clock())
    reason = Reason("set-aside", "The mail server refuses to give this message.")
    return _noted(watched, fetched, unread, None, (reason,), ())


def _origin(error: BaseException) -> str:
    """The function where it went wrong; never its text, which may hold the customer's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_code.co_name if trace is not None else "nowhere"


def _decided(watched: Watched, fetched: Fetched, message: Message) -> Result:
    already = _no_need(watched, fetched, message)
    if already is not None:
        return _skipped(watched, fetched, message, (already,), None)
    circumstances = watched.circumstances(message)
    away = pipeline.turn_away(message, watched.prepared, circumstances)
    if away is not None:
        return _skipped(watched, fetched, message, away.reasons, None)
    before = replacing.before(watched, message)
    if before.replaced:
        circumstances = watched.circumstances(message, before.numbers)
    outcome = _through_the_rooms(watched, message, circumstances)
    plan = outcome.plan
    if plan.disposition == "skip":
        return _skipped(watched, fetched, message, plan.reasons, outcome)
    elsewhere = _answered_in_sent(watched, message)
    if elsewhere is not None:
        return _skipped(watched, fetched, message, (elsewhere,), outcome)
    if plan.disposition == "hold":
        return _noted(watched, fetched, message, "hold", plan.reasons, plan.warnings, outcome)
    return _drafted(watched, fetched, message, outcome, circumstances, before)


def _no_need(watched: Watched, fetched: Fetched, message: Message) -> Reason | None:
    """Why the message needs no look at all."""
    if watched.store.seen_digest(watched.name, message.raw_digest, content.digest(fetched.raw)) is not None:
        return Reason("seen-before", "It was decided already; the message was moved, copied, or delivered twice.")
    if r"\Answered" in fetched.flags:
        return Reason("answered-elsewhere", "Somebody has answered it already.")
    if r"\Deleted" in fetched.flags or r"\Draft" in fetched.flags:
        return Reason("not-to-answer", "It is marked as deleted, or is a draft itself.")
    return None


def _answered_in_sent(watched: Watched, message: Message) -> Reason | None:
    """Whether Sent holds a reply to it."""
    if sent.replied(watched, message):
        return Reason("answered-elsewhere", "A reply to it stands among the sent messages.")
    return None


def _begun_in_drafts(watched: Watched, message: Message, replies: set[int], identity: str) -> Reason | None:
    """Whether somebody has begun a reply in Drafts; saving one of ours in a mail program makes it theirs, too.

    `replies` are those that stand there. Drafts that we made for another message bearing the same Message-ID do not
    count.
    """
    if not replies or watched.account.find(watched.drafts, message_id=identity):
        return None
    ours = {
        handled.draft.uid
        for handled in watched.store.with_message_id(watched.name, message.message_id or "")
        if handled.draft is not None
    }
    if replies - ours:
        return Reason("reply-begun", "A reply to it stands in Drafts already, in somebody's own hand.")
    return None


def _through_the_rooms(watched: Watched, message: Message, circumstances: Circumstances) -> Outcome:
    return ruleset.assist(message, watched.prepared, watched.base, circumstances)


def _skipped(
    watched: Watched, fetched: Fetched, message: Message, reasons: tuple[Reason, ...], outcome: Outcome | None
) -> Result:
    """Nothing is drafted and nobody is bothered; only the reason is kept."""
    decision = recording.seen(watched, fetched, message, "skipped", "skip", reasons, outcome)
    with watched.stopper.guarded():
        _record(watched, fetched, Handled(decision))
    return Result(
        fetched.mailbox, fetched.uid, message, "skip", reasons, outcome, received=fetched.internal_date
    )


def _noted(
    watched: Watched,
    fetched: Fetched,
    message: Message,
    disposition: Disposition | None,
    reasons: tuple[Reason, ...],
    warnings: tuple[Reason, ...],
    outcome: Outcome | None = None,
) -> Result:
    """Leave a note for the owner: the message is held, or was set aside."""
    now = watched.clock()
    why = reasons if disposition is None else ()
    identity = note_id(message, account=watched.name, place=fetched.mailbox, why=why)
    raw = note(message, reasons, warnings, our_address=watched.addresses[0], date=now, message_id=identity)
    became: Became = "noted" if disposition is not None else "set-aside"
    with watched.stopper.guarded():
        if disposition is not None:
            _take_down(watched)                     # older versions gave both kinds of note the same Message-ID
        saved = _save(watched, watched.account.ensure(watched.notes), raw, identity, ())
        standing = HoldNote(identity, saved.mailbox, now, saved.uidvalidity, saved.uid)
        decision = recording.seen(watched, fetched, message, became, disposition, reasons, outcome)
        _record(watched, fetched, Handled(decision, note=standing))
    return Result(
        fetched.mailbox, fetched.uid, message, disposition, reasons, outcome, saved.earlier, fetched.internal_date
    )


def _drafted(
    watched: Watched,
    fetched: Fetched,
    message: Message,
    outcome: Outcome,
    circumstances: Circumstances,
    before: Before,
) -> Result:
    """Save the draft unless an earlier run has, and record it; then those that it replaces go."""
    made, plan = outcome.draft, outcome.plan
    if made is None:
        raise ValueError("a plan that drafts came without its draft")
    now = watched.clock()
    domain = (made.sender.address if made.sender else watched.addresses[0]).rpartition("@")[2]
    identity = message_id(message, account=watched.name, revision=0, domain=domain)
    parent = message.message_id
    replies = set(watched.account.find(watched.drafts, in_reply_to=parent)) if parent is not None else set()
    begun = _begun_in_drafts(watched, message, replies, identity)
    if begun is not None:
        return _skipped(watched, fetched, message, (begun,), outcome)
    marker = mark(plan, made, watched.prepared.rulebook, watched.prepared.templates, circumstances)
    raw = compose(made, date=circumstances.now, message_id=identity, marker=str(marker))
    flags = (r"\Draft", r"\Seen", r"\Flagged") if made.gaps or before.in_hand else (r"\Draft", r"\Seen")
    if before.in_hand:
        outcome = replace(outcome, plan=replace(plan, warnings=(*plan.warnings, IN_HAND)))
    with watched.stopper.guarded():
        # A draft of ours is a reply to it: where none stands, an earlier run has saved none, and one look is spared.
        new = parent is not None and made.in_reply_to == parent and not replies
        saved = _save(watched, watched.drafts, raw, identity, flags, new=new)
        state: DraftState = "standing"
        if saved.earlier:
            made, state = _as_saved(watched, saved, made)
            outcome = replace(outcome, draft=made)
        elif before.replaced:
            _verify(watched, identity)
        standing = SavedDraft(
            identity,
            saved.mailbox,
            now,
            made.ready,
            gaps=made.gaps,
            uidvalidity=saved.uidvalidity,
            uid=saved.uid,
            state=state,
            plan=recording.plan_record(outcome),
            ledger=recording.ledger_record(outcome, circumstances),
            text=made.text if watched.keep_texts else None,
            since=min((each.waits_since for each in before.replaced), default=None),
        )
        handled = Handled(
            recording.seen(watched, fetched, message, "drafted", plan.disposition, plan.reasons, outcome),
            draft=standing,
            person=recording.person(watched, message, outcome, circumstances.history),
            gestures=recording.gestures(watched, outcome),
            promises=recording.promises(message, outcome),
            replaces=before.numbers,
        )
        _record(watched, fetched, handled)
    replacing.finish(watched, before)
    return Result(
        fetched.mailbox, fetched.uid, message, plan.disposition, plan.reasons, outcome, saved.earlier,
        fetched.internal_date,
    )  # fmt: skip


def _record(watched: Watched, fetched: Fetched, handled: Handled) -> None:
    """Write it down, with the cursor moved. To be called with the stopper guarded.

    Of a message that was set aside, the note goes just before: until the new decision is recorded, it comes again.
    """
    _take_down(watched, but=handled.note.message_id if handled.note is not None else None)
    watched.store.record(handled, cursor=recording.cursor(watched, fetched))


def _take_down(watched: Watched, *, but: str | None = None) -> None:
    """Take down the note of the message at hand if it was set aside, unless it bears this Message-ID."""
    note = watched.again.note if watched.again is not None else None
    if note is not None and note.message_id != but:
        notebox.take_down(watched, note.message_id, note.mailbox)


def _verify(watched: Watched, identity: str) -> None:
    """See that the draft stands before those that it replaces go."""
    if not watched.account.find(watched.drafts, message_id=identity):
        raise ServerRefused(
            f'A draft that was saved is not in "{watched.drafts}". The draft before it still stands there, and the '
            "message will be tried again. See whether a rule of the server moves drafts away."
        )


def _as_saved(watched: Watched, saved: _Saved, made: Draft) -> tuple[Draft, DraftState]:
    """The draft as an earlier run saved it; one that says something else now is not called ready.

    The rules may have changed since, and what stands in Drafts is what the owner will read. One that a person has
    edited meanwhile, in a program that keeps the Message-ID, is theirs.
    """
    for fetched in watched.account.fetch(saved.mailbox, [saved.uid] if saved.uid else []):
        stands = said(fetched.raw)
        same = stands is not None and stands.startswith(made.text)
        return made if same else replace(made, checks=()), "touched" if edited(fetched.raw) else "standing"
    return replace(made, checks=()), "standing"


@dataclass(frozen=True, slots=True)
class _Saved:
    """Where a draft or a note stands, and whether an earlier run had put it there."""

    mailbox: str
    uidvalidity: int
    uid: int | None
    earlier: bool


def _save(
    watched: Watched, mailbox: str, raw: bytes, identity: str, flags: tuple[str, ...], *, new: bool = False
) -> _Saved:
    """Append it, unless it stands there already from a run that died before it could record it; `new`: it does not."""
    watched.store.hold()
    earlier = [] if new else watched.account.find(mailbox, message_id=identity)
    if earlier:
        return _Saved(mailbox, watched.account.select(mailbox).uidvalidity, earlier[-1], True)
    appended = watched.account.append(mailbox, raw, flags=flags)
    return _Saved(mailbox, appended.uidvalidity, appended.uid, False)
