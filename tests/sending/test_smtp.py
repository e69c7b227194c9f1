"""A message handed to a real SMTP server, and what is told of it whatever the server does."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

import pytest

from assistant.errors import (
    CertificateError,
    ConfigError,
    OperatorError,
    ServerRefused,
    ServerUnreachable,
    SignInError,
)
from assistant.sending.contract import SmtpServer, Submitted
from assistant.sending.smtp import greet, submit
from tests.servers import smtp
from tests.servers.certificates import Certificate, authority, signed_by
from tests.servers.faulty import Fault, before
from tests.servers.ports import free_ports
from tests.servers.scripted import Caller, scripted
from tests.servers.smtp import TOKEN, Manner, SmtpPlace

US, LEA, BEN = "help@pedal.example", "lea@mail.example", "ben@mail.example"
RAW = b"From: help@pedal.example\r\nTo: lea@mail.example\r\nSubject: Re: Hours\r\n\r\nWe are open.\r\n.\r\n..two\r\n"


class Begun:
    """Counts how often DATA was about to begin."""

    times = 0

    def __call__(self) -> None:
        """Once more."""
        self.times += 1


def sent(server: SmtpServer, *recipients: str, raw: bytes = RAW, sender: str = US) -> tuple[Submitted, int]:
    """What became of a message, and how often DATA was about to begin."""
    begun = Begun()
    return submit(server, raw, sender, recipients or (LEA,), begins=begun), begun.times


def test_an_accepted_message_arrives_as_it_was_given(post: SmtpPlace) -> None:
    """Envelope and bytes are the same, lines of dots among them; the server hears our address, not our name."""
    told, begun = sent(post.settings())
    assert (told, begun) == (Submitted("accepted", "250 2.0.0 taken"), 1)
    (one,) = post.received
    assert (one.sender, one.recipients, one.raw, one.user) == (US, (LEA,), RAW, US)
    assert one.greeting == "[127.0.0.1]"


@pytest.mark.parametrize("manner", ["tls", "starttls"])
def test_under_tls_the_certificate_is_verified(certified: tuple[Certificate, Path], manner: Manner) -> None:
    """With the authority's file it is sent; without it, or under another name, not even the password is."""
    with smtp.running(*certified, manner) as place:
        told, _ = sent(place.settings())
        assert told.outcome == "accepted"
        assert greet(place.settings()).certificate_ends is not None
        for wrong, why in (({"ca_file": None}, "signed by nobody"), ({"host": "127.0.0.1"}, "belongs to another name")):
            with pytest.raises(CertificateError, match=why):
                sent(place.settings(**wrong))
        assert len(place.received) == 1


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    """The error says so."""
    ca = authority(tmp_path)
    with (
        smtp.running(signed_by(ca, tmp_path, days=-1), ca.cert, "tls") as place,
        pytest.raises(CertificateError, match="has expired"),
    ):
        sent(place.settings())


def test_plain_is_for_this_machine_or_by_name() -> None:
    """Without TLS nothing is sent to another machine, before a connection is made."""
    with pytest.raises(ConfigError, match="plain-anywhere"):
        sent(SmtpServer(host="smtp.example.com", user=US, secret=lambda: "secret", security="plain", port=25))


def test_starttls_that_is_not_offered_is_not_done_without(post: SmtpPlace) -> None:
    """A server, or somebody on the way, that leaves STARTTLS out gets no password."""
    with pytest.raises(OperatorError, match="does not offer STARTTLS"):
        sent(post.settings(security="starttls"))
    assert not post.received


def test_words_before_tls_do_not_count_after_it(certified: tuple[Certificate, Path]) -> None:
    """A second answer in the clear behind that to STARTTLS is thrown away (RFC 3207 4.2): TLS fails or goes on."""

    def script(caller: Caller) -> None:
        caller.say("220 here")
        caller.command()
        caller.say("250-here", "250-STARTTLS", "250 AUTH PLAIN")
        caller.command()
        caller.say("220 go on", "250-injected", "250 AUTH PLAIN")
        caller.hear_nothing_more()

    with scripted(script) as port, pytest.raises(ServerUnreachable):
        sent(_at(port, host="localhost", security="starttls", ca_file=certified[1], timeout=0.5))


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN"])
def test_each_way_of_giving_a_password(certified: tuple[Certificate, Path], way: str) -> None:
    """Names and passwords need not be ASCII; a wrong one is an error for the operator that does not show it."""
    with smtp.running(*certified, ways=(way,)) as place:
        assert sent(place.settings(user="jörg@pedal.example"))[0].outcome == "accepted"
        assert place.received[0].user == "jörg@pedal.example"
        with pytest.raises(SignInError, match="app password") as caught:
            sent(place.settings(secret=lambda: "hünter2"))
    assert "ünter" not in str(caught.value)


