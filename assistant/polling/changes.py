"""What became of a draft after it was saved, as the daemon tells of it. No word of a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.store.lives import Life

Became = Literal["touched", "sent", "discarded", "withdrawn", "replaced", "late", "gap-sent"]
BECAME: tuple[Became, ...] = ("touched", "sent", "discarded", "withdrawn", "replaced", "late", "gap-sent")


@dataclass(frozen=True, slots=True)
class Change:
    """`mailbox` and `uid` are the place of the message that the draft answers."""

    mailbox: str
    uid: int
    became: Became


def change(life: Life, became: Became) -> Change:
    """What became of a draft."""
    return Change(life.parent_mailbox, life.parent_uid, became)
