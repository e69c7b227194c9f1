"""Throughput: messages waiting in one Dovecot mailbox, `run --once`, beside mbsync and beside its bare parts.

The bare parts are measured apart, one after the other, in this process: fetch in batches, the rooms from the bytes to
the letter's bytes, append one by one. Their sum is what a program with no store and no care could take.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant import meaning, pipeline, ruleset
from assistant.drafting.compose import compose, message_id
from assistant.model import Circumstances
from assistant.parsing import parse
from tests.bench import shop
from tests.bench.posted import posted
from tests.cli import program
from tests.servers import dovecot
from tests.servers.dovecot import PASSWORD, Dovecot

BATCH = 100
USER = "bench"
MBSYNC = """\
FSync {fsync}

IMAPAccount bench
Host 127.0.0.1
Port {port}
User {user}
Pass {password}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account bench

MaildirStore near
Path {folder}/
Inbox {folder}/INBOX

Channel pull
Far :far:
Near :near:
Patterns INBOX
Sync Pull New
Create Near
SyncState *
"""


def measure(reader: str, count: int) -> dict[str, Any]:
    """Seconds of each part, of mbsync and of the program, for `count` messages."""
    with dovecot.running() as server:
        folder = server.folder / "bench"
        folder.mkdir()
        with shop.signed_in(server, USER) as client:
            for number in range(count):
                shop.deliver(client, posted(number))
        found: dict[str, Any] = {"count": count, "size": len(posted(7))}
        found |= {"mbsync": _mbsync(server, folder, "no"), "mbsync_fsync": _mbsync(server, folder, "yes")}
        found |= _parts(server, reader, count)
        laid = shop.lay(folder / "shop", server, USER, reader)
        # The rules' index is kept from run to run: a first run makes it, on an account without mail.
        empty = shop.lay(folder / "empty", server, "nobody-writes", reader)
        for place in (empty, laid):
            began, busy = time.perf_counter(), _busy()
            ended = program.run("run", "--once", "--quiet", cwd=place, env=shop.SECRET, patience=3600, cold=True)
            which = "program" if place is laid else "start"
            found |= {which: time.perf_counter() - began, f"{which}_cpu": _busy() - busy}
            assert ended.status == 0, ended.err
        with shop.signed_in(server, USER) as client:
            found["drafts"] = client.folder_status("Drafts", ["MESSAGES"])[b"MESSAGES"]
    return found


def _busy() -> float:
    """Seconds of CPU time of processes that were started here and have ended."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def _mbsync(server: Dovecot, folder: Path, fsync: str) -> float | None:
    """Seconds that mbsync takes to pull the mailbox; None where it is not installed (Debian: isync)."""
    if shutil.which("mbsync") is None:
        return None
    near = folder / f"near-{fsync}"
    near.mkdir()
    settings = folder / f"mbsyncrc-{fsync}"
    settings.write_text(
        MBSYNC.format(port=server.port, user=USER, password=PASSWORD, folder=near, fsync=fsync), encoding="utf-8"
    )
    began = time.perf_counter()
    subprocess.run(["mbsync", "-q", "-c", settings, "pull"], check=True)
    return time.perf_counter() - began


def _parts(server: Dovecot, reader: str, count: int) -> dict[str, float]:
    prepared = ruleset.load(meaning.load(reader))[1]  # type: ignore[arg-type]
    for number in range(count, count + 40):         # what is loaded on first use is loaded
        pipeline.assist(parse(posted(number)), prepared, Circumstances(datetime.now(UTC)))
    began, busy = time.perf_counter(), time.process_time()
    with shop.signed_in(server, USER) as client:
        client.select_folder("INBOX", readonly=True)
        uids = client.search()
        raws = []
        for start in range(0, len(uids), BATCH):
            fetched = client.fetch(uids[start : start + BATCH], ["BODY.PEEK[]", "FLAGS", "INTERNALDATE"])
            raws += [one[b"BODY[]"] for _, one in sorted(fetched.items())]
    fetch = time.perf_counter() - began
    assert len(raws) == count
    began, understood, drafts = time.perf_counter(), 0.0, []
    around = Circumstances(datetime.now(UTC), ours=("shop@mulberry.example",), account="shop")
    for raw in raws:
        before = time.perf_counter()
        message = parse(raw)
        reading = pipeline.read(message, prepared.meaning)
        understood += time.perf_counter() - before
        matches = pipeline.match(reading, prepared)
        _, made = pipeline.draft(reading, pipeline.decide(reading, matches, prepared, around), prepared, around)
        if made is not None:
            identity = message_id(message, account="shop", revision=0, domain="mulberry.example")
            drafts.append(compose(replace(made), date=around.now, message_id=identity, marker="m"))
    rooms = time.perf_counter() - began
    began = time.perf_counter()
    with shop.signed_in(server, "bare") as client:
        for raw in drafts:
            client.append("Drafts", raw, (rb"\Draft", rb"\Seen"))
    append = time.perf_counter() - began
    return {"fetch": fetch, "understood": understood, "rooms": rooms, "append": append,
            "parts_cpu": time.process_time() - busy}


def table(found: dict[str, Any], reader: str) -> list[tuple[str, str, str, str]]:
    """The rows: what, measured, target, floor."""
    count = found["count"]
    bare = found["fetch"] + found["rooms"] + found["append"]
    parts = f"fetch {found['fetch']:.1f} s, rooms {found['rooms']:.1f} s (parsing and understanding "
    parts += f"{found['understood']:.1f} s of it), append {found['append']:.1f} s"
    name = "with the extra" if reader == "on" else "without it"
    ways = (("mbsync", ""), ("mbsync_fsync", " with fsync"))
    pulls = [f"{found[way]:.1f} s{what}" for way, what in ways if found[way] is not None]
    return [
        (f"{count:,} messages of {found['size'] / 1000:.1f} kB, run --once, {name}", f"{found['program']:.1f} s",
         f"< {1.3 * bare:.1f} s", f"bare sum {bare:.1f} s: {parts}"),
        ("  to the bare sum", f"{found['program'] / bare:.2f}", "<= 1.30",
         f"{count / found['program']:.0f} messages a second, {found['drafts']:,} drafts; "
         f"a start with nothing to do: {found['start']:.1f} s; mbsync pulls them in {' / '.join(pulls) or 'not here'}"),
        ("  in CPU time of our own", f"{(found['program_cpu'] - found['start_cpu']) / found['parts_cpu']:.2f}", "",
         f"the program {found['program_cpu']:.1f} s, its start {found['start_cpu']:.1f} s, the parts "
         f"{found['parts_cpu']:.1f} s"),
    ]  # fmt: skip