@pytest.mark.parametrize("way", ["XOAUTH2", "OAUTHBEARER"])
def test_an_access_token_is_renewed_where_it_is_refused(certified: tuple[Certificate, Path], way: str) -> None:
    """The refused token is handed to `renew`; what that gives is tried once."""
    refused: list[str] = []

    def renew(token: str) -> str:
        refused.append(token)
        return TOKEN

    with smtp.running(*certified, ways=(way,)) as place:
        told, _ = sent(place.settings(secret=lambda: "old", renew=renew))
        assert (told.outcome, refused, place.sign_ins) == ("accepted", ["old"], [way, way])
        with pytest.raises(SignInError, match=r"OAuth 2 \(535 .*status 401\)"):
            sent(place.settings(secret=lambda: "old", renew=lambda _: "older"))
    with smtp.running(*certified, ways=("PLAIN",)) as place, pytest.raises(SignInError, match="does not offer"):
        sent(place.settings(secret=lambda: "old", renew=renew))


def test_a_server_on_this_machine_may_do_without_a_sign_in(certified: tuple[Certificate, Path]) -> None:
    """Where it asks for none, none is given."""
    with smtp.running(*certified, sign_in=False) as place:
        assert sent(place.settings())[0].outcome == "accepted"
        assert (place.received[0].user, greet(place.settings()).by_password) == ("", False)


@pytest.mark.parametrize(
    ("fault", "outcome", "told", "begun"),
    [
        ({"mail": ["421 4.3.2 going down"]}, "deferred", "421 4.3.2 going down", 0),
        ({"mail": ["550 5.7.1 not from you"]}, "refused", "550 5.7.1 not from you", 0),
        ({"recipients": {LEA: ["450 4.2.0 greylisted"]}}, "deferred", "450 4.2.0 greylisted", 0),
        ({"recipients": {LEA: ["421 4.3.2 going down"]}}, "deferred", "421 4.3.2 going down", 0),
        ({"recipients": {LEA: ["550 5.1.1 nobody here"]}}, "refused", "550 5.1.1 nobody here", 0),
        ({"data": ["451 4.3.0 not now"]}, "deferred", "451 4.3.0 not now", 1),
        ({"data": ["554 5.5.1 never"]}, "refused", "554 5.5.1 never", 1),
        ({"data": ["cut"]}, "deferred", "Could not begin the message: the connection to", 1),
        ({"data": ["silence"]}, "deferred", "gave no answer within", 1),
        ({"taken_back": ["452 4.2.2 no room"]}, "deferred", "452 4.2.2 no room", 1),
        ({"taken_back": ["554 5.7.1 looks like spam"]}, "refused", "554 5.7.1 looks like spam", 1),
        ({"last": ["cut"]}, "unknown", "broke before its last answer", 1),
        ({"last": ["silence"]}, "unknown", "broke before its last answer (timed out", 1),
        ({"last": ["what?"]}, "unknown", "is not SMTP", 1),
    ],
)
def test_each_outcome_is_told_exactly(
    post: SmtpPlace, fault: dict[str, list[str]], outcome: str, told: str, begun: int
) -> None:
    """Refused, later, or unknown; a message whose fate is open is open only once it began to flow."""
    post.faults = dataclasses.replace(post.faults, **fault)
    short = {"timeout": 1.0, "patience": 1.0} if "silence" in str(fault) else {}
    submitted, times = sent(post.settings(**short))
    assert (submitted.outcome, times) == (outcome, begun)
    assert told in submitted.told
    assert len(post.received) == (1 if outcome == "unknown" else 0)


@pytest.mark.parametrize("after", [1, 2_000, 150_000])
def test_a_connection_cut_in_the_payload_leaves_the_fate_open(post: SmtpPlace, after: int) -> None:
    """Wherever within the message it breaks; the server has nothing."""
    raw = RAW + b"x" * 60 + b"\r\n" + (b"y" * 76 + b"\r\n") * 2_300
    with before(post.port) as proxy:
        proxy.arm(Fault("cut", 0, from_server=False, at=b"DATA"))
        told, _ = sent(dataclasses.replace(post.settings(), port=proxy.port), raw=raw)
        assert told.outcome == "deferred"
        server = dataclasses.replace(post.settings(), port=proxy.port)
        submitted = submit(
            server, raw, US, [LEA], begins=lambda: proxy.arm(Fault("cut", after + 6, from_server=False))
        )
    assert submitted.outcome == "unknown"
    assert not post.received


def test_of_several_recipients_some_may_be_refused(post: SmtpPlace) -> None:
    """The others get it, and who does not is told; each is named once."""
    post.faults.recipients = {BEN: ["550 5.1.1 nobody here"]}
    told, _ = sent(post.settings(), LEA, BEN, LEA)
    assert told == Submitted("accepted", "250 2.0.0 taken", ((BEN, "550 5.1.1 nobody here"),))
    assert [one.recipients for one in post.received] == [(LEA,)]
    post.faults.recipients = {BEN: ["550 5.1.1 nobody here"], LEA: ["451 4.7.1 greylisted"]}
    assert sent(post.settings(), LEA, BEN)[0].outcome == "deferred"


