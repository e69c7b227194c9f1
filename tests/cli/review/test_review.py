"""`assistant review` over a real mailbox and a real SMTP server: seen, answered, approved, sent, from the terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from assistant.cli.main import cli
from assistant.cli.review.acts import moment
from assistant.cli.review.paper import ago, plain
from assistant.errors import AssistantError
from tests.cli import program
from tests.cli.forked import Forked
from tests.cli.shop import COVERED, Standing, deliver, lay, mailbox, written
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import before
from tests.servers.smtp import SmtpPlace

HALF = "Good morning,\n\nWhen are you open? Do you sell unicycles?\n\nKind regards,\nLea Brandt"
THREAT = "I know where you work and when you close. I will kill you.\x1b[2J\u202e"
pytestmark = pytest.mark.dovecot


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop with three messages: 1 is ready, 2 has a gap, 3 is held."""

    folder: Path
    server: Dovecot
    user: str
    post: SmtpPlace

    def run(self, *words: str, input: str | None = None) -> Result:
        """A command, as it is typed. What the program would tell and end with is in `output` and `exit_code`."""
        result = CliRunner().invoke(cli, ["review", *words, *self.at], input=input)
        if isinstance(result.exception, AssistantError):
            error = result.exception
            said = f"{result.output}{error}\n".encode()
            return Result(
                result.runner, result.stdout_bytes, result.stderr_bytes, said, None, error.exit_code, error
            )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    @property
    def at(self) -> tuple[str, ...]:
        """Where the settings are."""
        return ("--config", str(self.folder / "assistant.toml"))

    def drafts(self) -> list[Standing]:
        """What stands in Drafts."""
        return mailbox(self.server, self.user, "Drafts")

    def sent(self) -> list[Standing]:
        """What stands in Sent."""
        return mailbox(self.server, self.user, "Sent")

    @contextmanager
    def sending(self, number: int) -> Iterator[program.Running]:
        """`send` as a process of its own, from when it has said that the letter can be taken back."""
        words = ("review", "send", str(number), *self.at)
        with program.started(*words, cwd=self.folder, env=dict(os.environ)) as running:
            assert running.process.stderr is not None
            assert b"in ten seconds" in running.process.stderr.readline()
            yield running


@pytest.fixture
def shop(
    tmp_path: Path, dovecot: Dovecot, post: SmtpPlace, fresh_user: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Shop]:
    """The shop, drafted by the real daemon."""
    monkeypatch.setenv("PEDAL_PASSWORD", PASSWORD)
    monkeypatch.setenv("ASSISTANT_REVIEWER", "anna")
    monkeypatch.chdir(tmp_path)
    smtp = (
        f'smtp = {{host = "localhost", port = {post.port}, security = "{post.manner}", ca_file = "{post.ca_file}", '
        'user = "help@pedal.example"}'
    )
    folder = lay(tmp_path / "shop", dovecot, fresh_user, smtp)
    deliver(
        dovecot, fresh_user, written(COVERED), written(HALF, number=2, Subject="Wheels"), written(THREAT, number=3)
    )
    made = CliRunner().invoke(cli, ["run", "--once", "--config", str(folder / "assistant.toml")])
    assert made.exit_code == 0, made.output
    yield Shop(folder, dovecot, fresh_user, post)


def test_the_list_is_one_line_a_message_in_a_pipe(shop: Shop) -> None:
    """Number, who, subject, what is missing, tags, age; the most urgent first; nothing steers the terminal."""
    told = shop.run("list")
    counts, *lines = told.output.splitlines()
    assert counts.split() == ["all", "3", "ready", "1", "needs-work", "1", "for-a-person", "1"]
    assert [line.split("\t")[0] for line in lines] == ["3", "2", "1"]
    assert lines[1].split("\t")[1:5] == [
        "Lea Brandt <lea.2@mail.example>", "Wheels", "1 of 2 questions answered", "1 answer needed"
    ]  # fmt: skip
    assert "\x1b" not in told.output
    assert shop.run("list", "--search", "wheels", "--shelf", "needs-work").output.splitlines()[1].startswith("2\t")
    assert "Nothing found" in shop.run("list", "--search", "sweden").output


