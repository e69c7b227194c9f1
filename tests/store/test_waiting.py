"""What waits for a person: each kind on its shelf, the most urgent first, found by a search, counted; on SQLite and
PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from assistant.model import Asked, Reason
from assistant.store.records import Handled, SavedDraft
from assistant.store.reviews import Reviews
from assistant.store.store import Store
from assistant.store.tables import outbox
from assistant.store.waiting import List, Shelf

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Maker = Callable[..., Handled]


@pytest.fixture
def listed(store: Store, handled: Maker) -> dict[str, int]:
    """One message of each kind, by what it is; the number of each."""

    def draft(uid: int, *, ready: bool, state: str = "standing") -> SavedDraft:
        made: Any = state
        return SavedDraft(f"<d{uid}@shop>", "Drafts", NOW, ready, gaps=0 if ready else 1, uid=uid, state=made)

    def ago(minutes: int) -> datetime:
        return NOW - timedelta(minutes=minutes)

    asked = (Asked("Do you ship to Norway?", NOW, answer="shipping"),)
    threat = (Reason("threat-of-violence", "They threaten somebody."),)
    store.record(
        handled(1, received=ago(10), draft=draft(1, ready=True), subject="Norway", asked=asked, author_name="Åse"),
        handled(2, received=ago(50), draft=draft(2, ready=False)),
        handled(3, received=ago(20), draft=draft(3, ready=False), rank=2, complaint=True),
        handled(4, received=ago(30), draft=draft(4, ready=False), rank=2, complaint=True),
        handled(5, "noted", received=ago(1), rank=0, reasons=threat),
        handled(6, received=ago(40), draft=draft(6, ready=True, state="touched")),
        handled(7, received=ago(40), draft=draft(7, ready=True, state="sent")),
        handled(8, "skipped", received=ago(40)),
    )
    names = ("norway", "plain", "late complaint", "old complaint", "threat", "touched", "sent", "skipped")
    return dict(zip(names, range(1, 9), strict=True))


def numbers(store: Store, shelf: Shelf = "all", search: str = "", who: str = "anna") -> tuple[int, ...]:
    """The numbers on a shelf."""
    return List(store.access).numbers(who, NOW, shelf=shelf, search=search)


def test_the_list_is_most_urgent_first_and_ready_ones_apart(store: Store, listed: dict[str, int]) -> None:
    """Holds, then complaints by their age, then the rest by theirs; what is ready stands after what is not."""
    assert numbers(store) == tuple(
        listed[name] for name in ("threat", "old complaint", "late complaint", "plain", "touched", "norway")
    )


def test_shelves_hold_what_they_say_and_counts_agree(store: Store, listed: dict[str, int]) -> None:
    """What is assigned, snoozed or held by a reviewer stands on its shelf, and the counts say so."""
    reviews = Reviews(store.access)
    reviews.mark(listed["norway"], {"assigned": "anna"}, who="bo", action="assigned", now=NOW)
    reviews.mark(listed["plain"], {"snoozed": NOW + timedelta(hours=1)}, who="bo", action="snoozed", now=NOW)
    reviews.mark(listed["touched"], {"held": "ask Mina"}, who="bo", action="held", now=NOW)
    shelves: dict[Shelf, set[str]] = {
        "all": {"threat", "old complaint", "late complaint", "touched", "norway"},
        "ready": {"norway"},
        "needs-work": {"old complaint", "late complaint"},
        "for-a-person": {"threat", "touched"},
        "snoozed": {"plain"},
        "mine": {"norway"},
    }
    for shelf, names in shelves.items():
        assert set(numbers(store, shelf)) == {listed[name] for name in names}
    assert List(store.access).counts("anna", NOW) == {shelf: len(names) for shelf, names in shelves.items()}
    later = NOW + timedelta(hours=2)
    assert List(store.access).counts("anna", later)["snoozed"] == 0


@pytest.mark.parametrize("search", ["norway", "SHIPPING", "åse", "Åse norway", "answered norway"])
def test_a_search_looks_in_subject_name_reason_and_rule(store: Store, listed: dict[str, int], search: str) -> None:
    """All its words must be there, in whatever case."""
    assert numbers(store, search=search) == (listed["norway"],)


@pytest.mark.parametrize("search", ["sweden", "norway sweden", "%", "_"])
def test_a_search_that_nothing_fits_finds_nothing(store: Store, listed: dict[str, int], search: str) -> None:
    """Signs that mean something to a database are signs like others."""
    assert not numbers(store, search=search)
    assert List(store.access).found("anna", NOW, shelf="all", search=search) == 0


def test_pages_together_are_the_list(store: Store, listed: dict[str, int]) -> None:
    """Nothing is left out between two pages, and nothing comes twice."""
    pages = [
        List(store.access).page("anna", NOW, shelf="all", search="", start=start, size=2) for start in (0, 2, 4, 6)
    ]
    assert tuple(line.number for page in pages for line in page) == numbers(store)
    assert [len(page) for page in pages] == [2, 2, 2, 0]
    assert List(store.access).found("anna", NOW, shelf="all", search="") == len(numbers(store))


def test_a_line_says_what_the_page_needs(store: Store, listed: dict[str, int]) -> None:
    """Who, subject, when it came, the reasons, and who looks."""
    Reviews(store.access).look(listed["norway"], "bo", NOW)
    line = List(store.access).line(listed["norway"], NOW)
    assert line is not None
    assert (line.author_name, line.subject, line.since) == ("Åse", "Norway", NOW - timedelta(minutes=10))
    assert line.reasons[0]["code"] == "answered"
    assert line.looking == ("bo",)
    assert List(store.access).line(99, NOW) is None


def test_what_is_on_its_way_leaves_the_list_and_what_was_refused_comes_back(
    store: Store, listed: dict[str, int]
) -> None:
    """A letter in the outbox does not wait for anybody, unless a person must see what became of it."""
    values: dict[str, Any] = {
        "draft": 1, "account": "shop", "message_id": "<d1@shop>", "sender": "a", "recipients": ["b"], "created": NOW,
        "due": NOW, "by": "anna", "state": "waiting",
    }  # fmt: skip
    with store.access.writes() as connection:
        connection.execute(insert(outbox).values(values))
    assert listed["norway"] not in numbers(store)
    with store.access.writes() as connection:
        connection.execute(outbox.update().values(state="unknown"))
    assert numbers(store, "for-a-person") == (listed["threat"], listed["norway"])
    line = List(store.access).line(listed["norway"], NOW)
    assert line is not None
    assert line.going == "unknown"


def test_the_change_number_changes_with_the_list_and_with_nothing_else(
    store: Store, listed: dict[str, int], handled: Maker
) -> None:
    """A new message, a new state, a reviewer's act, somebody who looks: each is seen; asking again changes nothing."""
    known = List(store.access)
    seen = [known.change(NOW)]
    assert known.change(NOW) == seen[0]
    acts: list[Callable[[], object]] = [
        lambda: store.record(handled(9)),
        lambda: store.draft_became("shop", "<d1@shop>", "touched"),
        lambda: store.draft_became("shop", "<d1@shop>", "sent"),
        lambda: store.note_became("shop", "<n5@shop>", "settled"),
        lambda: Reviews(store.access).mark(2, {"assigned": "bo"}, who="bo", action="assigned", now=NOW),
        lambda: Reviews(store.access).look(2, "bo", NOW),
        lambda: Reviews(store.access).leave(2, "bo"),
    ]
    for act in acts:
        act()
        now = known.change(NOW)
        assert now != seen[-1]
        seen.append(now)
