"""Who may use the desk's page, and the sessions in which they do. Tables reviewers and sessions.

A password is kept as its hash and a session's token as its digest: who reads the store can sign in with neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete, insert, select, update

from assistant.errors import OperatorError
from assistant.store.access import Access
from assistant.store.tables import reviewers, sessions

Role = Literal["reviewer", "author", "operator"]
ROLES: tuple[Role, ...] = get_args(Role)            # each may do what those before it may


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person at the desk."""

    name: str
    role: Role
    created: datetime

    def may(self, role: Role) -> bool:
        """Whether they may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Reviewers:
    """The people at the desk. Raises StoreError beside what the methods say."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(self) -> Sequence[Reviewer]:
        """Everybody, by name."""
        with self._access.reads() as connection:
            rows = connection.execute(select(reviewers).order_by(reviewers.c.name)).all()
        return tuple(Reviewer(row.name, row.role, row.created) for row in rows)

    def add(self, name: str, password: str, role: Role, now: datetime) -> None:
        """A new person; `password` is its hash. Raises OperatorError where the name is taken."""
        with self._access.writes() as connection:
            if connection.execute(select(reviewers.c.name).where(reviewers.c.name == name)).first():
                raise OperatorError(
                    f"There is a reviewer {name} already. "
                    f"For another password: assistant reviewers passwd {name}."
                )
            connection.execute(insert(reviewers).values(name=name, password=password, role=role, created=now))

    def change(self, name: str, password: str) -> None:
        """Another password; whoever is signed in by the old one is signed out. Raises OperatorError if unknown."""
        with self._access.writes() as connection:
            changed = connection.execute(
                update(reviewers).where(reviewers.c.name == name).values(password=password)
            ).rowcount
            connection.execute(delete(sessions).where(sessions.c.who == name))
        self._known(name, changed)

    def remove(self, name: str) -> None:
        """They may no longer sign in, and are signed out. Raises OperatorError if unknown."""
        with self._access.writes() as connection:
            gone = connection.execute(delete(reviewers).where(reviewers.c.name == name)).rowcount
        self._known(name, gone)

    def password(self, name: str) -> str | None:
        """The hash of their password; None for nobody."""
        with self._access.reads() as connection:
            return connection.execute(select(reviewers.c.password).where(reviewers.c.name == name)).scalar()

    def begin(self, digest: str, name: str, now: datetime, expires: datetime) -> None:
        """A session begins; those that are over are forgotten."""
        with self._access.writes() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires <= now))
            connection.execute(insert(sessions).values(digest=digest, who=name, created=now, expires=expires))

    def session(self, digest: str, now: datetime) -> Reviewer | None:
        """Whose session it is, as long as it lasts."""
        with self._access.reads() as connection:
            row = connection.execute(
                select(reviewers)
                .join(sessions, sessions.c.who == reviewers.c.name)
                .where(sessions.c.digest == digest, sessions.c.expires > now)
            ).first()
        return Reviewer(row.name, row.role, row.created) if row else None

    def end(self, digest: str) -> None:
        """The session is over."""
        with self._access.writes() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest))

    @staticmethod
    def _known(name: str, rows: int) -> None:
        if not rows:
            raise OperatorError(f"There is no reviewer {name}. See who there is with: assistant reviewers list.")
