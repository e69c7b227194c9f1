"""The rule author's bench: check, match."""
