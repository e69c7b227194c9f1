"""Load and derive, before the first message comes, what else it would wait for. Nothing is saved or told by it."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from assistant import pipeline
from assistant.drafting.compose import compose, message_id
from assistant.drafting.marking import mark
from assistant.model import Circumstances
from assistant.parsing import parse
from assistant.pipeline import Prepared
from assistant.store.store import Store
from assistant.understanding.sifting import PLAIN, WRITTEN

# It asks, complains, thanks and is in two kinds of text, so that it passes through most of the rooms.
_LETTER = b"""\
From: A Customer <customer@example.com>
To: shop@example.com
Subject: My order
Date: Mon, 2 Mar 2026 09:00:00 +0000
Message-ID: <warm@example.com>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=-"

--=-
Content-Type: text/plain; charset=utf-8

Hello,

thank you for the quick reply. I am very disappointed: the parcel arrived broken and late, and I want my money back.
When are you open on Saturdays? Could you also tell me where my order is, and how much delivery costs?

Kind regards,
A Customer
--=-
Content-Type: text/html; charset=utf-8

<html><body><p>Hello,</p><p>When are you open on Saturdays?</p></body></html>
--=---
"""


def warm(prepared: Prepared, store: Store, now: datetime) -> None:
    """Take a letter of our own through the rooms, and ask the store what each message asks it."""
    for sieve in (PLAIN, WRITTEN):
        sieve.derive()
    message = parse(_LETTER)
    around = Circumstances(now, ours=("shop@example.com",))
    with suppress(Exception):  # a made-up letter: what fails for it is told when a customer's does
        store.seen_digest("", message.raw_digest)
        store.history("", "", now, thread=message.message_id)
        outcome = pipeline.assist(message, prepared, around)
        if outcome.draft is not None:
            marker = mark(outcome.plan, outcome.draft, prepared.rulebook, prepared.templates, around)
            identity = message_id(message, account="", revision=0, domain="example.com")
            compose(outcome.draft, date=now, message_id=identity, marker=str(marker))
