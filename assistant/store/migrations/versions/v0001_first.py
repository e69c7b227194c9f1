"""The first schema: cursors, messages, drafts, notes, gestures, people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    when = sa.DateTime(timezone=True)
    op.create_table(
        "cursors",
        sa.Column("account", sa.String(), primary_key=True),
        sa.Column("mailbox", sa.String(), primary_key=True),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Text()),
        sa.Column("raw_digest", sa.String(), nullable=False),
        sa.Column("author", sa.Text()),
        sa.Column("received", when),
        sa.Column("decided", when, nullable=False),
        sa.Column("disposition", sa.String()),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.UniqueConstraint("account", "mailbox", "uidvalidity", "uid"),
    )
    for columns in (["account", "raw_digest"], ["account", "message_id"], ["account", "decided"], ["author"]):
        op.create_index(f"ix_messages_{'_'.join(columns)}", "messages", columns)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent", sa.Integer(), sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger()),
        sa.Column("uid", sa.BigInteger()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("saved", when, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("plan", sa.JSON()),
        sa.Column("ledger", sa.JSON()),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent", sa.Integer(), sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.String(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger()),
        sa.Column("uid", sa.BigInteger()),
        sa.Column("saved", when, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
    )
    for table in ("drafts", "notes"):
        for column in ("parent", "message_id", "state"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_table(
        "gestures",
        sa.Column("draft", sa.Integer(), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
    )
    op.create_index("ix_gestures_name", "gestures", ["name"])
    op.create_table(
        "people",
        sa.Column("account", sa.String(), primary_key=True),
        sa.Column("address", sa.Text(), primary_key=True),
        sa.Column("calm_reply_at", when),
        sa.Column("parked", sa.JSON(), nullable=False),
    )
