"""The owner's desk: every verb of reviewing, for the page and the terminal alike.

`who` is the reviewer's name. A verb that takes `text` is given the letter as it stands in the reviewer's hands, or None
for the letter as the desk knows it; what a reviewer typed counts as approved by them. May be used by several threads.

Every verb may raise, from assistant.errors: ReviewError (what was asked cannot be done, and what to do instead),
its kinds Conflict and NotReady, PassingError (the mail server; nothing was lost) and StoreError.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assistant.config import Account as Settings
from assistant.config import Config
from assistant.errors import ReviewError
from assistant.mailbox.contract import Account
from assistant.meaning import Meaning
from assistant.model import Span
from assistant.opening import open_account
from assistant.parsing.original import Picture, contents, pictures_of
from assistant.reviewing import listing, opened
from assistant.reviewing.acting import Acting
from assistant.reviewing.bringing import Bringer
from assistant.reviewing.mailboxes import Mailboxes
from assistant.reviewing.outbox import Filing, Outbox, routes, utc_now
from assistant.reviewing.values import (
    SHELVES,
    Act,
    Approved,
    Around,
    InOutbox,
    Letter,
    Listing,
    Manner,
    Mood,
    Opened,
    Row,
    Shelf,
)
from assistant.reviewing.writing import Writing
from assistant.store.audit import Audit
from assistant.store.dossier import dossier
from assistant.store.store import Store
from assistant.store.waiting import List


def _nobody() -> None:
    """Nobody waits for letters."""


class Desk:
    """One desk for all accounts of the settings. `ring` is called when a letter was put into the outbox."""

    def __init__(
        self,
        config: Config,
        store: Store,
        meaning: Meaning,
        *,
        clock: Callable[[], datetime] = utc_now,
        opened: Callable[[Settings], Account] = open_account,
        ring: Callable[[], None] = _nobody,
    ) -> None:
        self._store = store
        self._clock = clock
        self._list = List(store.access)
        self._audit = Audit(store.access)
        self._mailboxes = Mailboxes(config.account, opened)
        self._bringer = Bringer(config, store, meaning, self._mailboxes, clock)
        self._writing = Writing(self._bringer, clock)
        self._outbox = Outbox(store, routes(config), clock=clock, ring=ring)
        self._acting = Acting(store, self._bringer, self._writing, self._mailboxes, self._outbox, clock)

    def close(self) -> None:
        """Let go of the mail servers."""
        self._mailboxes.close()

    # ---------------------------------------------------------------- the list (from the store alone)

    def listing(self, who: str, *, shelf: Shelf = "all", search: str = "", page: int = 1, size: int = 50) -> Listing:
        """A page of what waits. `search` looks in subjects, names, addresses, reason codes and rules' names."""
        now = self._clock()
        change = self._list.change(now)
        counts = self._list.counts(who, now)
        search = search.strip()
        found = self._list.found(who, now, shelf=shelf, search=search) if search else counts[shelf]
        pages = max(1, -(-found // size))
        page = min(max(1, page), pages)
        lines = self._list.page(who, now, shelf=shelf, search=search, start=(page - 1) * size, size=size)
        rows = tuple(listing.row(line, who) for line in lines)
        return Listing(rows, shelf, search, page, pages, found, {each: counts[each] for each in SHELVES}, change)

    def change(self) -> str:
        """Another text as soon as any list would be another: cheap enough to ask every second."""
        return self._list.change(self._clock())

    def around(self, number: int, who: str, *, shelf: Shelf = "all", search: str = "") -> Around:
        """Where a message stands in a list, with its neighbours."""
        numbers = self._list.numbers(who, self._clock(), shelf=shelf, search=search)
        if number not in numbers:
            return Around(0, len(numbers), None, numbers[0] if numbers else None)
        at = numbers.index(number)
        after = numbers[at + 1] if at + 1 < len(numbers) else None
        return Around(at + 1, len(numbers), numbers[at - 1] if at else None, after)

    def outbox(self) -> tuple[InOutbox, ...]:
        """What is on its way, and what a person must decide about."""
        return tuple(
            InOutbox(
                outbox=entry.number,
                number=entry.parent.number if entry.parent else entry.letter.answers,
                account=entry.letter.account,
                recipients=entry.letter.recipients,
                subject=(entry.parent.subject if entry.parent else None) or "",
                state=entry.state,
                told=entry.told or "",
                by=entry.by,
                due=entry.due,
            )
            for entry in self._outbox.entries()
        )

    def filing(self, outbox: int) -> Filing:
        """How far a letter is that was sent: whether a copy stands in Sent and the draft is gone."""
        return self._outbox.filing(outbox)

    def acts(self, *, number: int | None = None, most: int = 100) -> tuple[Act, ...]:
        """The trail of who did what, of one message or of all, newest first."""
        return tuple(map(opened.act, self._audit.entries(message=number, most=most)))

    # ---------------------------------------------------------------- one message

    def open(self, number: int, who: str) -> Opened:
        """A message with its letter as it stands in Drafts, and as this reviewer has edited it since."""
        item = self._bringer.item(number)
        looking = self.look(number, who)
        work, hand, trouble = self._bringer.bring(item, who)
        return opened.opened(
            item,
            self.row(number, who),
            work,
            hand,
            dossier=dossier(self._store.access, number),
            acts=self._audit.entries(message=number, most=20),
            looking=looking,
            trouble=trouble,
        )

    def row(self, number: int, who: str) -> Row:
        """The line of one message, whether it waits or not."""
        line = self._list.line(number, self._clock())
        if line is None:
            raise ReviewError(f"There is no message {number}. See what waits with: assistant review list")
        return listing.row(line, who)

    def look(self, number: int, who: str) -> tuple[str, ...]:
        """Note that `who` looks at it (for 30 seconds), and say who else does."""
        self._bringer.item(number)
        return self._bringer.reviews.look(number, who, self._clock())

    def leave(self, number: int, who: str) -> None:
        """Note that `who` looks no longer. What they have not saved is dropped."""
        self._bringer.reviews.leave(number, who)
        self._bringer.hands.drop(number, who)

    def enclosure(self, number: int, index: int) -> tuple[str, str, bytes]:
        """An attachment of the customer's: its name, its content type, its bytes. Not to be shown, only to be saved."""
        work = self._bringer.work(number)
        files = work.message.attachments
        if not 0 <= index < len(files):
            raise ReviewError(f"Message {number} has no attachment {index + 1}.")
        wanted = files[index]
        found = contents(work.raw, wanted, sum(each == wanted for each in files[:index]))
        if found is None:
            raise ReviewError(f"The attachment {wanted.name or index + 1} cannot be taken out. Use your mail program.")
        return wanted.name or f"attachment-{index + 1}", wanted.content_type, found

    def pictures(self, number: int) -> dict[str, Picture]:
        """The customer's pictures that their HTML names, by Content-ID."""
        return pictures_of(self._bringer.work(number).raw)

    def since(self, number: int, version: int) -> Act | None:
        """Who has last changed a letter that was shown at this version; None where nobody has since."""
        last = self._acting.since(number, version)
        return None if last is None else opened.act(last)

    def compare(self, number: int, who: str, version: int) -> None:
        """Conflict, with both texts, where somebody has saved since and `who` has something that is not saved."""
        self._acting.compare(number, who, version)

    def as_shown(self, number: int, who: str, version: int | None, shown: str) -> None:
        """Conflict where `who` has the letter in hand no more, and in Drafts stands another than was `shown`."""
        self._acting.as_shown(number, who, version, shown)

    def in_hand(self, number: int, who: str) -> str | None:
        """The text of the letter in this reviewer's hands; None where it is in none."""
        hand = self._bringer.hands.get(number, who)
        return None if hand is None else hand.now.sheet.text

    # ---------------------------------------------------------------- editing: nothing is saved yet

    def recheck(self, number: int, who: str, text: str) -> Letter:
        """The letter with this text, linked and checked; nothing is kept. For every key press."""
        return self._writing.recheck(number, who, text)

    def edit(self, number: int, who: str, text: str) -> Letter:
        """The same, kept as a step that can be undone."""
        return self._writing.edit(number, who, text)

    def fill(
        self, number: int, who: str, question: int, words: str, text: str | None = None, *, at: Span | None = None
    ) -> Letter:
        """Put an answer into the gap of a question (QuestionLink.index), or into the first that belongs to none (-1).

        `at`: into the one that stands there (GapField.span), whatever it is about.
        """
        return self._writing.fill(number, who, question, words, text, at=at)

    def choose(self, number: int, who: str, question: int, answer: str, text: str | None = None) -> Letter:
        """Answer a question by another rule: the letter is made anew, and edits elsewhere are kept."""
        return self._writing.choose(number, who, question, answer, text)

    def alternatives(self, number: int, who: str, part: int) -> tuple[str, ...]:
        """Other wordings that the rules and templates have for a piece of the letter (PartLine.index)."""
        return self._writing.alternatives(number, who, part)

    def reword(self, number: int, who: str, part: int, words: str, text: str | None = None) -> Letter:
        """Say a piece by one of its alternatives."""
        return self._writing.reword(number, who, part, words, text)

    def mood(
        self, number: int, who: str, *, mood: Mood | None = None, manner: Manner | None = None, text: str | None = None
    ) -> Letter:
        """Make it a complaint's letter or a plain one, or address them otherwise; edits are kept."""
        return self._writing.mood(number, who, mood, manner, text)

    def remake(self, number: int, who: str, text: str | None = None) -> Letter:
        """Write the letter by the rules of today, the reviewer's edits kept."""
        return self._writing.remake(number, who, text)

    def attach(self, number: int, who: str, name: str, content_type: str, content: bytes) -> Letter:
        """Enclose a file."""
        return self._writing.attach(number, who, name, content_type, content)

    def detach(self, number: int, who: str, index: int) -> Letter:
        """Take an enclosed file out."""
        return self._writing.detach(number, who, index)

    def undo(self, number: int, who: str) -> Letter:
        """Take the last step back."""
        return self._writing.undo(number, who)

    # ---------------------------------------------------------------- acts: each stands in the trail

    def save(self, number: int, who: str, version: int, text: str | None = None) -> Opened:
        """Replace the draft in Drafts. Conflict where somebody has saved since `version`."""
        self._acting.save(number, who, version, text, approved=False)
        return self.open(number, who)

    def approve(self, number: int, who: str, version: int, text: str | None = None) -> Opened:
        """Save it, marked `$Ready` for whoever sends it from a mail program. NotReady while a gap is open."""
        self._acting.save(number, who, version, text, approved=True)
        return self.open(number, who)

    def send(
        self, number: int, who: str, version: int, text: str | None = None, *, confirmed: bool = False
    ) -> Approved:
        """Save it and put it into the outbox. NotReady names what fails, unless `confirmed`; an open gap never goes."""
        return self._acting.send(number, who, version, text, confirmed=confirmed)

    def unsend(self, outbox: int, who: str) -> None:
        """Take back what is not sent yet, or let go what was refused."""
        self._outbox.undo(outbox)
        self._told(outbox, who, "taken back")

    def arrived(self, outbox: int, who: str) -> None:
        """Of an unknown fate: it did arrive."""
        self._outbox.arrived(outbox)
        self._told(outbox, who, "arrived")

    def again(self, outbox: int, who: str) -> Approved:
        """Of an unknown fate, or refused: send it again."""
        entry = self._outbox.again(outbox, by=who)
        self._told(outbox, who, "sending again")
        return Approved(entry.letter.answers or 0, entry.number, entry.due)

    def discard(self, number: int, who: str, version: int, reason: str) -> None:
        """Remove the draft from Drafts; it is not made again."""
        self._acting.discard(number, who, version, reason)
        self._outbox.let_go(number)

    def hold(self, number: int, who: str, reason: str) -> None:
        """Put it on the shelf for a person, with why. An empty reason takes it down again."""
        self._acting.hold(number, who, reason)

    def snooze(self, number: int, who: str, until: datetime | None) -> None:
        """Put it away until then (aware); None brings it back."""
        self._acting.snooze(number, who, until)

    def assign(self, number: int, who: str, to: str | None) -> None:
        """Say who takes care of it; None: nobody in particular."""
        self._acting.assign(number, who, to)

    def settle(self, number: int, who: str) -> None:
        """A held message is taken care of: its note is removed."""
        self._acting.settle(number, who)

    def _told(self, outbox: int, who: str, action: str) -> None:
        """Write down what was decided about a letter in the outbox."""
        number = self._outbox.answers(outbox)
        self._audit.note(who, action, self._clock(), message=number, detail={"text": f"letter {outbox}"})
