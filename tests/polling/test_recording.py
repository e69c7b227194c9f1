"""What is written down of a message: questions, keys, refunds, what is parked, gestures; and what it does next time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import meaning, pipeline
from assistant.mailbox.memory import MemoryServer
from assistant.model import Wanted
from assistant.polling.handling import Result
from assistant.polling.round import run_round
from assistant.polling.watched import Watched
from assistant.store.store import Store
from tests.builders import OURS, RULES, templates
from tests.polling.conftest import eml
from tests.store.blank import blank

LATE = "My repair is late. It is job PC1234. I want a refund, please."
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Desk:
    """A shop with a clock."""

    def __init__(self, folder: Path, rules: str = RULES) -> None:
        rows = "number,email,ready,price\n" + "".join(
            f"PC{number},{name}@mail.example,5 March,£60\n" for name, number in (("lea", 1234), ("max", 2345))
        )
        (folder / "jobs.csv").write_text(rows, encoding="utf-8")
        self.server, self.now, self.number = MemoryServer(), START, 0
        self.store = Store(blank(folder / "store.db"))
        account = self.server.account("shop")
        prepared = pipeline.prepare(rules, templates(), meaning.load("off"))
        self.watched = Watched(
            "shop", account, self.store, prepared, folder, OURS, drafts=account.drafts_mailbox(None),
            sent=account.sent_mailbox(), clock=lambda: self.now,
        )  # fmt: skip

    def deliver(self, text: str, name: str = "lea", reply_to: str = "") -> None:
        """A message arrives."""
        self.number += 1
        raw = eml(
            text, message_id=f"<{self.number}@mail.example>", author=f"{name} <{name}@mail.example>",
            headers=f"In-Reply-To: {reply_to}\r\nReferences: {reply_to}\r\n" if reply_to else "",
        )  # fmt: skip
        self.server.deliver("shop", raw, internal_date=self.now)

    def receive(self, text: str, name: str = "lea", reply_to: str = "") -> Result:
        """A message arrives and is handled."""
        self.deliver(text, name, reply_to)
        (result,) = run_round(self.watched)
        return result

    def became(self, number: int, state: str) -> None:
        """What became of the draft for the message of this number."""
        (handled,) = self.store.with_message_id("shop", f"<{number}@mail.example>")
        assert handled.draft is not None
        self.store.draft_became("shop", handled.draft.message_id, state)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A new shop."""
    return Desk(tmp_path)


def offers(result: Result) -> bool:
    """Whether the letter offers the gesture."""
    assert result.outcome is not None and result.outcome.draft is not None
    return "inner tube" in result.outcome.draft.text


def test_what_a_message_asks_and_names_is_kept(desk: Desk) -> None:
    """With the answer, the keys, the thread, and that it wants a refund."""
    desk.receive(LATE)
    (handled,) = desk.store.with_message_id("shop", "<1@mail.example>")
    kept = handled.message
    assert {asked.answer for asked in kept.asked} == {"late-repair"}
    assert (kept.named, kept.thread, kept.refund) == ((Wanted("job", "PC1234"),), "<1@mail.example>", True)


def test_a_reply_to_our_own_letter_is_in_the_thread(desk: Desk) -> None:
    """Though it names nothing but the Message-ID of our draft."""
    desk.receive("It is about PC1234. When are you open?")
    (handled,) = desk.store.with_message_id("shop", "<1@mail.example>")
    assert handled.draft is not None
    result = desk.receive("Is my bicycle ready?", reply_to=handled.draft.message_id)
    assert result.ready
    assert result.outcome is not None and result.outcome.draft is not None
    assert "5 March" in result.outcome.draft.text
    assert desk.store.with_message_id("shop", "<2@mail.example>")[0].message.thread == "<1@mail.example>"


def test_what_was_forgotten_is_asked_for_again(desk: Desk) -> None:
    """forget takes the key with the person."""
    desk.receive("It is about PC1234. When are you open?")
    desk.store.forget("lea@mail.example")
    result = desk.receive("Is my bicycle ready?", reply_to="<1@mail.example>")
    assert result.outcome is not None
    assert [one.state for one in result.outcome.plan.planned] == ["asked"]


