"""Figures, rules and proposals in a real browser: from letters that were edited to a rule that says it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from assistant.model import Asked
from assistant.store.fates import Fates
from assistant.store.records import Handled, SavedDraft, SeenMessage
from assistant.store.store import Store
from tests.web.conftest import House, seen

NOW = datetime.now(UTC)
OPEN = "We are open Monday to Saturday from 8:30 to 18:00."
LETTER = f"Dear Dana,\n\nThank you for writing to us.\n\n{OPEN}\n\nWe look forward to seeing you.\n"
LEDGER = {"entries": [{"rule": "opening-hours", "state": "answered", "answers": [
    {"span": [LETTER.index(OPEN), LETTER.index(OPEN) + len(OPEN)], "kind": "answer"}]}]}  # fmt: skip


GAPPED = {"entries": [*LEDGER["entries"], {"rule": None, "state": "gap", "answers": []}]}


@pytest.fixture(scope="module")
def worked(house: House) -> House:
    """A shop in which people have worked for some weeks: mostly sent as written, and twice edited alike."""
    with Store(house.folder / "store.db") as store:
        fates = Fates(store.access)
        for uid in range(9001, 9061):
            day = (uid - 9001) * 28 // 60
            when = NOW - timedelta(days=day, hours=12, minutes=uid % 60)
            asked = (Asked("When are you open?", when, answer="opening-hours"),)
            asked += (Asked("Do you rent out tandems?", when),) if uid % 4 == 0 else ()
            message = SeenMessage(
                "pedal", "INBOX", 7, uid, f"{uid:064x}", when, "drafted", "draft", received=when, asked=asked,
                tone=("neutral", "positive", "negative")[uid % 7 // 3], subject=f"Hours {uid}",
            )  # fmt: skip
            draft = SavedDraft(
                f"<d{uid}@x>", "Drafts", when, ready=uid % 3 > 0, text=LETTER, state="sent",
                ledger=GAPPED if uid % 4 == 0 else LEDGER,
            )  # fmt: skip
            store.record(Handled(message, draft))
            at = when + timedelta(hours=uid % 9 + 1)
            if uid % 10 == 9:
                fates.discarded("pedal", draft.message_id, at=at, place="desk")
                continue
            said = LETTER.replace("18:00.", "18:00, except on holidays.") if uid < 9003 else LETTER
            said = said.replace("Thank you for writing to us.", "Thanks!") if uid % 5 == 3 else said
            raw = b"Subject: Re\r\n\r\n" + said.encode()
            fates.sent("pedal", draft.message_id, raw, at=at, place="mail-program")
    return house


@pytest.fixture
def rules_text(worked: House) -> Iterator[str]:
    """The rules as they stand; put back at the end."""
    path = worked.folder / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    yield text
    path.write_text(text, encoding="utf-8")


def test_numbers_are_drawn_and_told(worked: House, page: Page) -> None:
    """Plots with a table each, the same figures as JSON, and other stretches of time."""
    page.goto("/numbers")
    expect(page.get_by_role("heading", name="Numbers")).to_be_visible()
    assert page.locator("figure.plot").count() == 8
    expect(page.locator("figure.plot").nth(2)).to_contain_text("as written")
    assert page.locator("figure.plot").first.locator("rect").count() > 12
    seen(page, "numbers")
    page.get_by_text("As a table: Questions", exact=True).click()
    expect(page.get_by_role("table").first).to_be_visible()
    found = json.loads(page.request.get("/numbers.json?days=7").text())
    assert found["step"] == "day"
    assert len(found["over_time"]) == 7
    page.get_by_role("link", name="a year").click()
    expect(page.get_by_role("link", name="a year")).to_have_attribute("aria-current", "page")
    assert page.request.get("/numbers?since=yesterday").status == 400


def test_a_rule_proposed_from_an_edit_is_accepted(worked: House, rules_text: str, page: Page) -> None:
    """Two letters with the same edit; its change, its effect, who speaks for it; one click writes it, comments kept."""
    page.goto("/proposals")
    proposal = page.get_by_role("article", name="Other words for opening-hours")
    expect(proposal.locator(".diff .come")).to_contain_text("{{ facts.opening_hours }}, except on holidays.")
    proposal.get_by_text("Who speaks for it").click()
    expect(proposal.get_by_role("row")).to_have_count(3)
    proposal.get_by_role("link", name="Its effect").click()
    expect(proposal.get_by_role("status")).to_contain_text("This rule answers 60 of them")
    seen(page, "proposals")
    proposal.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Written into the rules.")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    written = (worked.folder / "rules.yaml").read_text(encoding="utf-8")
    assert written == rules_text.replace("opening_hours }}.", "opening_hours }}, except on holidays.")
    page.goto("/rules/history")
    expect(page.locator(".diff .come")).to_have_count(1)
    seen(page, "history")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back.")).to_be_visible()
    assert (worked.folder / "rules.yaml").read_text(encoding="utf-8") == rules_text


def test_rules_are_searched_and_tried(worked: House, page: Page) -> None:
    """A search finds by names and words; a phrase shows what would answer it, or that nothing would."""
    page.goto("/rules")
    expect(page.get_by_role("heading", name="3 rules")).to_be_visible()
    page.get_by_label("Find a rule").fill("dog shop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_label("Try a customer's question").fill("at what time are you open on saturday")
    page.keyboard.press("Enter")
    expect(page.get_by_text("opening-hours would answer it.")).to_be_visible()
    seen(page, "rules")
    page.get_by_label("Try a customer's question").fill("my grandmother likes tea <b>very</b> much")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No rule would answer it")).to_be_visible()


def test_rules_are_edited_with_their_faults_under_the_line(
    worked: House, rules_text: str, page: Page
) -> None:
    """Faults as one types, what would change before saving, and nothing with a fault is saved."""
    path = worked.folder / "rules.yaml"
    page.goto("/rules?find=dogs")
    page.get_by_role("link", name="Edit dogs").click()
    field = page.get_by_label("The rules file")
    expect(field).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart") == rules_text.index("  - name: dogs")
    field.fill(rules_text.replace("answer: Dogs are", "anwser: Dogs are"))
    expect(page.locator(".faults")).to_contain_text('unknown key "anwser" (did you mean "answer"?)')
    expect(page.locator(".faults pre").first).to_contain_text("    anwser: Dogs are welcome.\n    ^")
    expect(field).to_have_css("background-image", re.compile("^linear-gradient"))     # a stripe behind the line
    seen(page, "rules-edit")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Not saved: mend the errors first.")).to_be_visible()
    page.wait_for_load_state()                      # before that the page does not hear what is typed
    assert path.read_text(encoding="utf-8") == rules_text
    more = rules_text.replace(
        "closings:", "  - name: tandems\n    asks: [Do you rent out tandems?]\n    answer: Sadly not.\nclosings:"
    )
    page.get_by_label("The rules file").fill(more)
    expect(page.get_by_text("None found.")).to_be_visible()
    page.get_by_role("button", name="Try it").click()
    expect(page.locator("#effect")).to_contain_text("Do you rent out tandems?")
    page.get_by_label("Why, for the history").fill("tandems <i>asked</i> for")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. The rules are in force")).to_be_visible()
    assert path.read_text(encoding="utf-8") == more


def test_a_file_changed_meanwhile_is_shown_beside_mine(
    worked: House, rules_text: str, page: Page
) -> None:
    """Nothing of either is lost."""
    path = worked.folder / "rules.yaml"
    page.goto("/rules/edit")
    expect(page.get_by_text("None found.")).to_be_visible()
    mine = rules_text.replace("Dogs are welcome.", "Dogs may come in.")
    page.get_by_label("The rules file").evaluate("(field, text) => { field.value = text; }", mine)
    path.write_text(rules_text.replace("£45", "£50"), encoding="utf-8")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("was changed since you opened it")).to_be_visible()
    expect(page.get_by_label("The rules file")).to_have_value(mine)
    expect(page.locator(".diff")).to_contain_text("service_price: £50")
    expect(page.get_by_text("None found.")).to_be_visible()
    assert path.read_text(encoding="utf-8") == rules_text.replace("£45", "£50")
