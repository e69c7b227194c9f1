"""The tables, for SQLAlchemy Core. A change here needs a new file in migrations/versions/.

`test_the_migrations_make_the_tables` holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
)

from assistant.store.columns import Moment, Words

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
    Column("author", Words),                         # the address of From
    Column("person", Words),                         # whom an answer goes to: all that is known of somebody is by this
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
    Column("subject", Words),
    Column("author_name", Words),
    Column("tone", String),                          # Tone.label
    Column("anger", Float, nullable=False, server_default="0"),      # Tone.anger
    Column("complaint", Boolean, nullable=False, server_default=false()),
    Column("rank", Integer, nullable=False, server_default="3"),    # in the list of what waits
    Column("found_by", Words),                       # what a search looks in, in small letters
    UniqueConstraint("account", "mailbox", "uidvalidity", "uid"),   # each message is decided once
    Index(None, "account", "raw_digest"),
    Index(None, "account", "content"),
    Index(None, "account", "message_id"),
    Index(None, "account", "decided"),
    Index(None, "account", "thread"),
    Index(None, "author"),
    Index(None, "person"),
    Index(None, "rank", "received"),
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
    Column("text", Words),                           # the letter as it was saved, as long as texts are kept
    Column("alarm", String),                         # what the owner was told of it: "late", "gap-sent"
    Column("since", Moment),                         # when the first of the drafts that it replaces was saved
    Column("questions", Integer, nullable=False, server_default="0"),   # of its ledger, and those that it answers
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("ready_first", Boolean),                  # whether it was ready when it was made, once a reviewer changed it
    Index(None, "state", "parent", "ready", "alarm"),
    Index(None, "state", "uid"),                     # what is done with and still stands in Drafts
    Index(None, "alarm"),
    Index(None, "saved", "ready", "ready_first", "questions", "answered"),
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

# A message on the owner's desk. `version` counts its changes: who saves on an older one is told so.
reviews = Table(
    "reviews",
    METADATA,
    Column("message", Integer, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, nullable=False, server_default="0"),
    Column("assigned", Words),
    Column("snoozed", Moment),
    Column("held", Words),                           # why a reviewer holds it
)

# Who looks at a message now.
presences = Table(
    "presences",
    METADATA,
    Column("message", Integer, ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("who", Words, primary_key=True),
    Column("seen", Moment, nullable=False),
)

# What was approved to be sent. `raw` is emptied once it is sent and filed, or was taken back.
outbox = Table(
    "outbox",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id", ondelete="CASCADE"), index=True),
    Column("account", String, nullable=False),
    Column("message_id", Words, nullable=False),
    Column("live", Words),                           # the Message-ID while it may be sent or was: never a second one
    Column("sender", Words, nullable=False),         # the envelope, RFC 5321 2.3.1
    Column("recipients", JSON, nullable=False),
    Column("raw", LargeBinary),
    Column("state", String, nullable=False),
    Column("created", Moment, nullable=False),
    Column("due", Moment, nullable=False),           # when something is to be done about it next
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("claim", String),                         # who sends it now
    Column("began", Moment),                         # when it may have begun to flow: DATA was about to be said
    Column("told", Words),                           # what the server said last
    Column("by", Words, nullable=False),
    Column("sent", Moment),
    Column("filed", Moment),                         # when it stood in Sent and its draft was gone
    UniqueConstraint("account", "live"),
    Index(None, "state", "due"),
)

# Who did what, when.
audit = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("who", Words, nullable=False),
    Column("action", String, nullable=False),
    Column("message", Integer, ForeignKey("messages.id", ondelete="SET NULL"), index=True),
    Column("detail", JSON(none_as_null=True)),
)

# Who may use the page where it is behind a login.
reviewers = Table(
    "reviewers",
    METADATA,
    Column("name", Words, primary_key=True),
    Column("password", String, nullable=False),      # its argon2 hash
    Column("role", String, nullable=False),
    Column("created", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    METADATA,
    Column("digest", String, primary_key=True),      # sha256 of the token, hex
    Column("who", Words, ForeignKey("reviewers.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
)

# What became of a draft in a person's hands.
fates = Table(
    "fates",
    METADATA,
    Column("draft", Integer, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("how", String, nullable=False),           # as-written, edited, rewritten, discarded, unknown
    Column("place", String, nullable=False),         # desk, mail-program
    Column("reason", Words),
)

# What a person changed in it, in whole sentences. The texts are emptied when those of the letters are.
edits = Table(
    "edits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("draft", Integer, ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String, nullable=False),          # changed, removed, added, filled
    Column("rule", Words),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
    Column("question", Words),                       # of a gap
    Index(None, "rule", "kind"),
)

# A change of the rules that people's edits suggest. `mark` tells it from others.
proposals = Table(
    "proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("account", String, nullable=False),
    Column("mark", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("rule", Words),
    Column("words", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("made", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("decided", Moment),
    Column("by", Words),
    UniqueConstraint("account", "mark"),
)

# The rules files as they were changed from the page, for undo.
rule_versions = Table(
    "rule_versions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("path", Words, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("why", Words, nullable=False),
    Column("before", Words, nullable=False),
    Column("after", Words, nullable=False),
)
