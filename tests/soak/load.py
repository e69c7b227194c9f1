"""The load: 20,000 messages to 50 mailboxes, through a proxy that does what networks do, under one daemon's process.

Every message must have its one draft, its one note or its recorded reason; no flag may be lost, no memory kept.
The reader of meaning is off: what is shown is the daemon, not the model.
"""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from imapclient import IMAPClient

from tests.bench.processes import resident
from tests.cli import program
from tests.servers import dovecot
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.faulty import KINDS, Fault, Faulty, before
from tests.soak.crowd import OURS, sent

MAILBOXES = 50
WAVE, BACKLOG = 200, 1500                           # messages delivered at once; that may wait before more come
QUIET = 600.0                                       # seconds without a message handled after which it has failed
STEP = 0.618
ALMOST = 0.98                                       # of the messages, after which nothing strikes any more
FLAGS = {"F": r"\Flagged", "R": r"\Answered", "S": r"\Seen"}
RESTARTS = 3                                        # of Dovecot, on the way


@dataclass(slots=True)
class Seen:
    """What came of it."""

    took: float = 0.0
    peaks: list[float] = field(default_factory=lambda: [0.0] * 4)   # MB, of each quarter of the messages
    struck: Counter[str] = field(default_factory=Counter)
    restarts: int = 0
    became: Counter[str] = field(default_factory=Counter)
    troubles: Counter[str] = field(default_factory=Counter)
    delays: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def run(count: int, *, faults: bool = True) -> Seen:
    """Bring `count` messages. Takes some twenty minutes for 20,000."""
    seen = Seen()
    with ExitStack() as stack:
        server = stack.enter_context(dovecot.running())
        proxy = stack.enter_context(before(server.port))
        folder = server.folder / "shop"
        users = [f"box{number:02}" for number in range(min(MAILBOXES, count))]
        _lay(folder, proxy.port, users)
        for user in users:
            with IMAPClient("127.0.0.1", port=server.port, ssl=False) as client:
                client.login(user, PASSWORD)
                client.select_folder("INBOX")
        log = stack.enter_context((folder / "log.jsonl").open("wb"))
        process = subprocess.Popen(
            program.command("run", "--log", "json"), cwd=folder, stdout=log, stderr=log,
            env=program.environment({"SHOP_PASSWORD": PASSWORD}),
        )  # fmt: skip
        try:
            while not (folder / "store.db").exists() and process.poll() is None:
                time.sleep(0.1)
            _bring(seen, count, users, server, proxy, process, faults=faults)
            proxy.arm(None)
            _at_rest(folder)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                seen.wrong.append("it did not end within 20 seconds")
        _events(seen, folder)
        _account_for(seen, count, users, server, folder)
    return seen


