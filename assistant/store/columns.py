"""The kinds of columns that the databases do not have of themselves: moments with their zone, texts from outside.

And how to say of a column that it is of no use to search by.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, DateTime, Dialect, Text, TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the database: in UTC. A time without a zone is refused."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database: SQLite gives no zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text that came from outside. PostgreSQL takes no NUL, and no database halves of characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database: each of them is a question mark."""
        return None if value is None else value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def beside(column: Column[str]) -> ColumnElement[str]:
    """The same text, for a condition that no index is to be searched by.

    SQLite, which keeps no statistics here, takes every column for one that tells few rows apart. An account has all
    the messages there are: found by it, each of them is looked at for the one that is asked for.
    """
    return column.concat("")
