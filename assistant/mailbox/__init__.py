"""The mailboxes of a mail server over IMAP, and the same contract in memory."""
