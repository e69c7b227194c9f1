from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from assistant.errors import OperatorError
from assistant.store.reviewers import Reviewers
from assistant.store.store import Store

HOUR = timedelta(hours=1)


def test_people_are_added_listed_and_removed(store: Store, now: datetime) -> None:
    """Each has a name and a role; the password is known by its hash alone."""
    people = Reviewers(store.access)
    people.add("Idris", "hash-1", "reviewer", now)
    people.add("Hester", "hash-2", "operator", now)
    assert [(one.name, one.role, one.created) for one in people.all()] == [
        ("Hester", "operator", now), ("Idris", "reviewer", now)
    ]  # fmt: skip
    assert people.password("Idris") == "hash-1"
    people.remove("Idris")
    assert people.password("Idris") is None


def test_a_name_is_taken_once(store: Store, now: datetime) -> None:
    """A second person of the same name is refused, and the first keeps their password."""
    people = Reviewers(store.access)
    people.add("Idris", "hash-1", "reviewer", now)
    with pytest.raises(OperatorError, match="passwd Idris"):
        people.add("Idris", "hash-2", "operator", now)
    assert people.password("Idris") == "hash-1"


def test_who_is_not_there_cannot_be_changed(store: Store) -> None:
    """To remove or to change a name that nobody has is an error that says where to look."""
    people = Reviewers(store.access)
    for verb in (lambda: people.remove("Nobody"), lambda: people.change("Nobody", "hash")):
        with pytest.raises(OperatorError, match="reviewers list"):
            verb()


def test_a_session_lasts_as_long_as_it_was_given(store: Store, now: datetime) -> None:
    """Until it expires it says whose it is; then it is nobody's."""
    people = Reviewers(store.access)
    people.add("Idris", "hash-1", "author", now)
    people.begin("digest", "Idris", now, now + HOUR)
    mine = people.session("digest", now + HOUR / 2)
    assert mine is not None and (mine.name, mine.role) == ("Idris", "author")
    assert people.session("digest", now + HOUR) is None
    assert people.session("another", now) is None


@pytest.mark.parametrize("how", ["end", "change", "remove"])
def test_a_session_ends_at_once(how: str, store: Store, now: datetime) -> None:
    """Signing out, another password and a removed person all end it."""
    people = Reviewers(store.access)
    people.add("Idris", "hash-1", "author", now)
    people.begin("digest", "Idris", now, now + HOUR)
    {
        "end": lambda: people.end("digest"),
        "change": lambda: people.change("Idris", "hash-2"),
        "remove": lambda: people.remove("Idris"),
    }[how]()
    assert people.session("digest", now) is None


def test_roles_stand_above_each_other(store: Store, now: datetime) -> None:
    """An operator may what an author may, an author what a reviewer may, and not the other way round."""
    people = Reviewers(store.access)
    for role in ("reviewer", "author", "operator"):
        people.add(role, "hash", role, now)
    may = {one.name: [role for role in ("reviewer", "author", "operator") if one.may(role)] for one in people.all()}
    assert may == {
        "reviewer": ["reviewer"], "author": ["reviewer", "author"], "operator": ["reviewer", "author", "operator"]
    }  # fmt: skip
