"""The rules files as they were changed from the desk: who, when, why, and both texts, so that it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from assistant.store.access import Access
from assistant.store.tables import rule_versions


@dataclass(frozen=True, slots=True)
class Version:
    """One change of one file. `path` is the file's own, absolute; `number` is the store's."""

    path: str
    at: datetime
    who: str
    why: str
    before: str
    after: str
    number: int = 0


class RuleVersions:
    """The changes that a store keeps."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def keep(self, version: Version) -> int:
        """Write a change down; its number."""
        names = ("path", "at", "who", "why", "before", "after")
        row = {name: getattr(version, name) for name in names}
        with self._access.writes() as connection:
            number: int = connection.execute(
                insert(rule_versions).values(row).returning(rule_versions.c.id)
            ).scalar_one()
        return number

    def of(self, *paths: str, most: int = 100) -> tuple[Version, ...]:
        """The changes of these files, newest first."""
        query = (
            select(rule_versions).where(rule_versions.c.path.in_(paths)).order_by(rule_versions.c.id.desc()).limit(most)
        )
        with self._access.reads() as connection:
            return tuple(_version(dict(row)) for row in connection.execute(query).mappings())

    def get(self, number: int) -> Version | None:
        """One change."""
        with self._access.reads() as connection:
            row = connection.execute(select(rule_versions).where(rule_versions.c.id == number)).mappings().first()
        return None if row is None else _version(dict(row))


def _version(row: dict[str, object]) -> Version:
    row["number"] = row.pop("id")
    return Version(**row)  # type: ignore[arg-type]  # the columns are the fields
