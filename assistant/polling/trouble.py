"""The trouble of one account: what of it is news, how long to wait before the next try, and what was our own fault."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import AssistantError, ProgramFault

SHORTEST, LONGEST = 2.0, 300.0                      # seconds between two tries


@dataclass(slots=True)
class Trouble:
    """From the first failure to the next round that succeeds."""

    tries: int = 0
    told: set[type[AssistantError]] = field(default_factory=set)

    def is_news(self, error: AssistantError) -> bool:
        """Whether an error of this kind was not told of yet. A server that is down may come back and refuse us."""
        news = type(error) not in self.told
        self.told.add(type(error))
        return news

    def went_on(self) -> None:
        """A message was handled meanwhile: if it fails again, the next try comes soon. It is no other news."""
        self.tries = 0

    def pause(self) -> float:
        """Seconds to wait before the next try: each time twice as long, and never just as long as others wait."""
        self.tries += 1
        return min(LONGEST, SHORTEST * 2.0 ** min(self.tries - 1, 20)) * random.uniform(0.8, 1.2)


def fault(error: Exception) -> ProgramFault:
    """What nobody foresaw, without its text, which may hold the customer's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace is not None else None
    where = f"{code.co_name}, {Path(code.co_filename).name}:{trace.tb_lineno}" if code and trace else "nowhere"
    return ProgramFault(
        f"A fault of the program itself: {type(error).__name__} in {where}. No message is lost, and it is tried again. "
        "Tell whoever looks after the program."
    )
