"""After a letter was sent: a copy in Sent, `\\Answered` on the message, the draft gone. Each step may be done again.

What was done before a crash is found by Message-ID and not done twice. RFC 9051 2.3.2 for the flags.
"""

from __future__ import annotations

from contextlib import suppress

from assistant.drafting.compose import message_id, said
from assistant.drafting.marking import edited
from assistant.errors import MailboxMissing
from assistant.mailbox.contract import Account
from assistant.model import Message
from assistant.store.letters import Entry, Parent


def stands_in_sent(account: Account, sent: str | None, message_id: str) -> bool:
    """Whether a message of this Message-ID stands in Sent. `sent` is as the settings name it."""
    mailbox = account.sent_mailbox(sent)
    return mailbox is not None and bool(account.find(mailbox, message_id=message_id))


def file(account: Account, entry: Entry, *, drafts: str | None, sent: str | None, copies: bool) -> None:
    """All of it. Raises PassingError or OperatorError; then it is done again later."""
    letter = entry.letter
    if copies:
        mailbox = account.sent_mailbox(sent)
        # Some servers keep a copy though nobody knows it of them.
        if mailbox is not None and not account.find(mailbox, message_id=letter.message_id):
            account.append(mailbox, letter.raw, flags=(r"\Seen",), internal_date=entry.sent)
    if entry.parent is not None:
        with suppress(MailboxMissing):              # somebody has removed it since
            _mark_answered(account, entry.parent)
    _remove_draft(account, account.drafts_mailbox(drafts), entry)


def _mark_answered(account: Account, parent: Parent) -> None:
    state = account.select(parent.mailbox)
    uids = [parent.uid]
    if state.uidvalidity != parent.uidvalidity:
        uids = account.find(parent.mailbox, message_id=parent.message_id) if parent.message_id else []
    if uids:
        account.add_flags(parent.mailbox, uids, (r"\Answered",), uidvalidity=state.uidvalidity)


def _remove_draft(account: Account, mailbox: str, entry: Entry) -> None:
    """Remove what was sent from Drafts, and what a crash left of the form before it.

    A draft that says something else by now is somebody's, and stays.
    """
    text = said(entry.letter.raw)
    for identity, same in ((entry.letter.message_id, True), (_form_before(entry), False)):
        found = account.find(mailbox, message_id=identity) if identity else []
        uidvalidity = account.select(mailbox).uidvalidity if found else 0
        for fetched in list(account.fetch(mailbox, found, uidvalidity=uidvalidity)) if found else []:
            if said(fetched.raw) == text if same else not edited(fetched.raw):
                account.remove(mailbox, fetched.uid, uidvalidity=uidvalidity)


def _form_before(entry: Entry) -> str | None:
    """The Message-ID of the revision before the draft's; None where it is the first."""
    if entry.parent is None or entry.draft is None or not entry.revision:
        return None
    answered = Message(raw_digest=entry.parent.raw_digest, message_id=entry.parent.message_id)
    domain = entry.draft.rpartition("@")[2].rstrip(">")
    return message_id(answered, account=entry.letter.account, revision=entry.revision - 1, domain=domain)
