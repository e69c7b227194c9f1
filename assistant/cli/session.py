"""What several commands need: rules made ready, one message through all rooms with its lookups fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant import lookups, meaning, pipeline, ruleset
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
        reading = pipeline.read(message, self.prepared.meaning)
        matches = pipeline.match(reading, self.prepared)
        found = tuple(
            lookups.fetch(wanted, self.prepared.rulebook.lookups[wanted.lookup], self.base) for wanted in matches.wanted
        )
        plan = pipeline.decide(reading, matches, self.prepared, self.circumstances, found)
        plan, made = pipeline.draft(reading, plan, self.prepared, self.circumstances)
        return Outcome(reading, matches, plan, made)


def open_session(rules: Path | None, reader: Meaning | None = None) -> Session:
    """Rules from `rules`, else ./rules.yaml, else the example. Raises RulesError or OperatorError."""
    read, prepared = ruleset.load(reader or meaning.load(), rules)
    return Session(prepared, read.base)
