"""Handing an approved message to the mail server that sends it: SMTP submission, RFC 6409."""
