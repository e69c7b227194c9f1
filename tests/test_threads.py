"""Every thread of tests/conversations, message by message through a mailbox, the daemon's round and a real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assistant import meaning, ruleset
from assistant.mailbox.memory import MemoryServer
from assistant.parsing import parse
from assistant.pipeline import Prepared
from assistant.polling.handling import Result
from assistant.polling.round import run_round
from assistant.polling.watched import Watched
from assistant.store.store import Store
from tests.test_conversations import KEYS, OURS, ROOT, differences

FOLDERS = sorted({path.parent for path in (ROOT / "tests" / "conversations").glob("*/1.eml")})
MORE = {"then", "parked", "warns"}
SETTING = {"gaps", "answer_within"}                 # of business, for one thread


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    """The example business's own rules."""
    return ruleset.load(meaning.load(), ROOT / "rules.yaml")[1]


class Desk:
    """A mailbox that is watched, its owner, and a clock that follows the messages."""

    def __init__(self, prepared: Prepared, store: Store) -> None:
        self.server = MemoryServer()
        account = self.server.account("shop")
        self.now = datetime.min
        self.watched = Watched(
            "shop", account, store, prepared, ROOT, OURS, drafts=account.drafts_mailbox(None),
            sent=account.sent_mailbox(), clock=lambda: self.now,
        )  # fmt: skip

    def receive(self, raw: bytes) -> Result:
        """A message comes, and a minute later a round."""
        date = parse(raw).date
        assert date is not None, "a message of a thread has a Date"
        self.now = date + timedelta(minutes=1)
        self.server.deliver("shop", raw, internal_date=date)
        (result,) = run_round(self.watched)
        return result

    def do(self, what: str, result: Result) -> None:
        """What the owner does with the draft: sends it, or throws it away."""
        if what == "stands":
            return
        message_id = result.message.message_id or ""
        (handled,) = self.watched.store.with_message_id("shop", message_id)
        assert handled.draft is not None and handled.draft.uid is not None
        uids = [handled.draft.uid]
        account, mailbox = self.watched.account, handled.draft.mailbox
        (letter,) = account.fetch(mailbox, uids)
        account.remove(mailbox, uids[0], uidvalidity=letter.uidvalidity)
        if what == "sent":
            self.server.deliver("shop", letter.raw, mailbox=self.watched.sent or "")
        self.watched.store.draft_became("shop", handled.draft.message_id, what)  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_thread(folder: Path, prepared: Prepared) -> None:
    """Each message of the thread gets what expected.yaml says, knowing what came before it."""
    whole: dict[str, Any] = YAML(typ="safe", pure=True).load(folder / "expected.yaml")
    assert set(whole) <= {"about", "messages"} | SETTING
    settings = {key: value for key, value in whole.items() if key in SETTING}
    if settings:
        rulebook = prepared.rulebook
        business = replace(rulebook.business, **settings)
        prepared = replace(prepared, rulebook=replace(rulebook, business=business))
    raws = [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
    assert 2 <= len(raws) == len(whole["messages"]) <= 5
    with Store("sqlite://") as store:
        desk = Desk(prepared, store)
        for number, (raw, expected) in enumerate(zip(raws, whole["messages"], strict=True), 1):
            assert set(expected) <= KEYS | MORE
            result = desk.receive(raw)
            assert result.outcome is not None, result.reasons
            wrong = differences(expected, result.outcome)
            warned = [f"{warning.code}: {warning.text}" for warning in result.outcome.plan.warnings]
            wrong += [f"does not warn {text!r} but {warned}" for text in expected.get("warns", ())
                      if not any(text in each for each in warned)]
            person = store.person("shop", result.message.author.key) if result.message.author else None
            parked = [each.text for each in person.parked] if person else []
            if expected.get("parked", len(parked)) != len(parked):
                wrong.append(f"parked: expected {expected['parked']}, got {parked}")
            letter = result.outcome.draft.text if result.outcome.draft else ""
            assert not wrong, f"message {number}: {wrong}\n{letter}"
            desk.do(expected.get("then", "stands"), result)


def test_there_are_enough_threads() -> None:
    """Twenty and more, each of two to five messages."""
    assert len(FOLDERS) >= 20
