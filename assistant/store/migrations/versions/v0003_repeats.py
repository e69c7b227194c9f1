"""What tells a message that was delivered twice, and two machines that answer each other."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; of messages from before they are not known."""
    op.add_column("messages", sa.Column("content", sa.String()))
    op.add_column("messages", sa.Column("words", sa.String()))
    op.add_column("messages", sa.Column("depth", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_messages_account_content", "messages", ["account", "content"])
