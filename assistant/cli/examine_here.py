"""What can be examined on this machine, without the network: settings, rules, the store, the reader of meaning."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import config, meaning, ruleset
from assistant.authoring.check import check
from assistant.cli.finding import Finding, from_error
from assistant.errors import AssistantError, ConfigError, OperatorError, StoreError
from assistant.store import opening
from assistant.store.store import Store

ROOM = 200_000_000                                  # bytes: less than this on the store's disk is worth a word
NO_ROOM = 5_000_000                                 # bytes: less than this, and the store cannot be written soon
MOST_LISTED = 20                                    # messages set aside that are told one by one


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings as far as they can be used: `config` without its accounts where those cannot."""

    config: config.Config
    findings: tuple[Finding, ...]


def settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings. Where they cannot be used, what can be is, and the rest has its default."""
    where = config.whereabouts(path, environ)
    try:
        found = config.load(path, environ=environ)
    except ConfigError as error:
        faults = tuple(Finding("", "settings", "fault", line) for line in str(error).splitlines())
        return Settings(_without_accounts(where, environ), faults)
    count = len(found.accounts)
    told = f"{found.path}: {count} {'account' if count == 1 else 'accounts'}."
    return Settings(found, (Finding("", "settings", "ok", told),))


def _without_accounts(path: Path, environ: Mapping[str, str]) -> config.Config:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return config.read(text, path=path, environ=environ, accounts=False)
    except (OSError, UnicodeDecodeError, ConfigError):
        return config.read("", path=path, environ=environ, accounts=False)


def rules(chosen: config.Config) -> Iterator[Finding]:
    """Each rules file with its templates: how many faults, and which is the first."""
    wanted = [
        (path, one.templates) for one in chosen.accounts for path in (one.rules, *one.mailbox_rules.values())
    ] or [(chosen.rules, chosen.templates)]
    for path, templates in dict.fromkeys(wanted):
        try:
            read = ruleset.read(path, templates)
        except OperatorError as error:
            yield from_error("", "rules", error)
            continue
        yield _checked(read)


def _checked(read: ruleset.Ruleset) -> Finding:
    checked = check(
        read.text, path=str(read.path), today=date.today(), templates=read.templates, base=read.base,
        files=read.files,
    )  # fmt: skip
    errors, warnings = checked.errors, checked.warnings
    if not checked.faults:
        return Finding("", "rules", "ok", f"{read.path} and {len(read.templates)} templates: no faults.")
    counted = [f"{n} {one if n == 1 else one + 's'}" for n, one in ((errors, "fault"), (warnings, "warning")) if n]
    first = next(fault for fault in checked.faults if fault.severity == "error" or not errors)
    return Finding(
        "", "rules", "fault" if errors else "warning",
        f"{read.path}: {' and '.join(counted)}, the first: {first}. See them all with: assistant rules check",
    )  # fmt: skip


def store(chosen: config.Config) -> Iterator[Finding]:
    """Whether it opens, the room on its disk, and the messages that were set aside."""
    try:
        url = opening.address(chosen.store)
        path = opening.file_of(url)
        if path is not None and not path.exists():
            yield _not_yet(path)
            return
        found = opening.standing(url)
        if found is None or found < opening.SCHEMA:
            yield _older(opening.shown(url), found)
            if path is not None:
                yield _disk(path.parent)
            return
        with Store(chosen.store) as opened:
            yield Finding("", "store", "ok", f"{opening.shown(url)} opens (schema {opening.SCHEMA}).")
            if path is not None:
                yield _disk(path.parent)
            yield from _set_aside(opened, chosen)
    except StoreError as error:
        yield from_error("", "store", error)


def _older(shown: str, found: str | None) -> Finding:
    """A store that the next run brings up to date. The doctor leaves it as it is."""
    if found is None:
        return Finding("", "store", "ok", f"{shown} is empty; the first run makes its tables.")
    return Finding(
        "", "store", "warning",
        f"{shown} was written by an older version (schema {found}). The next run brings it up to {opening.SCHEMA}; "
        "after that the older version cannot open it. Back it up first if you may want to go back.",
    )  # fmt: skip


def _not_yet(path: Path) -> Finding:
    folder = next(one for one in path.parents if one.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return Finding("", "store", "ok", f"{path} is not there yet; the first run makes it.")
    return Finding(
        "", "store", "fault",
        f"{path} is not there, and in {folder} you may not make it. Run the doctor as the user who runs the "
        "assistant, or name another file as store in assistant.toml.",
    )  # fmt: skip


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB" if free >= 1e9 else f"{free / 1e6:.0f} MB"
    if free < NO_ROOM:
        return Finding("", "disk", "fault", f"only {told} are free in {folder}. Make room before the store is full.")
    if free < ROOM:
        return Finding("", "disk", "warning", f"only {told} are free in {folder}. Make room.")
    return Finding("", "disk", "ok", f"{told} are free in {folder}.")


def _set_aside(opened: Store, chosen: config.Config) -> Iterator[Finding]:
    for account in chosen.accounts:
        # With its note settled it was answered, or the owner has moved or deleted it.
        aside = opened.set_aside(account.name)
        waiting = [handled for handled in aside if handled.note is None or handled.note.state == "standing"]
        for handled in waiting[:MOST_LISTED]:
            one = handled.message
            why = " ".join(reason.text for reason in one.reasons)
            yield Finding(
                account.name, "set aside", "warning",
                f'message {one.uid} of "{one.mailbox}", {one.decided:%Y-%m-%d}: {why} '
                "It is untouched in its mailbox: answer it yourself.",
            )  # fmt: skip
        if len(waiting) > MOST_LISTED:
            more = len(waiting) - MOST_LISTED
            yield Finding(account.name, "set aside", "warning", f"and {more} more; see the notes in the mailbox.")


def reader_of_meaning(chosen: config.Config) -> Iterator[Finding]:
    """Which reader is in use, and that it works."""
    install = 'pip install "email-reply-assistant[semantic]"'
    try:
        reader = meaning.load(chosen.semantic, str(chosen.semantic_model) if chosen.semantic_model else None)
        reader.vectors(["When are you open?"])      # loads the model, and checks its hash
    except AssistantError as error:
        yield from_error("", "meaning", error)
        return
    if reader.name == "minilm":
        yield Finding("", "meaning", "ok", f"MiniLM, {reader.model}, its hash is right.")
    elif chosen.semantic == "off":
        yield Finding("", "meaning", "ok", 'by wording alone, as semantic = "off" wants it.')
    else:
        yield Finding(
            "", "meaning", "warning",
            f"by wording alone, so more questions are left to you. To match by meaning as well: {install}",
        )  # fmt: skip
