"""Standing drafts derived anew: from the mailbox, the store and the rules on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant import meaning
from assistant.config import Account as Settings
from assistant.model import Asked, History, Past, Wanted
from assistant.polling.verifying import standing
from assistant.store import remembering
from tests.builders import JOB, OURS, RULES
from tests.polling.conftest import Shop, eml

WHEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_history_comes_back_as_it_was() -> None:
    """Through JSON."""
    asked = Asked("When?", WHEN, "question", "when do you open", "hours", WHEN, asked_back=True)
    history = History(
        WHEN, (asked,), 1, 2, {"tube": (1, 3)}, (replace(asked, answered=None),), (Wanted("job", "PC1"),), ("tube",),
        (WHEN,), 4, 5, 6, (Past("5f2c", 1), Past(None, 0)), ("Thank you.",), (asked,),
    )  # fmt: skip
    assert remembering.history(json.loads(json.dumps(remembering.record(history)))) == history


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The account's settings, with its rules on disk."""
    (tmp_path / "rules.yaml").write_text(RULES, encoding="utf-8")
    (tmp_path / "jobs.csv").write_text(f"{','.join(JOB)}\n{','.join(JOB.values())}\n", encoding="utf-8")
    return Settings(
        name="shop", host="mail.example", port=993, user="help@pedal.example", password_env="X",
        rules=tmp_path / "rules.yaml", addresses=OURS,
    )  # fmt: skip


def codes(shop: Shop, settings: Settings) -> list[list[str]]:
    """What differs, of each draft that stands."""
    reader = meaning.load("off")
    found = standing(shop.watched.account, settings, shop.watched.store, reader)
    return [[reason.code for reason in each.differences] for each in found]


def test_every_draft_of_a_round_is_made_so_again(shop: Shop, settings: Settings) -> None:
    """Also the later letters to one person, which know of the earlier ones."""
    for number in range(3):
        shop.deliver(eml(f"When are you open? ({number})", message_id=f"<{number}@x.example>"))
    shop.deliver(eml("My repair PC1234 is late.", message_id="<9@x.example>"))
    shop.run()
    assert codes(shop, settings) == [[], [], [], []]


def test_changed_rules_are_told(shop: Shop, settings: Settings) -> None:
    """With the answer that the draft gives."""
    shop.deliver(eml("When are you open?"))
    shop.run()
    settings.rules.write_text(RULES.replace("8:30", "9:30"), encoding="utf-8")
    assert codes(shop, settings) == [["rules-changed", "lines"]]


def test_a_draft_that_is_gone_is_told(shop: Shop, settings: Settings) -> None:
    """Nothing is raised."""
    shop.deliver(eml("When are you open?"))
    shop.run()
    drafts = shop.watched.drafts
    state = shop.world.select(drafts)
    (uid,) = shop.world.find(drafts, in_reply_to="<m1@mail.example>")
    shop.world.remove(drafts, uid, uidvalidity=state.uidvalidity)
    still = list(shop.world.fetch(drafts, [uid]))                          # a server that cannot expunge one message
    assert codes(shop, settings) == [[] if still else ["draft-gone"]]
