"""A sign-in by a browser against a real server: the browser follows the redirects as any would."""

from __future__ import annotations

import threading
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener, urlopen

import pytest

from assistant.errors import SignInError
from assistant.signin.browser import Visit
from tests.servers.signin import SignInServer
from tests.signin.conftest import client


def browse(address: str) -> threading.Thread:
    """A person who opens the address and agrees."""
    def open_it() -> None:
        with urlopen(address, timeout=60) as page:
            page.read()

    thread = threading.Thread(target=open_it, daemon=True)
    thread.start()
    return thread


def where_it_ends(address: str) -> str:
    """The address that a browser on another machine is sent to."""

    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_: object, **__: object) -> None:
            return

    try:
        build_opener(Stay).open(address, timeout=60)
    except HTTPError as redirect:
        with redirect:
            return redirect.headers["Location"]
    raise AssertionError("no redirect")


def test_a_sign_in_gives_tokens(server: SignInServer) -> None:
    """PKCE is proven, and the state is ours."""
    visit = Visit(client(server))
    asked = parse_qs(urlsplit(visit.address).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert (asked["login_hint"], asked["scope"]) == (["help"], ["mail"])
    assert visit.redirect.startswith("http://127.0.0.1:")
    browser = browse(visit.address)
    tokens = visit.wait(60)
    browser.join(60)
    assert server.access[tokens.access] == "help"
    assert tokens.refresh in server.refresh


def test_a_code_that_somebody_else_stole_is_worth_nothing(server: SignInServer) -> None:
    """Without the verifier, which never leaves the program, the server refuses it."""
    visit, other = Visit(client(server)), Visit(client(server))
    visit.close()
    code = parse_qs(urlsplit(where_it_ends(visit.address)).query)["code"][0]
    state = parse_qs(urlsplit(other.address).query)["state"][0]
    with pytest.raises(SignInError, match="refused the code"):
        other.pasted(f"{visit.redirect}?code={code}&state={state}")
    assert not server.access


def test_an_answer_of_another_sign_in_is_refused(server: SignInServer) -> None:
    """Its state is not ours: at the listener it gets no hearing, pasted it is an error."""
    visit, other = Visit(client(server)), Visit(client(server))
    theirs = where_it_ends(other.address)
    query = urlsplit(theirs).query
    refused: list[int] = []

    def knock() -> None:
        for path in (f"?{query}", "favicon.ico", "?code=x"):
            try:
                urlopen(visit.redirect + path, timeout=60)
            except HTTPError as fault:
                with fault:
                    refused.append(fault.code)
        browse(visit.address).join(60)

    knocking = threading.Thread(target=knock, daemon=True)
    knocking.start()
    assert visit.wait(60).access in server.access
    knocking.join(60)
    assert refused == [404, 404, 404]
    with pytest.raises(SignInError, match="does not belong to this sign-in"):
        Visit(client(server)).pasted(theirs)
    other.pasted(theirs)


def test_a_sign_in_that_is_declined_is_told(server: SignInServer) -> None:
    """Nothing is kept."""
    server.declines = True
    visit = Visit(client(server))
    browse(visit.address)
    with pytest.raises(SignInError, match=r"was declined\. Nothing was kept\. Start again with: assistant signin"):
        visit.wait(60)


def test_nobody_is_waited_for_without_end(server: SignInServer) -> None:
    """The error says how to go on where the browser runs elsewhere."""
    with pytest.raises(SignInError, match="--paste"):
        Visit(client(server)).wait(0.05)


def test_a_port_that_is_taken_is_told(server: SignInServer) -> None:
    """With the option that names another."""
    with pytest.raises(SignInError, match="--port"):
        Visit(client(server), port=int(urlsplit(server.base).port or 0))


@pytest.mark.parametrize("pasted", ["", "nonsense", "http://127.0.0.1:1/", "http://127.0.0.1:1/?state=x&code=y"])
def test_what_is_pasted_wrong_is_told(server: SignInServer, pasted: str) -> None:
    """It is no answer of this sign-in."""
    with pytest.raises(SignInError, match="does not belong"):
        Visit(client(server)).pasted(pasted)
