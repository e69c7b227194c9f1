"""The owner's desk: every verb of reviewing, for the page and the terminal alike.

`who` is the reviewer's name. A verb that takes `text` is given the letter as it stands in the reviewer's hands, or None
for the letter as the desk knows it; what a reviewer typed counts as approved by them. May be used by several threads.

Every verb may raise, from assistant.errors: ReviewError (what was asked cannot be done, and what to do instead),
its kinds Conflict and NotReady, PassingError (the mail server; nothing was lost) and StoreError.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.reviewing.values import (
    Act,
    Approved,
    Around,
    InOutbox,
    Letter,
    Listing,
    Manner,
    Mood,
    Opened,
    Shelf,
)


class Desk(Protocol):
    """One desk for all accounts of the settings."""

    # ---------------------------------------------------------------- the list (from the store alone)

    def listing(self, who: str, *, shelf: Shelf = "all", search: str = "", page: int = 1, size: int = 50) -> Listing:
        """A page of what waits. `search` looks in subjects, names, addresses, reason codes and rules' names."""
        ...

    def change(self) -> str:
        """Another text as soon as any list would be another: cheap enough to ask every second."""
        ...

    def around(self, number: int, who: str, *, shelf: Shelf = "all", search: str = "") -> Around:
        """Where a message stands in a list, with its neighbours."""
        ...

    def outbox(self) -> tuple[InOutbox, ...]:
        """What is on its way, and what a person must decide about."""
        ...

    def acts(self, *, number: int | None = None, most: int = 100) -> tuple[Act, ...]:
        """The trail of who did what, of one message or of all, newest first."""
        ...

    # ---------------------------------------------------------------- one message

    def open(self, number: int, who: str) -> Opened:
        """A message with its letter as it stands in Drafts, and as this reviewer has edited it since."""
        ...

    def look(self, number: int, who: str) -> tuple[str, ...]:
        """Note that `who` looks at it (for 30 seconds), and say who else does."""
        ...

    def leave(self, number: int, who: str) -> None:
        """Note that `who` looks no longer. What they have not saved is dropped."""
        ...

    def enclosure(self, number: int, index: int) -> tuple[str, str, bytes]:
        """An attachment of the customer's: its name, its content type, its bytes. Not to be shown, only to be saved."""
        ...

    # ---------------------------------------------------------------- editing: nothing is saved yet

    def recheck(self, number: int, who: str, text: str) -> Letter:
        """The letter with this text, linked and checked; nothing is kept. For every key press."""
        ...

    def edit(self, number: int, who: str, text: str) -> Letter:
        """The same, kept as a step that can be undone."""
        ...

    def fill(self, number: int, who: str, question: int, words: str, text: str | None = None) -> Letter:
        """Put an answer into the gap of a question (QuestionLink.index), or of a letter that asks nothing (-1)."""
        ...

    def choose(self, number: int, who: str, question: int, answer: str, text: str | None = None) -> Letter:
        """Answer a question by another rule: the letter is made anew, and edits elsewhere are kept."""
        ...

    def alternatives(self, number: int, who: str, part: int) -> tuple[str, ...]:
        """Other wordings that the rules and templates have for a piece of the letter (PartLine.index)."""
        ...

    def reword(self, number: int, who: str, part: int, words: str, text: str | None = None) -> Letter:
        """Say a piece by one of its alternatives."""
        ...

    def mood(
        self, number: int, who: str, *, mood: Mood | None = None, manner: Manner | None = None, text: str | None = None
    ) -> Letter:
        """Make it a complaint's letter or a plain one, or address them otherwise; edits are kept."""
        ...

    def remake(self, number: int, who: str, text: str | None = None) -> Letter:
        """Write the letter by the rules of today, the reviewer's edits kept."""
        ...

    def attach(self, number: int, who: str, name: str, content_type: str, content: bytes) -> Letter:
        """Enclose a file."""
        ...

    def detach(self, number: int, who: str, index: int) -> Letter:
        """Take an enclosed file out."""
        ...

    def undo(self, number: int, who: str) -> Letter:
        """Take the last step back."""
        ...

    # ---------------------------------------------------------------- acts: each stands in the trail

    def save(self, number: int, who: str, version: int, text: str | None = None) -> Opened:
        """Replace the draft in Drafts. Conflict where somebody has saved since `version`."""
        ...

    def approve(self, number: int, who: str, version: int, text: str | None = None) -> Opened:
        """Save it, marked `$Ready` for whoever sends it from a mail program. NotReady while a gap is open."""
        ...

    def send(
        self, number: int, who: str, version: int, text: str | None = None, *, confirmed: bool = False
    ) -> Approved:
        """Save it and put it into the outbox. NotReady names what fails, unless `confirmed`; an open gap never goes."""
        ...

    def unsend(self, outbox: int, who: str) -> None:
        """Take back what is not sent yet."""
        ...

    def arrived(self, outbox: int, who: str) -> None:
        """Of an unknown fate: it did arrive."""
        ...

    def again(self, outbox: int, who: str) -> Approved:
        """Of an unknown fate, or refused: send it again."""
        ...

    def discard(self, number: int, who: str, version: int, reason: str) -> None:
        """Remove the draft from Drafts; it is not made again."""
        ...

    def hold(self, number: int, who: str, reason: str) -> None:
        """Put it on the shelf for a person, with why. An empty reason takes it down again."""
        ...

    def snooze(self, number: int, who: str, until: datetime | None) -> None:
        """Put it away until then (aware); None brings it back."""
        ...

    def assign(self, number: int, who: str, to: str | None) -> None:
        """Say who takes care of it; None: nobody in particular."""
        ...

    def settle(self, number: int, who: str) -> None:
        """A held message is taken care of: its note is removed."""
        ...

    def close(self) -> None:
        """Let go of the mail servers."""
        ...
