"""Customers' messages as bytes, for archives."""

from __future__ import annotations

from email.message import EmailMessage


def letter(text: str, number: int = 1, *, sender: str = "Lea Brandt <lea@mail.example>", **headers: str) -> bytes:
    """A message of its own Message-ID for each `number`."""
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "help@shop.example"
    made["Subject"] = "A question"
    made["Date"] = "Fri, 20 Nov 2026 09:00:00 +0000"
    made["Message-ID"] = f"<{number}@mail.example>"
    for name, value in headers.items():
        del made[name]
        made[name] = value
    made.set_content(text)
    return made.as_bytes()


def mbox(*letters: bytes) -> bytes:
    """An mbox of these, as mail programs write it."""
    stuffed = (raw.replace(b"\nFrom ", b"\n>From ") for raw in letters)
    return b"".join(b"From lea@mail.example Fri Nov 20 09:00:00 2026\n" + raw + b"\n" for raw in stuffed)
