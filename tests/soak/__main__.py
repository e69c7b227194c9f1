"""`make soak`: what a daemon meets in months, in an hour. Prints what it saw; ends with 1 where something was lost.

    python -m tests.soak                  all of it
    python -m tests.soak load [COUNT]     the load alone, of so many messages
"""

from __future__ import annotations

import sys

from tests.soak import load


def main(arguments: list[str]) -> int:
    """Run what is named."""
    seen = load.run(int(arguments[1]) if len(arguments) > 1 else 20_000)
    for name, figure in load.table(seen):
        sys.stdout.write(f"{name:<36} {figure}\n")
    for wrong in load.failures(seen)[:50]:
        sys.stdout.write(f"WRONG: {wrong}\n")
    return 1 if load.failures(seen) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
