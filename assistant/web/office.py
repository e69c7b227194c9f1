"""What the page's endpoints work with: the desk, the people, and how the page is reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.meaning import Meaning
from assistant.reviewing.desk import Desk
from assistant.store.reviewers import Reviewers
from assistant.store.store import Store
from assistant.web.patience import Patience


def _nobody(_: AssistantError) -> None:
    """Nobody wants to be told."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Office:
    """The desk, and what it is made of.

    Reached from this machine alone (`here_only`), it asks nobody to sign in as long as there are no reviewers:
    everything is done by `me` then.
    """

    desk: Desk
    config: Config
    store: Store
    meaning: Meaning
    business: str                                   # stands at the top of every page
    reviewers: Reviewers
    here_only: bool = False
    me: str = "owner"
    secure: bool = False                            # reached by https
    names: tuple[str, ...] = ()                     # host names it is known by
    now: Callable[[], datetime] = _now
    tell: Callable[[AssistantError], None] = _nobody    # hears of faults of the program
    patience: Patience = field(default_factory=Patience)
