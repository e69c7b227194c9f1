from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.polling.trouble import fault
from assistant.web.guard import Guard
from tests.web.asking import Asking
from tests.web.conftest import House


@pytest.fixture
def asking(house: House) -> Asking:
    """Somebody at the desk's address."""
    return Asking(house.address)


def test_every_answer_bears_the_policy(asking: Asking) -> None:
    """Own script and style files, no frames around it, nothing from elsewhere; pages are not kept by the browser."""
    for path in ("/", "/outbox", "/nowhere", "/static/desk.css"):
        headers = asking.ask(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert asking.ask("/").headers["cache-control"] == "no-store"
    assert "server" not in asking.ask("/").headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "["])
def test_a_name_that_is_not_ours_is_refused(host: str, asking: Asking) -> None:
    """DNS rebinding: a name of another site that leads to this machine gets no page."""
    answer = asking.ask("/", Host=host)
    assert answer.status == 421 and "waiting" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:80"])
def test_this_machine_by_any_of_its_names_is_let_in(host: str, asking: Asking) -> None:
    """Numbers and localhost cannot be rebound."""
    assert asking.ask("/", Host=host).status == 200


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://["}, {"Sec_Fetch_Site": "cross-site"}],
    ids=["origin", "no origin", "no address", "fetch metadata"],
)
def test_a_form_of_another_site_does_nothing(headers: dict[str, str], asking: Asking) -> None:
    """Even with the right token: the browser says where the form stood."""
    token = asking.ask("/").token
    assert asking.ask("/message/1/discard", {"token": token, "reason": "x"}, **headers).status == 403


def test_a_form_without_its_token_does_nothing(asking: Asking) -> None:
    """No token, another session's token, and a token of nobody are the same: not done."""
    asking.ask("/")
    other = Asking(asking.address).ask("/").token
    for form in ({}, {"token": other}, {"token": "é"}):
        answer = asking.ask("/message/1/discard", form)
        assert answer.status == 403 and "Nothing was changed" in answer.text


def test_the_cookie_is_for_this_page_alone(asking: Asking) -> None:
    """No script reads it, and no other site sends it."""
    (cookie,) = asking.ask("/").cookies
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie


def test_what_is_not_there_is_said(asking: Asking) -> None:
    """A page, a message and a verb that do not exist are errors that say so, never a fault of the program."""
    token = asking.ask("/").token
    assert asking.ask("/nowhere").status == 404
    assert asking.ask("/message/999999").status in (404, 409)
    assert asking.ask(f"/message/{10**30}").status == 404
    assert asking.ask("/message/1/dance", {"token": token}).status == 404
    assert asking.ask("/message/999999/send", {"token": token}).status in (404, 409)


def test_a_fault_of_the_program_keeps_the_customers_words_to_itself() -> None:
    """It is told by its kind and place; the error's own text, which may hold a letter, reaches no log."""
    told: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("words of a customer")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(_: Message) -> None:
        pass

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"localhost")]}
    asyncio.run(Guard(app, (), lambda error: told.append(str(fault(error))))(scope, receive, send))
    assert len(told) == 1 and "ValueError" in told[0] and "customer" not in told[0]
