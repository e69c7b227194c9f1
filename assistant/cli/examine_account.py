"""One account examined at its server: connection, certificate, sign-in, mailboxes, and a test draft there and back.

What was there before is looked at and never changed. The test draft is removed again; one that an examination left
because it was cut off is removed by the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from assistant import config
from assistant.cli.finding import Finding, from_error
from assistant.drafting.compose import OWN_HEADER, compose, said
from assistant.errors import AssistantError, CertificateError, ConfigError, PassingError, SignInError
from assistant.mailbox.contract import Fetched
from assistant.mailbox.headers import msg_ids, split_header
from assistant.mailbox.imap import ImapAccount
from assistant.model import Address, Draft

CERTIFICATE_DAYS = 14
CLOCK_SECONDS = 120.0
ABANDONED = timedelta(hours=1)                      # a test draft this old belongs to no examination that still runs
KEYWORD = "$Ready"
TEXT = "This is a test of the connection, made by `assistant doctor`.\nIt is removed at once; delete it if it is not.\n"
# What the program gains by each, told where the server lacks it.
WANTED = {
    "IDLE": "new mail is seen at the next look, not at once",
    "UIDPLUS": "what the program removes goes to Trash, or is marked as deleted",
    "SPECIAL-USE": "Drafts and Sent are found by their names",
}


def examine(
    settings: config.Account, open_account: Callable[[config.Account], ImapAccount], clock: Callable[[], datetime]
) -> Iterator[Finding]:
    """Every check of one account, as each is done. What cannot go on after a failure is not tried."""
    name = settings.name
    try:
        account = open_account(settings)
    except AssistantError as error:
        yield from_error(name, _step(error), error)
        return
    try:
        yield Finding(name, "connect", "ok", f"{settings.host}:{settings.port} answers.")
        yield _tls(settings, account, clock())
        yield Finding(name, "sign-in", "ok", f"signed in as {settings.user}.")
        yield _capabilities(name, account)
        yield from _mailboxes(settings, account)
        yield from _saving(settings, account, clock)
    finally:
        account.close()


def _step(error: AssistantError) -> str:
    """At which step of connecting an error came."""
    match error:
        case CertificateError():
            return "tls"
        case SignInError() | ConfigError():
            return "sign-in"
        case _:
            return "connect"


def _tls(settings: config.Account, account: ImapAccount, now: datetime) -> Finding:
    name, ends = settings.name, account.certificate_ends
    if ends is None and settings.security == "plain":
        return Finding(name, "tls", "ok", "none; the connection stays on this machine.")
    if ends is None:
        return Finding(
            name, "tls", "warning",
            f"none: the password and all mail go to {settings.host} for all to read. "
            'Set security = "tls" or "starttls" in assistant.toml.',
        )  # fmt: skip
    left = (ends - now).days
    if left < CERTIFICATE_DAYS:
        return Finding(
            name, "tls", "warning",
            f"the certificate of {settings.host} ends on {ends:%Y-%m-%d}, in {left} {'day' if left == 1 else 'days'}. "
            "Ask its operator to renew it.",
        )  # fmt: skip
    return Finding(name, "tls", "ok", f"the certificate is valid until {ends:%Y-%m-%d}.")


def _capabilities(name: str, account: ImapAccount) -> Finding:
    has = [capability for capability in WANTED if capability in account.capabilities]
    lacks = [f"no {capability} ({loss})" for capability, loss in WANTED.items() if capability not in has]
    return Finding(name, "capabilities", "ok", "; ".join([", ".join(has), *lacks] if has else lacks) + ".")


def _mailboxes(settings: config.Account, account: ImapAccount) -> Iterator[Finding]:
    """Each watched mailbox, and Sent."""
    name = settings.name
    for mailbox in settings.mailboxes:
        try:
            exists = account.select(mailbox).exists
        except AssistantError as error:
            yield from_error(name, "mailbox", error)
        else:
            yield Finding(name, "mailbox", "ok", f'"{mailbox}" holds {exists} message{"" if exists == 1 else "s"}.')
    try:
        sent = account.sent_mailbox(settings.sent)
    except AssistantError as error:
        yield from_error(name, "sent", error)
        return
    if sent is None:
        yield Finding(
            name, "sent", "warning",
            "no mailbox for sent messages was found, so a reply written by hand is not noticed. "
            "Set sent in assistant.toml.",
        )  # fmt: skip
    else:
        yield Finding(name, "sent", "ok", f'"{sent}", {_how(account, sent, "Sent", settings.sent)}.')


def _how(account: ImapAccount, mailbox: str, use: str, configured: str | None) -> str:
    """How a mailbox was found."""
    marked = any(
        one.name == mailbox and f"\\{use}".lower() in {each.lower() for each in one.attributes}
        for one in account.listed()
    )
    if marked:
        return f"marked as \\{use} by the server (SPECIAL-USE)"
    return "as the settings name it" if configured else "known by its name"


def _saving(settings: config.Account, account: ImapAccount, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Drafts, and a draft in a thread that goes there and is read back."""
    name = settings.name
    try:
        drafts = account.drafts_mailbox(settings.drafts)
    except AssistantError as error:
        yield from_error(name, "drafts", error)
        return
    yield Finding(name, "drafts", "ok", f'"{drafts}", {_how(account, drafts, "Drafts", settings.drafts)}.')
    parent = parent_id(settings)
    try:
        _remove_abandoned(account, drafts, parent, clock())
        yield from _round_trip(settings, account, drafts, parent, clock)
    except AssistantError as error:
        yield from_error(name, "test draft", error)


