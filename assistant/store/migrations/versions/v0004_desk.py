"""What the owner's desk needs: a list to show, letters to compare, an outbox, reviewers, and what they did."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def _table(name: str, *columns: sa.Column[Any] | sa.Constraint) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*_KEYS[name], name=f"pk_{name}"))


_KEYS = {
    "reviews": ("message",),
    "presences": ("message", "who"),
    "outbox": ("id",),
    "audit": ("id",),
    "reviewers": ("name",),
    "sessions": ("digest",),
    "fates": ("draft",),
    "edits": ("id",),
    "proposals": ("id",),
    "rule_versions": ("id",),
}


def _of(name: str, table: str, target: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    other = target.split(".", maxsplit=1)[0]
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}_{other}", ondelete=ondelete)


def upgrade() -> None:
    """Make the tables; of messages and drafts from before the new columns are empty."""
    for column in (
        sa.Column("subject", sa.Text()),
        sa.Column("author_name", sa.Text()),
        sa.Column("tone", sa.String()),
        sa.Column("anger", sa.Float(), nullable=False, server_default="0"),
        sa.Column("complaint", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("rank", sa.Integer(), nullable=False, server_default="3"),
        sa.Column("found_by", sa.Text()),
    ):
        op.add_column("messages", column)
    op.create_index("ix_messages_rank_received", "messages", ["rank", "received"])
    op.add_column("drafts", sa.Column("text", sa.Text()))
    op.add_column("drafts", sa.Column("alarm", sa.String()))
    op.create_index("ix_drafts_state_uid", "drafts", ["state", "uid"])
    op.create_index("ix_drafts_alarm", "drafts", ["alarm"])
    op.create_index("ix_drafts_state_parent_ready_alarm", "drafts", ["state", "parent", "ready", "alarm"])
    op.add_column("drafts", sa.Column("since", _MOMENT))
    op.add_column("drafts", sa.Column("ready_first", sa.Boolean()))
    for name in ("questions", "answered"):
        op.add_column("drafts", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    figures = ["saved", "ready", "ready_first", "questions", "answered"]
    op.create_index("ix_drafts_saved_ready_ready_first_questions_answered", "drafts", figures)
    _table(
        "reviews",
        sa.Column("message", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("assigned", sa.Text()),
        sa.Column("snoozed", _MOMENT),
        sa.Column("held", sa.Text()),
        _of("message", "reviews", "messages.id"),
    )
    _table(
        "presences",
        sa.Column("message", sa.Integer()),
        sa.Column("who", sa.Text()),
        sa.Column("seen", _MOMENT, nullable=False),
        _of("message", "presences", "messages.id"),
    )
    _table(
        "outbox",
        sa.Column("id", sa.Integer()),
        sa.Column("draft", sa.Integer()),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("live", sa.Text()),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("raw", sa.LargeBinary()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("due", _MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("claim", sa.String()),
        sa.Column("began", _MOMENT),
        sa.Column("told", sa.Text()),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("sent", _MOMENT),
        sa.Column("filed", _MOMENT),
        sa.UniqueConstraint("account", "live", name="uq_outbox_account_live"),
        _of("draft", "outbox", "drafts.id"),
    )
    op.create_index("ix_outbox_draft", "outbox", ["draft"])
    op.create_index("ix_outbox_state_due", "outbox", ["state", "due"])
    _table(
        "audit",
        sa.Column("id", sa.Integer()),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("message", sa.Integer()),
        sa.Column("detail", sa.JSON()),
        _of("message", "audit", "messages.id", ondelete="SET NULL"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_message", "audit", ["message"])
    _table(
        "reviewers",
        sa.Column("name", sa.Text()),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
    )
    _table(
        "sessions",
        sa.Column("digest", sa.String()),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        _of("who", "sessions", "reviewers.name"),
    )
    op.create_index("ix_sessions_who", "sessions", ["who"])
    _table(
        "fates",
        sa.Column("draft", sa.Integer()),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("reason", sa.Text()),
        _of("draft", "fates", "drafts.id"),
    )
    op.create_index("ix_fates_at", "fates", ["at"])
    _table(
        "edits",
        sa.Column("id", sa.Integer()),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.Text()),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("question", sa.Text()),
        _of("draft", "edits", "drafts.id"),
    )
    op.create_index("ix_edits_draft", "edits", ["draft"])
    op.create_index("ix_edits_rule_kind", "edits", ["rule", "kind"])
    _table(
        "proposals",
        sa.Column("id", sa.Integer()),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("rule", sa.Text()),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("made", _MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decided", _MOMENT),
        sa.Column("by", sa.Text()),
        sa.UniqueConstraint("account", "mark", name="uq_proposals_account_mark"),
    )
    _table(
        "rule_versions",
        sa.Column("id", sa.Integer()),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
    )
    op.create_index("ix_rule_versions_path", "rule_versions", ["path"])
