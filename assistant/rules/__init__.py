"""The text of rules.yaml to a Rulebook, or to faults with line and column."""