def parent_id(settings: config.Account) -> str:
    """The message that the account's test drafts pretend to answer: the same each time, and nobody else's."""
    seed = f"{settings.host}\0{settings.user}\0{settings.name}"
    return f"<doctor.{hashlib.sha256(seed.encode('utf-8', 'surrogateescape')).hexdigest()[:24]}@assistant.invalid>"


def _round_trip(
    settings: config.Account, account: ImapAccount, drafts: str, parent: str, clock: Callable[[], datetime]
) -> Iterator[Finding]:
    name, identity, now = settings.name, f"<doctor.{uuid4().hex}@assistant.invalid>", clock()
    ours = Address("", settings.addresses[0])
    letter = Draft(
        text=TEXT, subject="Re: Test of the connection", recipient=ours, sender=ours, parts=(),
        in_reply_to=parent, references=(parent,),
    )  # fmt: skip
    raw = compose(letter, date=now, message_id=identity, marker="doctor")
    place = account.append(drafts, raw, flags=(r"\Draft", r"\Seen"))
    uid, uidvalidity = place.uid, place.uidvalidity
    if uid is None:
        yield Finding(
            name, "test draft", "fault",
            f'The server took a draft and "{drafts}" does not show it. Delete it there if it appears later, and ask '
            "the server's operator.",
        )  # fmt: skip
        return
    dropped: frozenset[str] | None = None
    read: list[Fetched] = []
    try:
        read = list(account.fetch(drafts, [uid], uidvalidity=uidvalidity))
        threaded = uid in account.find(drafts, in_reply_to=parent)
        try:
            dropped = account.add_flags(drafts, [uid], [KEYWORD], uidvalidity=uidvalidity)
        except PassingError:
            dropped = frozenset([KEYWORD])          # a server may refuse what it cannot keep
    finally:
        removal = account.remove(drafts, uid, uidvalidity=uidvalidity)
    yield came_back(name, read, threaded=threaded, parent=parent, identity=identity, removal=removal)
    kept = "kept" if not dropped else "not kept by this server; nothing rests on them"
    yield Finding(name, "keywords", "ok", f"keywords such as {KEYWORD} are {kept}.")
    if read:
        yield _clock(name, settings.host, read[0].internal_date, now)


def came_back(
    name: str, read: list[Fetched], *, threaded: bool, parent: str, identity: str, removal: str
) -> Finding:
    """What is told of a test draft: whether it was read back as it was saved, and how it was removed."""
    wrong = []
    if not read:
        wrong.append("it could not be read back")
    else:
        raw = read[0].raw
        if msg_ids(raw, "Message-ID") != {identity}:
            wrong.append("its Message-ID was changed")
        if msg_ids(raw, "In-Reply-To") != {parent} or msg_ids(raw, "References") != {parent}:
            wrong.append("In-Reply-To or References were changed, so replies would leave their thread")
        if said(raw) != TEXT:
            wrong.append("its text was changed")
        if r"\Draft" not in read[0].flags:
            wrong.append(r"it lost the flag \Draft")
        if not threaded:
            wrong.append("a search by In-Reply-To does not find it, so a reply that you began is not noticed")
    told = {
        "expunged": "removed again",
        "moved": "moved to Trash again (the server has no UIDPLUS)",
        "marked": r"marked as \Deleted again (the server has no UIDPLUS; your mail program removes it)",
        "gone": "gone by itself",
    }[removal]
    if wrong:
        return Finding(
            name, "test draft", "fault", f"saved and {told}, but {'; '.join(wrong)}. Ask the server's operator."
        )
    return Finding(name, "test draft", "ok", f"saved, read back in its thread, {told}.")


def _clock(name: str, host: str, theirs: datetime, ours: datetime) -> Finding:
    apart = (ours - theirs).total_seconds()
    if abs(apart) <= CLOCK_SECONDS:
        return Finding(name, "clock", "ok", f"this machine and {host} agree.")
    way = "ahead of" if apart > 0 else "behind"
    return Finding(
        name, "clock", "warning",
        f"this machine is {_span(abs(apart))} {way} {host}. Limits in an hour and the age of messages go wrong. "
        "Let this machine set its clock by the network (timedatectl set-ntp true).",
    )  # fmt: skip


def _span(seconds: float) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"


def _remove_abandoned(account: ImapAccount, drafts: str, parent: str, now: datetime) -> None:
    """Test drafts that an earlier examination left. Each is read first: only what bears our marks is removed."""
    found = account.find(drafts, in_reply_to=parent)
    if not found:
        return
    uidvalidity = account.select(drafts).uidvalidity
    for one in list(account.fetch(drafts, found, uidvalidity=uidvalidity)):
        header = split_header(one.raw)[0].decode("utf-8", "replace").lower()
        marked = f"\n{OWN_HEADER}: doctor".lower() in header
        ours = marked and all(each.startswith("<doctor.") for each in msg_ids(one.raw, "Message-ID"))
        if ours and said(one.raw) == TEXT and one.internal_date < now - ABANDONED:
            account.remove(drafts, one.uid, uidvalidity=uidvalidity)
