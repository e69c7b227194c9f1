"""Letters as they lie in a mailbox: with the headers that servers add and an HTML part, six kilobytes or so each."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from email.utils import format_datetime

from tests.bench.letters import letter

_ADDED = "".join(
    f"Received: from relay{hop}.mail.example (relay{hop}.mail.example [192.0.2.{hop}])\r\n"
    f"\tby mx{hop}.mulberry.example (Postfix) with ESMTPS id 4Xh{hop}Kp2vQzz9s{{number}}\r\n"
    f"\tfor <shop@mulberry.example>; Mon,  2 Mar 2026 09:00:0{hop} +0000 (UTC)\r\n"
    for hop in range(4)
) + (
    "Authentication-Results: mx.mulberry.example; dkim=pass header.d=mail.example; spf=pass\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=mail.example; s=s1;\r\n"
    "\th=from:to:subject:date:message-id:mime-version:content-type;\r\n\tbh=" + "q8Zt" * 11 + ";\r\n\tb="
    + "".join("Qm9va3MgYXJlIGdvb2QgZm9yIHlvdSBhbmQgZm9yIG1l" + "\r\n\t " for _ in range(8)) + "=\r\n"
)


def posted(number: int) -> bytes:
    """Letter `number` of today."""
    header, _, body = letter(number).decode().replace("\r\n", "\n").partition("\n\n")
    fields = [line for line in header.split("\n") if not line.startswith(("Content-Type", "Date", "Message-ID"))]
    paragraphs = "".join(f"<p style=\"margin:0 0 1em 0\">{html.escape(each)}</p>\n" for each in body.split("\n\n"))
    lines = [
        *fields, f"Message-ID: <{number}.{'x' * 24}@mail.example>", f"Date: {format_datetime(datetime.now(UTC))}",
        "MIME-Version: 1.0", 'Content-Type: multipart/alternative; boundary="=-b"', "", "--=-b",
        "Content-Type: text/plain; charset=utf-8", "", body, "--=-b", "Content-Type: text/html; charset=utf-8", "",
        f"<html><head><style>p {{font-family: sans-serif}}</style></head><body>\n{paragraphs}</body></html>", "--=-b--",
    ]  # fmt: skip
    return (_ADDED.format(number=number) + "\r\n".join("\n".join(lines).split("\n")) + "\r\n").encode()
