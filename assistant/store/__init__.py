"""What was seen, decided and drafted, kept in a database."""
