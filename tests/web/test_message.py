"""A reviewer at the page, from a message that arrives to a letter that is received."""

from __future__ import annotations

import re
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.shop import FOREIGN, signed_in, written
from tests.servers.faulty import Fault, before
from tests.web.conftest import House, seen

MESSAGES = {
    "Sunday plans": "Good morning,\n\nWhen are you open?\n\nKind regards,\nLea Brandt",
    "A hub": "Hello,\n\nWhat does a service cost? Do you repair hubs of tandems from before the war?\n\nLea Brandt",
    "A gap": "Hello,\n\nDo you sell unicycles for circuses?\n\nLea Brandt",
    "A dog": "Hello,\n\nMay I bring my dog?\n\nLea Brandt",
    "Edited": "Hello,\n\nAre you open on Saturdays?\n\nLea Brandt",
    "Taken back": "Hello,\n\nHow much is a service?\n\nLea Brandt",
    "Unready": "Hello,\n\nWhen are you open?\n\nLea Brandt",
    "Away": "Hello,\n\nAre dogs allowed in the shop?\n\nLea Brandt",
    "Put off": "Hello,\n\nDo you service bicycles?\n\nLea Brandt",
    "A note": FOREIGN,
    "Early": "Hello,\n\nDo you sell unicycles for children?\n\nLea Brandt",
    "Keys": "Hello,\n\nWhen are you open?\n\nLea Brandt",
    "With a file": "Hello,\n\nWhen are you open?\n\nLea Brandt",
    # Behind none that is sent or put away: what comes next is taken in hand, and not looked for again for a while.
    "Vanished": "Hello,\n\nWhat are your opening hours?\n\nLea Brandt",
}


@pytest.fixture(scope="module", autouse=True)
def _written(house: House) -> Iterator[None]:
    """Customers have written, and the daemon has been round."""
    house.take(*(written(text, number=n, Subject=subject) for n, (subject, text) in enumerate(MESSAGES.items())))
    yield


@pytest.fixture
def at(page: Page) -> Page:
    """The page at the list."""
    page.goto("/")
    return page


def opened(page: Page, subject: str) -> Page:
    """The page at the message with this subject."""
    page.goto("/")
    page.get_by_role("link", name=subject).click()
    expect(page.get_by_role("heading", name=subject, exact=True)).to_be_visible()
    return page


def _wait(page: Page, done: Callable[[], bool]) -> None:
    """Until something is so on the servers."""
    until = time.monotonic() + 120
    while not done():
        assert time.monotonic() < until
        page.wait_for_timeout(200)


def test_a_letter_is_sent_by_three_keys_and_received(house: House, at: Page) -> None:
    """Down, enter, approve: ten seconds later the customer has it, in the thread, and the draft is gone."""
    at.fill("#find", "sunday plans")
    at.keyboard.press("Enter")
    expect(at.locator(".waiting a")).to_have_count(1)
    seen(at, "found")
    at.locator("main").click(position={"x": 5, "y": 5})
    at.keyboard.press("j")
    at.keyboard.press("Enter")
    expect(at.locator(".letter-side")).to_contain_text("We are open Monday to Saturday from 8:30 to 18:00.")
    at.keyboard.press("a")
    expect(at.locator(".leaving")).to_contain_text("lea.0@mail.example")
    _wait(at, lambda: bool(house.post.received))
    (received,) = house.post.received
    assert received.recipients == ("lea.0@mail.example",)
    assert b"We are open Monday to Saturday" in received.raw and b"In-Reply-To: <0." in received.raw
    # The draft goes last.
    _wait(at, lambda: "Re: Sunday plans" not in [one["Subject"] for one in house.within("Drafts")])
    assert [one["Subject"] for one in house.within("Sent")] == ["Re: Sunday plans"]
    assert r"\Answered" in next(one.flags for one in house.within("INBOX") if one["Subject"] == "Sunday plans")


