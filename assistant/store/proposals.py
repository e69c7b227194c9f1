"""Changes of the rules that people's edits suggest, as they are kept until somebody decides.

What was decided once is not proposed again: neither the same change (`mark`), nor an answer for the same gaps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, insert, select, update

from assistant.store.access import Access
from assistant.store.tables import edits, messages, proposals

Kind = Literal["words", "fact", "answer", "look"]
State = Literal["open", "accepted", "dismissed"]
_AT_ONCE = 500
_WHERE = ("path", "where", "name")                  # of `words`: where, not what


@dataclass(frozen=True, slots=True)
class Witness:
    """A letter that speaks for a proposal: when it was sent or discarded, and the edit in it, by the store's number."""

    draft: int
    message: int
    at: datetime
    edit: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change of the rules. `words` is the patch, as its kind has it; `number` is the store's."""

    account: str
    mark: str
    kind: Kind
    rule: str | None
    words: Mapping[str, Any]
    evidence: tuple[Witness, ...]
    made: datetime
    number: int = 0
    state: State = "open"
    decided: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A witness with what was changed; the texts are empty where they are no longer kept."""

    witness: Witness
    before: str = ""
    after: str = ""
    question: str | None = None
    subject: str = ""


class Proposals:
    """The proposals that a store keeps."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def keep(self, account: str, found: Sequence[Proposal]) -> None:
        """The open proposals of an account are these from now on; what is decided stays as it is."""
        with self._access.writes() as connection:
            known = {each.mark: each for each in _select(connection, proposals.c.account == account)}
            settled = {
                witness.edit
                for each in known.values() if each.kind == "answer" and each.state != "open"
                for witness in each.evidence
            }  # fmt: skip
            fresh = {
                each.mark: each for each in found
                if not (each.kind == "answer" and settled & {witness.edit for witness in each.evidence})
            }  # fmt: skip
            gone = [each.number for each in known.values() if each.state == "open" and each.mark not in fresh]
            for start in range(0, len(gone), _AT_ONCE):
                connection.execute(delete(proposals).where(proposals.c.id.in_(gone[start : start + _AT_ONCE])))
            for mark, each in fresh.items():
                if mark not in known:
                    connection.execute(insert(proposals).values(_row(each)))
                elif known[mark].state == "open" and known[mark] != replace(
                    each, number=known[mark].number, made=known[mark].made
                ):
                    changed = {name: value for name, value in _row(each).items() if name in ("words", "evidence")}
                    connection.execute(update(proposals).where(proposals.c.id == known[mark].number).values(changed))

    def all(self, *, state: State | None = "open", account: str | None = None) -> tuple[Proposal, ...]:
        """The proposals of a state, the best witnessed first; None is every state."""
        where: list[Any] = [] if state is None else [proposals.c.state == state]
        where += [] if account is None else [proposals.c.account == account]
        with self._access.reads() as connection:
            found = _select(connection, *where)
        return tuple(sorted(found, key=lambda each: (-len(each.evidence), each.number)))

    def get(self, number: int) -> Proposal | None:
        """One proposal."""
        with self._access.reads() as connection:
            return next(iter(_select(connection, proposals.c.id == number)), None)

    def decide(self, number: int, state: Literal["accepted", "dismissed"], *, who: str, at: datetime) -> bool:
        """Note what somebody decided. False where it is not open any more: the first who decides has decided."""
        is_open = (proposals.c.id == number, proposals.c.state == "open")
        with self._access.writes() as connection:
            values = {"state": state, "by": who, "decided": at}
            return connection.execute(update(proposals).where(*is_open).values(values)).rowcount == 1

    def shown(self, proposal: Proposal) -> tuple[Shown, ...]:
        """The evidence with what was changed, newest first."""
        numbers = [witness.edit for witness in proposal.evidence if witness.edit is not None]
        parents = sorted({witness.message for witness in proposal.evidence})
        with self._access.reads() as connection:
            query = select(edits).where(edits.c.id.in_(numbers[:_AT_ONCE]))
            texts = {row.id: row for row in connection.execute(query)}
            named = select(messages.c.id, messages.c.subject).where(messages.c.id.in_(parents[:_AT_ONCE]))
            subjects = {row.id: row.subject or "" for row in connection.execute(named)}
        found = []
        for witness in sorted(proposal.evidence, key=lambda each: each.at, reverse=True):
            row = texts.get(witness.edit) if witness.edit is not None else None
            subject = subjects.get(witness.message, "")
            found.append(
                Shown(witness, subject=subject) if row is None
                else Shown(witness, row.before, row.after, row.question, subject)
            )  # fmt: skip
        return tuple(found)


def forget(connection: Connection, drafts: Sequence[int]) -> None:
    """Drop the open proposals that rest on these drafts; those that still have enough are made anew without them.

    Of those that were decided no words are left, and still they do not come back.
    """
    gone = set(drafts)
    for each in _select(connection):
        if gone & {witness.draft for witness in each.evidence}:
            _empty(connection, each)


def forget_words(connection: Connection, account: str, before: datetime) -> None:
    """The same of an account's proposals that rest on edits from before a time."""
    for each in _select(connection, proposals.c.account == account):
        if any(witness.edit is not None and witness.at < before for witness in each.evidence):
            _empty(connection, each)


def _empty(connection: Connection, proposal: Proposal) -> None:
    if proposal.state == "open":
        connection.execute(delete(proposals).where(proposals.c.id == proposal.number))
        return
    words = {
        name: value if name in _WHERE else "" if isinstance(value, str) else []
        for name, value in proposal.words.items()
    }
    if words != proposal.words:
        connection.execute(update(proposals).where(proposals.c.id == proposal.number).values(words=words))


def _select(connection: Connection, *where: Any) -> list[Proposal]:
    rows = connection.execute(select(proposals).where(*where).order_by(proposals.c.id)).mappings()
    return [_proposal(dict(row)) for row in rows]


def _proposal(row: dict[str, Any]) -> Proposal:
    row["number"] = row.pop("id")
    row["evidence"] = tuple(
        Witness(each["draft"], each["message"], datetime.fromisoformat(each["at"]), each["edit"])
        for each in row["evidence"]
    )
    return Proposal(**row)


def _row(proposal: Proposal) -> dict[str, Any]:
    evidence = [
        {"draft": each.draft, "message": each.message, "at": each.at.isoformat(), "edit": each.edit}
        for each in proposal.evidence
    ]
    names = ("account", "mark", "kind", "rule", "made", "state", "decided", "by")
    return {name: getattr(proposal, name) for name in names} | {"words": dict(proposal.words), "evidence": evidence}
