from __future__ import annotations

import pytest

from assistant.errors import MailboxMissing
from assistant.mailbox.naming import Listed, Use, existing, find_mailbox, full_name, guess_prefix, missing_drafts


def listed(*names: str, separator: str = "/") -> list[Listed]:
    """Lines of LIST without attributes."""
    return [Listed(name, frozenset(), separator) for name in names]


@pytest.mark.parametrize(
    ("use", "names", "expected"),
    [
        ("Drafts", ["INBOX", "drafts"], "drafts"),
        ("Drafts", ["INBOX", "Entw\u00fcrfe", "Entwurf"], "Entw\u00fcrfe"),
        ("Drafts", ["INBOX", "[Gmail]/Brouillons"], "[Gmail]/Brouillons"),
        ("Drafts", ["INBOX", "[Google Mail]/Drafts"], "[Google Mail]/Drafts"),
        ("Drafts", ["INBOX", "INBOX/Borradores"], "INBOX/Borradores"),
        ("Drafts", ["INBOX", "Archive/Drafts", "Drafts of the novel"], None),
        ("Drafts", ["INBOX"], None),
        ("Sent", ["INBOX", "Sent Items", "Sent"], "Sent"),
        ("Sent", ["INBOX", "Gesendete Objekte"], "Gesendete Objekte"),
        ("Trash", ["INBOX", "Papierkorb"], "Papierkorb"),
    ],
)
def test_known_names(use: Use, names: list[str], expected: str | None) -> None:
    """Without attributes and settings a name that providers use is taken, at the top or below a provider's root."""
    assert find_mailbox(listed(*names), use, None, prefix="") == expected


def test_the_attribute_goes_before_every_name() -> None:
    """RFC 6154: the server's own word counts most, in any case of letters."""
    told = [*listed("INBOX", "Drafts"), Listed("Unfertig", frozenset({"\\drafts"}), "/")]
    assert find_mailbox(told, "Drafts", "Drafts", prefix="") == "Unfertig"


def test_a_mailbox_that_holds_no_messages_is_no_drafts() -> None:
    """A mere node of the tree cannot be written to."""
    told = [*listed("INBOX"), Listed("Drafts", frozenset({"\\Noselect"}), "/")]
    assert find_mailbox(told, "Drafts", None, prefix="") is None


def test_a_configured_name_that_is_not_there_is_an_error_not_a_guess() -> None:
    """A slip of the pen must not lead to another mailbox; the choice is shown."""
    with pytest.raises(MailboxMissing, match=r'"Draft".*sent in assistant\.toml.*"Drafts", "Old"'):
        find_mailbox(listed("INBOX", "Drafts", "Old"), "Sent", "Draft", prefix="")


def test_missing_drafts_names_the_remedy() -> None:
    """The owner is told what to do, also on a server with nothing but INBOX."""
    assert "assistant.toml" in str(missing_drafts(listed("INBOX")))
    assert '"Post"' in str(missing_drafts(listed("INBOX", "Post")))


@pytest.mark.parametrize(
    ("names", "prefix"),
    [
        (["INBOX", "INBOX.Drafts", "INBOX.Sent"], "INBOX."),
        (["INBOX", "INBOX.Drafts", "Sent"], ""),
        (["INBOX"], ""),
    ],
)
def test_the_prefix_is_guessed_without_namespace(names: list[str], prefix: str) -> None:
    """A server where everything stands below INBOX wants new mailboxes there too."""
    assert guess_prefix(listed(*names, separator=".")) == prefix


def test_names_get_the_servers_separator_and_prefix_once() -> None:
    """A full name stays as it is."""
    assert full_name("Assistant/Notes", prefix="INBOX.", separator=".") == "INBOX.Assistant.Notes"
    assert full_name("INBOX.Assistant", prefix="INBOX.", separator=".") == "INBOX.Assistant"
    assert full_name("A/B", prefix="", separator=None) == "A/B"


def test_inbox_is_inbox_in_any_case() -> None:
    """RFC 9051 5.1."""
    assert existing(listed("INBOX"), "Inbox", prefix="") == "INBOX"
