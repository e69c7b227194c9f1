"""A message by its number into a reviewer's hands: fetched, derived anew by the rules in force, linked and checked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from assistant import in_force
from assistant.config import Account as Settings
from assistant.config import Config
from assistant.drafting import envelope
from assistant.drafting.enclosing import enclosures
from assistant.errors import ReviewError
from assistant.in_force import InForce
from assistant.meaning import Meaning
from assistant.reviewing import finding
from assistant.reviewing.changes import merged
from assistant.reviewing.editing import revised
from assistant.reviewing.hands import Hand, Hands, Step, merged_files
from assistant.reviewing.mailboxes import Mailboxes
from assistant.reviewing.working import Work, work
from assistant.store.reviews import Item, Reviews
from assistant.store.store import Store

FRESH = timedelta(seconds=15)                       # for so long Drafts is not asked again


class Bringer:
    """Brings messages to the desk. May be used by several threads."""

    def __init__(
        self, config: Config, store: Store, meaning: Meaning, mailboxes: Mailboxes, clock: Callable[[], datetime]
    ) -> None:
        self.reviews = Reviews(store.access)
        self.hands = Hands()
        self._accounts: Mapping[str, Settings] = config.account
        self._limit = config.limits.max_message_bytes
        self._meaning = meaning
        self._mailboxes = mailboxes
        self._clock = clock
        self._rules: dict[Path, InForce] = {}
        self._lock = threading.Lock()

    def item(self, number: int) -> Item:
        """A message by its number. Raises ReviewError."""
        item = self.reviews.item(number)
        if item is None:
            raise ReviewError(f"There is no message {number}. See what waits with: assistant review list")
        return item

    def account(self, item: Item) -> Settings:
        """The settings of its account. Raises ReviewError."""
        name = item.handled.message.account
        settings = self._accounts.get(name)
        if settings is None:
            raise ReviewError(
                f"Message {item.number} came to account.{name}, which assistant.toml has no longer. Put it back."
            )
        return settings

    def rules(self, settings: Settings, mailbox: str) -> InForce:
        """The rules in force for a mailbox. Raises RulesError and OperatorError."""
        path = settings.mailbox_rules.get(mailbox, settings.rules)
        with self._lock:
            known = self._rules.get(path)
            if known is None:
                known = self._rules[path] = in_force.load(path, settings.templates, self._meaning)
            else:
                known.refresh()
            return known

    def bring(self, item: Item, who: str) -> tuple[Work | None, Hand | None, tuple[str, ...]]:
        """The message, its letter in the reviewer's hands, and what could not be had."""
        hand = self.hands.get(item.number, who)
        known = item.handled.draft
        if hand is not None and hand.version == item.version and item.waits and known is not None:
            fresh = self._clock() - hand.taken < FRESH
            if known.message_id == hand.identity and (hand.dirty or fresh):
                return hand.work, hand, ()
        done, trouble = self._fetched(item)
        if done is None or done.sheet is None or known is None:
            self.hands.drop(item.number, who)
            return done, None, trouble
        files = enclosures(done.draft.raw) if done.draft is not None else ()
        first = Step(done.made, done.sheet, files, done.outdated, done.as_saved)
        taken = Hand(done, item.version, known.message_id, self._clock(), [first])
        if hand is not None and hand.dirty and hand.work.sheet is not None:
            trouble = (*trouble, self._kept(hand, taken, who))
        self.hands.take(item.number, who, taken)
        return done, taken, trouble

    def hand(self, number: int, who: str) -> Hand:
        """The letter in the reviewer's hands, brought there where it is not yet. Raises ReviewError."""
        hand = self.hands.get(number, who)
        if hand is not None:
            return hand
        item = self.item(number)
        _, hand, trouble = self.bring(item, who)
        if hand is None:
            said = " ".join(trouble) or _why_none(item)
            raise ReviewError(f"There is no letter to change. {said}")
        return hand

    def work(self, number: int) -> Work:
        """The message of anybody's hands, or fetched. Raises ReviewError where it is gone."""
        known = self.hands.any(number)
        if known is not None:
            return known.work
        done, trouble = self._fetched(self.item(number))
        if done is None:
            raise ReviewError(" ".join(trouble))
        return done

    def _fetched(self, item: Item) -> tuple[Work | None, tuple[str, ...]]:
        settings = self.account(item)
        name = settings.name
        found = self._mailboxes.use(name, lambda account: finding.bring(account, settings, item, limit=self._limit))
        seen = item.handled.message
        if found.message is None:
            return None, (
                f"The message is no longer in {seen.mailbox}, nor in the other mailboxes that are watched. "
                "Put it back to work on it, or discard its draft.",
            )
        rules = self.rules(settings, seen.mailbox)
        done = work(item, settings, rules.prepared, rules.base, found.message.raw, found.draft)
        if found.sent is not None:
            done = replace(done, sent=finding.letter_in(found.sent.raw, envelope.quotation(done.message)))
        trouble: tuple[str, ...] = ()
        if rules.refused is not None:
            trouble = (f"The rules were changed and cannot be used, so the ones before stay in force. {rules.refused}",)
        known = item.handled.draft
        if found.draft is None and known is not None:
            trouble = (*trouble, _why_none(item))
        return done, trouble

    def _kept(self, old: Hand, new: Hand, who: str) -> str:
        """What the reviewer had typed, put into the letter as somebody else has left it meanwhile."""
        base, mine, theirs = old.steps[0], old.now, new.now
        text = merged(base.sheet.text, mine.sheet.text, theirs.sheet.text)
        files = merged_files(base.files, mine.files, theirs.files)
        new.step(replace(theirs, sheet=revised(theirs.sheet, text, by=who), files=files))
        return (
            "The letter was changed by somebody else meanwhile. What you had typed stands in it and is not saved; "
            "where you both changed the same sentence, theirs stands."
        )


def _why_none(item: Item) -> str:
    """Why there is no letter, and what can be done."""
    known = item.handled.draft
    if known is None:
        return "The assistant wrote none: a person must answer this one from a mail program, then settle it."
    match known.state:
        case "sent":
            return "It was sent."
        case "discarded":
            return "It was discarded."
        case "withdrawn":
            return "It was withdrawn: the message was answered elsewhere."
        case "replaced":
            return "A later message of theirs has a draft that covers both."
    return (
        f"The draft is no longer in {known.mailbox}: somebody has sent it or deleted it in a mail program. "
        "The list will know as soon as `assistant run` has looked."
    )
