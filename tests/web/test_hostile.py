"""Messages that want more than to be read: each is opened in a real browser that is watched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import Header

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import House, Watch
from tests.web.hostile import MESSAGES, Hostile


def _raw(number: int, message: Hostile) -> bytes:
    """The message as HTML alone, with its header encoded as RFC 2047 has it."""
    name, _, address = message.author.rpartition(" <")
    author = f"{Header(name.strip(chr(34)), 'utf-8').encode()} <{address}"
    return (
        f"From: {author}\r\nTo: help@pedal.example\r\nSubject: {Header(message.subject, 'utf-8').encode()}\r\n"
        f"Message-ID: <hostile-{number}@mail.example>\r\nDate: Mon, 02 Nov 2026 08:00:00 +0000\r\n"
        "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{message.html}\r\n"
    ).encode()


@pytest.fixture(scope="module", autouse=True)
def _written(house: House) -> Iterator[None]:
    """All of them have come."""
    settings = house.folder / "assistant.toml"
    settings.write_text(settings.read_text() + "[limits]\nper_sender_per_hour = 0\n", encoding="utf-8")
    house.take(*(_raw(number, message) for number, message in enumerate(MESSAGES)))
    yield


def test_nothing_of_a_strangers_runs_or_asks(page: Page) -> None:
    """Every message is opened, with its own layout: no script runs, no request leaves, nothing is covered."""
    assert len(MESSAGES) >= 40
    page.goto("/?page=1")
    addresses = page.locator(".waiting a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    following = page.locator("a[rel=next]")
    while following.count():
        following.click()
        addresses += page.locator(".waiting a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(set(addresses)) >= 40
    for address in addresses:
        page.goto(address)
        layout = page.locator("details.laid-out")
        if layout.count():
            layout.evaluate("details => { details.open = true; details.scrollIntoView(); }")
            page.frame_locator("iframe").locator("body").wait_for(state="attached")
        assert page.title() != "PWNED"
        # The page's own controls stand on top, where a reviewer would press them.
        assert page.evaluate("""() => {
            const button = document.querySelector('#send'), place = button.getBoundingClientRect();
            const top = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
            return button.contains(top);
        }"""), address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_frame_cannot_reach_the_page(page: Page) -> None:
    """The sender's layout is of no origin: it sees neither cookies nor the page around it."""
    page.goto("/?find=gab")
    page.locator(".waiting a").first.click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("sandbox", "allow-popups allow-popups-to-escape-sandbox")
    answer = page.request.get(str(frame.get_attribute("src")))
    policy = answer.headers["content-security-policy"]
    assert "sandbox allow-popups" in policy and "default-src 'none'" in policy and "allow-scripts" not in policy


def test_pictures_are_loaded_only_when_asked_for(page: Page, watch: Watch) -> None:
    """Until then nobody is told that the message was read; the page says how many there are."""
    asked: list[str] = []
    elsewhere = re.compile(r"https?://evil\.example/")
    page.context.route(elsewhere, lambda route: (asked.append(route.request.url), route.abort()))
    page.goto("/")
    page.goto(_with_pictures(page))
    page.locator("details.laid-out summary").click()
    expect(page.locator("details.laid-out")).to_contain_text("not loaded")
    page.frame_locator("iframe").locator("body").wait_for(state="attached")
    assert asked == [] and watch.said == []
    with page.expect_request(elsewhere):
        page.get_by_role("link", name="Load").click()
    watch.said.clear()                              # they were asked for


def _with_pictures(page: Page) -> str:
    """The address of a message that has pictures from elsewhere."""
    addresses = page.locator(".waiting a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for address in addresses:
        if "not loaded" in page.request.get(address).text():
            return str(address)
    raise AssertionError("no message has pictures from elsewhere")
