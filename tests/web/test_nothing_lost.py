"""At the page: what is pressed does what the page showed, and what was typed goes nowhere unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.cli.shop import written
from tests.web.asking import Answer, Asking
from tests.web.conftest import House, serving

ASKED = "Hello,\n\nWhat does a service cost? Do you sell unicycles?\n\nLea Brandt"
PRICE = "Hello,\n\nWhat does a service cost?\n\nLea Brandt"


@pytest.fixture(scope="module", autouse=True)
def _written(house: House) -> Iterator[None]:
    """Customers have written, and the daemon has been round."""
    letters = {"Slip": ASKED, "Undo": ASKED, "On its way": PRICE, "Restart": PRICE, "Held": PRICE}
    house.take(*(written(text, number=n, Subject=subject) for n, (subject, text) in enumerate(letters.items())))
    yield


def _address(asking: Asking, subject: str) -> str:
    """Where the message with this subject is opened."""
    found = re.search(rf'href="(/message/\d+)"(?:(?!</a>).)*<bdi>{subject}</bdi>', asking.ask("/").text, re.DOTALL)
    assert found is not None
    return found[1]


def _form(answer: Answer) -> dict[str, str]:
    """The hidden fields of a message's form."""
    found = re.findall(r'name="(token|version|shown)" value="([^"]*)"', answer.text)
    return {name: unescape(value) for name, value in found}


def _asked(context: BrowserContext, house: House, subject: str) -> tuple[Page, list[str]]:
    """The message on a page of which one may be asked whether to leave it: then one stays. What one was asked."""
    page, asked = context.new_page(), list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(_address(Asking(house.address), subject))
    page.locator(".gap textarea").first.click()
    page.keyboard.type("Yes, three of them.")
    expect(page.locator("#checks")).to_contain_text("Ready to go")
    page.keyboard.press("Escape")
    return page, asked


@pytest.mark.parametrize("key", ["j", "l"])
def test_a_key_that_leads_away_asks_before_words_are_lost(key: str, context: BrowserContext, house: House) -> None:
    """As the mouse does: nothing that was typed is saved yet."""
    page, asked = _asked(context, house, "Slip")
    here = page.url
    with page.expect_event("dialog"):
        page.keyboard.press(key)
    expect(page.locator(".gap textarea")).to_have_value("Yes, three of them.")
    assert (asked, page.url) == (["beforeunload"], here)


def test_taking_another_letter_back_asks_before_words_are_lost(context: BrowserContext, house: House) -> None:
    """The form that takes it back is not the one in which was typed."""
    asking = Asking(house.address)
    going = _address(asking, "On its way")
    sent = asking.ask(f"{going}/send", _form(asking.ask(going)))
    assert sent.status == 303
    page, asked = _asked(context, house, "Undo")
    with page.expect_event("dialog"):
        page.keyboard.press("u")
    expect(page.locator(".gap textarea")).to_have_value("Yes, three of them.")
    assert asked == ["beforeunload"]


def test_what_the_letters_own_form_takes_along_is_not_asked_about(context: BrowserContext, house: House) -> None:
    """Saved, or kept for the whole text: nothing is lost."""
    page, asked = _asked(context, house, "Slip")
    page.keyboard.press("e")
    expect(page.locator("#text")).to_have_value(re.compile("Yes, three of them."))
    assert asked == []


def test_what_was_not_saved_is_not_sent_in_its_old_words(house: House) -> None:
    """The desk has begun anew since the page was shown: both texts are shown, and nothing goes out."""
    asking = Asking(house.address)
    where = _address(asking, "Restart")
    form = _form(asking.ask(where))
    mine = form["shown"].replace("A full service costs £45.", "A full service costs £450.")
    asking.ask(f"{where}/keep", form | {"text": mine})
    form = _form(asking.ask(where))
    assert form["shown"] == mine
    with serving(replace(house)) as anew:
        again = Asking(anew.address, asking.cookies)
        for verb in ("send", "discard"):
            told = again.ask(f"{where}/{verb}", form | {"reason": "Spam"})
            assert told.status == 409
            assert "another letter than this page showed" in told.text
            assert "£450" in told.text and "£45." in told.text
            again.ask(f"{where}/theirs", form)
        assert "Re: Restart" not in again.ask("/outbox").text
        saved = again.ask(f"{where}/save", _form(told) | {"text": mine, "version": "0"})
        assert saved.status == 303
    [draft] = [one for one in house.within("Drafts") if one["Subject"] == "Re: Restart"]
    assert "£450" in str(draft.message.get_body(("plain",)).get_content())


def test_what_somebody_holds_meanwhile_is_not_sent_from_the_list(house: House) -> None:
    """The list was older: its key opens the message instead."""
    asking = Asking(house.address)
    where = _address(asking, "Held")
    token = asking.ask("/").token
    asking.ask(f"{where}/hold", _form(asking.ask(where)) | {"held": "ask Mina about the price"})
    came = asking.ask(f"{where}/send", {"token": token, "from": "list"})
    assert (came.status, came.headers["location"]) == (303, where)
    assert "Re: Held" not in asking.ask("/outbox").text
