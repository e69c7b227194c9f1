"""The rules on disk, from the desk: read with what tells their state, written only whole and without faults, undone.

A file that was changed meanwhile is never written over. Every change is kept with who made it and why.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from assistant import pipeline, rules, ruleset
from assistant.errors import ReviewError
from assistant.reviewing.patching import file_name, patched
from assistant.rules.decoding import Unread
from assistant.rules.rulebook import Rulebook
from assistant.ruleset import Ruleset
from assistant.store.access import Access
from assistant.store.audit import Audit
from assistant.store.proposals import Proposal, Proposals
from assistant.store.rule_versions import RuleVersions, Version


class RulesChanged(ReviewError):
    """A rules file is another than the one that was shown; nothing was written."""


@dataclass(frozen=True, slots=True)
class RuleFile:
    """One file of the rules as it stands. `name` is the one it is included by, None for the first; `state` tells it."""

    path: Path
    name: str | None
    text: str
    state: str


class RuleFiles:
    """The files of one rulebook. `path` is the first of them."""

    def __init__(
        self, path: Path, access: Access, *, templates: Path | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.path = path
        self.templates = templates
        self._versions = RuleVersions(access)
        self._proposals = Proposals(access)
        self._audit = Audit(access)
        self._clock = clock

    def read(self) -> Ruleset:
        """The rules and templates as they stand on disk. OperatorError where they cannot be read."""
        return ruleset.read(self.path, self.templates)

    def files(self) -> tuple[RuleFile, ...]:
        """Every file of the rules, the first first. One that is no text is left out."""
        text, others = ruleset.read_rules(self.path)
        named: list[tuple[str | None, str | Unread]] = [(None, text), *others.items()]
        return tuple(
            RuleFile(self._path(name), name, each, _state(self._path(name)))
            for name, each in named if not isinstance(each, Unread)
        )  # fmt: skip

    def file(self, name: str | None) -> RuleFile:
        """One file. ReviewError where the rules do not include it."""
        found = next((each for each in self.files() if each.name == name), None)
        if found is None:
            raise ReviewError(f"The rules do not include a file “{name}”.")
        return found

    def with_text(self, name: str | None, text: str) -> Ruleset:
        """The rules as they would be with another text of one file. Nothing is written."""
        found = self.read()
        return replace(found, text=text) if name is None else replace(found, files={**found.files, name: text})

    def checked(self, name: str | None, text: str) -> Rulebook:
        """The rulebook that this text of a file would make. RulesError lists every fault."""
        tried = self.with_text(name, text)
        return pipeline.checked(tried.text, tried.templates, path=str(tried.path), files=tried.files)

    def save(self, name: str | None, text: str, *, state: str, who: str, why: str) -> Version:
        """Write a file, free of faults, in the place of the one whose `state` was shown. What was changed.

        RulesChanged where it is another meanwhile, RulesError where the rules would have faults, ReviewError where it
        cannot be written.
        """
        before = self.file(name)
        text = _with_line_ends(text, of=before.text)
        if before.state != state:
            raise RulesChanged(
                f"{before.path.name} was changed since you opened it, so it was not saved. Open it again, and put your "
                "change in there."
            )
        self.checked(name, text)
        version = Version(str(before.path.resolve()), self._clock(), who, why, before.text, text)
        if text == before.text:
            return version
        _write(before.path.resolve(), text, state)
        number = self._versions.keep(version)
        told = {"change": number, "file": before.path.name, "why": why}
        self._audit.note(who, "changed-rules", version.at, detail=told)
        return replace(version, number=number)

    def history(self, *, most: int = 50) -> tuple[Version, ...]:
        """What was changed from the desk, newest first."""
        return self._versions.of(*(str(each.path.resolve()) for each in self.files()), most=most)

    def undo(self, number: int, *, who: str) -> Version:
        """Put a file back as it was before a change. RulesChanged where it was changed since."""
        version = self._versions.get(number)
        home = next((each for each in self.files() if version and str(each.path.resolve()) == version.path), None)
        if version is None or home is None:
            raise ReviewError(f"There is no change {number} of these rules.")
        if home.text != version.after:
            raise RulesChanged(
                f"{home.path.name} was changed again since, so this change cannot be taken back by itself. Undo what "
                "came after it first, or edit the file."
            )
        why = f"undid change {number} ({version.why})"
        return self.save(home.name, version.before, state=home.state, who=who, why=why)

    # ---------------------------------------------------------------- proposals

    def proposed(self, proposal: Proposal) -> tuple[RuleFile, str]:
        """The file that a proposal changes, and its text then. ReviewError says why it cannot be."""
        found = self.read()
        loaded = rules.load(found.text, path=str(found.path), files=found.files)
        path, text = patched(loaded, proposal.kind, proposal.rule, proposal.words)
        return self.file(file_name(loaded, path)), text

    def accept(self, number: int, *, who: str, text: str | None = None, state: str | None = None) -> Version:
        """Write a proposal into the rules, as it is or as `text` has it. Errors as `save`; then it stays open."""
        proposal = self._open(number)
        home, made = self.proposed(proposal)
        if text is not None and state is not None:
            made, home = text, replace(home, state=state)
        about = proposal.rule or proposal.words.get("name", "a new answer")
        version = self.save(home.name, made, state=home.state, who=who, why=f"accepted proposal {number}: {about}")
        self._proposals.decide(number, "accepted", who=who, at=self._clock())
        return version

    def dismiss(self, number: int, *, who: str) -> Proposal:
        """Not to be proposed again."""
        proposal = self._open(number)
        self._proposals.decide(number, "dismissed", who=who, at=self._clock())
        self._audit.note(who, "dismissed-proposal", self._clock(), detail={"proposal": number, "rule": proposal.rule})
        return proposal

    def _open(self, number: int) -> Proposal:
        proposal = self._proposals.get(number)
        if proposal is None or proposal.words.get("path") != str(self.path):
            raise ReviewError(f"There is no proposal {number} for these rules.")
        if proposal.state != "open":
            raise ReviewError(f"Proposal {number} was {proposal.state} by {proposal.by} already.")
        return proposal

    def _path(self, name: str | None) -> Path:
        return self.path if name is None else self.path.parent / name


def _state(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _with_line_ends(text: str, *, of: str) -> str:
    """A text as browsers send it, with the line ends of the file."""
    bare = text.replace("\r\n", "\n")
    return bare.replace("\n", "\r\n") if "\r\n" in of else bare


def _write(path: Path, text: str, state: str) -> None:
    """Put a text in the place of a file at once or not at all, with the file's mode and its byte order mark."""
    try:
        mark = codecs.BOM_UTF8 if path.read_bytes().startswith(codecs.BOM_UTF8) else b""
        # Beside it, so that the two lie on one disk.
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        made = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.write(mark + text.encode("utf-8"))
                out.flush()
                os.fsync(out.fileno())
            shutil.copymode(path, made)
            if _state(path) != state:
                raise RulesChanged(f"{path.name} was changed just now, so it was not saved. Open it again.")
            made.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                made.unlink()
            raise
    except OSError as error:
        raise ReviewError(f"Could not write {path}: {error.strerror}. The rules are as they were.") from error
