"""The mailbox contract, one suite for every implementation and every kind of server."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from threading import Timer

import pytest

from assistant.errors import MailboxMissing, ServerRefused, ServerUnreachable
from assistant.mailbox.contract import Account, Appended
from assistant.mailbox.waker import Waker
from tests.mailbox.conftest import Place


def letter(message_id: str = "<1@shop.example>", *, more: str = "", body: str = "Where is my order?\r\n") -> bytes:
    """A small message."""
    return f"From: dana@example.com\r\nMessage-ID: {message_id}\r\n{more}Subject: Order\r\n\r\n{body}".encode()


def uids_of(appended: list[Appended]) -> list[int]:
    """Their UIDs, which must be known."""
    return [one.uid for one in appended if one.uid is not None]


def put(account: Account, count: int, mailbox: str = "INBOX") -> list[int]:
    """Append messages with different Message-IDs; their UIDs."""
    return uids_of([account.append(mailbox, letter(f"<{n}@shop.example>")) for n in range(count)])


# ---------------------------------------------------------------- select


def test_an_empty_mailbox_is_selected(account: Account) -> None:
    """A new INBOX holds nothing, and has a UIDVALIDITY all the same."""
    state = account.select("INBOX")
    assert (state.mailbox, state.exists) == ("INBOX", 0)
    assert state.uidvalidity > 0


def test_select_sees_what_another_connection_brought(account: Account, other: Account) -> None:
    """Select always asks the server, also for the mailbox that is open."""
    account.select("INBOX")
    [uid] = put(other, 1)
    state = account.select("INBOX")
    assert state.exists == 1
    assert state.uidnext == uid + 1


def test_a_missing_mailbox_is_named(account: Account) -> None:
    """The error names the mailbox, and the account lives on."""
    with pytest.raises(MailboxMissing, match='"Nowhere"'):
        account.select("Nowhere")
    assert account.select("INBOX").exists == 0


# ---------------------------------------------------------------- new_uids


def test_nothing_new_is_nothing(account: Account) -> None:
    """Above the last UID there is nothing, though `UID n:*` would name the last one."""
    uids = put(account, 2)
    assert account.new_uids("INBOX", uids[-1]) == []


def test_new_uids_of_an_empty_mailbox(account: Account) -> None:
    """An empty mailbox has no UIDs, and asking is no error."""
    assert account.new_uids("INBOX", 0) == []


def test_new_uids_ascend_from_the_cursor(account: Account) -> None:
    """All UIDs above the cursor come, in order."""
    uids = put(account, 4)
    assert account.new_uids("INBOX", 0) == uids
    assert account.new_uids("INBOX", uids[1]) == uids[2:]


def test_new_uids_sees_what_arrived_since(account: Account, other: Account) -> None:
    """A message that came after select is found without selecting again."""
    state = account.select("INBOX")
    [uid] = put(other, 1)
    assert account.new_uids("INBOX", 0, uidvalidity=state.uidvalidity) == [uid]


# ---------------------------------------------------------------- fetch


def test_fetched_bytes_are_the_appended_ones(account: Account) -> None:
    """No byte is changed, also none that is not ASCII or not UTF-8, and no long line is folded."""
    raw = letter(body="Gr\u00fc\u00dfe\r\n") + b"caf\xe9 \xff\r\n" + b"x" * 5000 + b"\r\n.\r\nend"
    [uid] = uids_of([account.append("INBOX", raw)])
    [fetched] = account.fetch("INBOX", [uid])
    assert fetched.raw == raw
    assert (fetched.uid, fetched.size, fetched.truncated) == (uid, len(raw), False)
    assert (fetched.mailbox, fetched.uidvalidity) == ("INBOX", account.select("INBOX").uidvalidity)


def test_fetch_leaves_the_flags_alone(account: Account, other: Account) -> None:
    """A message that was read by us is still unread for its owner, whole or in part."""
    [uid] = put(account, 1)
    [fetched] = account.fetch("INBOX", [uid])
    [in_part] = account.fetch("INBOX", [uid], limit=5)
    assert "\\Seen" not in fetched.flags | in_part.flags
    assert "\\Seen" not in other.flags("INBOX", [uid])[uid]


def test_fetch_leaves_out_what_is_gone(account: Account) -> None:
    """UIDs that no message bears are passed over; the others come in ascending order."""
    uids = put(account, 2)
    fetched = account.fetch("INBOX", [uids[1] + 50, uids[1], uids[0]])
    assert [one.uid for one in fetched] == uids


def test_fetch_of_nothing_is_nothing(account: Account) -> None:
    """No UIDs, no messages, no error."""
    assert list(account.fetch("INBOX", [])) == []


def test_a_large_message_is_cut(account: Account) -> None:
    """Over the limit: its beginning, and the mark; its neighbours come whole."""
    small = letter("<small@shop.example>")
    large = letter("<large@shop.example>", body="0123456789" * 1000)
    uids = uids_of([account.append("INBOX", raw) for raw in (small, large, small)])
    first, cut, last = account.fetch("INBOX", uids, limit=500)
    assert (first.raw, last.raw) == (small, small)
    assert cut.raw == large[:500]
    assert (cut.truncated, cut.size) == (True, len(large))


def test_other_work_between_two_messages_of_a_fetch(
    account: Account, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While messages are fetched in batches, drafts can be saved in another mailbox."""
    monkeypatch.setattr("assistant.mailbox.session.BATCH", 2)
    uids = put(account, 5)
    drafts = account.drafts_mailbox()
    seen = []
    for fetched in account.fetch("INBOX", uids):
        account.append(drafts, letter(f"<draft-{fetched.uid}@shop.example>"))
        seen.append(fetched.uid)
    assert seen == uids
    assert account.select(drafts).exists == 5


