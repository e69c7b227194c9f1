"""The rules in force: read again when a file of them has changed; a broken change is refused, and the old ones stay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant import ruleset
from assistant.errors import AssistantError, OperatorError, RulesError
from assistant.meaning import Meaning
from assistant.pipeline import Prepared
from assistant.ruleset import Stamp


@dataclass(slots=True)
class InForce:
    """One rules file with its templates: what is in force, and why the last change of it is not."""

    path: Path
    templates: Path | None
    meaning: Meaning
    prepared: Prepared
    stamp: Stamp
    refused: AssistantError | None = None

    @property
    def base(self) -> Path:
        """The folder that paths inside the rules are relative to."""
        return self.path.parent

    def refresh(self) -> bool:
        """Take what has changed on disk. True where something is to be told: taken, or refused for another reason."""
        stamp = ruleset.stamp(self.path, self.templates)
        if stamp == self.stamp:
            return False
        before = str(self.refused or "")
        try:
            read = ruleset.read(self.path, self.templates)
            if ruleset.stamp(self.path, self.templates) != stamp:
                return False                        # it is being written just now; the next round takes it
            _, self.prepared = ruleset.prepare(read, self.meaning)
        except (RulesError, OperatorError) as error:
            self.refused, self.stamp = error, stamp
            return str(error) != before
        self.refused, self.stamp = None, stamp
        return True


def load(path: Path, templates: Path | None, meaning: Meaning) -> InForce:
    """The rules as they stand on disk. Raises RulesError and OperatorError."""
    stamp = ruleset.stamp(path, templates)
    _, prepared = ruleset.load(meaning, path, templates)
    return InForce(path, templates, meaning, prepared, stamp)
