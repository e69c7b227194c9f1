"""Two people who have signed in, each with a browser of their own, on one message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli import program
from tests.cli.shop import written
from tests.web.conftest import ENV, PATIENCE, House, Watch, seen, serving

PASSWORD = "a long password"
PEOPLE = ("Hester", "Idris")
SUBJECTS = ("Seen", "Both", "Theirs", "Meanwhile", "Untouched", "Gone out")


@pytest.fixture(scope="module")
def house(build: Callable[..., House]) -> Iterator[House]:
    """A desk with two people, and a message for each test."""
    made = build()
    for name in PEOPLE:
        added = program.run("reviewers", "add", name, cwd=made.folder, input=f"{PASSWORD}\n", env=ENV)
        assert added.status == 0, added.err
    with serving(made):
        asked = "Hello,\n\nWhat are your opening hours?\n\nLea Brandt"
        made.take(*(written(asked, number=n, Subject=subject) for n, subject in enumerate(SUBJECTS)))
        yield made


@pytest.fixture(scope="module")
def people(browser: Browser, house: House) -> Iterator[tuple[Page, Page]]:
    """Hester and Idris, signed in."""
    expect.set_options(timeout=PATIENCE)
    with _signed_in(browser, house, "Hester") as hester, _signed_in(browser, house, "Idris") as idris:
        yield hester, idris


@contextmanager
def _signed_in(browser: Browser, house: House, name: str) -> Iterator[Page]:
    watch = Watch(house.address)
    page = browser.new_context(base_url=house.address, viewport={"width": 1360, "height": 860}).new_page()
    watch.over(page)
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#rows")).to_be_visible()
    yield page
    assert watch.said == []
    page.context.close()


def _opened(page: Page, subject: str) -> Page:
    page.goto("/")
    page.get_by_role("link", name=subject).click()
    expect(page.get_by_role("heading", name=subject, exact=True)).to_be_visible()
    return page


def _edited(page: Page, subject: str, words: str) -> Page:
    """The message open, with these words typed into the letter and not saved."""
    _opened(page, subject).keyboard.press("e")
    text = page.locator("#text")
    expect(text).to_be_focused()
    text.fill(text.input_value().replace("We are open", f"{words} We are open"))
    return page


def _saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved in Drafts.")).to_be_visible()


def _draft(house: House, subject: str) -> str:
    (saved,) = (one for one in house.within("Drafts") if one["Subject"] == f"Re: {subject}")
    return str(saved.message.get_body(("plain",)).get_content())


def test_two_people_on_one_message_see_each_other(people: tuple[Page, Page]) -> None:
    """On its page, whoever came first, and in the list."""
    hester, idris = people
    _opened(hester, "Seen")
    _opened(idris, "Seen")
    expect(idris.locator("#looking")).to_contain_text("Hester looks at this too.")
    expect(hester.locator("#looking")).to_contain_text("Idris looks at this too.")
    hester.goto("/")
    expect(hester.get_by_role("link", name="Seen")).to_contain_text("Idris looks")


def test_who_saves_later_is_shown_both_texts(house: House, people: tuple[Page, Page]) -> None:
    """Nothing is written over until they have chosen."""
    hester, idris = people
    _edited(hester, "Both", "Mine stands here.")
    _edited(idris, "Both", "Theirs stands here.")
    _saved(idris)
    hester.keyboard.press("Control+s")
    expect(hester.get_by_role("heading", name="Two texts of one letter")).to_be_visible()
    expect(hester.get_by_role("alert")).to_contain_text("Idris has changed this letter")
    expect(hester.locator(".two .differs td").first).to_contain_text("Mine stands here.")
    expect(hester.locator(".two .differs td").last).to_contain_text("Theirs stands here.")
    seen(hester, "conflict")
    assert "Theirs stands here." in _draft(house, "Both")
    hester.locator("#text").fill(hester.locator("#text").input_value().replace("Mine stands", "Both stand"))
    hester.get_by_role("button", name="Save mine instead").click()
    expect(hester.get_by_text("Saved in Drafts.")).to_be_visible()
    assert "Both stand here." in _draft(house, "Both")


def test_of_two_texts_theirs_is_taken(house: House, people: tuple[Page, Page]) -> None:
    """What was typed is dropped, theirs is shown, and it is what stands in Drafts."""
    hester, idris = people
    _edited(hester, "Theirs", "Mine stands here.")
    _edited(idris, "Theirs", "Theirs stands here.")
    _saved(idris)
    hester.keyboard.press("Control+s")
    hester.get_by_role("button", name="Take Idris’s").click()
    expect(hester.locator(".letter-side .letter")).to_contain_text("Theirs stands here.")
    expect(hester.locator(".letter-side")).not_to_contain_text("not saved")
    assert "Theirs stands here." in _draft(house, "Theirs") and "Mine" not in _draft(house, "Theirs")


def test_what_somebody_saves_meanwhile_is_told_before_one_saves(people: tuple[Page, Page]) -> None:
    """The page says so by itself; by one key both texts are shown, with what was typed and is not saved."""
    hester, idris = people
    _edited(hester, "Meanwhile", "Mine stands here.")
    _edited(idris, "Meanwhile", "Theirs stands here.")
    _saved(idris)
    expect(hester.locator("#looking")).to_contain_text("Idris has saved this letter since you opened it.")
    seen(hester, "meanwhile")
    hester.keyboard.press("Escape")
    hester.keyboard.press("t")
    expect(hester.get_by_role("heading", name="Two texts of one letter")).to_be_visible()
    expect(hester.locator(".two .differs td").first).to_contain_text("Mine stands here.")
    expect(hester.locator(".two .differs td").last).to_contain_text("Theirs stands here.")


def test_who_has_typed_nothing_is_shown_theirs(people: tuple[Page, Page]) -> None:
    """There are no two texts to choose from."""
    hester, idris = people
    _opened(hester, "Untouched")
    _edited(idris, "Untouched", "Theirs stands here.")
    _saved(idris)
    hester.get_by_role("button", name="Show theirs").click()
    expect(hester.locator(".letter-side .letter")).to_contain_text("Theirs stands here.")
    expect(hester.locator("#looking")).not_to_contain_text("since you opened it")


def test_a_letter_that_somebody_sends_meanwhile_is_told(people: tuple[Page, Page]) -> None:
    """There is nothing left to save."""
    hester, idris = people
    _opened(hester, "Gone out")
    _opened(idris, "Gone out").keyboard.press("a")
    expect(idris.locator(".leaving")).to_be_visible()
    expect(hester.locator("#looking")).to_contain_text("Idris has sent this letter since you opened it.")
