"""What became of drafts, on each kind of database: kept once, compared, and their texts forgotten in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from assistant.drafting.comparing import Edit
from assistant.store.fates import Fate, Fates, forget_texts
from assistant.store.records import Handled, SavedDraft
from assistant.store.store import Store

Make = Callable[..., Handled]
LETTER = "Dear Dana,\n\nWe are open from 8 to 18 on every working day.\n\nWe look forward to hearing from you.\n"
LEDGER = {"entries": [{"rule": "hours", "state": "answered", "answers": [{"span": [12, 58], "kind": "answer"}]}]}
OPENED = Edit("changed", "hours", "We are open from 8 to 18 on every working day.",
              "We are open from 9 to 18 on every working day.")  # fmt: skip


def kept(make: Make, now: datetime, uid: int = 1, **more: object) -> Handled:
    """A message whose letter is kept."""
    fields: dict[str, object] = {"text": LETTER, "ledger": LEDGER, "plan": {"rules": ["hours", None, "hours"]}}
    return make(uid, draft=SavedDraft(f"<d{uid}@shop>", "Drafts", now, ready=True, **(fields | more)))  # type: ignore[arg-type]


def mail(text: str) -> bytes:
    """A message as it was sent."""
    return b"Subject: Re: Hours\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode()


def test_a_letter_that_was_sent_is_compared_and_kept(store: Store, handled: Make, now: datetime) -> None:
    """Its edits come back in order, with where they are from."""
    fates = Fates(store.access)
    store.record(kept(handled, now))
    sent = mail(LETTER.replace("from 8", "from 9"))
    fate = fates.sent("shop", "<d1@shop>", sent, at=now, place="mail-program")
    assert fate == Fate(now, "edited", "mail-program", edits=(OPENED,))
    assert fates.of("shop", "<d1@shop>") == fate
    used = fates.used(since=now)
    assert [(each.account, each.at, each.edit) for each in used] == [("shop", now, OPENED)]
    assert fates.used(since=now, account="other") == ()
    assert fates.used(since=now + timedelta(seconds=1)) == ()


def test_a_fate_told_twice_is_one(store: Store, handled: Make, now: datetime) -> None:
    """Told by the desk and then found in Sent, it is the desk's; nothing is doubled."""
    fates = Fates(store.access)
    store.record(kept(handled, now))
    sent = mail(LETTER.replace("from 8", "from 9"))
    first = fates.sent("shop", "<d1@shop>", sent, at=now, place="desk")
    assert fates.sent("shop", "<d1@shop>", sent, at=now + timedelta(hours=1), place="mail-program") == first
    assert fates.discarded("shop", "<d1@shop>", at=now, place="mail-program") == first
    assert len(fates.used(since=now)) == 1


def test_a_discarded_draft_that_is_found_sent_was_sent(store: Store, handled: Make, now: datetime) -> None:
    """And not the other way round."""
    fates = Fates(store.access)
    store.record(kept(handled, now))
    assert fates.discarded("shop", "<d1@shop>", at=now, place="mail-program") == Fate(now, "discarded", "mail-program")
    later = fates.sent("shop", "<d1@shop>", mail(LETTER), at=now, place="mail-program")
    assert later == fates.of("shop", "<d1@shop>") == Fate(now, "as-written", "mail-program")


def test_a_discarded_draft_keeps_its_reason_and_names_its_rules(store: Store, handled: Make, now: datetime) -> None:
    """Each rule once; the reason told first stands."""
    fates = Fates(store.access)
    store.record(kept(handled, now), kept(handled, now, 2, plan=None))
    for reason in ("not our order", "another"):
        fates.discarded("shop", "<d1@shop>", at=now, place="desk", reason=reason)
    fates.discarded("shop", "<d2@shop>", at=now, place="mail-program")
    unused = fates.unused(since=now)
    assert [(each.reason, each.rules) for each in unused] == [("not our order", ("hours",)), (None, ())]


def test_a_letter_that_is_not_kept_cannot_be_compared(store: Store, handled: Make, now: datetime) -> None:
    """That it was sent is kept all the same; a draft that is not ours has no fate."""
    fates = Fates(store.access)
    store.record(kept(handled, now, text=None))
    assert fates.sent("shop", "<d1@shop>", mail(LETTER), at=now, place="desk") == Fate(now, "unknown", "desk")
    assert fates.sent("shop", "<lost@shop>", mail(LETTER), at=now, place="desk") is None
    assert fates.sent("other", "<d1@shop>", mail(LETTER), at=now, place="desk") is None
    assert fates.discarded("shop", "<lost@shop>", at=now, place="desk") is None
    assert fates.of("shop", "<lost@shop>") is None


def test_of_a_rewritten_letter_only_the_filled_gaps_are_learned(store: Store, handled: Make, now: datetime) -> None:
    """What else was changed in it says little of the rules."""
    fates = Fates(store.access)
    text = LETTER.replace("We look", '[[ ANSWER NEEDED: "Do you rent out bicycles?" ]]\n\nWe look')
    store.record(kept(handled, now, text=text))
    sent = "Dear Dana,\n\nAll is closed, sadly, for a month.\n\nWe rent out twelve.\n\nWe look forward to your visit."
    fate = fates.sent("shop", "<d1@shop>", mail(sent), at=now, place="desk")
    assert fate is not None
    assert fate.how == "rewritten"
    assert len(fate.edits) > 1
    assert [each.edit.question for each in fates.used(since=now)] == ["Do you rent out bicycles?"]


def test_texts_are_forgotten_in_time_and_the_rest_stays(store: Store, handled: Make, now: datetime) -> None:
    """Which rule was edited, and how, is still known."""
    fates = Fates(store.access)
    store.record(kept(handled, now), kept(handled, now, 2))
    fates.sent("shop", "<d1@shop>", mail(LETTER.replace("from 8", "from 9")), at=now, place="desk")
    fates.discarded("shop", "<d2@shop>", at=now, place="desk", reason="spam")
    with store.access.writes() as connection:
        assert forget_texts(connection, now) == 0
        assert forget_texts(connection, now + timedelta(days=1)) == 1
        assert forget_texts(connection, now + timedelta(days=1)) == 0
    fate = fates.of("shop", "<d1@shop>")
    assert fate is not None
    assert fate.edits == (Edit("changed", "hours", "", ""),)
    assert fates.unused(since=now)[0].reason is None
    assert fates.used(since=now) == ()


def test_a_person_who_is_forgotten_takes_their_edits_along(store: Store, handled: Make, now: datetime) -> None:
    """That a draft was used stays, for the numbers."""
    fates = Fates(store.access)
    store.record(kept(handled, now))
    fates.sent("shop", "<d1@shop>", mail(LETTER.replace("from 8", "from 9")), at=now, place="desk")
    store.forget("dana@example.com")
    assert fates.of("shop", "<d1@shop>") == Fate(now, "edited", "desk")
