"""`assistant rules diff`, as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.authoring.post import letter, mbox
from tests.cli.rules.calling import GOOD, call

PARKING = '  - name: parking\n    asks: [Where can I park my car?]\n    answer: In the yard.\n'


@pytest.fixture
def post(shop: Path) -> str:
    """Three messages, one question each: two that GOOD covers, one that it does not."""
    texts = ("When are you open?", "Do you ship to Norway?", "Where can I park my car?")
    (shop / "june.mbox").write_bytes(mbox(*(letter(text, number) for number, text in enumerate(texts))))
    return "june.mbox"


def new(shop: Path, text: str) -> str:
    """New rules beside the old ones."""
    (shop / "new.yaml").write_text(text, encoding="utf-8")
    return "new.yaml"


def test_the_same_rules_change_nothing(shop: Path, post: str) -> None:
    """Nothing changes, and the status is 0."""
    result = call("diff", "rules.yaml", "rules.yaml", post)
    assert result.exit_code == 0
    assert result.stdout == (
        "3 messages replayed: 0 drafts change.\nQuestions: 0 gained, 0 lost, 0 answered otherwise.\n"
    )


def test_a_gain_ends_with_0(shop: Path, post: str) -> None:
    """A question that is covered now is named with its answer."""
    result = call("diff", "rules.yaml", new(shop, GOOD + PARKING), post)
    assert result.exit_code == 0
    assert "gained “Where can I park my car?”: now parking" in result.stdout
    assert "Questions: 1 gained, 0 lost, 0 answered otherwise." in result.stdout


def test_a_loss_ends_with_1_and_comes_first(shop: Path, post: str) -> None:
    """A question that was answered and is not any more is told first, with the reason."""
    without = GOOD.replace("shipping", "parking").replace("[Do you ship to Norway?, How much is postage abroad?]",
                                                          "[Where can I park my car?]")
    result = call("diff", "rules.yaml", new(shop, without), post)
    assert result.exit_code == 1
    lost = "  LOST “Do you ship to Norway?”: was shipping, is left for you now."
    assert result.stdout.splitlines()[1].startswith(lost)
    assert "1 gained, 1 lost" in result.stdout


def test_another_answer_is_told(shop: Path, post: str) -> None:
    """A question that another rule answers now is neither gained nor lost."""
    path = new(shop, GOOD.replace("name: shipping", "name: post"))
    found = json.loads(call("diff", ".", path, post, "--json").stdout)
    assert found["questions"] == {"gained": 0, "lost": 0, "otherwise": 1}
    [change] = found["changes"]
    assert (change["questions"][0]["old"], change["questions"][0]["new"]) == ("shipping", "post")
    assert (found["ok"], change["drafts"]) == (True, "")


def test_drafts_shows_how_the_letter_changes(shop: Path, post: str) -> None:
    """New words in an answer change a draft and no question; --drafts shows the lines."""
    path = new(shop, GOOD.replace("From nine.", "From ten."))
    plain, shown = call("diff", "rules.yaml", path, post), call("diff", "rules.yaml", path, post, "--drafts")
    assert "the draft's words change" in plain.stdout
    assert "    -From nine.\n    +From ten." in shown.stdout
    assert "1 drafts change" in plain.stdout or "1 draft changes" in plain.stdout


def test_a_message_that_is_not_answered_any_more_is_told(shop: Path, post: str) -> None:
    """Where the disposition changes, what was answered is lost."""
    result = call("diff", "rules.yaml", new(shop, GOOD + 'senders: {never: ["@mail.example"]}\n'), post)
    assert result.exit_code == 1
    assert "was draft, is now skip" in result.stdout
    assert "3 that were draft are now skip." in result.stdout