def _lay(folder: Path, port: int, users: list[str]) -> None:
    folder.mkdir(mode=0o755)
    shutil.copy(program.ROOT / "rules.yaml", folder)
    for name in ("templates", "data"):
        shutil.copytree(program.ROOT / name, folder / name)
    lines = ['store = "store.db"', 'semantic = "off"', "poll = 20.0", "[limits]", "in_all_per_hour = 0",
             "per_sender_per_hour = 0"]
    for user in users:
        lines += [f"[account.{user}]", 'host = "127.0.0.1"', f"port = {port}", 'security = "plain"', "timeout = 10.0",
                  f'user = "{user}"', f'addresses = ["{OURS}"]', 'password_env = "SHOP_PASSWORD"']
    (folder / "assistant.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _bring(
    seen: Seen, count: int, users: list[str], server: Dovecot, proxy: Faulty, process: subprocess.Popen[bytes], *,
    faults: bool,
) -> None:
    """Deliver in waves, strike, restart, and watch the memory, until all are handled."""
    began = last = time.monotonic()
    delivered = before_this = 0
    ended = threading.Event()
    striking = threading.Thread(target=_strike, args=(seen, proxy, ended), daemon=True)
    if faults:
        striking.start()
    try:
        with closing(sqlite3.connect(f"file:{server.folder / 'shop' / 'store.db'}?mode=ro", uri=True)) as store:
            while (done := _handled(store)) < count:
                if process.poll() is not None:
                    raise RuntimeError(f"the daemon ended with {process.returncode}")
                if done > before_this:
                    before_this, last = done, time.monotonic()
                elif time.monotonic() - last > QUIET:
                    seen.wrong.append(f"after {done} messages nothing more was handled")
                    break
                if done >= count * ALMOST:          # else every fault would strike the few mailboxes that are left
                    ended.set()
                    proxy.arm(None)
                if delivered < count and delivered - done < BACKLOG:
                    wave = range(delivered, min(count, delivered + WAVE))
                    deliver(server, users, wave)
                    delivered = wave.stop
                if faults and done > count * (seen.restarts + 1) / (RESTARTS + 1) and seen.restarts < RESTARTS:
                    server.stop()
                    time.sleep(1.0)
                    server.start()
                    seen.restarts += 1
                quarter = min(3, done * 4 // count)
                seen.peaks[quarter] = max(seen.peaks[quarter], resident(process.pid))
                time.sleep(0.25)
    finally:
        ended.set()
    seen.took = time.monotonic() - began


def _whose(number: int, users: int) -> int:
    """Most mailboxes get as many as the others, the first one three times as many."""
    return 0 if number % 25 == 0 else number % users


def deliver(server: Dovecot, users: list[str], numbers: range) -> None:
    """Put these messages into the INBOX of each whose they are, past the proxy."""
    for user in users:
        mine = [number for number in numbers if users[_whose(number, len(users))] == user]
        if mine:
            with IMAPClient("127.0.0.1", port=server.port, ssl=False) as client:
                client.login(user, PASSWORD)
                for number in mine:
                    client.append("INBOX", sent(number).raw, [FLAGS[each] for each in sent(number).flags], _now())


def _now() -> datetime:
    return datetime.now(UTC)


def _handled(store: sqlite3.Connection) -> int:
    try:
        return int(store.execute("SELECT count(*) FROM messages").fetchone()[0])
    except sqlite3.OperationalError:                # it is not made yet
        return 0


def _strike(seen: Seen, proxy: Faulty, ended: threading.Event) -> None:
    """A fault, and when it has struck another, of each kind in turn; half of them where a save is answered."""
    number = 0
    while not ended.wait(0.2):
        kind = KINDS[number % len(KINDS)]
        at = b"[APPENDUID" if number // len(KINDS) % 2 else b""
        after = 0 if at else int(100_000 * ((number * STEP) % 1.0))
        proxy.arm(Fault(kind, after, from_server=bool(at) or number // 8 % 2 == 0, at=at))
        struck = proxy.struck
        while proxy.struck == struck and not ended.wait(0.05):
            pass
        if proxy.struck > struck:
            seen.struck[kind] += 1
            number += 1


def _at_rest(folder: Path) -> None:
    """Until all accounts that were in trouble are well again, or two minutes are over."""
    for _ in range(120):
        events = [json.loads(line) for line in (folder / "log.jsonl").read_bytes().splitlines()]
        ill: set[str] = set()
        for event in events:
            if event["event"] == "trouble":
                ill.add(event["account"])
            elif event["event"] == "all-clear":
                ill.discard(event["account"])
        if not ill:
            return
        time.sleep(1.0)


def _events(seen: Seen, folder: Path) -> None:
    ill: set[tuple[str, str]] = set()
    for line in (folder / "log.jsonl").read_bytes().splitlines():
        event = json.loads(line)
        match event["event"]:
            case "trouble":
                seen.troubles[event["kind"]] += 1
                if (event["account"], event["kind"]) in ill:
                    seen.wrong.append(f"{event['account']}: {event['kind']} was told twice before its end")
                ill.add((event["account"], event["kind"]))
            case "all-clear":
                ill = {one for one in ill if one[0] != event["account"]}
            case "handled":
                seen.delays.append(event["delay_seconds"])
            case "watching" | "stopped":
                pass
            case other:
                seen.wrong.append(f"{other}: {event.get('text')}")
    if ill:
        seen.wrong.append(f"at the end no all-clear for {sorted(ill)}")


def _account_for(seen: Seen, count: int, users: list[str], server: Dovecot, folder: Path) -> None:
    """Each message against its record, each record against what stands in the mailboxes."""
    with closing(sqlite3.connect(folder / "store.db")) as store:
        rows = store.execute("SELECT id, account, uid, outcome FROM messages").fetchall()
        kept = {
            table: Counter(store.execute(
                f"SELECT account, {table}.message_id FROM {table} JOIN messages ON messages.id = parent"
            ).fetchall())
            for table in ("drafts", "notes")
        }  # fmt: skip
    seen.became = Counter(outcome for *_, outcome in rows)
    if len(rows) != count:
        seen.wrong.append(f"{len(rows)} records of {count} messages")
    recorded = {(account, uid): outcome for _, account, uid, outcome in rows}
    if len(recorded) != len(rows):
        seen.wrong.append("a message is recorded twice")
    for user in users:
        mine = [number for number in range(count) if users[_whose(number, len(users))] == user]
        with IMAPClient("127.0.0.1", port=server.port, ssl=False) as client:
            client.login(user, PASSWORD)
            _inbox(seen, user, {hash(sent(number).raw): number for number in mine}, client, recorded)
            for table, name in (("drafts", "Drafts"), ("notes", "Assistant")):
                standing = Counter((user, identity) for identity in _standing(client, name))
                for one in (standing - kept[table]) + _of(user, kept[table] - standing):
                    seen.wrong.append(f"{user}: {name} and the record differ in {one[1]}")


def _of(user: str, them: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter({one: times for one, times in them.items() if one[0] == user})


def _standing(client: IMAPClient, name: str) -> list[str]:
    if not client.folder_exists(name):
        return []
    client.select_folder(name, readonly=True)
    found = client.search()
    asked = client.fetch(found, ["BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]) if found else {}
    return [
        value.decode().partition(":")[2].strip().replace("\r\n ", "")
        for one in asked.values() for key, value in one.items() if key.startswith(b"BODY")
    ]


def _inbox(
    seen: Seen, user: str, mine: dict[int, int], client: IMAPClient, recorded: dict[tuple[str, int], str]
) -> None:
    """Every message has the flags it came with, and became what it may become."""
    client.select_folder("INBOX", readonly=True)
    uids = sorted(client.search())
    met: set[int] = set()                           # messages by their bytes: what comes again is a duplicate
    for start in range(0, len(uids), 50):
        for uid, one in sorted(client.fetch(uids[start : start + 50], ["FLAGS", "BODY.PEEK[]"]).items()):
            number = mine.get(hash(one[b"BODY[]"]))
            if number is None:
                seen.wrong.append(f"{user} {uid}: nobody sent it")
                continue
            may_become = {"skipped"} if hash(one[b"BODY[]"]) in met else sent(number).becomes
            met.add(hash(one[b"BODY[]"]))
            flags = {flag.decode() for flag in one[b"FLAGS"]} - {r"\Recent"}
            wanted = {FLAGS[each] for each in sent(number).flags}
            became = recorded.get((user, uid))
            if flags != wanted:
                seen.wrong.append(f"{user} {uid}: its flags are {flags}, not {wanted}")
            if became not in may_become:
                seen.wrong.append(f"{user} {uid}: {sent(number).kind} became {became}")


def table(seen: Seen) -> list[tuple[str, str]]:
    """What it saw, in rows."""
    delays = sorted(seen.delays) or [0.0]
    second, last = seen.peaks[1], seen.peaks[3]
    return [
        ("messages", f"{seen.became.total():,} in {seen.took / 60:.1f} minutes, "
                     f"{seen.became.total() / max(seen.took, 0.1):.1f} a second"),
        ("became", _counted(seen.became)),
        ("faults of the network", _counted(seen.struck)),
        ("Dovecot killed and started again", f"{seen.restarts} times"),
        ("troubles told", _counted(seen.troubles)),
        ("delay", f"median {median(delays):.1f} s, longest {delays[-1]:.1f} s"),
        ("memory, peak of each quarter", ", ".join(f"{peak:.1f}" for peak in seen.peaks) + " MB"),
        ("last quarter to second", f"{last / second if second else 0:.3f} (at most 1.05)"),
    ]  # fmt: skip


def _counted(them: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in them.most_common()) or "none"


def failures(seen: Seen) -> list[str]:
    """What must not be."""
    second, last = seen.peaks[1], seen.peaks[3]
    grown = [f"memory grew: {second:.1f} MB in the second quarter, {last:.1f} MB in the last"] * (last > 1.05 * second)
    aside = [f"{seen.became['set-aside']} set aside"] if seen.became["set-aside"] else []
    return [*seen.wrong, *grown, *aside]
