from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from assistant.model import Asked, Reason, Wanted
from assistant.store.proposals import Proposal, Proposals, Witness
from assistant.store.records import Cursor, Handled, Person, Promise, SavedDraft
from assistant.store.reviews import Reviews
from assistant.store.store import Store

Make = Callable[..., Handled]


def test_forgetting_a_person_leaves_no_word_of_theirs(path: Path, handled: Make, now: datetime) -> None:
    """Address, Message-ID, reasons' texts, parked questions, plan and ledger are gone, from the file's bytes too."""
    with Store(path) as store:
        draft = SavedDraft("<d1@shop>", "Drafts", now, True, plan={"say": "secretword"}, ledger={"q": "secretword"})
        store.record(
            handled(
                1,
                draft=draft,
                author="dana@example.com",
                message_id="<1@danas-laptop>",
                reasons=(Reason("over-the-rate", "dana@example.com wrote 9 times"),),
                thread="<1@danas-laptop>",
                asked=(Asked("secretword?", now, about="secretword"),),
                named=(Wanted("order", "secretword"),),
                promises=(Promise("secretword?", now.date(), "dana@example.com"),),
                person=Person(
                    "shop", "dana@example.com", now, (Asked("secretword?", now),), (Wanted("order", "secretword"),)
                ),
            )
        )
        assert store.forget("Dana@Example.com") == 1
        left = json.dumps(list(store.export()))
    words = ("dana", "secretword", "wrote 9 times")
    assert not [word for word in words if word in left]
    assert not [word for word in words if word.encode() in path.read_bytes().lower()]


def test_a_forgotten_persons_messages_do_not_become_new(store: Store, handled: Make) -> None:
    """They are still seen, by uid and by digest, and their standing draft is still found."""
    store.record(handled(1), handled(2, author="eve@example.com"))
    store.forget("dana@example.com")
    assert store.seen("shop", "INBOX", 7, [1, 2]) == {1, 2}
    assert store.seen_digest("shop", f"{1:064x}") is not None
    assert len(store.standing("shop")) == 2


def test_forgetting_leaves_others_alone(store: Store, handled: Make) -> None:
    """Another person's record is as it was."""
    put = handled(2, author="eve@example.com")
    store.record(handled(1), put)
    store.forget("dana@example.com")
    assert put in store.standing("shop")


def test_who_writes_by_way_of_a_form_is_forgotten_by_their_own_address(store: Store, handled: Make) -> None:
    """And all who did, by the form's; others who did are left alone."""
    form = "form@site.example"
    for uid in (1, 2):
        made = handled(uid, author=form)
        store.record(replace(made, message=replace(made.message, person=f"{uid}@example.com")))
    store.record(handled(3))
    assert store.forget("1@example.com") == 1
    assert {row["person"] for row in store.export() if row["table"] == "messages"} == {
        None, "2@example.com", "dana@example.com",
    }  # fmt: skip
    assert store.forget(form) == 1
    assert {row["author"] for row in store.export() if row["table"] == "messages"} == {None, "dana@example.com"}


def test_export_gives_every_row_as_json(store: Store, handled: Make, now: datetime) -> None:
    """Each table's rows come as dicts that json can write, with times as ISO 8601."""
    store.record(
        handled(
            1, gestures=("voucher",), promises=(Promise("When?", now.date()),),
            person=Person("shop", "dana@example.com", now),
        ),
        handled(2, "noted"),
        cursor=Cursor("shop", "INBOX", 7, 2),
    )
    rows = [json.loads(json.dumps(row)) for row in store.export()]
    tables = {"cursors", "messages", "drafts", "notes", "gestures", "people", "promises"}
    assert {row["table"] for row in rows} == tables
    assert [row["decided"] for row in rows if row["table"] == "messages"] == ["2026-11-21T12:00:00+00:00"] * 2


def test_forgetting_a_person_takes_what_reviewers_wrote_of_them(store: Store, handled: Make, now: datetime) -> None:
    """Why it is held, in the trail too, and the words of proposals, decided or not, that rest on their letters."""
    store.record(handled(1), handled(2, author="eve@example.com"))
    reviews, kept = Reviews(store.access), Proposals(store.access)
    for number in (1, 2):
        reviews.mark(number, {"held": "secretword"}, who="Mina", action="held", now=now, detail="secretword")
    words = {"path": "rules.yaml", "name": "hours", "asks": ["secretword?"], "answer": "secretword"}
    made = [
        Proposal("shop", mark, "answer", None, words, (Witness(draft, draft, now, draft),), now)
        for mark, draft in (("theirs, decided", 1), ("another's, decided", 2))
    ]
    kept.keep("shop", made)
    for each in kept.all():
        kept.decide(each.number, "dismissed", who="Mina", at=now)
    kept.keep("shop", [Proposal("shop", "theirs, open", "look", "hours", words, made[0].evidence, now)])
    store.forget("dana@example.com")
    assert [line["held"] for line in store.export() if line["table"] == "reviews"] == [None, "secretword"]
    left = {each.mark: each.words for each in kept.all(state=None)}
    assert left == {
        "theirs, decided": {"path": "rules.yaml", "name": "hours", "asks": [], "answer": ""},
        "another's, decided": words,
    }
