"""Reply drafts for support inboxes, from approved answers. Read model.py first, then pipeline.py."""

__version__ = "0.1.0"