def test_a_gap_is_filled_in_its_place(house: House, page: Page) -> None:
    """The checks follow each key; what was typed stands in the letter in Drafts when it is saved."""
    opened(page, "A gap")
    expect(page.locator("#checks")).to_contain_text("Before it can go")
    seen(page, "gap")
    page.keyboard.press("g")
    page.keyboard.type("We gladly order a unicycle of any size for you.")
    expect(page.locator("#checks")).to_contain_text("Ready to go")
    expect(page.locator("#send")).not_to_have_class("first unready")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved in Drafts.")).to_be_visible()
    expect(page.locator(".letter-side")).to_contain_text("typed by")
    saved = next(one for one in house.within("Drafts") if one["Subject"] == "Re: A gap")
    said = str(saved.message.get_body(("plain",)).get_content())
    assert "We gladly order a unicycle of any size for you." in said and "ANSWER NEEDED" not in said


def test_an_open_gap_cannot_be_sent(house: House, page: Page) -> None:
    """Not by the key either; the page says why, and nothing is on its way."""
    opened(page, "A hub").keyboard.press("a")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("button", name="Send it as it is")).to_have_count(0)
    expect(page.locator(".leaving")).to_have_count(0)


def test_questions_and_answers_bear_the_same_number(page: Page) -> None:
    """Each question is marked in the customer's words, and its answer in the letter, with its rule and its facts."""
    opened(page, "A hub")
    seen(page, "message")
    expect(page.locator(".theirs mark.q1")).to_contain_text("What does a service cost?")
    expect(page.locator(".letter-side mark.q1")).to_contain_text("A full service costs £45.")
    expect(page.locator(".from-rule").first).to_contain_text("service")
    expect(page.locator(".from-rule").first).to_contain_text("facts.service_price")
    expect(page.locator(".theirs mark.q2")).to_contain_text("Do you repair hubs")
    expect(page.locator(".gap label")).to_contain_text("2")


def test_a_wrong_answer_is_exchanged(page: Page) -> None:
    """Another rule of the ranked list is chosen, the letter is made anew, and the step can be undone."""
    opened(page, "A dog").keyboard.press("w")
    seen(page, "wrong")
    page.locator("#wrong button", has_text="opening-hours").click()
    expect(page.locator(".letter-side .letter")).to_contain_text("We are open Monday to Saturday")
    expect(page.locator(".letter-side .letter")).not_to_contain_text("Dogs are welcome")
    page.keyboard.press("u")
    expect(page.locator(".letter-side .letter")).to_contain_text("Dogs are welcome")


def test_checks_run_as_one_types(page: Page) -> None:
    """A rude sentence is named while it is being typed, and is forgiven when it is gone."""
    opened(page, "Edited").keyboard.press("e")
    text = page.locator("#text")
    expect(text).to_be_focused()
    text.press("Control+Home")
    text.press("ArrowDown")
    page.keyboard.type("\nAs I already said, you must read our website.\n")
    expect(page.locator("#checks .fail")).to_contain_text(["Never rude"])
    seen(page, "edit")
    text.fill(text.input_value().replace("As I already said, you must read our website.", ""))
    expect(page.locator("#checks")).to_contain_text("Ready to go")


