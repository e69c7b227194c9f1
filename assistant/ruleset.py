"""rules.yaml and templates/ from disk to Prepared rules, and a message through them with its lookups fetched.

I/O only; every decision is the pipeline's.

Templates are those beside the rules file; one that is missing there is the one that came with the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant import lookups, pipeline
from assistant.config import example_folder
from assistant.errors import OperatorError
from assistant.meaning import Meaning
from assistant.model import Circumstances, Message
from assistant.pipeline import Outcome, Prepared
from assistant.preparing import Told, index
from assistant.preparing import nobody as _nobody


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules as they stand on disk. `base` is what paths inside the rules (a CSV file, say) are relative to."""

    path: Path
    text: str
    templates: dict[str, str]

    @property
    def base(self) -> Path:
        """The folder of the rules file."""
        return self.path.parent


def default_rules() -> Path:
    """./rules.yaml, else the example that came with the program."""
    here = Path("rules.yaml")
    return here if here.is_file() else example_folder() / "rules.yaml"


def _read(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise OperatorError(
            f"There is no {what} at {path}. Name it with --rules or in assistant.toml, or run: assistant init"
        ) from error
    except UnicodeDecodeError as error:
        raise OperatorError(f"{path} is not written in UTF-8 (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise OperatorError(f"Could not read {path}: {error.strerror}.") from error


def _templates(folder: Path) -> dict[str, str]:
    return {file.name: _read(file, "template") for file in sorted(folder.glob("*.j2"))} if folder.is_dir() else {}


def read(rules: Path | None = None, templates: Path | None = None) -> Ruleset:
    """The rules and templates on disk. OperatorError where a file is missing or unreadable."""
    path = rules or default_rules()
    text = _read(path, "rules file")
    if templates is not None and not templates.is_dir():
        raise OperatorError(f"There is no folder of templates at {templates}. Mend `templates` in assistant.toml.")
    own = _templates(templates or path.parent / "templates")
    return Ruleset(path, text, {**_templates(example_folder() / "templates"), **own})


def load(
    meaning: Meaning, rules: Path | None = None, templates: Path | None = None, told: Told = _nobody
) -> tuple[Ruleset, Prepared]:
    """The rules, read and made ready. RulesError lists every fault. `told` hears of long work."""
    ruleset = read(rules, templates)
    rulebook = pipeline.checked(ruleset.text, ruleset.templates, path=str(ruleset.path))
    return ruleset, Prepared(rulebook, ruleset.templates, index(rulebook, meaning, told), meaning)


def assist(message: Message, prepared: Prepared, base: Path, circumstances: Circumstances) -> Outcome:
    """All the rooms for one message, with what they want from the lookups fetched on the landing between them.

    `base` is the folder of the rules file.
    """
    reading = pipeline.read(message, prepared.meaning)
    matches = pipeline.match(reading, prepared)
    found = lookups.fetch(matches.wanted, prepared.rulebook.lookups, base)
    plan = pipeline.decide(reading, matches, prepared, circumstances, found)
    plan, made = pipeline.draft(reading, plan, prepared, circumstances)
    return Outcome(reading, matches, plan, made)
