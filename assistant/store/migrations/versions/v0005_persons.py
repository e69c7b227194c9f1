"""Who a message's answer goes to, by which all that is known of a person is found; it was From."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; of messages from before only the author is known."""
    op.add_column("messages", sa.Column("person", sa.Text()))
    op.execute("UPDATE messages SET person = author")
    op.create_index("ix_messages_person", "messages", ["person"])
