"""Run by alembic: apply the revisions over the connection that opening.py hands in."""

from alembic import context

from assistant.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,                           # SQLite cannot alter a column; alembic copies the table instead
)
with context.begin_transaction():
    context.run_migrations()