def test_the_internal_date_is_kept(account: Account) -> None:
    """The time of receipt that was given at APPEND comes back, aware."""
    received = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    [uid] = uids_of([account.append("INBOX", letter(), internal_date=received)])
    [fetched] = account.fetch("INBOX", [uid])
    assert fetched.internal_date == received


def test_reading_under_another_uidvalidity_is_refused(account: Account) -> None:
    """A UID from before the mailbox was renumbered means another message now."""
    [uid] = put(account, 1)
    wrong = account.select("INBOX").uidvalidity + 1
    with pytest.raises(ServerRefused, match="anew"):
        list(account.fetch("INBOX", [uid], uidvalidity=wrong))
    with pytest.raises(ServerRefused, match="anew"):
        account.new_uids("INBOX", 0, uidvalidity=wrong)


# ---------------------------------------------------------------- flags


def test_flags_that_another_program_set(account: Account, other: Account) -> None:
    """What the owner's mail program marks is seen at the next question."""
    [uid] = put(account, 1)
    uidvalidity = account.select("INBOX").uidvalidity
    assert account.flags("INBOX", [uid]) == {uid: frozenset()}
    other.add_flags("INBOX", [uid], ["\\Answered"], uidvalidity=uidvalidity)
    assert account.flags("INBOX", [uid]) == {uid: frozenset({"\\Answered"})}


def test_flags_of_a_removed_message(account: Account, other: Account) -> None:
    """A message that is gone has no flags, whatever the server tells of its neighbours."""
    uids = put(account, 3)
    uidvalidity = account.select("INBOX").uidvalidity
    other.remove("INBOX", uids[0], uidvalidity=uidvalidity)
    other.add_flags("INBOX", [uids[2]], ["\\Flagged"], uidvalidity=uidvalidity)
    gone = uids[0] not in other.new_uids("INBOX", 0)
    flags = account.flags("INBOX", uids)
    assert "\\Flagged" in flags[uids[2]]
    assert uids[0] not in flags if gone else "\\Deleted" in flags[uids[0]]


def test_added_flags_are_kept_and_taken_away(account: Account, other: Account) -> None:
    """System flags can be set and cleared, in any spelling."""
    [uid] = put(account, 1)
    uidvalidity = account.select("INBOX").uidvalidity
    assert account.add_flags("INBOX", [uid], ["\\seen", "\\Flagged"], uidvalidity=uidvalidity) == frozenset()
    assert other.flags("INBOX", [uid])[uid] == {"\\Seen", "\\Flagged"}
    account.remove_flags("INBOX", [uid], ["\\Flagged"], uidvalidity=uidvalidity)
    assert other.flags("INBOX", [uid])[uid] == {"\\Seen"}


