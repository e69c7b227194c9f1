"""The tables, for SQLAlchemy Core. A change here needs a new file in migrations/versions/.

`test_the_migrations_make_the_tables` holds the two together.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)


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


# Named constraints, so that later migrations can speak of them on every database.
METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# UIDs are unsigned numbers of 32 bits (RFC 9051 2.3.1.1): too long for an Integer.
cursors = Table(
    "cursors",
    METADATA,
    Column("account", String, primary_key=True),
    Column("mailbox", String, primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("last_uid", BigInteger, nullable=False),
)

messages = Table(
    "messages",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("mailbox", String, nullable=False),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("message_id", Words),
    Column("raw_digest", String, nullable=False),
    Column("author", Words),
    Column("received", Moment),
    Column("decided", Moment, nullable=False),
    Column("disposition", String),
    Column("outcome", String, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("version", String, nullable=False),
    Column("thread", Words),                         # the Message-ID that the thread began with, as far as is known
    Column("asked", JSON(none_as_null=True)),
    Column("named", JSON(none_as_null=True)),
    Column("refund", Boolean, nullable=False, server_default=false()),
    Column("content", String),
    Column("words", String),
    Column("depth", Integer, nullable=False, server_default="0"),
    UniqueConstraint("account", "mailbox", "uidvalidity", "uid"),   # each message is decided once
    Index(None, "account", "raw_digest"),
    Index(None, "account", "content"),
    Index(None, "account", "message_id"),
    Index(None, "account", "decided"),
    Index(None, "account", "thread"),
    Index(None, "author"),
)

drafts = Table(
    "drafts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("parent", Integer, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message_id", Words, nullable=False, index=True),
    Column("mailbox", String, nullable=False),
    Column("uidvalidity", BigInteger),
    Column("uid", BigInteger),
    Column("revision", Integer, nullable=False),
    Column("ready", Boolean, nullable=False),
    Column("gaps", Integer, nullable=False),
    Column("saved", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("plan", JSON(none_as_null=True)),
    Column("ledger", JSON(none_as_null=True)),
)

notes = Table(
    "notes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("parent", Integer, ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message_id", Words, nullable=False, index=True),
    Column("mailbox", String, nullable=False),
    Column("uidvalidity", BigInteger),
    Column("uid", BigInteger),
    Column("saved", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),
)

# A gesture of goodwill that a draft offers: the rules bound how often it is made.
gestures = Table(
    "gestures",
    METADATA,
    Column("draft", Integer, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String, primary_key=True, index=True),
)

people = Table(
    "people",
    METADATA,
    Column("account", String, primary_key=True),
    Column("address", Words, primary_key=True),
    Column("calm_reply_at", Moment),
    Column("parked", JSON, nullable=False),
    Column("named", JSON, nullable=False, server_default="[]"),
    Column("expires", Moment),
)

# What a letter promises to find out, and by which day.
promises = Table(
    "promises",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("address", Words),
    Column("question", Words, nullable=False),
    Column("due", Date, nullable=False, index=True),
    Column("state", String, nullable=False, index=True),
)
