"""`assistant rules coverage`, as it is called: on each kind of source, a real server among them."""

from __future__ import annotations

import json
import mailbox
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ConfigError, OperatorError
from tests.authoring.post import letter, mbox
from tests.cli.rules.calling import GOOD, call
from tests.cli.shop import COVERED, UNCOVERED, deliver, lay, snapshot, written
from tests.servers.dovecot import PASSWORD, Dovecot

PARKING = ["Can I park my car near the shop?", "Where can I park my car?", "Is there a place to park the car?"]
LETTERS = [
    letter("When are you open?", 1),
    letter("Do you ship to Norway? My order is HL-12345.", 2),
    *(letter(text, number) for number, text in enumerate(PARKING, start=3)),
    letter("Do you mend old bindings?", 9),
    letter("A newsletter", 10, **{"List-Id": "<news.example>", "Precedence": "bulk"}),
]


def told(*arguments: str) -> dict[str, Any]:
    """The JSON of a run that ends with 0."""
    result = call("coverage", *arguments, "--json")
    assert result.exit_code == 0
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def post(shop: Path) -> Path:
    """An mbox of LETTERS in the shop's folder."""
    (shop / "june.mbox").write_bytes(mbox(*LETTERS))
    return shop / "june.mbox"


def test_each_question_is_counted(post: Path) -> None:
    """Answered and uncovered questions, dispositions, the rules in use and those never used."""
    found = told(str(post))
    assert found["messages"]["replayed"] == 7
    assert found["messages"]["dispositions"] == {"draft": 6, "skip": 1}
    assert found["questions"]["states"] == {"answered": 2, "gap": 4}
    assert found["rules"] == {"used": {"opening-hours": 1, "shipping": 1}, "never": []}


def test_uncovered_questions_come_grouped_with_a_block_to_paste(post: Path, shop: Path) -> None:
    """The largest group first; its block, filled in, makes rules that answer what was asked."""
    first, second = told(str(post))["uncovered"]
    assert (first["count"], second["count"]) == (3, 1)
    assert {example["text"] for example in first["examples"]} == set(PARKING)
    assert first["examples"][0]["place"].startswith("june.mbox:")
    (shop / "rules.yaml").write_text(GOOD + first["yaml"].replace("answer: ", "answer: In the yard."), encoding="utf-8")
    assert call("check", "--strict").exit_code == 0
    assert told(str(post))["questions"]["states"] == {"answered": 5, "gap": 1}


def test_people_see_shares_rules_and_blocks(post: Path) -> None:
    """For people: shares, rules, examples with their places, and the block."""
    said = call("coverage", str(post)).stdout
    assert "  33.3% answered\n" in said and "  66.7% left for you\n" in said
    assert "1  14.3% skipped (mailing-list 1)" in said
    assert '    asks:\n      - "' in said and "    answer: \n" in said + "\n"
    assert "... and 1 smaller group" in call("coverage", str(post), "--groups", "1").stdout


def test_every_kind_of_source_gives_the_same(post: Path, shop: Path) -> None:
    """An mbox, a Maildir and a folder with the same messages are covered alike."""
    made = mailbox.Maildir(shop / "Maildir")
    (shop / "folder" / "inner").mkdir(parents=True)
    for number, raw in enumerate(LETTERS):
        made.add(raw)
        (shop / "folder" / ("inner" if number % 2 else "") / f"{number}.eml").write_bytes(raw)
    results = [told(str(source)) for source in (post, shop / "Maildir", shop / "folder")]
    for result in results:
        for group in result["uncovered"]:
            group["examples"] = sorted(example["text"] for example in group["examples"])
    assert results[0] == results[1] == results[2]


def test_what_is_passed_over_is_counted(shop: Path) -> None:
    """A message that stands twice, an old one, one of our own, a broken one: none stops the others."""
    old = letter("When are you open?", 5, Date="Mon, 20 Nov 2006 09:00:00 +0000")
    own = letter("When are you open?", 6, sender="help@shop.example")
    (shop / "p").mkdir()
    for number, raw in enumerate((LETTERS[0], LETTERS[0], old, own, b"\x00\xff broken")):
        (shop / "p" / f"{number}.eml").write_bytes(raw)
    (shop / "p" / "gone.eml").symlink_to("nowhere")
    found = told("p", "--since", "2020-01-01", "--ours", "HELP@shop.example")
    assert {key: found["messages"][key] for key in ("met", "twice", "older", "unreadable")} == {
        "met": 6, "twice": 1, "older": 2, "unreadable": 1,
    }  # fmt: skip
    assert found["messages"]["reasons"] == [{"disposition": "skip", "code": "own-mail", "count": 1}]
    assert found["unreadable"][0]["place"] == "gone.eml"


def test_limit_takes_the_last(post: Path) -> None:
    """--limit looks at the last messages alone."""
    assert told(str(post), "--limit", "2")["messages"]["met"] == 2


def test_a_source_without_mail_is_told(shop: Path) -> None:
    """A path that is not there, and an account without settings, are the operator's to mend."""
    with pytest.raises(OperatorError, match="There is no mail at nowhere"):
        call("coverage", "nowhere")
    with pytest.raises(ConfigError, match="There are no settings"):
        call("coverage", "imap:support")
    assert call("coverage", "x", "--since", "soon").exit_code == 2


def test_a_server_is_only_read_from(
    tmp_path: Path, dovecot: Dovecot, fresh_user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mailbox of assistant.toml, with the account's rules and addresses: nothing there changes, not even \\Seen."""
    monkeypatch.chdir(lay(tmp_path / "pedal", dovecot, fresh_user))
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    deliver(dovecot, fresh_user, written(COVERED), written(UNCOVERED, number=2))
    before = snapshot(dovecot, fresh_user)
    for source in ("imap:", "imap:pedal", "imap:pedal/INBOX"):
        found = told(source, "--since", "2 days")
        assert found["questions"]["states"] == {"answered": 1, "gap": 1}
    assert found["uncovered"][0]["examples"][0]["place"] == "INBOX 2"
    assert snapshot(dovecot, fresh_user) == before
    assert not any("\\Seen" in flags for _, flags in before["INBOX"])
    wrong = call("coverage", "imap:petal")
    assert wrong.exit_code == 2
    assert "There is: imap:pedal" in wrong.stderr
