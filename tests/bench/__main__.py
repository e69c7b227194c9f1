"""`make bench`: how fast the program is, each figure beside its target and the floor it is measured against.

    python -m tests.bench [--quick]            the whole table; --quick takes fewer messages
    python -m tests.bench delay [COUNT]        delivery to draft on a Dovecot, of so many messages (200)
    python -m tests.bench throughput [COUNT]   so many messages (5,000) by run --once, beside mbsync and the bare parts
    python -m tests.bench TASK READER [COUNT]  one measurement in this process, as JSON

Figures are of this machine and what else runs on it. Nothing here is a test: no figure fails a build.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import desk, tasks
from tests.bench.letters import letter

ASSISTANT = str(Path(sys.executable).with_name("assistant"))
COLD_RUNS = 5


def say(what: str = "", figure: str = "", target: str = "", floor: str = "") -> None:
    """One row of the table."""
    sys.stdout.write(f"{what:<52} {figure:>12} {target:>10}   {floor}\n".rstrip() + "\n")
    sys.stdout.flush()


def apart(*arguments: object) -> dict[str, Any]:
    """One measurement in a process of its own."""
    command = [sys.executable, "-m", "tests.bench", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def started(*command: str, cache: Path | None = None, empty: bool = False) -> float:
    """The median seconds a command takes from start to end; `cache` is emptied before each run where it is to be."""
    took = []
    environment = {**os.environ, **({"XDG_CACHE_HOME": str(cache)} if cache else {})}
    for _ in range(COLD_RUNS):
        if cache is not None and empty:
            shutil.rmtree(cache, ignore_errors=True)
        before = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True, env=environment)
        took.append(time.perf_counter() - before)
    return median(took)


def cold() -> None:
    """How long commands take from nothing."""
    bare = started(sys.executable, "-c", "pass")
    say("assistant --help", f"{started(ASSISTANT, '--help'):.2f} s", "< 0.3 s", f"python -c pass: {bare:.2f} s")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "letter.eml"
        file.write_bytes(letter(5))
        libraries = started(sys.executable, "-c", "import numpy, onnxruntime, jinja2, ruamel.yaml, textblob")
        program = started(sys.executable, "-c", "import assistant.cli.explain")
        cache = Path(folder) / "cache"
        for name, empty in (("nothing kept", True), ("the rules known", False)):
            took = started(ASSISTANT, "explain", str(file), cache=cache, empty=empty)
            say(f"assistant explain, one message, {name}", f"{took:.2f} s", "< 2 s",
                f"its libraries alone, imported: {libraries:.2f} s; the program: {program:.2f} s")


def rates() -> None:
    """Messages a second: read and understood, and all the way to the draft."""
    for reader, count, name in (("on", 60, "with the extra"), ("off", 400, "without it")):
        for task, what, target in (
            ("reading", "understood", ">= 25" if reader == "on" else ">= 400"), ("speed", "drafted", "")
        ):
            found = apart(task, reader, count)
            floor = f"{found['cpu_ms']:.1f} ms of CPU each; runs {found['runs']}"
            alone = "the model alone, once a sentence" if reader == "on" else "Python's reader of mail and its words"
            floor = f"{alone}: {found['bare']:.1f}/s; " + floor
            say(f"messages of 150 words, {what}, {name}", f"{found['per_second']:.1f}/s", target, floor)
        say(f"  ({found['distinct']:,} of {found['sentences']:,} sentences different from all others)")


def matches() -> None:
    """One question against few answers and many."""
    for reader, name in (("on", "with the extra"), ("off", "without it")):
        few = apart("matching", reader, 50)["cpu_ms"]
        many = apart("matching", reader, 5_000)["cpu_ms"]
        target = f"< {2 * few:.1f} ms" if reader == "on" else "< 20 ms"
        say(f"one question among 5,000 answers, {name}", f"{many:.1f} ms", target, f"among 50: {few:.1f} ms of CPU")


def judged() -> None:
    """The checks of the contract."""
    found = apart("judging", "off")
    say("all checks together, a draft", f"{found['mean']:.1f} ms", "< 15 ms",
        f"of CPU; the slowest of {found['drafts']} drafts: {found['most']:.1f} ms")


def memories(*, quick: bool) -> None:
    """What the process holds after many messages."""
    for reader, count, name in (("off", 10_000 if quick else 100_000, "without the extra"),
                                ("on", 1_000 if quick else 5_000, "with it")):
        found = apart("memory", reader, count)
        second, last = found["quarters"][1], found["quarters"][3]
        say(f"memory after {count:,} messages, {name}", f"{found['peak']:.0f} MB", "< 450 MB",
            f"last quarter's peak less the second's: {last - second:+.1f} MB; quarters {found['quarters']}")


def endless() -> None:
    """Hostile texts."""
    took = apart("endless", "on")["seconds"]
    for name, seconds in sorted(took.items(), key=lambda item: -item[1]):
        say(f"100 kB: {name}", f"{seconds:.3f} s", "< 1 s")


def delays(count: int) -> None:
    """From delivery to the draft, on a real server."""
    from tests.bench import delay

    for row in delay.table(delay.measure(count)):
        say(*row)


def throughputs(count: int) -> None:
    """A mailbox full of mail, on a real server. The model's part takes a tenth of the messages."""
    from tests.bench import throughput

    for reader, many in (("off", count), ("on", max(50, count // 10))):
        for row in throughput.table(throughput.measure(reader, many), reader):
            say(*row)


def main(arguments: list[str]) -> int:
    """Print the table, or do one task."""
    if arguments and arguments[0] in ("speed", "reading", "matching", "memory", "endless", "judging"):
        work = getattr(tasks, arguments[0])
        sys.stdout.write(json.dumps(work(arguments[1], *map(int, arguments[2:]))) + "\n")
        return 0
    if arguments == ["desk"]:
        sys.stdout.write(json.dumps(desk.measured()) + "\n")
        return 0
    say("what", "measured", "target", "floor")
    if arguments and arguments[0] in ("delay", "throughput"):
        count = int(arguments[1]) if len(arguments) > 1 else None
        delays(count or 200) if arguments[0] == "delay" else throughputs(count or 5_000)
        return 0
    quick = "--quick" in arguments
    delays(30 if quick else 200)
    throughputs(300 if quick else 5_000)
    cold()
    rates()
    matches()
    judged()
    endless()
    desk.rows(say, apart)
    memories(quick=quick)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