def test_a_keyword_that_the_server_drops_is_reported(account: Account, place: Place) -> None:
    """Poor servers take a keyword and forget it; the caller is told."""
    [uid] = put(account, 1)
    uidvalidity = account.select("INBOX").uidvalidity
    dropped = account.add_flags("INBOX", [uid], ["\\Flagged", "$Ready"], uidvalidity=uidvalidity)
    assert dropped == (frozenset() if place.keywords else {"$Ready"})


def test_flags_for_a_message_that_is_gone(account: Account) -> None:
    """Marking what is gone does nothing, and is no error."""
    [uid] = put(account, 1)
    state = account.select("INBOX")
    assert account.add_flags("INBOX", [uid + 7], ["\\Seen"], uidvalidity=state.uidvalidity) == frozenset()
    account.remove_flags("INBOX", [uid + 7], ["\\Seen"], uidvalidity=state.uidvalidity)


def test_marking_under_another_uidvalidity_is_refused(account: Account) -> None:
    """Nothing is marked in a mailbox that has been renumbered."""
    [uid] = put(account, 1)
    wrong = account.select("INBOX").uidvalidity + 1
    with pytest.raises(ServerRefused, match="anew"):
        account.add_flags("INBOX", [uid], ["\\Seen"], uidvalidity=wrong)
    assert account.flags("INBOX", [uid])[uid] == frozenset()


# ---------------------------------------------------------------- find


def test_find_by_message_id_is_exact(account: Account) -> None:
    """HEADER search looks for a part; only the very id counts."""
    wanted, *_ = uids_of([account.append("INBOX", letter(f"<{n}@x.example>")) for n in ("1", "11", "1@x.example", "2")])
    assert account.find("INBOX", message_id="<1@x.example>") == [wanted]
    assert account.find("INBOX", message_id="<3@x.example>") == []


def test_find_gives_every_message_of_that_id(account: Account) -> None:
    """An id can be used twice; both are found."""
    uids = uids_of([account.append("INBOX", letter("<twice@x.example>") + body) for body in (b"a", b"b")])
    # Without UIDPLUS each UID is looked up by the id, and the last one is taken: still both.
    assert account.find("INBOX", message_id="<twice@x.example>") == uids


def test_find_by_in_reply_to_in_a_folded_field(account: Account) -> None:
    """The field may be folded and name several ids (RFC 5322 3.6.4)."""
    reply = letter("<r@x.example>", more="In-Reply-To: <other@x.example>\r\n <parent@x.example>\r\n")
    uids = uids_of([account.append("INBOX", raw) for raw in (letter("<parent@x.example>"), reply)])
    assert account.find("INBOX", in_reply_to="<parent@x.example>") == uids[1:]


@pytest.mark.parametrize(
    "message_id",
    [
        '<a"b@x.example>',
        "<a\\b@x.example>",
        "<a(b)c{3}@x.example>",
        '<a" UNDELETED ALL"@x.example>',
        "<%*@x.example>",
        "<caf\u00e9@x.example>",
        "<\u65e5\u672c>",
        "no-brackets@x.example",
    ],
)
def test_find_by_an_id_that_no_sane_program_makes(account: Account, place: Place, message_id: str) -> None:
    """A Message-ID is the sender's word; nothing in it reaches the server as a command."""
    strange = letter(message_id, more=f"In-Reply-To: {message_id}\r\n")
    uids = uids_of([account.append("INBOX", one) for one in (strange, letter("<plain@x.example>"))])
    assert account.find("INBOX", in_reply_to=message_id) == uids[:1]
    found = account.find("INBOX", message_id=message_id)
    assert found == uids[:1] or (found == [] and place.cuts_message_ids)


def test_find_with_a_line_break_in_the_id(account: Account) -> None:
    """A line break cannot be smuggled into the command."""
    put(account, 1)
    assert account.find("INBOX", message_id='<a"\r\nA1 LOGOUT\r\n@x.example>') == []
    account.noop()


def test_find_passes_over_what_is_marked_deleted(account: Account) -> None:
    """A draft that was removed on a server without UIDPLUS still stands there, and is not found."""
    [uid] = put(account, 1)
    state = account.select("INBOX")
    account.add_flags("INBOX", [uid], ["\\Deleted"], uidvalidity=state.uidvalidity)
    assert account.find("INBOX", message_id="<0@shop.example>") == []