def test_bare_line_ends_cannot_end_the_message(post: SmtpPlace) -> None:
    """A dot between lone LFs or CRs is text: nothing behind it is taken for a command."""
    raw = b"Subject: x\n\nhello\n.\nMAIL FROM:<evil@x.example>\r.\rQUIT\r\n.\nend"
    assert sent(post.settings(), raw=raw)[0].outcome == "accepted"
    (one,) = post.received
    assert one.raw == b"Subject: x\r\n\r\nhello\r\n.\r\nMAIL FROM:<evil@x.example>\r\n.\r\nQUIT\r\n.\r\nend\r\n"


@pytest.mark.parametrize("address", ["", "lea", "lea@", "a@b>\r\nRCPT TO:<c@d", "a b@c.example", "lea@x.example "])
def test_an_address_that_is_none_goes_nowhere(post: SmtpPlace, address: str) -> None:
    """It is refused before a connection is made, whatever stands in it."""
    assert sent(post.settings(), LEA, address)[0].outcome == "refused"
    assert sent(post.settings(), sender=address)[0].outcome == "refused"
    assert submit(post.settings(), RAW, US, (), begins=Begun()).outcome == "refused"
    assert not post.received


def test_other_letters_in_addresses_and_bodies(post: SmtpPlace, certified: tuple[Certificate, Path]) -> None:
    """SMTPUTF8 where an address needs it, IDNA for domains, 8BITMIME for bytes; without SMTPUTF8 it is refused."""
    assert sent(post.settings(), "jörg@bücher.example", raw="Subject: ü\r\n\r\nö\r\n".encode())[0].outcome == "accepted"
    (one,) = post.received
    assert one.recipients == ("jörg@xn--bcher-kva.example",)
    assert {"SMTPUTF8", "BODY=8BITMIME"} <= set(one.options)
    with smtp.running(*certified, enable_SMTPUTF8=False) as place:
        told, begun = sent(place.settings(), "jörg@bücher.example")
        assert (told.outcome, begun) == ("refused", 0)
        assert "SMTPUTF8" in told.told
        assert sent(place.settings(), "jo@bücher.example")[0].outcome == "accepted"


def test_a_message_that_is_too_large_is_refused_before_it_flows(post: SmtpPlace) -> None:
    """By the size that the server names (RFC 1870)."""
    assert greet(post.settings()).largest == 200_000
    told, begun = sent(post.settings(), raw=RAW + b"x" * 200_000)
    assert (told.outcome, begun) == ("refused", 0)
    assert "Take an attachment out" in told.told


def test_what_begins_raises_comes_out_and_nothing_is_sent(post: SmtpPlace) -> None:
    """The store could not be told that the message may be out: then it must not go."""

    def fails() -> None:
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError, match="no room"):
        submit(post.settings(), RAW, US, [LEA], begins=fails)
    assert not post.received


def test_servers_that_are_not_there_or_not_well_are_told(certified: tuple[Certificate, Path]) -> None:
    """Each fault before the envelope is an error that says what to do, and that it is tried again."""
    (port,) = free_ports(1)
    with pytest.raises(ServerUnreachable, match="nothing answers at"):
        sent(_at(port))
    with pytest.raises(ServerUnreachable, match="leads to no machine"):
        sent(_at(port, host="smtp.nowhere.invalid", security="tls"))
    said = {
        "421 too many": (ServerRefused, "421 too many"),
        "554 go away": (ServerRefused, "554 go away"),
        "* OK IMAP4rev1": (ServerUnreachable, "not SMTP"),
    }
    for greeting, (kind, words) in said.items():
        with scripted(partial(_says, greeting)) as port, pytest.raises(kind, match=words):
            sent(_at(port))
    with scripted(lambda caller: caller.hear_nothing_more()) as port:
        with pytest.raises(ServerUnreachable, match=r"no answer within 0\.3 seconds"):
            sent(_at(port, timeout=0.3))
        with pytest.raises(ServerUnreachable, match=r"TLS|no answer"):
            sent(_at(port, timeout=0.3, host="localhost", security="tls"))


def test_plain_words_under_tls_are_told(post: SmtpPlace, certified: tuple[Certificate, Path]) -> None:
    """The port of another security is named as such."""
    with pytest.raises(ServerUnreachable, match='set security = "starttls"'):
        sent(post.settings(security="tls", host="localhost", ca_file=certified[1]))


def _says(greeting: str, caller: Caller) -> None:
    caller.say(greeting)


def _at(port: int, **more: object) -> SmtpServer:
    given = {"host": "127.0.0.1", "security": "plain", "timeout": 60.0} | more
    return SmtpServer(user=US, secret=lambda: "secret", port=port, **given)  # type: ignore[arg-type]