def test_a_letter_is_taken_back_within_ten_seconds(house: House, page: Page) -> None:
    """Undo leads back to the message; the letter was not sent, and its draft stands."""
    opened(page, "Taken back").keyboard.press("a")
    expect(page.locator(".leaving")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back: it was not sent.")).to_be_visible()
    expect(page.get_by_role("heading", name="Taken back", exact=True)).to_be_visible()
    assert "Re: Taken back" in [one["Subject"] for one in house.within("Drafts")]
    page.keyboard.press("a")
    expect(page.locator(".leaving")).to_be_visible()
    seen(page, "leaving")                           # which may take longer than there is to take it back


def test_one_that_is_not_ready_is_confirmed(page: Page) -> None:
    """The page names what fails, and sends it only when that was read."""
    opened(page, "Unready").keyboard.press("e")
    expect(page.locator("#text")).to_be_focused()
    page.locator("#text").fill("You must read our website.\n")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alertdialog")).to_contain_text("rude")
    seen(page, "confirm")
    page.get_by_role("button", name="Send it as it is").click()
    expect(page.locator(".leaving")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Taken back: it was not sent.")).to_be_visible()


def test_a_draft_is_discarded_with_a_reason(house: House, page: Page) -> None:
    """It leaves the list and Drafts; the trail says who and why; its page says what became of it."""
    where = opened(page, "Away").url
    page.keyboard.press("x")
    page.get_by_role("button", name="No reply is needed").click()
    expect(page.get_by_text("Discarded.")).to_be_visible()
    page.goto("/trail")
    expect(page.locator(".acts")).to_contain_text("No reply is needed")
    expect(page.locator(".acts").get_by_role("link", name="Away").first).to_be_visible()
    page.goto(where)
    expect(page.get_by_text("It was discarded.")).to_be_visible()
    expect(page.locator(".letter-side")).to_contain_text("No letter waits")
    expect(page.get_by_role("button", name="Taken care of")).to_have_count(0)
    assert "Re: Away" not in [one["Subject"] for one in house.within("Drafts")]


def test_a_draft_whose_message_is_gone_can_be_discarded(house: House, page: Page) -> None:
    """Somebody has deleted the message in a mail program: its page says so, and has the button that it speaks of."""
    with signed_in(house.server, house.user) as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search(["SUBJECT", "Vanished"]))
        client.expunge()
    opened(page, "Vanished")
    expect(page.get_by_role("alert")).to_contain_text("no longer in INBOX")
    seen(page, "gone")
    page.keyboard.press("x")
    page.get_by_role("button", name="No reply is needed").click()
    expect(page.get_by_text("Discarded.")).to_be_visible()
    expect(page.get_by_role("link", name="Vanished")).to_have_count(0)
    assert "Re: Vanished" not in [one["Subject"] for one in house.within("Drafts")]


def _png(width: int, height: int) -> bytes:
    """A grey picture of so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    lines = (b"\0" + b"\x99" * width) * height
    size = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def test_the_messages_own_pictures_are_shown_with_its_layout(house: House, page: Page) -> None:
    """Without being asked, for nobody learns of it; a drawing that could run something is not, and the page says so."""
    made = EmailMessage(policy=SMTP)
    for name, value in (("From", "Lea <lea@mail.example>"), ("To", "help@pedal.example"), ("Subject", "Own pictures")):
        made[name] = value
    made["Message-ID"] = "<own-pictures@mail.example>"
    asks = "<p>When are you open?</p><img src='cid:one@x' alt='grey'><img src='cid:two@x' alt='drawn'>"
    made.set_content(asks, subtype="html")
    made.add_related(_png(37, 23), maintype="image", subtype="png", cid="<one@x>")
    drawn = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><script>alert(1)</script></svg>"
    made.add_related(drawn, maintype="image", subtype="svg+xml", cid="<two@x>")
    house.take(made.as_bytes())
    opened(page, "Own pictures")
    page.locator("details.laid-out summary").click()
    expect(page.locator("details.laid-out")).to_contain_text("1 picture of the message itself cannot be shown")
    pictures = page.frame_locator("iframe").locator("img")
    expect(pictures).to_have_count(2)
    expect(pictures.first).to_be_visible()
    box = pictures.first.bounding_box()
    assert box is not None and (box["width"], box["height"]) == (37, 23)
    expect(pictures.last).not_to_have_attribute("src", re.compile(""))
    seen(page, "pictures")


def test_a_held_message_is_taken_care_of(house: House, page: Page) -> None:
    """It says why there is no draft; when a person has seen to it, its note is gone from the mailbox of notes."""
    opened(page, "A note")
    expect(page.locator(".letter-side")).to_contain_text("There is no draft.")
    seen(page, "held")
    assert len(house.within("Assistant")) == 1
    page.keyboard.press("a")
    expect(page.get_by_text("Taken care of.")).to_be_visible()
    assert house.within("Assistant") == []


@pytest.mark.parametrize("name", ["outbox", "trail", "sign-in"])
def test_the_other_pages_can_be_used_by_everybody(name: str, page: Page) -> None:
    """Outbox, trail and the form for signing in have nothing that axe-core finds wrong, and fit a narrow screen."""
    page.goto(f"/{name}")
    seen(page, name)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_message_is_put_off_and_brought_back(page: Page) -> None:
    """Until tomorrow it stands on a shelf of its own."""
    opened(page, "Put off").keyboard.press("s")
    page.get_by_role("button", name="Tomorrow").click()
    page.goto("/")
    expect(page.get_by_role("link", name="Put off")).to_have_count(0)
    page.get_by_role("link", name="Snoozed").click()
    page.get_by_role("link", name="Put off").click()
    expect(page.get_by_role("heading", name="Put off", exact=True)).to_be_visible()
    page.keyboard.press("s")
    page.get_by_role("button", name="Bring back now").click()
    expect(page.get_by_text("Back in the list.")).to_be_visible()


def test_a_file_goes_out_with_the_letter(house: House, page: Page) -> None:
    """It is attached as soon as it is chosen, named in the letter, and saved with it."""
    opened(page, "With a file").keyboard.press("m")
    page.set_input_files("#file", {"name": "prices.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 prices"})
    expect(page.locator(".letter-side .files")).to_contain_text("prices.pdf")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved in Drafts.")).to_be_visible()
    saved = next(one for one in house.within("Drafts") if one["Subject"] == "Re: With a file")
    assert [part.get_filename() for part in saved.message.iter_attachments()] == ["prices.pdf"]


def test_the_list_brings_itself_up_to_date(house: House, at: Page) -> None:
    """A new message appears without a click; the chosen row stays chosen and keeps the focus."""
    at.keyboard.press("j")
    at.keyboard.press("j")
    chosen = at.locator(".waiting a:focus").get_attribute("id")
    house.take(written("Hello,\n\nWhen are you open?\n\nLea Brandt", number=90, Subject="Just in"))
    expect(at.get_by_role("link", name="Just in")).to_be_visible()
    assert at.locator(".waiting a:focus").get_attribute("id") == chosen
    seen(at, "list")


def test_every_key_is_listed(page: Page) -> None:
    """The question mark opens a dialog that names each key; escape closes it."""
    opened(page, "Keys").keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("approve and send")
    seen(page, "keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("l")
    expect(page.locator("#rows")).to_be_visible()


def test_keys_are_heard_before_the_page_is_all_there(browser: Browser, house: House) -> None:
    """Half of the page has come: what is pressed then is done, and what is typed is written, once the rest is there."""
    rest = threading.Event()

    def hold() -> None:
        assert rest.wait(60)

    with before(urlsplit(house.address).port or 0) as way:
        page = browser.new_context(base_url=f"http://127.0.0.1:{way.port}").new_page()
        page.goto("/")
        address = str(page.get_by_role("link", name="Early").get_attribute("href"))
        way.arm(Fault("act", 0, at=b"<aside", act=hold))
        page.goto(address, wait_until="commit")
        expect(page.get_by_role("heading", name="Early", exact=True)).to_be_visible()
        page.keyboard.press("g")
        page.keyboard.type("We have one for an aged mechanic.")
        assert page.evaluate("document.readyState") == "loading"
        rest.set()
        expect(page.locator(".gap textarea")).to_have_value("We have one for an aged mechanic.")
        expect(page.locator("#checks")).to_contain_text("Ready to go")
        page.context.close()