def test_find_sees_what_another_connection_brought(account: Account, other: Account) -> None:
    """A message saved by the owner's mail program since the mailbox was opened is found."""
    account.select("INBOX")
    uids = put(other, 1)
    assert account.find("INBOX", message_id="<0@shop.example>") == uids


def test_find_wants_exactly_one_question(account: Account) -> None:
    """Neither none nor both."""
    with pytest.raises(ValueError, match="message_id or"):
        account.find("INBOX")


# ---------------------------------------------------------------- append


def test_an_appended_draft_has_its_flags_and_place(account: Account, other: Account) -> None:
    """APPEND tells where the message stands, by UIDPLUS or by looking it up."""
    drafts = account.drafts_mailbox()
    appended = account.append(drafts, letter("<draft@x.example>"), flags=["\\Draft", "\\Seen"])
    assert (appended.mailbox, appended.uidvalidity) == (drafts, other.select(drafts).uidvalidity)
    assert appended.uid == other.new_uids(drafts, 0)[0]
    assert other.flags(drafts, [appended.uid])[appended.uid] == {"\\Draft", "\\Seen"}


def test_appended_keywords_are_kept_or_reported(account: Account, other: Account) -> None:
    """A keyword is there for others to see, or it is reported as dropped."""
    appended = account.append("INBOX", letter(), flags=["\\Seen"], keywords=["$Ready"])
    assert appended.uid is not None
    kept = other.flags("INBOX", [appended.uid])[appended.uid]
    assert kept | appended.dropped == {"\\Seen", "$Ready"}
    assert not kept & appended.dropped


def test_bare_line_ends_become_crlf(account: Account) -> None:
    """A message with Unix line ends is stored as the standard wants it."""
    [uid] = uids_of([account.append("INBOX", b"Message-ID: <u@x.example>\nSubject: a\n\nb\n")])
    [fetched] = account.fetch("INBOX", [uid])
    assert fetched.raw == b"Message-ID: <u@x.example>\r\nSubject: a\r\n\r\nb\r\n"


def test_append_to_a_missing_mailbox_is_named(account: Account) -> None:
    """The mailbox is not created behind the owner's back."""
    with pytest.raises(MailboxMissing, match='"Nowhere"'):
        account.append("Nowhere", letter())
    account.noop()


def test_a_message_without_message_id_is_appended(account: Account, place: Place) -> None:
    """Its UID may stay unknown; the message is there."""
    appended = account.append("INBOX", b"Subject: a\r\n\r\nb\r\n")
    uids = account.new_uids("INBOX", 0)
    assert len(uids) == 1
    assert appended.uid == uids[0] or (appended.uid is None and not place.uidplus)


# ---------------------------------------------------------------- remove


def test_remove_takes_one_and_no_other(account: Account, other: Account, place: Place) -> None:
    """A message that somebody else has marked deleted stays where it is."""
    uids = put(account, 3)
    uidvalidity = account.select("INBOX").uidvalidity
    other.add_flags("INBOX", [uids[0]], ["\\Deleted"], uidvalidity=uidvalidity)
    how = account.remove("INBOX", uids[1], uidvalidity=uidvalidity)
    left = other.flags("INBOX", uids)
    assert uids[0] in left and left[uids[2]] == frozenset()
    if how == "marked":
        assert not place.uidplus
        assert "\\Deleted" in left[uids[1]]
    else:
        assert how == ("expunged" if place.uidplus else "moved")
        assert uids[1] not in left


def test_remove_of_what_is_gone(account: Account) -> None:
    """It says so, and does nothing."""
    [uid] = put(account, 1)
    assert account.remove("INBOX", uid + 9, uidvalidity=account.select("INBOX").uidvalidity) == "gone"
    assert account.select("INBOX").exists == 1


def test_remove_under_another_uidvalidity_is_refused(account: Account) -> None:
    """The message that bears this UID now is another one, and stays."""
    [uid] = put(account, 1)
    wrong = account.select("INBOX").uidvalidity + 1
    with pytest.raises(ServerRefused, match="anew"):
        account.remove("INBOX", uid, uidvalidity=wrong)
    assert account.flags("INBOX", [uid]) == {uid: frozenset()}


# ---------------------------------------------------------------- mailboxes


def test_drafts_and_sent_are_found(account: Account, place: Place) -> None:
    """By attribute where the server has them, by their names where it has not."""
    assert account.drafts_mailbox() == place.name("Drafts")
    assert account.sent_mailbox() == place.name("Sent")
    assert account.trash_mailbox() in (place.name("Trash"), None)


