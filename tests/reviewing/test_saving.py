"""A letter is saved though the connection breaks at any step: it is there once in the end, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.drafting.compose import said
from assistant.errors import ServerUnreachable
from assistant.mailbox.contract import Account
from tests.reviewing.office import TWO, Office


class Breaking:
    """A connection that breaks, once, at the nth command that changes something, before or after it is carried out."""

    left = 0

    def __init__(self, account: Account, *, after: bool) -> None:
        self._account = account
        self._after = after

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._account, name)
        if name not in ("append", "remove"):
            return found

        def breaking(*args: Any, **more: Any) -> Any:
            Breaking.left -= 1
            if Breaking.left == 0 and not self._after:
                raise ServerUnreachable("The connection broke.")
            result = found(*args, **more)
            if Breaking.left == 0:
                raise ServerUnreachable("The connection broke.")
            return result

        return breaking


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_break_while_saving_leaves_one_letter_in_the_end(shop: Office, nth: int, *, after: bool) -> None:
    """The desk goes on by itself on a new connection; what is left over goes with the next save."""
    number = shop.deliver(TWO)
    connect = shop.connect
    shop.connect = lambda: Breaking(connect(), after=after)  # type: ignore[return-value,assignment]
    desk = shop.desk()
    opened = desk.open(number, "anna")
    assert opened.letter is not None
    Breaking.left = nth
    saved = desk.save(number, "anna", opened.version, opened.letter.text.replace("£45", "£50"))
    assert saved.letter is not None
    assert "£50" in saved.letter.text
    assert any("£50" in (said(draft.raw) or "") for draft in shop.drafts())
    Breaking.left = 0
    desk.save(number, "anna", saved.version, saved.letter.text.replace("£50", "£60"))
    [draft] = shop.drafts()
    assert "£60" in (said(draft.raw) or "")
