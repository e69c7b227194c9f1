"""The note that stands in the mailbox `Assistant` while changed rules are refused, and goes when they are mended."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from assistant.drafting.compose import compose
from assistant.in_force import InForce
from assistant.model import Address, Draft
from assistant.polling import notebox
from assistant.polling.watched import Watched

SHOWN = 50                                          # lines of faults


def note_id(account: str) -> str:
    """The note's Message-ID, one for each account, so that it is found again after a restart."""
    return f"<{hashlib.sha256(account.encode()).hexdigest()[:40]}.rules@assistant.invalid>"


def tell(watched: Watched, broken: Sequence[InForce]) -> None:
    """Leave one note that says what is wrong, in the place of the one before; none where nothing is."""
    identity = note_id(watched.name)
    with watched.stopper.guarded():
        notebox.take_down(watched, identity)
        if broken:
            watched.account.append(watched.account.ensure(watched.notes), _note(watched, broken, identity), flags=())


def _note(watched: Watched, broken: Sequence[InForce], identity: str) -> bytes:
    lines = ["The rules were changed, and cannot be used as they are now. Those from before are still in force.", ""]
    faults = [line for each in broken for line in str(each.refused).splitlines()]
    lines += faults[:SHOWN] + ([f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else [])
    lines += ["", "What to do: mend these lines and save the file. assistant rules check tells whether all is well."]
    lines += ["This note goes away by itself once the rules can be used."]
    ours = watched.addresses[0]
    letter = Draft(
        text="\n".join(lines) + "\n",
        subject="The changed rules have a fault, and are not in use",
        recipient=Address("", ours),
        sender=Address("Assistant", ours),
        parts=(),
    )
    return compose(letter, date=watched.clock(), message_id=identity, marker="note")