def test_a_configured_mailbox_that_is_not_there(account: Account, place: Place) -> None:
    """The attribute goes first; without it the configured name must be right."""
    if place.special_use:
        assert account.drafts_mailbox("Nowhere") == place.name("Drafts")
    else:
        with pytest.raises(MailboxMissing, match=r'"Nowhere".*drafts in assistant\.toml'):
            account.drafts_mailbox("Nowhere")


def test_a_configured_mailbox_is_taken_before_known_names(account: Account, place: Place) -> None:
    """Without attributes the owner's word counts, with or without the server's prefix."""
    mine = account.ensure("Antworten")
    assert account.drafts_mailbox("Antworten") == (place.name("Drafts") if place.special_use else mine)


def test_inbox_is_never_for_drafts(account: Account, place: Place) -> None:
    """Not even when it is asked for."""
    if place.special_use:
        assert account.drafts_mailbox("INBOX") == place.name("Drafts")
    else:
        with pytest.raises(MailboxMissing):
            account.drafts_mailbox("INBOX")


def test_ensure_creates_once(account: Account, other: Account, place: Place) -> None:
    """The mailbox is made where the server wants it, and found by either name the next time."""
    name = account.ensure("Assistant")
    assert name == place.name("Assistant")
    assert other.ensure("Assistant") == other.ensure(name) == name
    account.append(name, letter())
    assert other.select(name).exists == 1


def test_mailbox_names_outside_ascii(account: Account, other: Account) -> None:
    """Modified UTF-7 and the server's separator stay out of sight (RFC 9051 appendix A, RFC 3501 5.1.3)."""
    name = account.ensure("Entw\u00fcrfe & \u65e5\u672c")
    [uid] = put(account, 1, name)
    assert [one.mailbox for one in other.fetch(name, [uid])] == [name]
    assert "Antworten" in account.ensure("Entw\u00fcrfe & \u65e5\u672c/Antworten")


# ---------------------------------------------------------------- the connection


def test_capabilities_are_in_capitals(account: Account) -> None:
    """What the server can do is told after sign-in."""
    assert "IMAP4REV1" in account.capabilities


def test_a_closed_account_says_so(place: Place) -> None:
    """Closing twice is nothing; anything else afterwards is an error of ours, not a traceback."""
    account = place.connect()
    with closing(account):
        account.noop()
    account.close()
    with pytest.raises(ServerUnreachable):
        account.select("INBOX")


class TestWait:
    """Waiting for the server's word. What takes no IDLE only waits; its rounds find the mail."""

    def test_mail_that_comes_ends_the_wait(self, account: Account, other: Account) -> None:
        """Well before the time is over."""
        if not hears(account):
            pytest.skip("the server has no IDLE")
        known, arrivals = account.select("INBOX"), []

        def deliver() -> None:
            arrivals.append(other.append("INBOX", letter()).uid)

        timer = Timer(0.2, deliver)
        timer.start()
        assert account.wait(known, 60.0, Waker())
        timer.join()
        assert account.new_uids("INBOX", known.uidnext - 1) == arrivals

    def test_mail_that_came_before_the_wait_ends_it(self, account: Account, other: Account) -> None:
        """What arrived between a round and the wait after it is told, though the server says it no more."""
        if not hears(account):
            pytest.skip("the server has no IDLE")
        known = account.select("INBOX")
        other.append("INBOX", letter())
        assert account.wait(known, 60.0, Waker())

    def test_the_time_ends_the_wait(self, account: Account) -> None:
        """And the connection can be used as before; so it can after a second one."""
        known = account.select("INBOX")
        assert not account.wait(known, 0.05, Waker())
        assert not account.wait(known, 0.05, Waker())
        assert account.new_uids("INBOX", 0) == []

    def test_a_rung_waker_ends_the_wait(self, account: Account) -> None:
        """From another thread, or before the wait began."""
        known, waker = account.select("INBOX"), Waker()
        waker.ring()
        assert not account.wait(known, 60.0, waker)
        Timer(0.2, waker.ring).start()
        assert not account.wait(known, 60.0, waker)
        account.noop()


def hears(account: Account) -> bool:
    """Whether the server can say that mail has come."""
    return "IDLE" in account.capabilities
