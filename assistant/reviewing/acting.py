"""The reviewer's acts: save, approve, send, discard, hold, settle. Each is in the trail; nothing is overwritten unseen.

Two who save one letter: the store grants each version to one of them. A mail program is noticed by the draft's bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn

from assistant.drafting import envelope
from assistant.drafting.enclosing import enclosures
from assistant.errors import Conflict, MailboxMissing, NotReady, PassingError, ReviewError
from assistant.mailbox.contract import Account, Fetched
from assistant.reviewing import finding, saving
from assistant.reviewing.bringing import Bringer
from assistant.reviewing.editing import tidy
from assistant.reviewing.hands import Hand, merged_files
from assistant.reviewing.linking import TITLES
from assistant.reviewing.mailboxes import Mailboxes
from assistant.reviewing.outbox import Outbox
from assistant.reviewing.values import Approved
from assistant.reviewing.working import ELSEWHERE, as_addressed
from assistant.reviewing.writing import Writing
from assistant.store.audit import Audit, Entry
from assistant.store.fates import Fates
from assistant.store.reviews import Item
from assistant.store.store import Store

_CHANGES = ("saved", "approved", "sending", "discarded")


class Acting:
    """Carries out acts."""

    def __init__(
        self,
        store: Store,
        bringer: Bringer,
        writing: Writing,
        mailboxes: Mailboxes,
        outbox: Outbox,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._bringer = bringer
        self._reviews = bringer.reviews
        self._writing = writing
        self._mailboxes = mailboxes
        self._outbox = outbox
        self._audit = Audit(store.access)
        self._clock = clock

    def save(self, number: int, who: str, version: int, text: str | None, *, approved: bool) -> None:
        """Replace the draft in Drafts."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            self._writing.finish(hand, who, text)
            item = self._current(number, version, who)
            if approved and hand.now.sheet.draft.gaps:
                raise NotReady(f"Not approved: {_gaps(hand)} Fill it in, or take it out.", gaps=True)
            self._put(item, hand, who, "approved" if approved else "saved")
        self._bringer.hands.drop(number, who)

    def send(self, number: int, who: str, version: int, text: str | None, *, confirmed: bool) -> Approved:
        """Save it and put it into the outbox."""
        hand = self._bringer.hand(number, who)
        with hand.lock:
            self._writing.finish(hand, who, text)
            item = self._current(number, version, who)
            account = known_account(item)
            draft = hand.now.sheet.draft
            if draft.gaps:
                raise NotReady(f"Nothing was sent: {_gaps(hand)} Fill it in, or take it out.", gaps=True)
            fails = tuple(
                f"{TITLES.get(check.code, check.code)}: {check.text}" for check in draft.checks if check.ok is False
            )
            if fails and not confirmed:
                raise NotReady(
                    f"Nothing was sent: the letter is not ready. {' '.join(fails)} Mend it, or confirm that it may go.",
                    fails=fails,
                )
            self._outbox.ready(account)
            saved = hand.dirty
            raw = self._put(item, hand, who, "sending") if saved else self._as_it_stands(item, hand, who)
            try:
                entry = self._outbox.enqueue(account, raw, by=who, answers=number, fails=fails, confirmed=confirmed)
            except BaseException:
                if saved:                           # it stands in Drafts: whoever goes on goes on from there
                    self._bringer.hands.drop(number, who)
                else:
                    self._reviews.unclaim(number, version)
                raise
        self._bringer.hands.drop(number)
        return Approved(number, entry.number, entry.due)

    def discard(self, number: int, who: str, version: int, reason: str) -> None:
        """Remove the draft; it is not made again."""
        item = self._current(number, version, who)
        known = item.handled.draft
        if known is None:
            raise ReviewError(f"Message {number} has no draft to discard. Settle it instead.")
        hand = self._bringer.hands.get(number, who)
        shown = hand.work.draft if hand is not None else None
        self._claim(item, version, who)
        try:
            other = self._mailboxes.use(known_account(item), lambda account: _discarded(account, item, shown))
            if hand is not None and other is not None:
                self._touched_elsewhere(item, hand, who, other, "discarded")
        except Conflict:
            raise
        except BaseException:
            self._reviews.unclaim(number, version)
            raise
        now = self._clock()
        self._reviews.replaced(
            item, {"state": "discarded", "uid": None, "uidvalidity": None}, who=who, action="discarded", now=now,
            detail={"text": reason} if reason else None,
        )  # fmt: skip
        Fates(self._store.access).discarded(
            known_account(item), known.message_id, at=now, place="desk", reason=reason or None
        )
        self._bringer.hands.drop(number)

    def settle(self, number: int, who: str) -> None:
        """Remove the note of a hold."""
        item = self._bringer.item(number)
        note = item.handled.note
        if note is None or note.state != "standing":
            raise ReviewError(f"Message {number} is not held by a note; there is nothing to settle.")

        def remove(account: Account) -> None:
            with suppress(MailboxMissing):          # the owner has removed them all
                for uid in account.find(note.mailbox, message_id=note.message_id):
                    account.remove(note.mailbox, uid, uidvalidity=account.select(note.mailbox).uidvalidity)

        self._bringer.account(item)
        self._mailboxes.use(known_account(item), remove)
        self._reviews.settled(item, who=who, now=self._clock())

    def hold(self, number: int, who: str, reason: str) -> None:
        """For a person, with why; or no longer."""
        self._bringer.item(number)
        said = " ".join(reason.split())[:500] or None
        self._mark(number, "held", said, who, "held" if said else "released", said)

    def snooze(self, number: int, who: str, until: datetime | None) -> None:
        """Away until then."""
        self._bringer.item(number)
        now = self._clock()
        if until is not None and not now < until < now + timedelta(days=366):
            raise ReviewError(f"It cannot be put away until {until:%Y-%m-%d %H:%M}. Name a time within a year.")
        said = until.isoformat() if until else None
        self._mark(number, "snoozed", until, who, "snoozed" if until else "woken", said)

    def assign(self, number: int, who: str, to: str | None) -> None:
        """Somebody's."""
        self._bringer.item(number)
        name = " ".join(to.split())[:100] if to else ""
        self._mark(number, "assigned", name or None, who, "assigned", name or "nobody")

    def since(self, number: int, version: int) -> Entry | None:
        """The last change of a letter by a reviewer, where it is no longer at this version."""
        return None if self._bringer.item(number).version == version else self._last(number)

    def compare(self, number: int, who: str, version: int) -> None:
        """Conflict where somebody has saved since, and this reviewer has something that is not saved."""
        item, hand = self._bringer.item(number), self._bringer.hands.get(number, who)
        if item.version != version and item.waits and hand is not None and hand.dirty:
            self._conflict(item, who)

    def as_shown(self, number: int, who: str, version: int | None, shown: str) -> None:
        """Conflict where this reviewer has the letter in hand no more, and it is another than was `shown` to them."""
        if self._bringer.hands.get(number, who) is not None:
            return
        item, hand = self._bringer.item(number), self._bringer.hand(number, who)
        text = hand.now.sheet.text
        if text == tidy(shown):
            return
        if version is not None and item.version != version:
            self._conflict(item, who)
        raise Conflict(
            "Nothing was done: in Drafts stands another letter than this page showed. What was not saved is no longer "
            f"kept here, or somebody has changed it there. Look at both, and save again. {_envelope(hand)}",
            by="", text=text, version=item.version,
        )  # fmt: skip

    # ---------------------------------------------------------------- within

    def _last(self, number: int) -> Entry | None:
        return next((act for act in self._audit.entries(message=number) if act.action in _CHANGES), None)

    def _mark(self, number: int, column: str, value: object, who: str, action: str, detail: str | None) -> None:
        self._reviews.mark(number, {column: value}, who=who, action=action, now=self._clock(), detail=detail)

    def _current(self, number: int, version: int, who: str) -> Item:
        """The message, which is at this version still. Raises Conflict and ReviewError."""
        item = self._bringer.item(number)
        self._bringer.account(item)
        if item.version != version:
            self._conflict(item, who)
        if not item.waits:
            raise ReviewError(f"Message {number} waits no longer: its draft was sent, discarded or withdrawn.")
        self._outbox.still_here(number)
        return item

    def _claim(self, item: Item, version: int, who: str) -> None:
        if not self._reviews.claim(item.number, version):
            self._conflict(self._bringer.item(item.number), who)

    def _conflict(self, item: Item, who: str) -> NoReturn:
        """Somebody else was faster: tell who, and what stands there now."""
        last = self._last(item.number)
        by = last.who if last is not None else "somebody"
        found = self._mailboxes.use(known_account(item), lambda account: finding.draft_of(account, item))
        hand = self._bringer.hands.get(item.number, who)
        quotation = envelope.quotation(hand.work.message) if hand is not None else ""
        text = finding.letter_in(found.raw, quotation) if found is not None else ""
        known, now = item.handled.draft, ""
        if hand is not None and found is not None and known is not None:
            self._adopt(item, hand, who, found)
            hand.version, hand.identity = item.version, known.message_id
            now = f" {_envelope(hand)}"
        own = " (you, in another window or a moment ago)" if by == who else ""
        raise Conflict(
            f"Nothing was saved: {by}{own} has changed this letter since you opened it. Look at both, and save again."
            + now,
            by=by, text=text, version=item.version,
        )  # fmt: skip

    def _put(self, item: Item, hand: Hand, who: str, action: str) -> bytes:
        """The letter into Drafts and into the store, in the place of the one before."""
        self._claim(item, item.version, who)
        step, now = hand.now, self._clock()
        try:
            identity, raw = saving.composed(item, hand.work, step.sheet, step.files, now=now)

            def put(account: Account) -> saving.Saved | Fetched | None:
                stands = finding.draft_of(account, item)
                if stands is None or not _same(stands, hand.work.draft):
                    return stands
                return saving.put(
                    account, item, hand.work, identity, raw, ready=action == "approved", gaps=step.sheet.draft.gaps
                )

            done = self._mailboxes.use(known_account(item), put)
            if not isinstance(done, saving.Saved):
                self._touched_elsewhere(item, hand, who, done, "saved")
            row = saving.row(item, done, step.sheet, step.made.choices, who=who, now=now)
            fails = [check.code for check in step.sheet.draft.checks if check.ok is False]
            told = {"fails": fails} if fails else None
            if not self._reviews.replaced(item, row, who=who, action=action, now=now, detail=told):
                self._mailboxes.use(known_account(item), lambda account: saving.withdraw(account, done))
                raise ReviewError("Nothing was saved: the draft was sent or withdrawn meanwhile. Look at the list.")
        except Conflict:
            raise
        except BaseException:
            self._reviews.unclaim(item.number, item.version)
            raise
        with suppress(PassingError):                # what is left of it is removed at the next save
            self._mailboxes.use(known_account(item), lambda account: saving.remove(account, item, hand.work))
        return raw

    def _as_it_stands(self, item: Item, hand: Hand, who: str) -> bytes:
        """The bytes of the draft as it stands in Drafts, if it is the one that the reviewer saw."""
        self._claim(item, item.version, who)
        try:
            stands = self._mailboxes.use(known_account(item), lambda account: finding.draft_of(account, item))
            if stands is None or not _same(stands, hand.work.draft):
                self._touched_elsewhere(item, hand, who, stands, "sent")
            now = self._clock()
            if not self._reviews.replaced(item, {"state": "touched"}, who=who, action="sending", now=now):
                raise ReviewError("Nothing was sent: the draft was sent or withdrawn meanwhile. Look at the list.")
        except Conflict:
            raise
        except BaseException:
            self._reviews.unclaim(item.number, item.version)
            raise
        return stands.raw

    def _touched_elsewhere(self, item: Item, hand: Hand, who: str, stands: Fetched | None, verb: str) -> NoReturn:
        """A mail program was faster. The version that was claimed is kept: a form sent twice is told so twice."""
        if stands is None:
            raise ReviewError(
                f"Nothing was {verb}: the draft is no longer in Drafts. Somebody sent or deleted it in a mail program."
            )
        text = finding.letter_in(stands.raw, envelope.quotation(hand.work.message))
        self._adopt(item, hand, who, stands)
        hand.version = item.version + 1
        raise Conflict(
            f"Nothing was {verb}: the draft was changed in a mail program since you opened it. Look at both, and save "
            f"again to let your words stand. {_envelope(hand)}",
            by=ELSEWHERE, text=text, version=item.version + 1,
        )  # fmt: skip

    def _adopt(self, item: Item, hand: Hand, who: str, stands: Fetched) -> None:
        """What somebody else made of the draft, so that theirs may stand; who has typed nothing opens theirs.

        Whom it is for, its subject and its files are not typed here: theirs stand, whichever text does.
        """
        if not hand.dirty:
            self._bringer.hands.drop(item.number, who)
        base, theirs = hand.steps[0].files, enclosures(stands.raw)
        hand.steps = [
            replace(
                step, sheet=as_addressed(step.sheet, stands.raw), files=merged_files(base, step.files, theirs)
            )
            for step in hand.steps
        ]  # fmt: skip
        hand.work, hand.apart = replace(hand.work, draft=stands), True


def known_account(item: Item) -> str:
    """The name of the account that a message came to."""
    return item.handled.message.account


def _discarded(account: Account, item: Item, shown: Fetched | None) -> Fetched | None:
    """Remove the draft; where it is another than was shown it stays, and is given back."""
    stands = finding.draft_of(account, item)
    if stands is None:
        return None
    if shown is not None and not _same(stands, shown):
        return stands
    account.remove(stands.mailbox, stands.uid, uidvalidity=stands.uidvalidity)
    return None


def _same(one: Fetched, other: Fetched | None) -> bool:
    """Whether a draft is the one that was opened, byte for byte."""
    return other is not None and hashlib.sha256(one.raw).digest() == hashlib.sha256(other.raw).digest()


def _envelope(hand: Hand) -> str:
    """Whom the letter is for, and under which subject."""
    sheet = hand.now.sheet
    to = (*((sheet.draft.recipient,) if sheet.draft.recipient else ()), *sheet.beside.everybody)
    return f"It is for {', '.join(each.address for each in to) or 'nobody'}, under “{sheet.draft.subject}”."


def _gaps(hand: Hand) -> str:
    count = hand.now.sheet.draft.gaps
    return "a line still waits for an answer." if count == 1 else f"{count} lines still wait for an answer."
