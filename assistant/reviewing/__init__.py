"""The owner's desk: what waits, opened, edited, saved, sent and learned from. The page and the terminal call this."""
