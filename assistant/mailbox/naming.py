"""Which mailbox is Drafts, Sent or Trash, and what a name is on this server: from the server's list, without I/O."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.errors import MailboxMissing

Use = Literal["Drafts", "Sent", "Trash"]

# As mail programs and providers name them: English, German, French, Spanish, Dutch, Italian, Portuguese, Danish and
# Norwegian, Swedish, Finnish, Polish, Czech. In lower case; the first that the server has wins.
KNOWN: dict[Use, tuple[str, ...]] = {
    "Drafts": (
        "drafts", "draft", "entwürfe", "entwurf", "brouillons", "brouillon", "borradores", "borrador", "concepten",
        "bozze", "rascunhos", "kladder", "utkast", "luonnokset", "kopie robocze", "szkice", "koncepty", "rozepsané",
    ),
    "Sent": (
        "sent", "sent mail", "sent items", "sent messages", "gesendet", "gesendete objekte", "gesendete elemente",
        "envoyés", "messages envoyés", "éléments envoyés", "enviados", "elementos enviados", "mensajes enviados",
        "verzonden", "verzonden items", "verzonden berichten", "inviati", "inviata", "posta inviata", "itens enviados",
        "sendt", "sendte elementer", "sendt post", "skickat", "skickade", "lähetetyt", "wysłane", "odeslané",
    ),
    "Trash": (
        "trash", "bin", "deleted", "deleted items", "deleted messages", "papierkorb", "gelöschte objekte",
        "gelöschte elemente", "corbeille", "éléments supprimés", "papelera", "elementos eliminados", "prullenbak",
        "verwijderde items", "cestino", "posta eliminata", "lixo", "lixeira", "itens excluídos", "papirkurv",
        "slettet post", "papperskorgen", "borttaget", "roskakori", "kosz", "koš",
    ),
}  # fmt: skip
_PROVIDER_ROOTS = ("[gmail]", "[google mail]")
_CANNOT_HOLD = frozenset({"\\noselect", "\\nonexistent"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of LIST: the mailbox's name, its attributes (`\\Drafts`), its separator, None for a flat server."""

    name: str
    attributes: frozenset[str]
    separator: str | None

    @property
    def usable(self) -> bool:
        """Whether messages can stand in it."""
        return not _CANNOT_HOLD & {attribute.lower() for attribute in self.attributes}


def find_mailbox(listed: Sequence[Listed], use: Use, configured: str | None, *, prefix: str) -> str | None:
    """The mailbox of this use: by attribute (RFC 6154 2), else as configured, else by a known name; never INBOX.

    MailboxMissing when the configured one is needed and not there.
    """
    usable = [one for one in listed if one.usable and one.name.upper() != "INBOX"]
    for one in usable:
        if f"\\{use}".lower() in {attribute.lower() for attribute in one.attributes}:
            return one.name
    if configured:
        name = existing(usable, configured, prefix=prefix)
        if name is None or name == "INBOX":
            raise MailboxMissing(
                f'The server has no mailbox "{configured}" that could be {use}. '
                f"Set {use.lower()} in assistant.toml to one that it has: {_choice(usable)}."
            )
        return name
    own = {_without_root(one, prefix).lower(): one.name for one in reversed(usable)}
    return next((own[name] for name in KNOWN[use] if name in own), None)


def missing_drafts(listed: Sequence[Listed]) -> MailboxMissing:
    """What to tell the owner of a server where no mailbox for drafts was found."""
    usable = [one for one in listed if one.usable and one.name.upper() != "INBOX"]
    return MailboxMissing(
        "The server has no Drafts mailbox. Create one in your mail program, or set drafts in assistant.toml"
        + (f" to one that it has: {_choice(usable)}." if usable else ".")
    )


def no_such_mailbox(mailbox: str) -> str:
    """What to tell when a mailbox that was named is not there."""
    return (
        f'The server has no mailbox "{mailbox}". Create it in your mail program, or correct its name in assistant.toml.'
    )


def renumbered(mailbox: str) -> str:
    """What to tell when a UID is meant under a UIDVALIDITY that holds no more."""
    return (
        f'The server has numbered the mailbox "{mailbox}" anew; nothing was changed in it. It is read afresh next time.'
    )


def existing(listed: Collection[Listed], name: str, *, prefix: str) -> str | None:
    """The mailbox that is meant by `name`, with or without the server's prefix; None when it is not there."""
    if name.upper() == "INBOX":  # RFC 9051 5.1: INBOX is case-insensitive
        return "INBOX"
    have = {one.name for one in listed}
    separator = separator_of(listed)
    return next((full for full in (name, full_name(name, prefix=prefix, separator=separator)) if full in have), None)


def full_name(name: str, *, prefix: str, separator: str | None) -> str:
    """`name`, its levels told apart by "/", as the server wants it (RFC 2342 5: the personal namespace)."""
    own = name.replace("/", separator) if separator else name
    return own if own.startswith(prefix) else prefix + own


def separator_of(listed: Collection[Listed]) -> str | None:
    """The sign between the levels of a name."""
    return next((one.separator for one in listed if one.separator), None)


def guess_prefix(listed: Sequence[Listed]) -> str:
    """The prefix of personal mailboxes on a server without NAMESPACE: "INBOX." where all others stand below INBOX."""
    others = [one for one in listed if one.name.upper() != "INBOX"]
    separator = separator_of(listed)
    if not others or not separator:
        return ""
    below = "INBOX" + separator
    return below if all(one.name.startswith(below) for one in others) else ""


def _without_root(one: Listed, prefix: str) -> str:
    name = one.name.removeprefix(prefix)
    if one.separator and one.separator in name:
        root, rest = name.split(one.separator, maxsplit=1)
        if root.lower() in (*_PROVIDER_ROOTS, "inbox"):
            return rest
    return name


def _choice(usable: Sequence[Listed]) -> str:
    names = [f'"{one.name}"' for one in usable[:12]]
    return ", ".join(names) + (" and others" if len(usable) > 12 else "")
