"""What a message asked and named, and its thread; how long a person's state is kept; promises to write again."""

from datetime import UTC, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEPT = timedelta(days=90)                          # what was parked before there was a setting for it


def upgrade() -> None:
    """Add the columns and the table; give what was parked its new form and its expiry."""
    when = sa.DateTime(timezone=True)
    for column in (
        sa.Column("thread", sa.Text()),
        sa.Column("asked", sa.JSON()),
        sa.Column("named", sa.JSON()),
        sa.Column("refund", sa.Boolean(), nullable=False, server_default=sa.false()),
    ):
        op.add_column("messages", column)
    op.create_index("ix_messages_account_thread", "messages", ["account", "thread"])
    op.add_column("people", sa.Column("named", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("people", sa.Column("expires", when))
    op.create_table(
        "promises",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("draft", sa.Integer(), sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
    )
    for name in ("draft", "due", "state"):
        op.create_index(f"ix_promises_{name}", "promises", [name])
    _keep(when)


def _keep(when: sa.DateTime) -> None:
    people = sa.table(
        "people", sa.column("account"), sa.column("address"), sa.column("calm_reply_at", when),
        sa.column("parked", sa.JSON), sa.column("expires", when),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(people)).mappings().all():
        at = row["calm_reply_at"]
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=UTC)             # SQLite gives no zone back
        parked = [{"text": text, "kind": "question", "about": None, "when": at.isoformat()} for text in row["parked"]]
        connection.execute(
            people.update()
            .where(people.c.account == row["account"], people.c.address == row["address"])
            .values(parked=parked if at else [], expires=at + _KEPT if at else None)
        )
