"""A letter from the desk into Drafts, in the place of the one that stands there: append, verify, record, remove.

IMAP cannot edit. The new one bears the Message-ID of the next revision, derived like the first, so that what a crash
left behind is known again: beginning anew comes out the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assistant.drafting import marking
from assistant.drafting.compose import compose, header, message_id, said
from assistant.drafting.enclosing import Enclosure
from assistant.drafting.page import page
from assistant.errors import ReviewError
from assistant.mailbox.contract import Account, Appended
from assistant.reviewing.editing import Sheet
from assistant.reviewing.remaking import Choices
from assistant.reviewing.working import Work
from assistant.store.reviews import Item

READY = "$Ready"
_END = re.compile(rb"\r?\n\r?\n")
_NAMES = re.compile(rb"(?im)^(?:to|b?cc)[ \t]*:.*(?:\r?\n[ \t].*)*")
_DRAFT, _SEEN, _FLAGGED = "\\Draft", "\\Seen", "\\Flagged"


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the letter stands now, under which Message-ID, and its bytes."""

    raw: bytes
    identity: str
    appended: Appended


def composed(
    item: Item, work: Work, sheet: Sheet, files: Sequence[Enclosure], *, now: datetime
) -> tuple[str, bytes]:
    """The next revision's Message-ID, and the letter as RFC 5322 bytes."""
    known = item.handled.draft
    if known is None:
        raise ReviewError("This message has no draft that could be changed.")
    revision = known.revision + 1
    domain = known.message_id.rpartition("@")[2].rstrip(">")
    identity = message_id(work.message, account=item.handled.message.account, revision=revision, domain=domain)
    before = work.draft.raw if work.draft is not None else b""
    # Whom it is for can be changed in a mail program alone: that stays as it was written there, to the last byte.
    draft = replace(sheet.draft, recipient=None) if before else sheet.draft
    if sheet.rulebook.business.html:
        language = work.made.ground.reading.understanding.language
        language = sheet.rulebook.business.languages[0] if language == "und" else language
        draft = replace(draft, html=page(draft.text, draft.quotation, sheet.templates, language=language))
    marker = marking.mark(sheet.plan, draft, sheet.rulebook, sheet.templates, sheet.circumstances)
    raw = compose(draft, date=now, message_id=identity, marker=str(replace(marker, revision=revision)), files=files)
    return identity, _names(before) + raw


def _names(raw: bytes) -> bytes:
    """Whom the letter is for, as it stands in the header of the draft before."""
    end = _END.search(raw)
    fields = _NAMES.findall(raw[: end.end()] if end else raw)
    return b"".join(b"\r\n".join(field.splitlines()) + b"\r\n" for field in fields)


def put(account: Account, item: Item, work: Work, identity: str, raw: bytes, *, ready: bool, gaps: int) -> Saved:
    """Put it into Drafts, beside the one that stands there. What an earlier try left behind is taken away."""
    known = item.handled.draft
    if known is None:
        raise ReviewError("This message has no draft that could be changed.")
    mailbox = known.mailbox
    left = account.find(mailbox, message_id=identity)
    _clear(account, mailbox, [uid for uid in left if work.draft is None or uid != work.draft.uid])
    flags = (_DRAFT, _SEEN, _FLAGGED) if gaps else (_DRAFT, _SEEN)
    appended = account.append(mailbox, raw, flags=flags, keywords=(READY,) if ready else ())
    stands = next(iter(account.fetch(mailbox, [appended.uid])), None) if appended.uid is not None else None
    same = stands is not None and header(stands.raw, "Message-ID") == identity and said(stands.raw) == said(raw)
    if not same:
        raise ReviewError(
            f"The mail server did not keep the letter as it was given to {mailbox}. The draft that stood there is "
            "untouched. Try it again, or edit it in your mail program."
        )
    return Saved(raw, identity, appended)


def row(item: Item, saved: Saved, sheet: Sheet, choices: Choices, *, who: str, now: datetime) -> Mapping[str, Any]:
    """What is another in the draft's row; the letter as the rules made it stays there, for learning."""
    known = item.handled.draft
    ledger = dict((known.ledger if known is not None else None) or {})
    ledger["reviewed"] = {
        "by": who,
        "at": now.isoformat(),
        "choices": choices.record(),
        "typed": [[one.span.start, one.span.end, one.by] for one in sheet.typed],
        "digest": marking.digest(sheet.text),
        "fails": [check.code for check in sheet.draft.checks if check.ok is False],
    }
    return {
        "message_id": saved.identity,
        "mailbox": saved.appended.mailbox,
        "uidvalidity": saved.appended.uidvalidity,
        "uid": saved.appended.uid,
        "revision": (known.revision if known is not None else 0) + 1,
        "ready": sheet.draft.ready,
        "gaps": sheet.draft.gaps,
        "state": "touched",
        "ledger": ledger,
    }


def remove(account: Account, item: Item, work: Work) -> None:
    """Remove the draft that stood there before, and what a crash may have left of the one before that."""
    known, before = item.handled.draft, work.draft
    if before is not None:
        account.remove(before.mailbox, before.uid, uidvalidity=before.uidvalidity)
    if known is None or not known.revision:
        return
    domain = known.message_id.rpartition("@")[2].rstrip(">")
    older = message_id(
        work.message, account=item.handled.message.account, revision=known.revision - 1, domain=domain
    )
    _clear(account, known.mailbox, account.find(known.mailbox, message_id=older))


def _clear(account: Account, mailbox: str, uids: Sequence[int]) -> None:
    """Remove these forms of a letter, but for those that a mail program saved since: those are somebody's."""
    uidvalidity = account.select(mailbox).uidvalidity if uids else 0
    for stands in list(account.fetch(mailbox, uids, uidvalidity=uidvalidity)) if uids else []:
        if not marking.edited(stands.raw):
            account.remove(mailbox, stands.uid, uidvalidity=uidvalidity)


def withdraw(account: Account, saved: Saved) -> None:
    """Remove what was put in, for it must not stand after all."""
    if saved.appended.uid is not None:
        account.remove(saved.appended.mailbox, saved.appended.uid, uidvalidity=saved.appended.uidvalidity)


