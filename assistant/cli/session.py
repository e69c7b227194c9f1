"""What several commands need: rules made ready, one message through all rooms with its lookups fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant import meaning, ruleset
from assistant.cli.waiting import told
from assistant.meaning import Meaning
from assistant.model import Circumstances, Message
from assistant.pipeline import Outcome, Prepared


@dataclass(slots=True)
class Session:
    """Prepared rules and the folder that their lookups are relative to."""

    prepared: Prepared
    base: Path
    circumstances: Circumstances = field(default_factory=lambda: Circumstances(datetime.now(UTC)))

    def outcome(self, message: Message) -> Outcome:
        """All the rooms for one message, with what they want from the lookups fetched on the way."""
        return ruleset.assist(message, self.prepared, self.base, self.circumstances)


def open_session(rules: Path | None, reader: Meaning | None = None) -> Session:
    """Rules from `rules`, else ./rules.yaml, else the example. Raises RulesError or OperatorError."""
    read, prepared = ruleset.load(reader or meaning.load(), rules, told=told)
    return Session(prepared, read.base)
