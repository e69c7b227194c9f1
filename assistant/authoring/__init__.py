"""The rule author's bench: faults of rules, their tests, and what they do to real mail."""
