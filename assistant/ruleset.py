"""rules.yaml and templates/ from disk to Prepared rules, and a message through them with its lookups fetched.

I/O only; every decision is the pipeline's.

Templates are those beside the rules file; one that is missing there is the one that came with the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant import lookups, pipeline, rules
from assistant.config import example_folder
from assistant.errors import OperatorError
from assistant.meaning import Meaning
from assistant.model import Circumstances, Message
from assistant.pipeline import Outcome, Prepared
from assistant.preparing import Told, index
from assistant.preparing import nobody as _nobody
from assistant.rules import Unread
from assistant.rules.whole import outside

MOST_FILES = 200                    # that one rules file may include
Stamp = tuple[tuple[str, int, int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules as they stand on disk. `base` is what paths inside the rules (a CSV file, say) are relative to.

    `files` are the texts of the files that the rules include, by the names by which they do.
    """

    path: Path
    text: str | Unread
    templates: dict[str, str]
    files: Mapping[str, str | Unread] = field(default_factory=dict)

    @property
    def base(self) -> Path:
        """The folder of the rules file."""
        return self.path.parent


def default_rules() -> Path:
    """./rules.yaml, else the example that came with the program."""
    here = Path("rules.yaml")
    return here if here.is_file() else example_folder() / "rules.yaml"


def _read(path: Path, what: str) -> str | Unread:
    try:
        return rules.decode(path.read_bytes())
    except FileNotFoundError as error:
        raise OperatorError(
            f"There is no {what} at {path}. Name it with --rules or in assistant.toml, or run: assistant init"
        ) from error
    except OSError as error:
        raise OperatorError(f"Could not read {path}: {error.strerror}.") from error


def _template(path: Path) -> str:
    text = _read(path, "template")
    if isinstance(text, Unread):
        raise OperatorError(f"{path}: {text.text}.")
    return text


def template_files(folder: Path) -> dict[str, Path]:
    """The templates of a folder: `ordinary.txt.j2`, and those of other languages, `de/ordinary.txt.j2`."""
    files = [*sorted(folder.glob("*.j2")), *sorted(folder.glob("[a-z][a-z]/*.j2"))] if folder.is_dir() else []
    return {file.relative_to(folder).as_posix(): file for file in files}


def _templates(folder: Path) -> dict[str, str]:
    return {name: _template(file) for name, file in template_files(folder).items()}


def read_rules(path: Path) -> tuple[str | Unread, dict[str, str | Unread]]:
    """A rules file, and the files that it includes by their names. OperatorError where the first is not there.

    An included file that is not there is left out; the rules' faults tell of it.
    """
    text = _read(path, "rules file")
    files: dict[str, str | Unread] = {}
    waiting = [*rules.included(text)]
    while waiting and len(files) < MOST_FILES:
        name = waiting.pop(0)
        if name in files or outside(name):
            continue
        found = _included(path.parent, name)
        if found is not None:
            files[name] = found
            waiting += rules.included(found)
    return text, files


def _included(base: Path, name: str) -> str | Unread | None:
    file = base / name
    if not file.exists():
        return None
    if not file.resolve().is_relative_to(base.resolve()):
        return Unread("it leads out of the folder of the rules file, by a link; put the file itself there")
    try:
        return rules.decode(file.read_bytes())
    except OSError as error:
        return Unread(f"it cannot be read: {error.strerror}")


def read(rules: Path | None = None, templates: Path | None = None) -> Ruleset:
    """The rules and templates on disk. OperatorError where a file is missing or unreadable."""
    path = rules or default_rules()
    text, files = read_rules(path)
    if templates is not None and not templates.is_dir():
        raise OperatorError(f"There is no folder of templates at {templates}. Mend `templates` in assistant.toml.")
    own = _templates(templates or path.parent / "templates")
    return Ruleset(path, text, {**_templates(example_folder() / "templates"), **own}, files)


def stamp(path: Path, templates: Path | None = None) -> Stamp:
    """What tells whether the rules, what they include or their templates were changed since. Never raises."""
    try:
        text, files = read_rules(path)
    except OperatorError:
        text, files = "", {}
    named = [*files, *rules.included(text)]
    paths = [path, *(path.parent / name for name in sorted(set(named)) if not outside(name))]
    paths += template_files(templates or path.parent / "templates").values()
    return tuple(_stamp(each) for each in paths)


def _stamp(path: Path) -> tuple[str, int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return str(path), status.st_mtime_ns, status.st_size, status.st_ino


def load(
    meaning: Meaning, rules: Path | None = None, templates: Path | None = None, told: Told = _nobody
) -> tuple[Ruleset, Prepared]:
    """The rules, read and made ready. RulesError lists every fault. `told` hears of long work."""
    return prepare(read(rules, templates), meaning, told)


def prepare(ruleset: Ruleset, meaning: Meaning, told: Told = _nobody) -> tuple[Ruleset, Prepared]:
    """Rules that were read, made ready. RulesError lists every fault."""
    rulebook = pipeline.checked(ruleset.text, ruleset.templates, path=str(ruleset.path), files=ruleset.files)
    return ruleset, Prepared(rulebook, ruleset.templates, index(rulebook, meaning, told), meaning)


def assist(message: Message, prepared: Prepared, base: Path, circumstances: Circumstances) -> Outcome:
    """All the rooms for one message, with what they want from the lookups fetched on the landing between them.

    `base` is the folder of the rules file.
    """
    reading = pipeline.read(message, prepared.meaning, circumstances.history)
    matches = pipeline.match(reading, prepared, circumstances.history)
    found = lookups.fetch(matches.wanted, prepared.rulebook.lookups, base)
    plan = pipeline.decide(reading, matches, prepared, circumstances, found)
    plan, made = pipeline.draft(reading, plan, prepared, circumstances)
    return Outcome(reading, matches, plan, made)