def test_the_list_for_programs_is_one_object(shop: Shop) -> None:
    """With the same figures."""
    listing = json.loads(shop.run("list", "--json").output)
    assert listing["counts"]["all"] == 3
    assert [row["number"] for row in listing["rows"]] == [3, 2, 1]


def test_show_joins_questions_and_answers_and_says_what_would_mend_it(shop: Shop) -> None:
    """The marks of both texts are the questions' numbers; failing checks stand before those that hold."""
    told = shop.run("show", "2").output
    assert "When are you open?[1]" in told
    assert re.search(r"We are open Monday to Saturday from 8:30 to 18:00\.\s?\[1\]", told)
    assert "— opening-hours · facts.opening_hours" in told
    assert told.index("✗ Every question answered") < told.index("✓ ")
    assert "waits for your answer" in told
    held = shop.run("show", "3").output
    assert "No letter" in held
    assert "\x1b" not in held
    assert "\u202e" not in held
    shown = json.loads(shop.run("show", "2", "--json").output)
    first = shown["letter"]["questions"][0]
    start, end = first["spans"][0]
    assert shown["letter"]["text"][start:end] == "We are open Monday to Saturday from 8:30 to 18:00."


def test_a_gap_is_answered_and_the_letter_sent(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the terminal to the customer, in the thread; then the draft is gone and a copy stands in Sent."""
    monkeypatch.setattr("assistant.reviewing.outbox.UNDO", timedelta(seconds=1))
    told = shop.run("answer", "2", "2", "-", input="Yes, we have three of them.\n")
    assert told.output.strip().startswith("Ready")
    sent = shop.run("send", "2")
    assert (sent.exit_code, sent.stdout) == (0, "2: sent.\n"), sent.output
    [received] = shop.post.received
    assert received.recipients == ("lea.2@mail.example",)
    assert b"Yes, we have three of them." in received.raw
    assert len(shop.drafts()) == 1
    assert len(shop.sent()) == 1
    assert json.loads(shop.run("list", "--json").output)["counts"]["all"] == 2
    shown = shop.run("show", "2").output
    assert "The letter that was sent" in shown and "Yes, we have three of them." in shown


def test_what_is_not_ready_is_not_sent_and_says_what_to_do(shop: Shop) -> None:
    """An open gap never goes; a failing check must be confirmed; nothing to undo says so."""
    told = shop.run("send", "2", "--confirm")
    assert told.exit_code == 1
    assert "a line still waits for an answer" in told.output
    check = shop.run("check", "2")
    assert check.exit_code == 1
    assert "Every question answered" in check.output
    assert shop.run("check", "1").exit_code == 0
    assert "No letter to message 2 waits" in shop.run("undo", "2").output
    letter = json.loads(shop.run("show", "1", "--json").output)["letter"]["text"]
    rude = letter.replace("We are open", "You must know that we are open")
    (shop.folder / "l.txt").write_text(rude, encoding="utf-8")
    assert "Never rude" in shop.run("edit", "1", str(shop.folder / "l.txt")).output
    told = shop.run("send", "1")
    assert told.exit_code == 1
    assert "Never rude: " in told.output
    assert not shop.post.received


def test_a_mailbox_out_of_reach_does_not_stop_what_is_sent(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is sent, and says that the rest follows; the draft still stands."""
    monkeypatch.setattr("assistant.reviewing.outbox.UNDO", timedelta(seconds=1))
    settings = shop.folder / "assistant.toml"
    with before(shop.server.port) as proxy:
        told = settings.read_text(encoding="utf-8")
        settings.write_text(told.replace(f"port = {shop.server.port}", f"port = {proxy.port}"), encoding="utf-8")
        shop.post.on_delivery = lambda _: proxy.close()
        sent = shop.run("send", "1")
    assert (sent.exit_code, len(shop.post.received)) == (0, 1), sent.output
    assert sent.stdout.startswith("1: sent; the copy in Sent and the draft's removal follow when the mailbox answers")
    assert (len(shop.drafts()), len(shop.sent())) == (2, 0)


def test_a_letter_is_taken_back_by_ctrl_c(shop: Shop) -> None:
    """Within the ten seconds; nothing is sent then, and it waits again."""
    with shop.sending(1) as running:
        running.process.send_signal(signal.SIGINT)
        assert running.end() == program.Ended(0, "1: taken back.\n", "")
    assert not shop.post.received
    assert json.loads(shop.run("list", "--json").output)["counts"]["ready"] == 1


def test_a_letter_is_taken_back_from_another_terminal(shop: Shop) -> None:
    """Whoever sends it is told."""
    with shop.sending(1) as running:
        assert shop.run("undo", "1").output == "1: taken back.\n"
        assert running.end() == program.Ended(0, "1: taken back.\n", "")
    assert not shop.post.received


def test_a_refused_letter_is_told_and_can_be_sent_again(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in the outbox, which ends with 1, and says what to do; --again sees it out as `send` does."""
    monkeypatch.setattr("assistant.reviewing.outbox.UNDO", timedelta(seconds=1))
    shop.post.faults.mail.append("550 5.7.1 not you")
    told = shop.run("send", "1")
    assert told.exit_code == 1
    assert "not you" in told.output
    listed = shop.run("outbox")
    assert listed.exit_code == 1
    assert "refused" in listed.output
    number = listed.output.partition(":")[0]
    again = shop.run("outbox", "--again", number)
    assert (again.exit_code, again.stdout) == (0, "Empty.\n")
    assert f"letter {number}: sent.\n" in again.stderr
    assert (len(shop.post.received), len(shop.drafts()), len(shop.sent())) == (1, 1, 1)


def test_a_letter_that_arrived_by_a_persons_word_is_filed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy in Sent and no draft any more, as soon as the command ends."""
    monkeypatch.setattr("assistant.reviewing.outbox.UNDO", timedelta(seconds=1))
    shop.post.faults.last.append("cut")
    told = shop.run("send", "1")
    assert told.exit_code == 1
    assert "Nobody knows whether it arrived" in told.output
    assert (len(shop.drafts()), len(shop.sent())) == (2, 0)
    number = shop.run("outbox").output.partition(":")[0]
    arrived = shop.run("outbox", "--arrived", number)
    assert (arrived.exit_code, arrived.stdout, arrived.stderr) == (0, "Empty.\n", f"letter {number}: it arrived.\n")
    assert (len(shop.post.received), len(shop.drafts()), len(shop.sent())) == (1, 1, 1)


def test_the_acts_of_every_day(shop: Shop) -> None:
    """Approve, discard, hold, release, snooze, assign, settle: each says what it did, and the trail has all."""
    assert shop.run("approve", "1").output.startswith("1: approved.")
    assert any("$Ready" in draft.flags for draft in shop.drafts())
    assert shop.run("hold", "1", "--reason", "ask Mina").output == "1: held.\n"
    assert "ask Mina" in shop.run("list", "--shelf", "for-a-person").output
    assert shop.run("release", "1").output == "1: no longer held.\n"
    assert shop.run("assign", "1", "Mina").output == "1: for Mina.\n"
    assert shop.run("list", "--shelf", "mine", "--as", "Mina").output.splitlines()[1].startswith("1\t")
    assert shop.run("snooze", "1", "2h").output.startswith("1: away until ")
    assert shop.run("snooze", "1", "--now").output == "1: back in the list.\n"
    assert shop.run("discard", "2", "--reason", "by telephone").output == "2: discarded.\n"
    assert len(shop.drafts()) == 1
    assert shop.run("settle", "3").output == "3: settled.\n"
    assert not mailbox(shop.server, shop.user, "Assistant")
    acts = json.loads(shop.run("show", "1", "--json").output)["acts"]
    assert [act["action"] for act in acts] == ["woken", "snoozed", "assigned", "released", "held", "approved"]
    assert {act["who"] for act in acts} == {"anna"}


def test_an_editor_changes_the_letter(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """$EDITOR gets the letter without the quotation; leaving it as it is changes nothing."""
    monkeypatch.setenv("EDITOR", "sed -i 's/Saturday/Sunday/'")
    monkeypatch.delenv("VISUAL", raising=False)
    assert "Ready" in shop.run("edit", "1").output
    assert any("Sunday" in draft.message.get_body(("plain",)).get_content() for draft in shop.drafts())  # type: ignore[union-attr]
    monkeypatch.setenv("EDITOR", "true")
    assert shop.run("edit", "1").output == "Nothing was changed.\n"


def test_another_answer_is_chosen(shop: Shop) -> None:
    """An unknown one is told with where to look."""
    assert "Ready" in shop.run("choose", "2", "2", "opening-hours").output
    told = shop.run("choose", "2", "2", "nonsense")
    assert told.exit_code == 1
    assert "no answer “nonsense”" in told.output


def test_exit_codes_and_errors_of_the_program_itself(shop: Shop) -> None:
    """1 and a sentence for what cannot be done, 2 for wrong usage, 3 where the server is away."""
    unknown = program.run("review", "show", "99", *shop.at, cwd=shop.folder, env=dict(os.environ))
    assert (unknown.status, unknown.out) == (1, "")
    assert "no message 99" in unknown.err
    assert shop.run("snooze", "1", "someday").exit_code == 2
    settings = shop.folder / "assistant.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(f"port = {shop.server.port}", "port = 1"), encoding="utf-8"
    )
    assert shop.run("show", "1").exit_code == 3
    assert shop.run("list").exit_code == 0


def listed_on_a_terminal(shop: Shop, columns: int) -> str:
    """What `list` shows on a terminal that is so wide."""
    ours, theirs = pty.openpty()
    env = program.environment({**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"})
    command = program.command("review", "list", *shop.at)[1:]
    running = Forked(command, cwd=shop.folder, env=env, standard=[theirs] * 3)
    os.close(theirs)
    shown, ends = b"", time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert running.wait() == 0
    return shown.decode("utf-8", "replace")


def test_on_a_terminal_the_list_is_a_table_in_colour(shop: Shop) -> None:
    """The same facts, for eyes."""
    text = listed_on_a_terminal(shop, 120)
    assert "\x1b[" in text
    assert re.search(r"2\s+Lea Brandt\s+Wheels\s+1 of 2 questions answered.*1 answer needed", click.unstyle(text))


def test_on_a_narrow_terminal_the_subject_is_cut_short_and_not_the_number(shop: Shop) -> None:
    """The number, what is missing and the time stand whole; no line is longer than the terminal."""
    lines = click.unstyle(listed_on_a_terminal(shop, 60)).splitlines()[1:]
    assert re.search(r"^2  Lea B.*…\s+1 answer needed\s+\d+ min\s*$", "\n".join(lines), re.MULTILINE), lines
    assert [line[:2].strip() for line in lines if line.strip()] == ["3", "2", "1"]
    assert all(len(line) <= 60 for line in lines)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("30m", timedelta(minutes=30)), ("2h", timedelta(hours=2)), ("3D", timedelta(days=3)),
        ("1w", timedelta(weeks=1)),
    ],
)  # fmt: skip
def test_times_as_people_write_them(text: str, when: timedelta) -> None:
    """From now on."""
    now = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    assert moment(text, now) == now + when
    assert moment("2026-12-24T08:30+01:00", now) == datetime(2026, 12, 24, 7, 30, tzinfo=UTC)


def test_ages_are_in_one_unit() -> None:
    """Minutes, hours, days."""
    now = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    found = [ago(now - timedelta(minutes=each), now) for each in (-5, 0, 59, 60, 2879, 2880)]
    assert found == ["0 min", "0 min", "59 min", "1 h", "47 h", "2 d"]
    assert plain("a\x1b[31mb\n\u202ec" + "d" * 50, 12) == "a\ufffd[31mb \ufffdcd…"