def test_a_gesture_is_reserved_by_a_draft_and_released_when_it_is_discarded(desk: Desk) -> None:
    """One a customer in 90 days: not while the first draft stands or was sent; again once it was thrown away."""
    assert offers(desk.receive(LATE))
    assert not offers(desk.receive(LATE + " Hello?"))
    desk.became(1, "sent")
    assert not offers(desk.receive(LATE + " Anybody?"))
    desk.became(1, "discarded")
    assert offers(desk.receive(LATE + " Still there?"))


def test_a_gesture_is_not_made_twice_in_a_thread_for_whoever_writes(desk: Desk) -> None:
    """Another person in the same complaint gets none; in a thread of their own they do."""
    assert offers(desk.receive(LATE))
    theirs = LATE.replace("PC1234", "PC2345")
    assert not offers(desk.receive(theirs, name="max", reply_to="<1@mail.example>"))
    assert offers(desk.receive(theirs + " Hello?", name="max"))


def test_two_drafts_of_one_round_keep_the_limit_in_all(tmp_path: Path) -> None:
    """The second of two complaints that wait together finds the last gesture reserved by the first."""
    desk = Desk(tmp_path, RULES.replace("in_all: 3", "in_all: 1"))
    desk.deliver(LATE)
    desk.deliver(LATE.replace("PC1234", "PC2345"), name="max")
    first, second = run_round(desk.watched)
    assert offers(first)
    assert not offers(second)


def test_a_crash_between_draft_and_record_spends_no_second_gesture(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is found again, and its gesture is recorded once."""
    desk.deliver(LATE)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "record", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            list(run_round(desk.watched))
    (again,) = run_round(desk.watched)
    assert again.found_again and offers(again)
    assert desk.store.history("shop", "lea@mail.example", desk.now).goodwill == 1


def test_a_persons_state_is_kept_for_as_long_as_the_rules_say(desk: Desk) -> None:
    """The longer of the two periods, from the calm reply on; the insult itself is not parked."""
    assert desk.receive("Are you all stupid idiots? Is my bicycle ready? It is PC1234.").disposition == "calm"
    (person,) = desk.store.people(desk.now)
    assert [asked.text for asked in person.parked] == ["Is my bicycle ready?"]
    assert (person.named, person.expires) == ((Wanted("job", "PC1234"),), START + timedelta(days=90))
    desk.now += timedelta(days=89)
    result = desk.receive("When are you open?")
    assert result.outcome is not None
    assert [one.question.place for one in result.outcome.plan.planned] == ["body", "earlier"]
    (person,) = desk.store.people(START)
    assert person.parked == ()


def test_after_the_expiry_nothing_comes_back(desk: Desk) -> None:
    """What was parked is gone."""
    desk.receive("You stupid idiots. Is my bicycle ready? It is PC1234.")
    desk.now += timedelta(days=91)
    result = desk.receive("When are you open?")
    assert result.outcome is not None
    assert [one.question.place for one in result.outcome.plan.planned] == ["body"]


def test_a_person_who_was_cleared_starts_anew(desk: Desk) -> None:
    """The next abuse is the first again."""
    assert desk.receive("You stupid idiots. Is my bicycle ready?").disposition == "calm"
    desk.store.clear("lea@mail.example")
    assert desk.receive("You stupid idiots. Is my bicycle really ready?").disposition == "calm"
    assert desk.receive("You stupid idiots. And now?").disposition == "hold"


def test_refunds_of_other_threads_are_told_to_the_owner(desk: Desk) -> None:
    """The third one, with the dates of those before; a long thread is one matter."""
    for _ in range(3):
        desk.receive(LATE + f" {desk.number}", reply_to="<1@mail.example>" if desk.number else "")
        desk.now += timedelta(days=1)
    desk.receive(LATE + " The second.")
    desk.now += timedelta(days=1)
    result = desk.receive(LATE + " The third.")
    assert result.outcome is not None
    told = [warning.text for warning in result.outcome.plan.warnings if warning.code == "repeat-refunds"]
    assert len(told) == 1 and "refund number 3" in told[0] and "2 March 2026, 5 March 2026" in told[0]
