"""What a draft carries in our own header so that it can be derived anew, and what differs when it is.

The header is one line, `reference=YARD-7Q2KM; revision=0; rules=...; templates=...; letter=...; history=...; made=...`.
Digests are the first 16 hex digits of a sha256.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.drafting.compose import OWN_HEADER, header, said
from assistant.model import Circumstances, Draft, History, Plan, Reason
from assistant.rules.rulebook import Rulebook

_FIELD = re.compile(r"([a-z]+)=([^;\s]+)")
_SHOWN = 6                          # lines that differ


@dataclass(frozen=True, slots=True)
class Marker:
    """What a draft was made with. `history` says whether the store knew anything of the person or the thread."""

    reference: str
    rules: str                                      # digests
    templates: str
    letter: str
    made: datetime                                  # the time that the core was told, aware
    history: str = "none"                           # none, kept
    revision: int = 0

    def __str__(self) -> str:
        return (
            f"reference={self.reference}; revision={self.revision}; rules={self.rules}; templates={self.templates}; "
            f"letter={self.letter}; history={self.history}; made={self.made.isoformat()}"
        )


def mark(
    plan: Plan, draft: Draft, rulebook: Rulebook, templates: Mapping[str, str], circumstances: Circumstances
) -> Marker:
    """The marker of a draft that was just made."""
    return Marker(
        plan.reference,
        rulebook.digest[:16],
        digest("\0".join(f"{name}\0{source}" for name, source in sorted(templates.items()))),
        letter_digest(draft.text, draft.quotation, draft.html),
        circumstances.now,
        "none" if circumstances.history == History() else "kept",
    )


def digest(text: str) -> str:
    """The first 16 hex digits of the sha256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def letter_digest(text: str, quotation: str, html: str) -> str:
    """The digest of all that stands in the body, however its lines end."""
    plain = text + ("\n" + quotation if quotation else "")
    return digest(f"{plain.strip()}\0{html.strip()}")


def read(raw: bytes) -> Marker | None:
    """The marker of a saved draft; None where it has none, or one of an earlier version."""
    found = dict(_FIELD.findall(header(raw, OWN_HEADER)))
    try:
        made = datetime.fromisoformat(found["made"])
        if made.tzinfo is None:
            return None
        return Marker(
            found["reference"], found["rules"], found["templates"], found["letter"], made, found["history"],
            int(found["revision"]),
        )  # fmt: skip
    except (KeyError, ValueError):
        return None


def edited(raw: bytes) -> bool:
    """Whether a draft of ours was saved by a mail program since: its letter is another, or our header is gone."""
    marker = read(raw)
    return marker is None or _letter_now(raw) != marker.letter


def _letter_now(raw: bytes) -> str:
    plain, page = said(raw) or "", said(raw, "html") or ""
    return digest(f"{plain.strip()}\0{page.strip()}")


def differences(raw: bytes, marker: Marker, derived: Marker | None, draft: Draft | None) -> tuple[Reason, ...]:
    """What differs between a saved draft and the same draft derived anew; nothing where they agree.

    Rules and templates count as far as they change the letter. `derived` and `draft` are None where no draft would be
    made now.
    """
    found: list[Reason] = []
    plain = said(raw) or ""
    changed_since = _letter_now(raw) != marker.letter
    if changed_since:
        found.append(Reason("edited", "Somebody has edited it since it was saved."))
    if derived is None or draft is None:
        return (*found, Reason("no-draft-now", "The message would get no draft now."))
    if derived.letter != marker.letter:
        causes = [
            Reason(code, text)
            for code, text, same in (
                ("rules-changed", "The rules have changed since it was made.", derived.rules == marker.rules),
                ("templates-changed", "A template has changed since.", derived.templates == marker.templates),
            )
            if not same
        ]
        unknown = "Derived anew it says something else, by the same rules: look at the program, lookups and store."
        found += causes or [Reason("derived-otherwise", unknown)]
    if changed_since or derived.letter != marker.letter:
        now = draft.text + ("\n" + draft.quotation if draft.quotation else "")
        lines = difflib.unified_diff(plain.strip().split("\n"), now.strip().split("\n"), lineterm="", n=0)
        changed = [line for line in lines if line[:3] not in ("---", "+++") and line[:2] != "@@"]
        more = f" (and {len(changed) - _SHOWN} more lines)" if len(changed) > _SHOWN else ""
        if changed:
            found.append(Reason("lines", "In the draft (-) and derived (+): " + " | ".join(changed[:_SHOWN]) + more))
    return tuple(found)
