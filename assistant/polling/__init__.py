"""The daemon: one round over the mailboxes, and rounds without end."""
