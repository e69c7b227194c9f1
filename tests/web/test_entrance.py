from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from assistant.web.patience import BY_ADDRESS
from tests.cli import program
from tests.web.asking import Answer, Asking
from tests.web.conftest import ENV, House, serving

PASSWORD = "a long password"
ROLES = {"Rita": "reviewer", "Arno": "author", "Olga": "operator"}


def add(house: House, *names: str) -> None:
    """These people, with their roles."""
    for name in names:
        added = program.run(
            "reviewers", "add", name, "--role", ROLES[name], cwd=house.folder, input=f"{PASSWORD}\n", env=ENV
        )
        assert added.status == 0, added.err


@pytest.fixture(scope="module")
def house(build: Callable[..., House]) -> Iterator[House]:
    """A desk with three people."""
    made = build()
    add(made, *ROLES)
    with serving(made):
        yield made


@pytest.fixture
def asking(house: House) -> Asking:
    """Somebody who has not signed in."""
    return Asking(house.address)


def sign_in(asking: Asking, name: str, password: str = PASSWORD) -> Answer:
    """Fill the form that the page gives."""
    token = asking.ask("/sign-in").token
    return asking.ask("/sign-in", {"token": token, "name": name, "password": password})


def test_nothing_is_shown_before_signing_in(asking: Asking) -> None:
    """Every page leads to the form, and no form of the desk is taken."""
    for path in ("/", "/rows", "/outbox", "/trail", "/message/1", "/message/1/html", "/message/1/enclosure/0"):
        answer = asking.ask(path)
        assert (answer.status, answer.headers.get("location")) == (303, "/sign-in"), path
    token = asking.ask("/sign-in").token
    assert asking.ask("/message/1/send", {"token": token}).status == 303


def test_who_knows_the_password_gets_a_session_of_their_own(asking: Asking) -> None:
    """The token before signing in is not the one after it, and signing out ends it for good."""
    asking.ask("/sign-in")
    before = asking.cookies["desk"]
    answer = sign_in(asking, "Rita")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    kept = asking.cookies["desk"]
    assert kept != before
    page = asking.ask("/")
    assert page.status == 200 and "Rita" in page.text
    asking.ask("/sign-out", {"token": page.token})
    assert Asking(asking.address, {"desk": kept}).ask("/").status == 303


@pytest.mark.parametrize("name, password", [("Rita", "a wrong password"), ("Nobody", PASSWORD), ("", "")])
def test_who_does_not_know_it_is_not_let_in(name: str, password: str, asking: Asking) -> None:
    """A wrong password and a name that nobody has are answered alike."""
    answer = sign_in(asking, name, password)
    assert answer.status == 403 and "do not go together" in answer.text
    assert asking.ask("/").status == 303


@pytest.mark.parametrize("name", ROLES)
def test_roles_open_what_they_may(name: str, asking: Asking) -> None:
    """Everybody sees the list; the trail of all is the operator's."""
    sign_in(asking, name)
    assert asking.ask("/").status == 200
    assert asking.ask("/trail").status == (200 if name == "Olga" else 403)


def test_another_password_ends_the_session(house: House, asking: Asking) -> None:
    """Who had the old one is out at once."""
    sign_in(asking, "Arno")
    assert asking.ask("/").status == 200
    program.run("reviewers", "passwd", "Arno", cwd=house.folder, input=f"{PASSWORD}\n", env=ENV)
    assert asking.ask("/").status == 303


def test_a_name_without_end_is_cut_off(asking: Asking) -> None:
    """Names that were tried are remembered, and nobody fills the memory with them."""
    answer = sign_in(asking, "x" * 50_000)
    assert answer.status == 403 and "x" * 100 in answer.text and "x" * 101 not in answer.text


def test_who_guesses_must_wait(asking: Asking) -> None:
    """After so many wrong passwords even the right one waits."""
    told = [sign_in(asking, f"guess {number}", "wrong password").status for number in range(BY_ADDRESS + 1)]
    assert told[-1] == 429
    answer = sign_in(asking, "Rita")
    assert answer.status == 429 and "Try again in" in answer.text


def test_with_the_first_reviewer_the_page_closes(build: Callable[..., House]) -> None:
    """Nobody needs to start it anew: who was in without a name must sign in, and may."""
    made = build()
    with serving(made):
        alone = Asking(made.address)
        assert alone.ask("/trail").status == 200
        add(made, "Olga")
        assert alone.ask("/trail").status == 303
        assert sign_in(alone, "Olga").status == 303
        assert alone.ask("/trail").status == 200


def test_a_store_that_cannot_be_read_is_told_on_the_page(build: Callable[..., House]) -> None:
    """Who asks cannot be known then: the answer says what is wrong, shows nothing else, and is no fault of ours."""
    made = build()
    add(made, "Rita")
    with serving(made):
        with closing(sqlite3.connect(made.folder / "store.db")) as other:
            other.execute("ALTER TABLE sessions RENAME TO elsewhere")
        answer = Asking(made.address).ask("/")
        assert answer.status == 503 and "This did not work" in answer.text
