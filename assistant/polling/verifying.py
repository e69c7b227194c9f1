"""Saved drafts held against what the same message, rules and date make now. Reads only; nothing is changed.

A draft that was saved by `run` is derived with what the store knew of the person then; one without a record as if
nothing had been known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from assistant import ruleset
from assistant.config import Account as Settings
from assistant.drafting import marking
from assistant.mailbox.contract import Account
from assistant.meaning import Meaning
from assistant.model import Circumstances, History, Reason
from assistant.parsing import parse
from assistant.pipeline import Prepared
from assistant.store import remembering
from assistant.store.records import Handled
from assistant.store.store import Store

UNMARKED = Reason("unmarked", "It does not say what it was made with: another program made it, or an older version.")
PARENT_GONE = Reason("message-gone", "The message it answers is no longer where it was. Name it with --parent.")
GONE = Reason("draft-gone", "The draft is no longer where it was saved.")
UNKNOWN = Reason(
    "history-unknown", "It was made with what the store knew of this person, which is not at hand. Name --config."
)


@dataclass(frozen=True, slots=True)
class Verified:
    """A draft and what differs; nothing where it is as it was made, and would be made so again."""

    reference: str
    differences: tuple[Reason, ...]


def verify(
    draft: bytes, parent: bytes, prepared: Prepared, base: Path, circumstances: Circumstances, told: Handled | None
) -> Verified:
    """One draft. `circumstances` say who we are; the time is the draft's own. `told` is its record, if there is one."""
    marker = marking.read(draft)
    if marker is None:
        return Verified("", (UNMARKED,))
    history = _history(told)
    if marker.history == "kept" and history is None:
        return Verified(marker.reference, (UNKNOWN,))
    around = replace(circumstances, now=marker.made, history=history or History())
    outcome = ruleset.assist(parse(parent), prepared, base, around)
    plan, made = outcome.plan, outcome.draft
    derived = marking.mark(plan, made, prepared.rulebook, prepared.templates, around) if made else None
    return Verified(marker.reference, marking.differences(draft, marker, derived, made))


def _history(told: Handled | None) -> History | None:
    kept = (told.draft.ledger or {}).get("told") if told is not None and told.draft is not None else None
    if not isinstance(kept, dict):
        return None
    try:
        return remembering.history(kept["history"])
    except (KeyError, TypeError, ValueError):
        return None                                 # another version wrote it


def us(settings: Settings) -> Circumstances:
    """Who we are, as the settings of an account say; the time is replaced by each draft's."""
    return Circumstances(
        datetime.fromtimestamp(0, UTC),
        ours=settings.addresses,
        account=settings.name,
        authserv_id=settings.authserv_id,
    )


def parent_of(account: Account, handled: Handled) -> bytes | None:
    """The message that a recorded draft answers, from its mailbox."""
    place = handled.message
    return _fetched(account, place.mailbox, place.uid, place.uidvalidity)


def standing(account: Account, settings: Settings, store: Store, meaning: Meaning) -> Iterator[Verified]:
    """Every draft of an account that stands as it was saved."""
    rules: dict[Path, tuple[ruleset.Ruleset, Prepared]] = {}
    for handled in store.standing_drafts(settings.name):
        saved = handled.draft
        if saved is None:
            continue
        path = settings.mailbox_rules.get(handled.message.mailbox, settings.rules)
        if path not in rules:
            rules[path] = ruleset.load(meaning, path, settings.templates)
        # Some servers do not say where they put it (no UIDPLUS).
        uid = saved.uid or next(iter(account.find(saved.mailbox, message_id=saved.message_id)), None)
        draft = _fetched(account, saved.mailbox, uid, saved.uidvalidity) if uid is not None else None
        parent = parent_of(account, handled)
        if draft is None or parent is None:
            yield Verified(str((saved.plan or {}).get("reference", "")), (GONE if draft is None else PARENT_GONE,))
            continue
        read, prepared = rules[path]
        yield verify(draft, parent, prepared, read.base, us(settings), handled)


def _fetched(account: Account, mailbox: str, uid: int, uidvalidity: int | None) -> bytes | None:
    if uidvalidity is not None and account.select(mailbox).uidvalidity != uidvalidity:
        return None
    return next((each.raw for each in account.fetch(mailbox, [uid])), None)
