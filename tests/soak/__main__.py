"""`make soak`: what a daemon meets in months, in an hour. Prints what it saw; ends with 1 where something was lost.

    python -m tests.soak                    all of it
    python -m tests.soak kills [COUNT]      the program killed so often (1,000), a fifth of it as often on PostgreSQL
    python -m tests.soak faults [COUNT]     its connections broken so often (500), the same
    python -m tests.soak load [COUNT]       so many messages (20,000) from 50 mailboxes, with faults and restarts
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.cli import program
from tests.soak import load

COUNTS = {"kills": 1_000, "faults": 500, "load": 20_000}
SHARES = {"kills": (1, 5, 10), "faults": (1, 5, 5)}  # of the count: on Dovecot, with PostgreSQL, on the poor server


def say(name: str, figure: str) -> None:
    """One row of the table."""
    sys.stdout.write(f"{name:<36} {figure}\n")
    sys.stdout.flush()


def suite(name: str, count: int) -> bool:
    """The tests of kills or of faults, with so many of them. Whether all was in order."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/polling/test_{name}.py"],
        cwd=program.ROOT, env={**os.environ, f"SOAK_{name.upper()}": str(count)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    places = ("Dovecot", "Dovecot and PostgreSQL", "the poor server")
    counted = ", ".join(f"{count // share:,} on {place}" for share, place in zip(SHARES[name], places, strict=True))
    minutes = (time.monotonic() - began) / 60
    well = done.returncode == 0
    say(name, f"{counted}; {'nothing lost, nothing double' if well else 'WRONG'}; {minutes:.1f} minutes")
    if not well:
        sys.stdout.write(done.stdout[-4000:])
    return well


def loaded(count: int) -> bool:
    """The load. Whether all was in order."""
    seen = load.run(count)
    for name, figure in load.table(seen):
        say(name, figure)
    wrong = load.failures(seen)
    for each in wrong[:50]:
        sys.stdout.write(f"WRONG: {each}\n")
    return not wrong


def main(arguments: list[str]) -> int:
    """Run what is named, or all."""
    wanted = arguments[:1] or list(COUNTS)
    if not set(wanted) <= COUNTS.keys():
        sys.exit(f"There are: {', '.join(COUNTS)}.")
    well = []
    for name in wanted:
        count = int(arguments[1]) if len(arguments) > 1 else COUNTS[name]
        well.append(loaded(count) if name == "load" else suite(name, count))
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
